import { asOneOf, calledSo } from './reading.ts';
import type { WarningRule } from './types.ts';

/** The last word of a name, or the whole of it. Not `:read`: to read everything of one kind is one thing. */
const BROAD =
  /(^|[:./_-])(all|any|everything|admin|administrator|root|sudo|superuser|default|full|full[_-]?(access|control)\w*)$|^api$/i;

export const scopeNameBroad: WarningRule = {
  id: 'scope-name-broad',
  severity: 'warning',
  title: 'A scope’s name stands for everything',
  why:
    'Scopes called all, admin, full access or .default give whatever there is, and what is added to the API later. ' +
    'A token should carry no more than its use needs (RFC 9700 §2.3), and nobody can narrow one that has a single word for all. ' +
    'Broad scopes turned a theft of tokens in 2022 into the reading of private code of dozens of companies (Heroku and Travis CI).',
  control: ['AC-01', 'AC-03'],
  bad: `scopes:
  orders:admin:  # found: orders:admin
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
    standing: [orders:admin]
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
    standing: [orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const broadOf = calledSo(policy, (name) => BROAD.test(name));
    return policy.scopes.flatMap((scope) => {
      const broad = broadOf(scope);
      if (broad === undefined) return [];
      return {
        definition: `scope:${scope.name}`,
        path: ['scopes', scope.name],
        message: `${asOneOf(scope, broad)} stands for everything, also for what is added later`,
        help: 'Define one scope for each thing that is done: orders:read, orders:refund.',
      };
    });
  },
};
