import { shortestLived } from './reading.ts';
import type { WarningRule } from './types.ts';

/** An hour after RFC 6750 §5.3. Ten minutes are our own bound: as long as most single tasks take. */
const LONGEST_SECONDS = { low: 3600, high: 3600, critical: 600 } as const;

/** By what it comes to: a token that carries a wider scope lives no longer than the least of what that includes. */
export const scopeTokenLifeLong: WarningRule = {
  id: 'scope-token-life-long',
  severity: 'warning',
  title: 'Tokens with a scope live too long for its risk',
  why:
    'A bearer token that leaked is good until it ends, and most APIs never ask again whether it still is. ' +
    'RFC 6750 §5.3 recommends an hour at most; what is critical is over in ten minutes here.',
  control: ['AC-10'],
  bad: `scopes:
  orders:refund:
    resourceServer: orders
    description: Pays money back for an order.
    why: What was out of stock has to be paid back.
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 3600  # found: 3600
    reviewIntervalDays: 30
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:refund]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:refund:
    resourceServer: orders
    description: Pays money back for an order.
    why: What was out of stock has to be paid back.
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 300
    reviewIntervalDays: 30
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:refund]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.scopes.flatMap(({ name, risk, maxTtlSeconds }) => {
      const life = shortestLived(policy, name)?.maxTtlSeconds ?? maxTtlSeconds;
      if (life <= LONGEST_SECONDS[risk]) return [];
      return {
        definition: `scope:${name}`,
        path: ['scopes', name, 'maxTtlSeconds'],
        message: `tokens with ${name}, which is ${risk}, may live ${life} s; ${LONGEST_SECONDS[risk]} s are enough`,
        help: `Say maxTtlSeconds: ${LONGEST_SECONDS[risk]} or less; a client asks again, or refreshes.`,
      };
    });
  },
};
