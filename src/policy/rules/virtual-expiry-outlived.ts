import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfClient, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const virtualExpiryOutlived: WarningRule = {
  id: 'virtual-expiry-outlived',
  severity: 'warning',
  title: 'Tokens outlive the policy, and only guards know',
  why:
    'With virtualExpiry a token that its server lets live too long is given out all the same. Guards end it when the policy says, and nothing in the token does: ' +
    'an API that verifies a JWT by itself takes it until its own exp, and most servers can’t revoke one. ' +
    'For a high or critical scope that is the time for which a stolen token is good. ' +
    'At an issuer whose traffic passes no guard nothing lowers it at all, and neither does it for a client that is only observed.',
  control: ['AC-10', 'AC-06'],
  bad: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 300
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:write]
    maxTtlSeconds: 300
    virtualExpiry: true  # found: true
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 300
    virtualExpiry: true
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const levels = new Map(policy.issuers.map(({ issuer, level }) => [issuer, level]));
    return policy.clients.flatMap((client) => {
      if (client.virtualExpiry !== true) return [];
      const at = partOfClient(client, 'virtualExpiry');
      const name = nameOfClient(client);
      const level = levels.get(client.issuer) ?? 'guarded';
      if (level !== 'guarded')
        return {
          ...at,
          message: `nothing ends the tokens of ${name} earlier, for ${client.issuer} is ${level}`,
          help: 'Have the authorization server give out shorter tokens, and take virtualExpiry away.',
        };
      if (client.mode === 'observe')
        return {
          ...at,
          message: `nothing ends the tokens of ${name} earlier while it is only observed`,
          help: 'Let it enforce, or take virtualExpiry away until it does.',
        };
      const [risky] = riskyOf(policy, heldBy(client));
      if (risky === undefined) return [];
      return {
        ...at,
        message: `tokens of ${name} with ${risky} are good beyond their end wherever no guard is asked`,
        help: 'Have the authorization server give this client shorter tokens, or put an API guard before whatever takes them.',
      };
    });
  },
};
