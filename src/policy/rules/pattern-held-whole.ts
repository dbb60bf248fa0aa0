import { nameOfClient } from '../client-reading.ts';
import { isPattern } from '../scope-pattern.ts';
import { heldBy, partOfHeld, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const patternHeldWhole: WarningRule = {
  id: 'pattern-held-whole',
  severity: 'warning',
  title: 'A client holds a high or critical pattern for all that it stands for',
  why:
    'A pattern such as payments:{account}:pay is one scope for each account, so that a token can be for one of them. ' +
    'Held by its name it is all of them: the credentials of one client open every account, and those that are added later. ' +
    'RFC 9700 §2.3 wants access tokens to be restricted to the resources that are needed.',
  control: ['AC-03', 'AC-19'],
  bad: `scopes:
  'payments:{account}:pay':
    resourceServer: orders
    description: Pays from one account.
    why: Suppliers are paid from several accounts.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    parameters: { account: { characters: digits, maxLength: 12 } }
clients:
  payroll:
    owner: p-1
    author: p-1
    purpose: Pays suppliers each Friday.
    grantTypes: [client_credentials]
    standing: ['payments:{account}:pay']  # found: 'payments:{account}:pay'
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  'payments:{account}:pay':
    resourceServer: orders
    description: Pays from one account.
    why: Suppliers are paid from several accounts.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    parameters: { account: { characters: digits, maxLength: 12 } }
clients:
  payroll:
    owner: p-1
    author: p-1
    purpose: Pays suppliers each Friday.
    grantTypes: [client_credentials]
    standing: ['payments:1700:pay']
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const patterns = new Map(policy.scopes.filter(isPattern).map(({ name, risk }) => [name, risk]));
    return policy.clients.flatMap((client) =>
      riskyOf(
        policy,
        heldBy(client).filter((name) => patterns.has(name)),
      ).map((name) => ({
        ...partOfHeld(client, name),
        message: `${nameOfClient(client)} holds each ${name}, which is ${patterns.get(name)}`,
        help: 'Name the scopes that it needs, each with what stands in its braces.',
      })),
    );
  },
};
