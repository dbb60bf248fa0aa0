import { readHeartbeat } from '../../ledger/index.ts';
import { READERS, type Routes } from './route.ts';

/** `GET /v1/status`: what is active and whether the ledger lives. */
export const statusRoutes: Routes = (server, { environment, version, store, activePolicy, logKey }) => {
  server.get('/v1/status', { config: { roles: READERS } }, async () => {
    const [heartbeat, { rows }] = await Promise.all([
      readHeartbeat(store, logKey()),
      store.pool.query<{ pending: number }>('SELECT count(*) AS pending FROM ledger_pending'),
    ]);
    const current = activePolicy.current();
    return {
      environment,
      version,
      policy: current === null ? null : { digest: current.identified.digest, activatedAt: current.activatedAt },
      policyProblem: activePolicy.problem(),
      ledger: {
        origin: logKey().name,
        size: heartbeat?.size ?? null,
        sequencerSeenAt: heartbeat === null ? null : new Date(heartbeat.time).toISOString(),
        sequencerAlive: heartbeat !== null && Date.now() - heartbeat.time < ALIVE_MILLISECONDS,
        pending: rows[0]?.pending ?? 0,
      },
    };
  });
};

/** Eight missed heartbeats. */
const ALIVE_MILLISECONDS = 2000;
