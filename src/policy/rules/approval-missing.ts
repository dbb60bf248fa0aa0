import type { ProofRule } from './types.ts';

export const approvalMissing: ProofRule = {
  id: 'approval-missing',
  severity: 'error',
  provenBy: 'approvals',
  title: 'A high or critical definition that nobody else approved',
  why:
    'Whoever writes a definition knows what they want from it, and somebody else has to have read it: that is the separation of duties of SOC 2 (CC6.3). ' +
    'An approval is bound to the digest of the definition, so one that was changed afterwards has none.',
  control: ['AC-02', 'AC-17'],
  bad: `scopes:
  orders:export:  # found: orders:export
    resourceServer: orders
    description: Exports all orders.
    why: The archive takes last year’s orders each January.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:  # found: warehouse
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:export]
    rotation: { secretDays: 90 }
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:export:
    resourceServer: orders
    description: Exports all orders.
    why: The archive takes last year’s orders each January.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:export]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
};
