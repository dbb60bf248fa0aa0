import { ALERT_KINDS, type Alert, alertOf } from '../alerts/index.ts';
import type { LoggedEntry } from '../ledger/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { bringUpToDate, type Projection } from './projection.ts';
import { readPolicy } from './stored-policy.ts';

/** Policies that are kept: entries that follow each other name the same one, or the one before it. */
const MAX_POLICIES = 4;

/** Every alert of the ledger. */
export const alerts: Projection = {
  name: 'alerts',
  tables: ['record_alerts'],
  kinds: ALERT_KINDS,
  async prepare(store, entries) {
    const found = await alertsOf(store, entries);
    return (client) =>
      client.query(
        `insert into record_alerts (index, id, type, severity, time, alert)
         select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         on conflict do nothing`,
        [
          found.map(({ entry }) => entry.index),
          found.map(({ id }) => id),
          found.map(({ type }) => type),
          found.map(({ severity }) => severity),
          found.map(({ time }) => time),
          found.map((alert) => JSON.stringify(alert)),
        ],
      );
  },
};

/**
 * Brings the index of alerts up to the ledger's end, and says to which index.
 *
 * @throws EntryError `entry_malformed` where an entry was changed: no alert after it is found until that is mended
 */
export async function indexAlerts(store: Store): Promise<number> {
  return await bringUpToDate(store, alerts);
}

async function alertsOf(store: Store, entries: readonly LoggedEntry[]): Promise<Alert[]> {
  const policies = new Map<string, IdentifiedPolicy | null>();
  for (const { entry } of entries) {
    const digest = entry.digests['policy'];
    if (digest !== undefined && !policies.has(digest)) policies.set(digest, await rememberedPolicy(store, digest));
  }
  return entries.flatMap((entry) => alertOf(entry, { policyOf: (digest) => policies.get(digest) ?? null }) ?? []);
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
