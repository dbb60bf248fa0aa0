import { approversOf, demandsOnScope } from './approvers.ts';
import type { WarningRule } from './types.ts';

export const ownerSoleApprover: WarningRule = {
  id: 'owner-sole-approver',
  severity: 'warning',
  title: 'The owner of a risky scope is the only one who may approve it',
  why:
    'A scope’s owner wants it to be there; the approval is somebody else’s look at whether it should be. ' +
    'Where only the owner can give it, there is one pair of eyes with two signatures (segregation of duties).',
  control: ['AC-17', 'AC-02'],
  bad: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: high
scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-2  # found: p-2
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
  good: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: high
scopes:
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
    return policy.scopes.flatMap((scope) => {
      const { name, risk, owner } = scope;
      if (risk === 'low') return [];
      const owners = policy.teams?.find(({ id }) => id === owner)?.members ?? [owner];
      const approvers = demandsOnScope(policy, risk, scope).flatMap(({ team }) => approversOf(policy, risk, team));
      if (approvers.length === 0 || !approvers.every((id) => owners.includes(id))) return [];
      const people = [...new Set(approvers)].join(' and ');
      return {
        definition: `scope:${name}`,
        path: ['scopes', name, 'owner'],
        message:
          people === owner
            ? `${owner} owns ${name} and is the only one who may approve a ${risk} scope`
            : `${owner} owns ${name}, and only ${people}, of that team, may approve a ${risk} scope`,
        help: 'Let somebody else own it, or let a second person approve this risk.',
      };
    });
  },
};
