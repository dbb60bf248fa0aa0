import type { EntryId } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import type { ErasureContext, Kept, Whom } from './types.ts';

/** What is older than the column that says when counts as of before. */
const ALWAYS = Number.MAX_SAFE_INTEGER;

/** What is kept of somebody that was there at a moment (seconds since 1970), or is now. */
export async function countKept({ pool }: Store, { persons, subjects }: Whom, until = ALWAYS): Promise<Kept> {
  const { rows } = await pool.query<Kept>(
    `SELECT
       (SELECT count(DISTINCT reference) FROM sealed_people LEFT JOIN sealed_records USING (reference)
        WHERE person = ANY($1) AND (sealed_at IS NULL OR sealed_at <= $3)) AS "sealedTexts",
       (SELECT count(*) FROM console_sessions WHERE subject = ANY($2) AND opened_at <= $3) AS sessions,
       (SELECT count(*) FROM grants WHERE subject = ANY($2) AND created_at <= $3) AS grants,
       (SELECT count(*) FROM token_births WHERE subject = ANY($2) AND created_at <= $3) AS tokens,
       (SELECT count(*) FROM revocations WHERE ${ofSubjects(2)} AND created_at <= $3) AS "revocationOrders"`,
    [[...persons, ...subjects], subjects, until],
  );
  return rows[0] as Kept;
}

/** Whether there is nothing. */
export function isNothing(kept: Kept): boolean {
  return Object.values(kept).every((count) => count === 0);
}

/**
 * Takes it out of the database: sealed texts with their keys; sessions, each of which ends with an entry; whose a grant or token is; and orders
 * to revoke that name the pseudonym. Asked for again it does what is left.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function destroyKept(
  { store, writer, sealed }: Pick<ErasureContext, 'store' | 'writer' | 'sealed'>,
  { persons, subjects }: Whom,
  until = ALWAYS,
): Promise<void> {
  const { pool } = store;
  await sealed.erase([...persons, ...subjects], until);
  await endSessions({ store, writer }, subjects, until);
  for (const table of ['grants', 'token_births'])
    await pool.query(`UPDATE ${table} SET subject = NULL WHERE subject = ANY($1) AND created_at <= $2`, [
      ...[subjects, until],
    ]);
  await pool.query(`DELETE FROM revocations WHERE ${ofSubjects(1)} AND created_at <= $2`, [subjects, until]);
  // Also where no text was left: it may have been cut off here.
  await sealed.changeMasterKey();
  // What was deleted stays in the files of a table until they are written anew.
  await pool.query('VACUUM (FULL) sealed_keys, sealed_records, sealed_people, console_sessions');
}

/** Nobody is signed in by them any more, even where the ledger can't be written now; their ends are recorded as they are taken out. */
async function endSessions(
  { store, writer }: Pick<ErasureContext, 'store' | 'writer'>,
  subjects: readonly string[],
  until: number,
): Promise<void> {
  const { rows } = await store.pool.query<{
    reference: string;
    issuer: string | null;
    subject: string;
    entry: EntryId;
  }>(
    'DELETE FROM console_sessions WHERE subject = ANY($1) AND opened_at <= $2 RETURNING reference, issuer, subject, entry',
    [subjects, until],
  );
  for (const { reference, issuer, subject, entry } of rows)
    await writer.append({
      drafts: [
        {
          ...{ kind: 'session.ended', issuer, subject, operation: reference, after: [entry], digests: {} },
          refs: [`session:${reference}`],
          body: { reason: 'ended_by_operator' },
        },
      ],
    });
}

function ofSubjects(parameter: number): string {
  return `selection::jsonb ->> 'kind' = 'subject' AND selection::jsonb ->> 'subject' = ANY($${parameter})`;
}
