import { type LoggedEntry, latestCheckpoint, readEntriesAt, readHeartbeat, readWitnesses } from '../../ledger/index.ts';
import { activitySince } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';
import { AUDITORS, READERS, type Routes } from './route.ts';

const DAY_MILLISECONDS = 24 * 3_600_000;
/** Eight missed heartbeats of the sequencer. */
const ALIVE_MILLISECONDS = 2000;

/**
 * `GET /v1/overview`: whether all is well, in one answer. `POST /v1/ledger/verify`: reads the whole ledger again; the overview says
 * what came of it.
 */
export const overviewRoutes: Routes = (server, context) => {
  const { environment, version, issuer, store, activePolicy, logKey, verification } = context;

  server.get('/v1/overview', { config: { roles: READERS } }, async () => {
    const now = Date.now();
    const [heartbeat, checkpoint, witnesses, processes, activity] = await Promise.all([
      readHeartbeat(store, logKey()),
      latestCheckpoint(store),
      readWitnesses(store, logKey().name),
      processesOf(store),
      activitySince(store, now - DAY_MILLISECONDS),
    ]);
    const current = activePolicy.current();
    return {
      environment,
      version,
      issuer,
      now: new Date(now).toISOString(),
      policy:
        current === null
          ? null
          : {
              digest: current.identified.digest,
              activatedAt: current.activatedAt,
              entry: { index: current.entry.index, id: current.entry.id },
              scopes: current.identified.policy.scopes.length,
              clients: current.identified.policy.clients.length,
            },
      policyProblem: activePolicy.problem(),
      ledger: {
        origin: logKey().name,
        size: heartbeat?.size ?? null,
        sequencerSeenAt: heartbeat === null ? null : new Date(heartbeat.time).toISOString(),
        sequencerAlive: heartbeat !== null && now - heartbeat.time < ALIVE_MILLISECONDS,
        checkpoint,
        // By the database, whose word it is: whoever wants to know verifies their signatures.
        witnesses: witnesses.filter(({ size }) => size > 0).length,
        witnessedSize: Math.max(0, ...witnesses.map(({ size }) => size)),
        verification: verification.state(),
      },
      processes,
      activity,
    };
  });

  server.post('/v1/ledger/verify', { config: { roles: AUDITORS } }, async (_request, reply) => {
    verification.start();
    return await reply.status(202).send(verification.state());
  });
};

/** What each process that ever ran said last. */
async function processesOf(store: Store): Promise<object[]> {
  const { rows } = await store.pool.query<{ index: number }>(
    `SELECT max(index) AS index FROM ledger_entries
     WHERE kind IN ('process.started', 'process.heartbeat', 'process.stopped') GROUP BY writer`,
  );
  const entries = await readEntriesAt(
    store,
    rows.map(({ index }) => index),
  );
  return entries.map(processOf).sort((one, other) => (one.name < other.name ? -1 : 1));
}

function processOf({ index, id, entry }: LoggedEntry) {
  const { role, version, upSeconds, clockAheadMilliseconds } = entry.body;
  return {
    name: entry.writer,
    ...{ role, version, upSeconds, clockAheadMilliseconds },
    seenAt: entry.time,
    stopped: entry.kind === 'process.stopped',
    entry: { index, id },
  };
}
