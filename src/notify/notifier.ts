import { setTimeout as delay } from 'node:timers/promises';
import { receiversOf } from '../alerts/index.ts';
import { EntryError, POLICY_WRITER } from '../entries/index.ts';
import { type LedgerWriter, readNewest } from '../ledger/index.ts';
import type { IdentifiedPolicy, Policy } from '../policy/index.ts';
import { indexAlerts, readPolicy } from '../records/index.ts';
import type { Store } from '../store/index.ts';
import { createDeliverer } from './deliver.ts';
import { enlistAlerts } from './outbox.ts';
import type { Destination } from './types.ts';

const POLL_MILLISECONDS = 250;
const MAX_PAUSE_MILLISECONDS = 10_000;

export interface NotifierOptions {
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly destinations: readonly Destination[];
  /** Tells a person. */
  readonly notice: (message: string) => void;
  readonly onFault: (fault: unknown) => void;
  /** Milliseconds since 1970. Default: the clock. */
  readonly clock?: () => number;
  /** From 0 to 1. Default: chance. */
  readonly random?: () => number;
}

/** Follows the ledger and sends what alerts. */
export interface Notifier {
  /** Breaks off what is under way, which is tried again at the next start. The writer still writes. */
  stop(): Promise<void>;
}

/**
 * Starts to send alerts. One loop puts what the ledger alerts of into the outboxes; each destination has a loop of its own that sends
 * what is due there, so that one that doesn't answer holds no other up. Several processes may do so on one database.
 */
export function startNotifier(options: NotifierOptions): Notifier {
  const { store, writer, destinations, notice, onFault, clock = Date.now, random = Math.random } = options;
  const controller = new AbortController();
  const { signal } = controller;

  let isTold = false;
  const tellChanged = (fault: unknown): void => {
    if (!(fault instanceof EntryError) || isTold) return;
    isTold = true;
    notice(
      'an entry of the ledger was changed, and no alert after it is found until that is mended: ambit ledger verify says which',
    );
  };

  const repeat = async (work: () => Promise<unknown>): Promise<void> => {
    let pause = POLL_MILLISECONDS;
    while (!signal.aborted) {
      try {
        await work();
        pause = POLL_MILLISECONDS;
      } catch (fault) {
        // The database is away, or the ledger was changed: nothing is skipped, and nothing is lost by waiting.
        onFault(fault);
        tellChanged(fault);
        pause = Math.min(pause * 2, MAX_PAUSE_MILLISECONDS);
      }
      await delay(pause, null, { signal }).catch(() => null);
    }
  };
  const routing = activeRouting(store);
  let enlistedTo = -1;
  const enlist = async (): Promise<void> => {
    const end = await indexAlerts(store);
    if (end === enlistedTo) return;
    const policy = await routing();
    for (const destination of destinations)
      await enlistAlerts(store, destination, end, clock(), (alert) =>
        receiversOf(alert, policy, destinations).has(destination.name),
      );
    enlistedTo = end;
  };
  const deliverers = destinations.map((destination) =>
    createDeliverer({ store, writer, destination, clock, random, signal, notice, onFault }),
  );
  const loops = [enlist, ...deliverers.map(({ deliverDue }) => deliverDue)].map(repeat);
  return {
    async stop() {
      controller.abort();
      await Promise.all(loops);
      await Promise.all(destinations.map((destination) => destination.close()));
    },
  };
}

/** By whose routes alerts go: the active policy, read once. Null where none is or it can't be read, and then everybody is told. */
function activeRouting(store: Store): () => Promise<Policy | null> {
  let known: IdentifiedPolicy | null = null;
  return async () => {
    const [activated] = await readNewest(store, 1, 'policy.activated', POLICY_WRITER);
    const digest = activated?.entry.digests['policy'];
    if (digest === undefined) return null;
    if (known?.digest !== digest) known = await readPolicy(store, digest);
    return known?.policy ?? null;
  };
}
