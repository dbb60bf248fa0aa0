import { readHeartbeat, readPending } from '../../ledger/index.ts';
import type { VerifierKey } from '../../proof/index.ts';
import type { Store } from '../../store/index.ts';
import type { Operation } from '../operation/operation.ts';

/** It signs a heartbeat every quarter of a second; what is older than this nobody should take for a sign of life. */
const ALIVE_SECONDS = 5;

/** Shows how far the log is, and demands that it goes on. */
export function watchSequencing(operation: Operation, store: Store, logKey: () => VerifierKey): void {
  operation.needs('heartbeat', async () => {
    const heartbeat = await readHeartbeat(store, logKey());
    if (heartbeat === null) return { ok: false, detail: 'there is none yet' };
    const seconds = (Date.now() - heartbeat.time) / 1000;
    return { ok: seconds <= ALIVE_SECONDS, detail: `signed ${seconds.toFixed(1)} s ago` };
  });
  operation.metrics?.onReading(
    ['ambit_ledger_size_entries', 'ambit_ledger_pending_entries', 'ambit_ledger_oldest_pending_seconds'],
    async () => {
      const [heartbeat, pending] = await Promise.all([readHeartbeat(store, logKey()), readPending(store)]);
      if (heartbeat !== null) operation.metrics?.set('ambit_ledger_size_entries', {}, heartbeat.size);
      operation.metrics?.set('ambit_ledger_pending_entries', {}, pending.entries);
      operation.metrics?.set('ambit_ledger_oldest_pending_seconds', {}, pending.oldestSeconds);
    },
  );
}
