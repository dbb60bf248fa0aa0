import { ManagementError } from '../management-error.ts';
import type { Routes } from './route.ts';

/** `GET /v1/policy`: the active one. `POST /v1/policy/activate`: read the folder again. */
export const policyRoutes: Routes = (server, { activePolicy, activatePolicy }) => {
  server.get('/v1/policy', async () => {
    const current = activePolicy.current();
    if (current === null) throw new ManagementError('not_found', activePolicy.problem() ?? 'No policy is active yet.');
    return {
      digest: current.identified.digest,
      activatedAt: current.activatedAt,
      entry: { index: current.entry.index, id: current.entry.id },
      policy: current.identified.policy,
    };
  });

  server.post('/v1/policy/activate', async () => {
    const activation = await activatePolicy();
    if (activation.outcome === 'refused')
      throw new ManagementError('policy_refused', activation.message, { details: activation.diagnostics });
    return activation;
  });
};
