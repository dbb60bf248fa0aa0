import { type Client, nameOfClient, type Policy, scopeLookup } from '../../policy/index.ts';
import { type ScopeUse, scopeUseOf } from '../../records/index.ts';
import { ManagementError } from '../management-error.ts';
import { provenDefinitions } from '../proven-definitions.ts';
import { READERS, type Routes } from './route.ts';
import { latest, policyOf } from './scopes.ts';

/** `GET /v1/clients`: all, granted against used. `GET /v1/clients/:id`: one, scope by scope. */
export const clientRoutes: Routes = (server, context) => {
  const { store, issuer } = context;

  server.get('/v1/clients', { config: { roles: READERS } }, async () => {
    const [policy, use] = [policyOf(context), await scopeUseOf(store)];
    const known = policy.clients.map((client) => summary(policy, nameOfClient(client), client, use));
    const strange = [...new Set(use.map(({ clientId }) => clientId))]
      .filter((id) => !policy.clients.some(({ clientId }) => clientId === id))
      .map((id) => summary(policy, id, null, use));
    return { issuer, clients: [...known, ...strange] };
  });

  server.get<{ Params: { id: string } }>(
    '/v1/clients/:id',
    { config: { roles: READERS } },
    async ({ params: { id } }) => {
      const policy = policyOf(context);
      const client = policy.clients.find((one) => nameOfClient(one) === id) ?? null;
      const use = await scopeUseOf(store, { clientId: client?.clientId ?? id });
      if (client === null && use.length === 0)
        throw new ManagementError('not_found', `There is no client ${id}, and no entry of the ledger names one.`);
      const definition = (await provenDefinitions(context)).find((one) => one.kind === 'client' && one.name === id);
      return { ...summary(policy, id, client, use), definition: client, approval: definition ?? null };
    },
  );
};

/** @param name the client's in the policy, which is its client id but where two issuers have the same. */
function summary(policy: Policy, name: string, client: Client | null, use: readonly ScopeUse[]) {
  const clientId = client?.clientId ?? name;
  const lookup = scopeLookup(policy);
  const own = use.filter(
    (one) =>
      one.clientId === clientId && (client === null || client.name === undefined || one.issuer === client.issuer),
  );
  const names = new Set([...(client?.standing ?? []), ...(client?.eligible ?? []), ...own.map(({ scope }) => scope)]);
  const scopes = [...names].sort().map((name) => {
    const seen = own.find(({ scope }) => scope === name);
    return {
      name,
      allowed: client?.standing.includes(name) ? 'standing' : client?.eligible.includes(name) ? 'eligible' : null,
      risk: lookup.definitionNamed(name)?.risk ?? null,
      // The authorization server's own scopes (openid) open no operation, so there is no use of them to see.
      usable: (lookup.definitionNamed(name)?.resourceServer ?? null) !== null,
      granted: seen?.granted ?? 0,
      grantedLast: seen?.grantedLast ?? null,
      used: seen?.used ?? 0,
      usedLast: seen?.usedLast ?? null,
      withheld: seen?.withheld ?? 0,
      withheldLast: seen?.withheldLast ?? null,
    };
  });
  return {
    name,
    clientId,
    inPolicy: client !== null,
    issuer: client?.issuer ?? own[0]?.issuer ?? null,
    purpose: client?.purpose ?? null,
    owner: client?.owner ?? null,
    mode: client?.mode ?? null,
    expires: client?.expires ?? null,
    grantedLast: latest(scopes.map((scope) => scope.grantedLast)),
    usedLast: latest(scopes.map((scope) => scope.usedLast)),
    scopes,
  };
}
