import type { ClaimedClient } from '../../oauth/index.ts';
import type { GuardContext } from './guard-context.ts';

export type UpstreamRevocation = 'revoked' | 'incomplete';

/**
 * Revokes tokens at the authorization server (RFC 7009) with the credentials of the request that got them, in the order given.
 * An assertion is good for one request only, so those clients' tokens stay
 * `incomplete` there and are denied at the guards.
 */
export async function revokeUpstream(
  guard: GuardContext,
  client: ClaimedClient,
  tokens: readonly { readonly token: string; readonly hint: 'access_token' | 'refresh_token' }[],
): Promise<UpstreamRevocation> {
  if (client.method === 'client_assertion') return 'incomplete';
  let result: UpstreamRevocation = 'revoked';
  for (const { token, hint } of tokens) {
    try {
      const { status } = await guard.authorizationServer.post('revocation', client, [
        ['token', token],
        ['token_type_hint', hint],
      ]);
      if (status !== 200) result = 'incomplete';
    } catch (error) {
      guard.onFault(error);
      result = 'incomplete';
    }
  }
  return result;
}
