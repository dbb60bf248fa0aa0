import { createHash } from 'node:crypto';
import type { Client, IdentifiedPolicy, Policy, Scope } from '../../policy/index.ts';

export const ISSUER = 'https://issuer.example';
export const ORDERS = 'https://orders.example';
export const CUSTOMERS = 'https://customers.example';

export function sampleScope(name: string, over: Partial<Scope> = {}): Scope {
  return {
    name,
    resourceServer: name.startsWith('orders:') ? 'orders' : name.startsWith('customers:') ? 'customers' : null,
    description: name,
    why: 'a test needs it',
    owner: 'p-1',
    author: 'p-1',
    risk: 'low',
    sensitivity: 'internal',
    maxTtlSeconds: 600,
    reviewIntervalDays: 90,
    approvals: [],
    ...over,
  };
}

export function sampleClient(clientId: string, over: Partial<Client> = {}): Client {
  return {
    issuer: ISSUER,
    clientId,
    owner: 'p-1',
    author: 'p-1',
    purpose: 'tests',
    grantTypes: ['authorization_code', 'client_credentials', 'refresh_token'],
    redirectUris: ['https://app.example/callback'],
    standing: ['orders:read'],
    eligible: [],
    defaultScopes: null,
    overBroad: 'refuse',
    maxTtlSeconds: 900,
    expires: '2030-01-01T00:00:00Z',
    mode: 'enforce',
    approvals: [],
    ...over,
  };
}

/** A small policy with one client for each way of being decided. */
export function samplePolicy(over: Partial<Policy> = {}): IdentifiedPolicy {
  const policy: Policy = {
    format: 1,
    environment: 'test',
    issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'enforce' }],
    people: [],
    resourceServers: [
      { id: 'customers', description: 'customers', owner: 'p-1', audience: CUSTOMERS },
      { id: 'orders', description: 'orders', owner: 'p-1', audience: ORDERS },
    ],
    scopes: [
      sampleScope('customers:read', { risk: 'high', maxTtlSeconds: 300 }),
      sampleScope('openid'),
      sampleScope('orders:read'),
      sampleScope('orders:refund', { risk: 'critical', maxTtlSeconds: 60 }),
      sampleScope('orders:write', { risk: 'high', maxTtlSeconds: 120 }),
    ],
    clients: [
      sampleClient('batch', { defaultScopes: ['orders:read'], eligible: ['orders:refund'] }),
      sampleClient('both', { standing: ['customers:read', 'openid', 'orders:read'] }),
      sampleClient('ended', { expires: '2020-01-01T00:00:00Z' }),
      sampleClient('lenient', { overBroad: 'narrow', standing: ['orders:read', 'orders:write'] }),
      sampleClient('watched', { mode: 'observe', grantTypes: ['client_credentials'], redirectUris: [] }),
    ],
    limits: {
      maxStaleSeconds: 30,
      maxStaleHighRiskSeconds: 1,
      maxSequencingLagSeconds: 2,
      unrecordedTokens: 'refuse',
    },
    ...over,
  };
  return { digest: `sha256:${createHash('sha256').update(JSON.stringify(policy)).digest('hex')}`, policy };
}
