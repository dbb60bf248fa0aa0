import { type Policy, type Scope, scopeLookup } from '../../policy/index.ts';
import { type ScopeUse, scopeUseOf } from '../../records/index.ts';
import { ManagementError } from '../management-error.ts';
import { provenDefinitions } from '../proven-definitions.ts';
import { type ManagementContext, READERS, type Routes } from './route.ts';

/** `GET /v1/scopes`: all, with who may hold each and whether it is used. `GET /v1/scopes/:name`: what it empowers, why, who approved. */
export const scopeRoutes: Routes = (server, context) => {
  const { store } = context;

  server.get('/v1/scopes', { config: { roles: READERS } }, async () => {
    const [policy, use] = [policyOf(context), await scopeUseOf(store)];
    const known = policy.scopes.map((scope) => summary(policy, scope.name, scope, use));
    const strange = [...new Set(use.map(({ scope }) => scope))]
      .filter((name) => !policy.scopes.some((scope) => scope.name === name))
      .map((name) => summary(policy, name, null, use));
    return { scopes: [...known, ...strange] };
  });

  server.get<{ Params: { name: string } }>(
    '/v1/scopes/:name',
    { config: { roles: READERS } },
    async ({ params: { name } }) => {
      const policy = policyOf(context);
      const scope = scopeLookup(policy).definitionNamed(name) ?? null;
      const use = await scopeUseOf(store, { scope: name });
      if (scope === null && use.length === 0)
        throw new ManagementError('not_found', `There is no scope ${name}, and no entry of the ledger names one.`);
      const definition = (await provenDefinitions(context)).find(
        (one) => one.kind === 'scope' && one.name === (scope?.name ?? name),
      );
      const server = policy.resourceServers.find(({ id }) => id === scope?.resourceServer) ?? null;
      return {
        ...summary(policy, name, scope, use),
        definition: scope,
        resourceServer: server,
        approval: definition ?? null,
        operations: context.operationsOf(name),
        use,
      };
    },
  );
};

/** @throws ManagementError `not_found` where none is active */
export function policyOf({ activePolicy }: ManagementContext): Policy {
  const current = activePolicy.current();
  if (current === null) throw new ManagementError('not_found', activePolicy.problem() ?? 'No policy is active yet.');
  return current.identified.policy;
}

function summary({ clients }: Policy, name: string, scope: Scope | null, use: readonly ScopeUse[]): object {
  const own = use.filter((one) => one.scope === name);
  const holders = clients.flatMap(({ clientId, issuer, standing, eligible }) => {
    const allowed = standing.includes(name) ? 'standing' : eligible.includes(name) ? 'eligible' : null;
    return allowed === null ? [] : [{ clientId, issuer, allowed }];
  });
  return {
    name,
    inPolicy: scope !== null,
    risk: scope?.risk ?? null,
    sensitivity: scope?.sensitivity ?? null,
    description: scope?.description ?? null,
    resourceServer: scope?.resourceServer ?? null,
    owner: scope?.owner ?? null,
    holders,
    usedBy: own.filter(({ used }) => used > 0).length,
    granted: own.reduce((sum, { granted }) => sum + granted, 0),
    used: own.reduce((sum, { used }) => sum + used, 0),
    grantedLast: latest(own.map(({ grantedLast }) => grantedLast)),
    usedLast: latest(own.map(({ usedLast }) => usedLast)),
  };
}

/** The newest of times of the one form that entries have; null where there is none. */
export function latest(times: readonly (string | null)[]): string | null {
  return times.reduce((newest, time) => (time !== null && (newest === null || time > newest) ? time : newest), null);
}
