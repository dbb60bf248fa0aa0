import { randomUUID } from 'node:crypto';
import type { EntryId } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { randomSecret, secretHash } from './random-secret.ts';
import { type SessionPerson, sealPerson, unsealPerson } from './sealed-session.ts';

const NOW = 'floor(extract(epoch FROM clock_timestamp()))::bigint';

/** A session as the database has it. Times are seconds since 1970, by the database's clock. */
export interface Session {
  readonly reference: string;
  readonly method: 'oidc' | 'recovery';
  /** Pseudonym; null for a recovery, where nobody says who they are. */
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly entry: EntryId;
  readonly openedAt: number;
  readonly endsAt: number;
}

/** With what only the secret in the browser opens. */
export type OpenedSession = Session & SessionPerson;

export interface NewSession extends Pick<Session, 'method' | 'subject' | 'issuer' | 'entry'>, SessionPerson {
  readonly reference: string;
  readonly idleSeconds: number;
  readonly lifeSeconds: number;
}

export interface Sessions {
  /** Stores a session, and resolves with the secret that its browser holds. It is in no other place. */
  open(session: NewSession): Promise<string>;
  /** The session of a cookie's value, which lives on by it for so long at least; null where there is none, or it has ended. */
  find(secret: string | null, idleSeconds: number): Promise<OpenedSession | null>;
  /** Ends one. Resolves with it; null where it had ended. */
  end(reference: string): Promise<Session | null>;
  /** Those that nobody ended and that are over. They stay until `end`, so that each end can be recorded first. */
  over(): Promise<readonly Session[]>;
}

const COLUMNS = 'reference, method, subject, issuer, entry, opened_at AS "openedAt", ends_at AS "endsAt"';

export function sessionsIn({ pool }: Store): Sessions {
  return {
    async open({ reference, method, subject, issuer, claims, name, entry, idleSeconds, lifeSeconds }) {
      const secret = randomSecret();
      await pool.query(
        `INSERT INTO console_sessions
           (id_hash, reference, method, subject, issuer, claims, name, sealed, entry, opened_at, seen_at, idle_ends_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, '{}', '', $6, $7, ${NOW}, ${NOW}, ${NOW} + $8::bigint, ${NOW} + $9::bigint)`,
        [
          secretHash(secret),
          reference,
          method,
          subject,
          issuer,
          sealPerson(secret, { claims, name }),
          entry,
          idleSeconds,
          lifeSeconds,
        ],
      );
      return secret;
    },
    async find(secret, idleSeconds) {
      const hash = secretHash(secret);
      if (hash === null) return null;
      const { rows } = await pool.query<Session & { readonly sealed: Buffer }>(
        `UPDATE console_sessions SET seen_at = ${NOW}, idle_ends_at = greatest(idle_ends_at, ${NOW} + $2::bigint)
         WHERE id_hash = $1 AND idle_ends_at > ${NOW} AND ends_at > ${NOW} AND sealed IS NOT NULL RETURNING ${COLUMNS}, sealed`,
        [hash, idleSeconds],
      );
      const [row] = rows;
      if (row === undefined || secret === null) return null;
      const { sealed, ...session } = row;
      return { ...session, ...unsealPerson(secret, sealed) };
    },
    async end(reference) {
      const { rows } = await pool.query<Session>(
        `DELETE FROM console_sessions WHERE reference = $1 RETURNING ${COLUMNS}`,
        [reference],
      );
      return rows[0] ?? null;
    },
    async over() {
      const { rows } = await pool.query<Session>(
        `SELECT ${COLUMNS} FROM console_sessions WHERE idle_ends_at <= ${NOW} OR ends_at <= ${NOW} LIMIT 200`,
      );
      return rows;
    },
  };
}

/** How the ledger names a new session. */
export function newReference(): string {
  return randomUUID();
}
