import { ISSUER, ORDERS, sampleClient, samplePolicy } from '../../../decision/testing/sample-policy.ts';
import type { IdentifiedPolicy } from '../../../policy/index.ts';

export { ISSUER, ORDERS };
export const CALLBACK = 'https://app.example/callback';

/** Clients for each way through the issuer guard. */
export function testPolicy(over: { readonly webStanding?: readonly string[] } = {}): IdentifiedPolicy {
  const { webStanding = ['offline_access', 'openid', 'orders:read', 'orders:write'] } = over;
  const sample = samplePolicy();
  const scope = sample.policy.scopes.find(({ name }) => name === 'openid');
  if (scope === undefined) throw new Error('the sample policy has no openid');
  return samplePolicy({
    scopes: [{ ...scope, name: 'offline_access' }, ...sample.policy.scopes],
    clients: [
      ...sample.policy.clients,
      sampleClient('web', { standing: webStanding, defaultScopes: ['openid', 'orders:read'] }),
      sampleClient('no-refresh', { grantTypes: ['authorization_code'], standing: ['openid', 'orders:read'] }),
      sampleClient('spa', { standing: ['openid', 'orders:read'], defaultScopes: ['orders:read'] }),
    ],
  });
}
