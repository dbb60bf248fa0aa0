import { type Entry, type EntryKind, readEntries, readEntry } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

const WITH_REASONS: readonly EntryKind[] = ['revocation.ordered', 'client.contained', 'client.released'];

/**
 * Texts that were sealed before it was kept whom they concern are found by nobody's erasure. What their entries say of it is kept beside them,
 * once; and so where a backup of those tables brings one back alone. Returns how many.
 */
export async function linkEarlierTexts(store: Store): Promise<number> {
  const { pool } = store;
  const { rows } = await pool.query<{ reference: string; about: string }>(
    `SELECT reference, about FROM sealed_keys AS kept
     WHERE NOT EXISTS (SELECT 1 FROM sealed_people AS people WHERE people.reference = kept.reference)
        OR EXISTS (SELECT 1 FROM sealed_records AS records WHERE records.reference = kept.reference AND records.sealed_at IS NULL)`,
  );
  if (rows.length === 0) return 0;
  const lacking = new Map(rows.map(({ reference, about }) => [reference, about]));
  for await (const { entry } of readEntries(store, { from: 0, kinds: WITH_REASONS })) {
    const reference = referenceIn(entry.body['reason']);
    const about = reference === null ? undefined : lacking.get(reference);
    if (reference === null || about === undefined) continue;
    await pool.query(
      'INSERT INTO sealed_people (reference, person) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
      [reference, [...new Set([about, ...(await peopleIn(store, entry))])]],
    );
    await pool.query('UPDATE sealed_records SET sealed_at = $2 WHERE reference = $1 AND sealed_at IS NULL', [
      ...[reference, Math.floor(Date.parse(entry.time) / 1000)],
    ]);
  }
  return rows.length;
}

async function peopleIn(store: Store, { subject, body, after }: Entry): Promise<readonly string[]> {
  const { persons } = body;
  const people: unknown[] = [subject, memberOf(body['by'], 'person'), ...(Array.isArray(persons) ? persons : [])];
  for (const id of after) {
    const cause = await readEntry(store, id);
    if (cause?.entry.kind === 'session.opened') people.push(cause.entry.subject, cause.entry.body['person']);
  }
  return people.filter((one) => typeof one === 'string');
}

function referenceIn(reason: Json | undefined): string | null {
  const reference = memberOf(reason, 'reference');
  return typeof reference === 'string' ? reference : null;
}

function memberOf(value: Json | undefined, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
