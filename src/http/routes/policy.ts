import { readNewest } from '../../ledger/index.ts';
import { ManagementError } from '../management-error.ts';
import { provenDefinitions } from '../proven-definitions.ts';
import { shownEntry } from './ledger.ts';
import { ADMINISTRATORS, causeOf, READERS, type Routes } from './route.ts';

const MAX_ACTIVATIONS = 100;

/**
 * `GET /v1/policy`: the active one. `GET /v1/policy/definitions`: its definitions with their approvals, proven.
 * `GET /v1/policy/activations`: what became active and what was refused, newest first.
 * `POST /v1/policy/activate[?revision=REF]`: read the folder, or the ref, again; or what a revision holds.
 */
export const policyRoutes: Routes = (server, context) => {
  const { activePolicy, activatePolicy, store } = context;

  server.get('/v1/policy', { config: { roles: READERS } }, async () => {
    const current = activePolicy.current();
    if (current === null) throw new ManagementError('not_found', activePolicy.problem() ?? 'No policy is active yet.');
    return {
      digest: current.identified.digest,
      activatedAt: current.activatedAt,
      entry: { index: current.entry.index, id: current.entry.id },
      policy: current.identified.policy,
    };
  });

  server.get('/v1/policy/definitions', { config: { roles: READERS } }, async () => ({
    definitions: await provenDefinitions(context),
  }));

  server.get('/v1/policy/activations', { config: { roles: READERS } }, async () => {
    const both = await Promise.all([
      readNewest(store, MAX_ACTIVATIONS, 'policy.activated'),
      readNewest(store, MAX_ACTIVATIONS, 'policy.refused'),
    ]);
    const newest = both.flat().sort((one, other) => other.index - one.index);
    return { activations: newest.slice(0, MAX_ACTIVATIONS).map(shownEntry) };
  });

  server.post('/v1/policy/activate', { config: { roles: ADMINISTRATORS } }, async ({ caller, query }) => {
    const revision = Object(query)['revision'] as unknown;
    if (revision !== undefined && typeof revision !== 'string')
      throw new ManagementError('request_invalid', 'Name one revision: a branch, tag or commit.');
    const activation = await activatePolicy({ after: causeOf(caller), revision: revision ?? null });
    if (activation.outcome === 'refused')
      throw new ManagementError('policy_refused', activation.message, { details: activation.diagnostics });
    return activation;
  });
};
