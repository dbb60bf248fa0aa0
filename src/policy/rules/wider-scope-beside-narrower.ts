import { nameOfClient } from '../client-reading.ts';
import { scopeLookup } from '../scope-lookup.ts';
import { isPattern } from '../scope-pattern.ts';
import { daysUntil, definitionNamed, heldBy, partOfHeld } from './reading.ts';
import type { WarningRule } from './types.ts';

/** Within a year whoever uses a scope can use another: a later deadline is none. */
const LONGEST_REPLACEMENT_DAYS = 366;

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
  find(policy, { time }) {
    const lookup = scopeLookup(policy);
    const patterns = new Set(policy.scopes.filter(isPattern).map(({ name }) => name));
    const stays = (name: string): boolean => {
      const deadline = definitionNamed(policy, name)?.replacedBy?.deadline;
      return deadline === undefined || daysUntil(deadline, time) > LONGEST_REPLACEMENT_DAYS;
    };
    /** What each of these scopes includes; none of those that stand for themselves alone. */
    const widest = (scopes: readonly string[]): [wide: string, included: ReadonlySet<string>][] =>
      scopes
        .filter((name) => stays(name) && (lookup.includedIn(name).size > 0 || patterns.has(name)))
        .map((name) => [name, lookup.includedIn(name)]);
    return policy.clients.flatMap((client) => {
      const [always, ever] = [widest(client.standing), widest(heldBy(client))];
      if (ever.length === 0) return [];
      return heldBy(client)
        .filter(stays)
        .flatMap((narrow) => {
          const definition = definitionNamed(policy, narrow)?.name ?? narrow;
          const found = (client.standing.includes(narrow) ? always : ever).find(
            ([wide, included]) =>
              included.has(narrow) || included.has(definition) || (wide === definition && wide !== narrow),
          );
          if (found === undefined) return [];
          return {
            ...partOfHeld(client, narrow),
            message: `${nameOfClient(client)} holds ${narrow} and ${found[0]}, which includes it`,
            help: 'Keep the narrower one if it suffices, else the wider one alone.',
          };
        });
    });
  },
};
