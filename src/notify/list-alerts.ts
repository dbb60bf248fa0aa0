import type { Alert } from '../alerts/index.ts';
import { indexAlerts } from '../records/index.ts';
import type { Store } from '../store/index.ts';
import type { AlertPage, Delivery, DeliveryState, ListedAlert } from './types.ts';

const DEFAULT_LIMIT = 50;
/** What needs a person comes first. */
const RANK: readonly DeliveryState[] = ['failed', 'waiting', 'delivered'];

export interface ListOptions {
  /** Index of an entry: only alerts before it. */
  readonly before?: number;
  readonly limit?: number;
}

interface DeliveryRow {
  readonly alert: string;
  readonly destination: string;
  readonly attempts: number;
  readonly last_attempt_at: number | null;
  readonly due_at: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly outcome: 'delivered' | 'undelivered' | null;
  readonly entry: string | null;
}

/**
 * The newest alerts of the ledger with what became of each, newest first, page by page. Alerts are there whether or not anything sends
 * them: without a destination their state is `not_sent`.
 *
 * @example
 * const { alerts, next } = await listAlerts(store, { limit: 20 });
 * const older = next === null ? null : await listAlerts(store, { before: next, limit: 20 });
 */
export async function listAlerts(store: Store, options: ListOptions = {}): Promise<AlertPage> {
  const { before = Number.MAX_SAFE_INTEGER, limit = DEFAULT_LIMIT } = options;
  await indexAlerts(store);
  const { rows } = await store.pool.query<{ alert: string }>(
    'SELECT alert FROM record_alerts WHERE index < $1 ORDER BY index DESC LIMIT $2',
    [before, limit],
  );
  const alerts = rows.map(({ alert }) => JSON.parse(alert) as Alert);
  const deliveries = await deliveriesOf(
    store,
    alerts.map(({ id }) => id),
  );
  return {
    alerts: alerts.map((alert) => listed(alert, deliveries.get(alert.id) ?? [])),
    next: alerts.length < limit ? null : (alerts.at(-1)?.entry.index ?? null),
  };
}

/** One alert by the id of its entry; null where that entry is none. */
export async function readAlert(store: Store, id: string): Promise<ListedAlert | null> {
  await indexAlerts(store);
  const { rows } = await store.pool.query<{ alert: string }>('SELECT alert FROM record_alerts WHERE id = $1', [id]);
  if (rows[0] === undefined) return null;
  return listed(JSON.parse(rows[0].alert) as Alert, (await deliveriesOf(store, [id])).get(id) ?? []);
}

function listed(alert: Alert, deliveries: readonly Delivery[]): ListedAlert {
  const state = RANK.find((one) => deliveries.some((delivery) => delivery.state === one)) ?? 'not_sent';
  return { alert, state, deliveries };
}

async function deliveriesOf({ pool }: Store, ids: readonly string[]): Promise<Map<string, Delivery[]>> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT alert, destination, attempts, last_attempt_at, due_at, last_status, last_error, outcome, entry
     FROM alert_outbox WHERE alert = ANY($1) ORDER BY destination`,
    [ids],
  );
  const deliveries = new Map<string, Delivery[]>();
  for (const row of rows) {
    const of = deliveries.get(row.alert) ?? [];
    deliveries.set(row.alert, of);
    of.push(deliveryOf(row));
  }
  return deliveries;
}

function deliveryOf(row: DeliveryRow): Delivery {
  const state = row.outcome === null ? 'waiting' : row.outcome === 'delivered' ? 'delivered' : 'failed';
  return {
    destination: row.destination,
    state,
    attempts: row.attempts,
    lastAttemptAt: row.last_attempt_at === null ? null : new Date(row.last_attempt_at).toISOString(),
    nextAttemptAt: state === 'waiting' ? new Date(row.due_at).toISOString() : null,
    status: row.last_status,
    error: row.last_error,
    entry: row.entry,
  };
}
