import { type Entry, parseEntry } from '../../../entries/index.ts';
import type { Store } from '../../../store/index.ts';

/** Up to which entry each writer has written. */
export type Written = ReadonlyMap<string, number>;

const ALL = `(SELECT writer, sequence, bytes FROM ledger_entries UNION SELECT writer, sequence, bytes FROM ledger_pending) AS written`;

export async function writtenNow(store: Store): Promise<Written> {
  const { rows } = await store.pool.query<{ writer: string; last: string }>(
    `SELECT writer, max(sequence) AS last FROM ${ALL} GROUP BY writer`,
  );
  return new Map(rows.map(({ writer, last }) => [writer, Number(last)]));
}

/** What these writers wrote since, in the order of their clocks. */
export async function writtenSince(
  store: Store,
  since: Written,
  writers: readonly string[],
): Promise<readonly Entry[]> {
  const { rows } = await store.pool.query<{ bytes: Buffer }>(
    `SELECT bytes FROM ${ALL} JOIN unnest($1::text[], $2::bigint[]) AS known (name, last) ON writer = name AND sequence > last`,
    [writers, writers.map((writer) => since.get(writer) ?? -1)],
  );
  return rows
    .map(({ bytes }) => parseEntry(bytes).entry)
    .sort((one, other) => one.time.localeCompare(other.time) || one.sequence - other.sequence);
}
