import { type KeyObject, randomUUID } from 'node:crypto';
import {
  bodyFault,
  type EntryDraft,
  entryBytes,
  entryId,
  envelope,
  knowsKind,
  MAX_ENTRY_BYTES,
  newestVersion,
  signBatch,
  type UnsignedEntry,
  unsignedBytes,
  type WriterKey,
  writerKey,
} from '../entries/index.ts';
import type { Store } from '../store/index.ts';
import { LedgerError } from './ledger-error.ts';
import { packBytes } from './packed-bytes.ts';
import type { Appended, AppendRequest, LedgerWriter, TokenBirth } from './types.ts';

const MAX_BATCH = 512;
const LAG_POLL_MILLISECONDS = 250;
/** For how long an append whose outcome is unknown (the connection broke while committing) is looked up before giving up. */
const RECOVERY_MILLISECONDS = 10_000;
const RECOVERY_PAUSE_MILLISECONDS = 250;
/** The version of every kind that is written. */
/** Room that a proof takes at most: a path of nine hashes, a signature and names. */
const PROOF_BYTES = 1024;

export interface WriterOptions {
  readonly store: Store;
  readonly environment: string;
  /** Stable over restarts; no two processes have the same. */
  readonly writer: string;
  /** Ed25519. */
  readonly privateKey: KeyObject;
  /** Longest time that entries may wait to be sequenced, in seconds; infinite where the writer doesn't issue. */
  readonly maxLagSeconds: () => number;
  readonly now?: () => Date;
  /** What keeps a draft from being an entry of its kind; null where nothing does. The schema of the kind says so where it isn't given. */
  readonly faultOf?: (draft: EntryDraft) => string | null;
}

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (appended: readonly Appended[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Prepared {
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array[];
  readonly births: TokenBirth[];
  readonly outcomes: { readonly waiting: Waiting; readonly appended: readonly Appended[] }[];
}

/**
 * Opens a writer, taking its id over from whichever process held it. See `LedgerWriter` for what it promises.
 *
 * One statement stores a whole batch: it advances the writer's number, which is the lock against a second process of the same id,
 * stores the entries, and stores the births unless one of their grants was revoked; the grants' rows stay locked until the commit,
 * so that a revocation either sees a birth or prevents it.
 *
 * @throws LedgerError `ledger_unavailable`
 */
export async function openWriter(options: WriterOptions): Promise<LedgerWriter> {
  const instance = randomUUID();
  const { rows } = await options.store.pool
    .query<{ last_sequence: number }>(
      `INSERT INTO writers (writer, instance, last_sequence) VALUES ($1, $2, 0)
       ON CONFLICT (writer) DO UPDATE SET instance = $2 RETURNING last_sequence`,
      [options.writer, instance],
    )
    .catch((error: unknown) => {
      throw new LedgerError('ledger_unavailable', 'The ledger cannot be written.', error);
    });
  return new PostgresWriter(options, instance, rows[0]?.last_sequence ?? 0);
}

class PostgresWriter implements LedgerWriter {
  readonly writer: string;
  readonly #options: WriterOptions;
  readonly #instance: string;
  readonly #key: WriterKey;
  readonly #queue: Waiting[] = [];
  readonly #lagTimer: NodeJS.Timeout;
  #lastSequence: number;
  #running: Promise<void> | null = null;
  #closed = false;
  #numberIsUncertain = false;
  #lagSeconds = 0;
  #lagReadAt = performance.now();

  constructor(options: WriterOptions, instance: string, lastSequence: number) {
    this.#options = options;
    this.writer = options.writer;
    this.#instance = instance;
    this.#key = writerKey(options.privateKey);
    this.#lastSequence = lastSequence;
    this.#lagTimer = setInterval(() => void this.#readLag(), LAG_POLL_MILLISECONDS).unref();
  }

  append(request: AppendRequest): Promise<readonly Appended[]> {
    if (this.#closed) return Promise.reject(new LedgerError('writer_closed', `The writer ${this.writer} is closed.`));
    if (request.drafts.length === 0) return Promise.resolve([]);
    const lag = this.#lag();
    if (issues(request) && request.observed !== true && lag > this.#options.maxLagSeconds())
      return Promise.reject(
        new LedgerError(
          'sequencing_lag',
          `Entries have waited ${lag.toFixed(1)} s to be sequenced: is the sequencer running?`,
        ),
      );
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#lagTimer);
    await this.#running;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        // Whatever else has arrived by now is read first, and joins the batch.
        await new Promise((resolve) => setImmediate(resolve));
        await this.#appendBatch(this.#take());
      }
    } finally {
      this.#running = null;
    }
  }

  #take(): Waiting[] {
    let count = 0;
    let entries = 0;
    while (count < this.#queue.length) {
      entries += this.#queue[count]?.request.drafts.length ?? 0;
      if (count > 0 && entries > MAX_BATCH) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #appendBatch(batch: Waiting[]): Promise<void> {
    let rest = batch;
    try {
      if (this.#numberIsUncertain) await this.#readNumber();
      for (;;) {
        const prepared = this.#prepare(rest);
        if (prepared === null) return;
        if (await this.#store(prepared)) {
          this.#lastSequence = prepared.last;
          for (const { waiting, appended } of prepared.outcomes) waiting.resolve(appended);
          return;
        }
        rest = await this.#withoutRevoked(prepared);
      }
    } catch (error) {
      const failure =
        error instanceof LedgerError
          ? error
          : new LedgerError('ledger_unavailable', 'The ledger cannot be written.', error);
      if (failure.code === 'writer_conflict') this.#closed = true;
      // What was given up may be stored after all: the next batch starts from what is.
      if (failure.code === 'ledger_unavailable') this.#numberIsUncertain = true;
      for (const { reject } of rest) reject(failure);
    }
  }

  /** Numbers, canonicalises and signs; a request that can't be written is turned down alone. Null when none is left. */
  #prepare(batch: readonly Waiting[]): Prepared | null {
    const { environment, now = () => new Date(), faultOf = kindFault } = this.#options;
    const time = now();
    const unsigned: { entry: UnsignedEntry; bytes: Uint8Array }[] = [];
    const accepted: { waiting: Waiting; from: number }[] = [];
    let sequence = this.#lastSequence;
    for (const waiting of batch) {
      try {
        const own = waiting.request.drafts.map((draft, offset) => {
          const fault = faultOf(draft);
          if (fault !== null) throw new LedgerError('entry_invalid', `No entry of its kind: ${fault}.`);
          const entry = envelope(draft, { environment, writer: this.writer, sequence: sequence + offset + 1, time });
          const bytes = unsignedBytes(entry);
          if (bytes.length > MAX_ENTRY_BYTES - PROOF_BYTES)
            throw new LedgerError('entry_too_large', `A ${draft.kind} entry of ${bytes.length} bytes is too large.`);
          return { entry, bytes };
        });
        accepted.push({ waiting, from: unsigned.length });
        unsigned.push(...own);
        sequence += own.length;
      } catch (error) {
        waiting.reject(error);
      }
    }
    if (accepted.length === 0) return null;
    const proofs = signBatch(
      this.writer,
      this.#key,
      unsigned.map(({ bytes }) => bytes),
    );
    const logged = unsigned.map(({ entry, bytes }, index) => {
      const proof = proofs[index] as (typeof proofs)[number];
      return { bytes: entryBytes(bytes, proof), appended: { id: entryId(bytes), entry: { ...entry, proof } } };
    });
    return {
      first: this.#lastSequence,
      last: sequence,
      bytes: logged.map(({ bytes }) => bytes),
      births: accepted.flatMap(({ waiting }) => waiting.request.births ?? []),
      outcomes: accepted.map(({ waiting, from }) => ({
        waiting,
        appended: logged.slice(from, from + waiting.request.drafts.length).map(({ appended }) => appended),
      })),
    };
  }

  /** True when the batch is durable, false when a grant of it was revoked. */
  async #store(prepared: Prepared): Promise<boolean> {
    let uncertain: unknown;
    let until = Number.POSITIVE_INFINITY;
    for (let attempt = 0; performance.now() < until; attempt++) {
      try {
        if (attempt > 0) {
          await new Promise((resolve) => setTimeout(resolve, RECOVERY_PAUSE_MILLISECONDS));
          if (await this.#isStored(prepared)) return true;
        }
        return await this.#insert(prepared);
      } catch (error) {
        if (error instanceof LedgerError) throw error;
        if (!isPassing(error)) throw error;
        uncertain = error;
        if (attempt === 0) until = performance.now() + RECOVERY_MILLISECONDS;
      }
    }
    throw new LedgerError('ledger_unavailable', 'The ledger cannot be reached.', uncertain);
  }

  async #insert({ first, last, bytes, births }: Prepared): Promise<boolean> {
    const packed = packBytes(bytes);
    const values: unknown[] = [this.writer, this.#instance, first, last, packed.bytes, packed.starts, packed.lengths];
    const statement = births.length === 0 ? APPEND : APPEND_WITH_BIRTHS;
    if (births.length > 0) values.push(JSON.stringify(births), [...new Set(births.map(({ grantId }) => grantId))]);
    const { rows } = await this.#options.store.pool.query<{ advanced: number }>({
      name: births.length === 0 ? 'ledger-append' : 'ledger-append-births',
      text: statement,
      values,
    });
    if ((rows[0]?.advanced ?? 0) > 0) return true;
    return await this.#isStored({ first, last });
  }

  /**
   * Whether a batch that nobody confirmed is there all the same: only this process moves the number while it holds the id, and it
   * has one batch under way.
   */
  async #isStored({ first, last }: Pick<Prepared, 'first' | 'last'>): Promise<boolean> {
    const stored = await this.#storedSequence();
    if (stored === last) return true;
    if (stored !== first) throw this.#conflict();
    return false;
  }

  async #readNumber(): Promise<void> {
    const stored = await this.#storedSequence();
    if (stored === null) throw this.#conflict();
    this.#lastSequence = stored;
    this.#numberIsUncertain = false;
  }

  /** The last number that is stored for this writer; null when another process holds its id. */
  async #storedSequence(): Promise<number | null> {
    const { rows } = await this.#options.store.pool.query<{ last_sequence: number }>(
      'SELECT last_sequence FROM writers WHERE writer = $1 AND instance = $2',
      [this.writer, this.#instance],
    );
    return rows[0]?.last_sequence ?? null;
  }

  #conflict(): LedgerError {
    return new LedgerError('writer_conflict', `Another process writes to the ledger as ${this.writer}.`);
  }

  /** Turns down the requests whose grant was revoked, and returns the others. */
  async #withoutRevoked({ births, outcomes }: Prepared): Promise<Waiting[]> {
    const { rows } = await this.#options.store.pool.query<{ grant_id: string }>(
      'SELECT grant_id FROM grants WHERE grant_id = ANY($1) AND revoked_at IS NOT NULL',
      [births.map(({ grantId }) => grantId)],
    );
    const revoked = new Set(rows.map(({ grant_id }) => grant_id));
    const left: Waiting[] = [];
    for (const { waiting } of outcomes) {
      if (waiting.request.births?.some(({ grantId }) => revoked.has(grantId)))
        waiting.reject(new LedgerError('grant_revoked', 'The grant was revoked while the token was being made.'));
      else left.push(waiting);
    }
    if (left.length === outcomes.length) throw this.#conflict();
    return left;
  }

  /** What is known of the lag, and the time since: an unanswered question doesn't make it any shorter. */
  #lag(): number {
    return this.#lagSeconds === 0 ? 0 : this.#lagSeconds + (performance.now() - this.#lagReadAt) / 1000;
  }

  async #readLag(): Promise<void> {
    try {
      const { rows } = await this.#options.store.pool.query<{ seconds: number }>(
        `SELECT extract(epoch FROM clock_timestamp() - arrived_at)::float8 AS seconds FROM ledger_pending ORDER BY position LIMIT 1`,
      );
      this.#lagSeconds = rows[0]?.seconds ?? 0;
      this.#lagReadAt = performance.now();
    } catch {
      // A database that is away is noticed by the appends themselves.
    }
  }
}

/** What stands in the log stands there for ever, so that nothing goes in that no verifier could take for what it says it is. */
function kindFault({ kind, body }: EntryDraft): string | null {
  const version = newestVersion(kind);
  return knowsKind(kind, version) ? bodyFault(kind, version, body) : `${kind} is no kind`;
}

/** What lag stops. A revocation, a use or a policy is recorded all the same: turning it down would make nothing safer. */
function issues({ drafts }: AppendRequest): boolean {
  return drafts.some(({ kind }) => kind === 'decision.made' || kind === 'token.issued');
}

/** Whether a statement may be tried again once it was looked up whether it took effect: what failed wasn't the statement itself. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return true;
  // 08: connection exceptions; 57P: the server is shutting down, crashed or starting; 53: out of resources; 40: rolled back for another
  // transaction's sake (a serialization failure, a deadlock), which asks to be tried again.
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|57P|53)/.test(code);
}

const STORED = `
  stored AS (
    INSERT INTO ledger_pending (writer, sequence, bytes)
    SELECT $1, $3::bigint + entry.place, substring($5::bytea FROM entry.start FOR entry.length)
    FROM unnest($6::integer[], $7::integer[]) WITH ORDINALITY AS entry(start, length, place)
    WHERE EXISTS (SELECT 1 FROM advanced)
  )`;

const APPEND = `
WITH advanced AS (
  UPDATE writers SET last_sequence = $4 WHERE writer = $1 AND instance = $2 AND last_sequence = $3 RETURNING 1
),${STORED}
SELECT count(*) AS advanced FROM advanced`;

const APPEND_WITH_BIRTHS = `
WITH locked AS (
  SELECT revoked_at FROM grants WHERE grant_id = ANY($9) FOR SHARE
), advanced AS (
  UPDATE writers SET last_sequence = $4
  WHERE writer = $1 AND instance = $2 AND last_sequence = $3
    AND NOT EXISTS (SELECT 1 FROM locked WHERE revoked_at IS NOT NULL)
  RETURNING 1
),${STORED}, born AS (
  INSERT INTO token_births (fingerprint, jti_fingerprint, type, grant_id, issuer, client_id, subject, scopes, audience, expires_at, decision, elevations, server_expires_at,
                            canary, dpop_jkt)
  SELECT birth.fingerprint, birth."jtiFingerprint", birth.type, birth."grantId", birth.issuer, birth."clientId", birth.subject,
         birth.scopes, birth.audience, birth."expiresAt", birth.decision, birth.elevations, birth."serverExpiresAt", birth.canary, birth."dpopJkt"
  FROM json_to_recordset($8::json) AS birth(fingerprint text, "jtiFingerprint" text, type text, "grantId" text, issuer text,
       "clientId" text, subject text, scopes text[], audience text, "expiresAt" bigint, decision text, elevations text[],
       "serverExpiresAt" bigint, canary smallint, "dpopJkt" text)
  WHERE EXISTS (SELECT 1 FROM advanced)
  -- A refresh token that the server doesn't rotate is issued again and again, and is born once.
  ON CONFLICT DO NOTHING
)
SELECT count(*) AS advanced FROM advanced`;
