import { CUSTOMERS, ISSUER, ORDERS, sampleClient, sampleScope } from '../../decision/testing/sample-policy.ts';
import { keyOf } from '../../entries/testing/test-log.ts';
import { definitionsOf, type IdentifiedPolicy, identifyPolicy, type Policy, signApproval } from '../../policy/index.ts';
import { ed25519Signer, formatVerifierKey } from '../../proof/index.ts';

export { CUSTOMERS, ISSUER, ORDERS, sampleClient, sampleScope };

const approver = ed25519Signer('approver.example', keyOf('approver'));

export interface ApprovalOptions {
  /** When the approvals were given. */
  readonly time?: string;
  /** Definitions that nobody approves, such as `scope:orders:refund`. */
  readonly unapproved?: readonly string[];
}

/** A policy whose high and critical definitions p-2 approved. */
export function approvedPolicy(
  over: Partial<Policy> = {},
  { time = '2026-10-01T00:00:00Z', unapproved = [] }: ApprovalOptions = {},
): IdentifiedPolicy {
  const policy: Policy = {
    format: 1,
    environment: 'test',
    issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'enforce' }],
    people: [
      { id: 'p-1', approvalKeys: [], approves: null, approvals: [] },
      { id: 'p-2', approvalKeys: [formatVerifierKey(approver.key)], approves: 'critical', approvals: [] },
    ],
    resourceServers: [
      { id: 'customers', description: 'customers', owner: 'p-1', audience: CUSTOMERS },
      { id: 'orders', description: 'orders', owner: 'p-1', audience: ORDERS },
    ],
    scopes: [
      sampleScope('openid'),
      sampleScope('orders:read'),
      sampleScope('orders:refund', { risk: 'critical', maxTtlSeconds: 60 }),
      sampleScope('orders:write', { risk: 'high', maxTtlSeconds: 120 }),
    ],
    clients: [
      sampleClient('report', { defaultScopes: ['orders:read'], maxTtlSeconds: 600 }),
      sampleClient('shop', { standing: ['openid', 'orders:read', 'orders:write'], overBroad: 'narrow' }),
    ],
    limits: {
      maxStaleSeconds: 30,
      maxStaleHighRiskSeconds: 1,
      maxSequencingLagSeconds: 2,
      unrecordedTokens: 'refuse',
    },
    ...over,
  };
  const notes = new Map<string, string>();
  for (const { kind, name, digest, author, risk } of definitionsOf(policy)) {
    if (risk === 'low' || unapproved.includes(`${kind}:${name}`)) continue;
    const statement = { environment: 'test', kind, name, definition: digest, author, approver: 'p-2', time };
    notes.set(`${kind}:${name}`, signApproval(statement, approver));
  }
  const approvalsOf = (key: string) => {
    const note = notes.get(key);
    return note === undefined ? [] : [{ note }];
  };
  return identifyPolicy({
    ...policy,
    people: policy.people.map((person) => ({ ...person, approvals: approvalsOf(`person:${person.id}`) })),
    scopes: policy.scopes.map((scope) => ({ ...scope, approvals: approvalsOf(`scope:${scope.name}`) })),
    clients: policy.clients.map((client) => ({ ...client, approvals: approvalsOf(`client:${client.clientId}`) })),
  });
}
