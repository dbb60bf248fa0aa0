import { nameOfClient } from '../client-reading.ts';
import { daysUntil, definitionNamed, heldBy, isOver, partOfHeld } from './reading.ts';
import type { WarningRule } from './types.ts';

const SOON_DAYS = 30;
const NEVER = '9999-12-31T23:59:59Z';

/** Not of a client that ends before the scope does. */
export const replacedScopeHeld: WarningRule = {
  id: 'replaced-scope-held',
  severity: 'warning',
  title: 'A client holds a scope that is refused soon or already',
  why:
    'From its deadline on, a replaced scope is refused: a client that still asks for it stops working on that day, for everybody who uses it. ' +
    'A month before there is time to change what it asks for. ' +
    'Afterwards its list says that it holds what it doesn’t, and a later deadline would give it back unseen.',
  control: ['AC-06', 'AC-03'],
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
  orders:change:
    resourceServer: orders
    description: Changes and cancels orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    replacedBy: { scopes: [orders:write], deadline: 2027-01-31T00:00:00Z }
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:change, orders:write]  # found: orders:change
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
  orders:change:
    resourceServer: orders
    description: Changes and cancels orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    replacedBy: { scopes: [orders:write], deadline: 2027-04-30T00:00:00Z }
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:change, orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy, { time }) {
    return policy.clients.flatMap((client) =>
      heldBy(client).flatMap((name) => {
        const { scopes = [], deadline = NEVER } = definitionNamed(policy, name)?.replacedBy ?? {};
        const over = isOver(deadline, time);
        const endsBefore = !over && Date.parse(client.expires) <= Date.parse(deadline);
        if (daysUntil(deadline, time) > SOON_DAYS || endsBefore) return [];
        return {
          ...partOfHeld(client, name),
          message: `${nameOfClient(client)} holds ${name}, which is refused ${over ? 'since' : 'from'} ${deadline.slice(0, 10)}`,
          help: `Let it hold ${scopes.join(' or ')} instead, and change what it asks for.`,
        };
      }),
    );
  },
};
