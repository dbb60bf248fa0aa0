import { about, byPolicy, getsTokens } from '../subject.ts';
import type { PreflightCheck } from '../types.ts';

/** Clients that the policy doesn't know, or whose time is over; and such of the policy that the server doesn't have. */
export const clientsCheck: PreflightCheck = {
  id: 'clients',
  *check({ clients, guard, index, inventories, nowSeconds }) {
    const own = new Set([guard.introspectionClient, ...guard.introspectionClients]);
    for (const pair of clients) {
      const { clientId, known, mode, inventory } = pair;
      if (own.has(clientId) && !getsTokens(pair)) continue;
      if (known !== null) {
        if (known.expiresAt <= nowSeconds)
          yield about(
            pair,
            byPolicy(mode, 'breaks'),
            'client_expired',
            `The policy ended ${clientId} at ${known.client.expires}: it is refused everything.`,
            'Set `expires` anew where somebody still answers for it, or take the client out of the server.',
          );
        continue;
      }
      if (!getsTokens(pair))
        yield about(
          pair,
          'unknown',
          'introspection_unknown',
          `${clientId} gets no tokens, and nobody could tell whether it introspects: the guard answers introspection for clients of the policy and for \`issuerGuard.introspectionClients\`.`,
          'Name it there if it is a resource server that introspects.',
        );
      else
        yield about(
          pair,
          byPolicy(mode, 'breaks'),
          'client_unknown',
          `${inventory.title} has the client ${clientId}, and the policy doesn't: it is answered as a wrong secret is.`,
          'Add it to the policy (ambit init drafts it), or take it out of the server if nobody needs it.',
        );
    }
    const said = inventories.some((one) => one.clients.length > 0);
    const there = new Set(clients.map(({ clientId }) => clientId));
    for (const { client } of index.clients.get(guard.issuer)?.values() ?? [])
      if (said && !there.has(client.clientId))
        yield {
          ...{ severity: 'unknown', code: 'client_not_at_server', clientId: client.clientId, at: null },
          what: `The policy has ${client.clientId}, and what was read of the server doesn't.`,
          mend: 'Register it at the server, give the file that has it, or take it out of the policy.',
        };
  },
};
