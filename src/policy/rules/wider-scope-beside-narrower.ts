import { nameOfClient } from '../client-reading.ts';
import { scopeLookup } from '../scope-lookup.ts';
import { heldBy, partOfHeld } from './reading.ts';
import type { WarningRule } from './types.ts';

/** Not where one of the two is being replaced: until its deadline a client needs both. */
export const widerScopeBesideNarrower: WarningRule = {
  id: 'wider-scope-beside-narrower',
  severity: 'warning',
  title: 'A client holds a scope and another that includes it',
  why:
    'Whatever the narrower one is needed for, the wider one passes, too: the narrower says nothing of what the client can do, and who reads it takes the client for less than it is. ' +
    'Where the narrower is eligible, the wider that is always there walks round its elevation, with its reason, its yes and its end.',
  control: ['AC-03', 'AC-07'],
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
  orders:handle:
    resourceServer: orders
    description: Reads orders and changes their state.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    implies: [orders:write]
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:handle]
    eligible: [orders:write]  # found: orders:write
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
  orders:handle:
    resourceServer: orders
    description: Reads orders and changes their state.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    implies: [orders:write]
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:write]
    eligible: [orders:handle]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const lookup = scopeLookup(policy);
    const includes = (wide: string, narrow: string): boolean => {
      const { name, parameters } = lookup.definitionNamed(narrow) ?? {};
      const included = lookup.includedIn(wide);
      if (included.has(narrow)) return true;
      return parameters !== undefined && narrow !== name && (name === wide || included.has(String(name)));
    };
    const stays = (name: string): boolean => lookup.definitionNamed(name)?.replacedBy === undefined;
    return policy.clients.flatMap((client) =>
      heldBy(client)
        .filter(stays)
        .flatMap((narrow) => {
          const as = client.standing.includes(narrow) ? client.standing : heldBy(client);
          const wide = as.find((name) => stays(name) && includes(name, narrow));
          if (wide === undefined) return [];
          return {
            ...partOfHeld(client, narrow),
            message: `${nameOfClient(client)} holds ${narrow} and ${wide}, which includes it`,
            help: 'Keep the narrower one if it suffices, else the wider one alone.',
          };
        }),
    );
  },
};
