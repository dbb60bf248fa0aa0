import { nameOfClient } from '../client-reading.ts';
import { changingIn, isBroadDefault, partOfClient, riskOf } from './reading.ts';
import type { WaivableRule } from './types.ts';

export const defaultScopeBroad: WaivableRule = {
  id: 'default-scope-broad',
  severity: 'error',
  waivable: true,
  title: 'A default scope is critical or changes something',
  why:
    'Who asks for no scope gets the defaults, unseen by whoever wrote the client: a forgotten parameter is answered with power instead of an error. ' +
    'RFC 6749 §3.3 leaves the choice between a default and a refusal to the server. ' +
    'What changes something, or is critical, is asked for by name: then a log, a review and a consent page say so, too.',
  control: ['AC-03'],
  bad: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:write]
    defaultScopes: [orders:write]  # found: orders:write
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:write]
    defaultScopes: [orders:read]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) =>
      (client.defaultScopes ?? []).flatMap((name) => {
        if (!isBroadDefault(policy, name)) return [];
        const changing = changingIn(policy, name);
        const byName = changing === name ? 'changes something by its name' : `includes ${changing}`;
        const what = riskOf(policy, name) === 'critical' ? 'is critical' : byName;
        return {
          ...partOfClient(client, 'defaultScopes', name),
          message: `${nameOfClient(client)} gets ${name}, which ${what}, without asking for it`,
          help: 'Take it out of defaultScopes and have the client ask for it by name.',
        };
      }),
    );
  },
};
