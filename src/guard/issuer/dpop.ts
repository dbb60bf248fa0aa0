import { type DpopProof, OAuthError, parseDpopProof } from '../../oauth/index.ts';
import type { DirectAnswer } from './authorization-server.ts';
import type { Exchange } from './exchange.ts';
import type { GuardContext } from './guard-context.ts';

/**
 * The proof of possession that a request carries (RFC 9449); null where there is none. A server that knows nothing of them would answer
 * with a token that anybody can use, so that it isn't asked.
 *
 * @throws OAuthError `invalid_dpop_proof`, `invalid_request`
 */
export async function dpopProofOf(guard: GuardContext, { head }: Exchange): Promise<DpopProof | null> {
  const text = head.headers.get('dpop');
  if (text === undefined) return null;
  const { members } = await guard.authorizationServer.metadata();
  if (!Array.isArray(members['dpop_signing_alg_values_supported']))
    throw new OAuthError('invalid_request', 'this authorization server takes no DPoP proofs');
  return parseDpopProof(text, { method: head.method, address: new URL(head.path, guard.issuer).href });
}

/** The nonce for the client's next proof goes back with whatever is answered (RFC 9449 §8): only the client can use it. */
export function passNonce({ response }: Exchange, { dpopNonce }: DirectAnswer): void {
  if (dpopNonce !== null) response.setHeader('DPoP-Nonce', dpopNonce);
}

/**
 * A code or refresh token that is bound to a key is nobody's without it (RFC 9449 §5, §10).
 *
 * @throws OAuthError `invalid_grant`
 */
export function refuseOtherKey(guard: GuardContext, boundKey: string | null, proof: DpopProof | null): void {
  if (boundKey === null || boundKey === proof?.jkt) return;
  guard.strangers.count('token', 'dpop_key_differs');
  throw new OAuthError('invalid_grant', 'the grant is invalid, expired, revoked or of another client');
}
