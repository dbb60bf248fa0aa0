import { ALERT_KINDS, type Alert, alertOf } from '../alerts/index.ts';
import { type LoggedEntry, readEntries } from '../ledger/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { readPolicy } from './stored-policy.ts';

const PROJECTION = 'alerts';
const PAGE = 1000;
/** Policies that are kept: entries that follow each other name the same one, or the one before it. */
const MAX_POLICIES = 4;

/**
 * Brings the index of alerts (`record_alerts`) up to the ledger's end, and says to which index. It is a projection: it can be emptied
 * at any time and is built again from the ledger. Several processes may do so at once; of two that read the same page one writes it.
 *
 * @throws EntryError `entry_malformed` where an entry was changed: no alert after it is found until that is mended
 */
export async function indexAlerts(store: Store): Promise<number> {
  const { pool } = store;
  await pool.query('insert into record_progress (projection, next_index) values ($1, 0) on conflict do nothing', [
    PROJECTION,
  ]);
  for (;;) {
    const { rows } = await pool.query<{ next: number; size: number | null }>({
      name: 'alerts-progress',
      text: `select next_index as next, (select size from ledger_head) as size from record_progress where projection = $1`,
      values: [PROJECTION],
    });
    const from = rows[0]?.next ?? 0;
    const size = rows[0]?.size ?? 0;
    if (from >= size) return from;
    const entries: LoggedEntry[] = [];
    for await (const entry of readEntries(store, { from, to: size, kinds: ALERT_KINDS, limit: PAGE }))
      entries.push(entry);
    // No connection is held meanwhile, so that many readers at once don't wait for each other's.
    const to = entries.length < PAGE ? size : (entries.at(-1)?.index ?? from) + 1;
    await writePage(store, from, to, await alertsOf(store, entries));
  }
}

async function alertsOf(store: Store, entries: readonly LoggedEntry[]): Promise<Alert[]> {
  const policies = new Map<string, IdentifiedPolicy | null>();
  for (const { entry } of entries) {
    const digest = entry.digests['policy'];
    if (digest !== undefined && !policies.has(digest)) policies.set(digest, await rememberedPolicy(store, digest));
  }
  return entries.flatMap((entry) => alertOf(entry, { policyOf: (digest) => policies.get(digest) ?? null }) ?? []);
}

/** The progress moves and the alerts are there, or neither. Where another process was faster nothing happens. */
async function writePage({ pool }: Store, from: number, to: number, alerts: readonly Alert[]): Promise<void> {
  await pool.query(
    `with moved as (
       update record_progress set next_index = $3 where projection = $1 and next_index = $2 returning 1
     )
     insert into record_alerts (index, id, type, severity, time, alert)
     select * from unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
     where exists (select 1 from moved)
     on conflict do nothing`,
    [
      PROJECTION,
      from,
      to,
      alerts.map(({ entry }) => entry.index),
      alerts.map(({ id }) => id),
      alerts.map(({ type }) => type),
      alerts.map(({ severity }) => severity),
      alerts.map(({ time }) => time),
      alerts.map((alert) => JSON.stringify(alert)),
    ],
  );
}

const remembered = new WeakMap<Store, Map<string, IdentifiedPolicy>>();

async function rememberedPolicy(store: Store, digest: string): Promise<IdentifiedPolicy | null> {
  const policies = remembered.get(store) ?? new Map<string, IdentifiedPolicy>();
  remembered.set(store, policies);
  const known = policies.get(digest) ?? (await readPolicy(store, digest));
  if (known === null) return null;
  policies.delete(digest);
  policies.set(digest, known);
  const [oldest] = policies.keys();
  if (policies.size > MAX_POLICIES && oldest !== undefined) policies.delete(oldest);
  return known;
}
