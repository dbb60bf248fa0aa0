import type { Policy, Scope } from '../types.ts';
import { definitionNamed, heldBy, isOver, withIncluded } from './reading.ts';
import type { WarningRule } from './types.ts';

/** Whether a scope was replaced and is refused by now, with all that came with it. */
function isEnded(scope: Scope | undefined, time: number): boolean {
  return scope?.replacedBy !== undefined && isOver(scope.replacedBy.deadline, time);
}

/** Also what is held as one of a pattern's, or as part of a wider scope. */
function definitionsHeld(policy: Policy, time: number): ReadonlySet<string | undefined> {
  return new Set(
    policy.clients
      .flatMap(heldBy)
      .filter((name) => !isEnded(definitionNamed(policy, name), time))
      .flatMap((name) => withIncluded(policy, name))
      .map((name) => definitionNamed(policy, name)?.name),
  );
}

/** What was replaced and is over can't be held: that it goes in the end, `replaced-scope-past` says. */
export const scopeUnheld: WarningRule = {
  id: 'scope-unheld',
  severity: 'warning',
  title: 'A scope that no client may hold',
  why:
    'Nobody needs what nobody may have, and yet it is there to be granted: at the authorization server by somebody who finds it, in the next client by somebody who copies it. ' +
    'A registry that lists what is not in use is trusted less where it lists what is.',
  control: ['AC-20', 'AC-01'],
  bad: `scopes:
  orders:archive:  # found: orders:archive
    resourceServer: orders
    description: Moves old orders to the archive.
    why: The archive takes them once a year.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
`,
  good: `scopes:
  orders:archive:
    resourceServer: orders
    description: Moves old orders to the archive.
    why: The archive takes them once a year.
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
    standing: [orders:read]
    eligible: [orders:archive]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy, { time }) {
    const held = definitionsHeld(policy, time);
    return policy.scopes
      .filter((scope) => !held.has(scope.name) && !isEnded(scope, time))
      .map(({ name }) => ({
        definition: `scope:${name}`,
        path: ['scopes', name],
        message: `no client may hold ${name}`,
        help: 'Remove it, here and at the authorization server, until somebody needs it.',
      }));
  },
};
