import {
  type ClaimedClient,
  type DpopProof,
  isDpop,
  JWT_BEARER_GRANT,
  TOKEN_EXCHANGE,
  type TokenResponse,
} from '../../oauth/index.ts';
import type { Client } from '../../policy/index.ts';
import { type AccessToken, TokenError } from '../../tokens/index.ts';
import type { GuardContext } from './guard-context.ts';
import type { Permit } from './record-decision.ts';
import type { Allowed, Granted } from './token-faults.ts';

/**
 * Reads the access token that was just issued: a JWT by its own claims after the signature, an opaque one by introspection with
 * the guard's credential. Null: nothing certain can be said about it, so it can't be released.
 */
export async function readIssuedToken(guard: GuardContext, token: string): Promise<AccessToken | null> {
  try {
    const { token: read } = await guard.accessTokens.read(token, { fresh: true });
    return read;
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    guard.onFault(error);
    return null;
  }
}

/** What was issued; of token and response the wider one counts. */
export function grantedBy(response: TokenResponse, accessToken: AccessToken): Granted {
  const { clientId, audiences, issuedAt, expiresAt, senderConstrained, dpopJkt } = accessToken;
  return {
    clientId,
    scopes: [...new Set([...accessToken.scopes, ...(response.scopes ?? [])])].sort(),
    audiences,
    issuedAt,
    expiresAt,
    expiresInSeconds: response.expiresInSeconds,
    refreshToken: response.refreshToken,
    idToken: response.idToken,
    senderConstrained,
    dpopJkt,
    isDpop: isDpop(response),
  };
}

/**
 * What may be issued. A client that acts for itself gets neither refresh token (RFC 6749 §4.4.3) nor id token, and nor does an exchange:
 * what it gives ends with what it was given for. An assertion is brought anew where its tokens have ended (RFC 7521 §4.1).
 */
export function allowedBy(
  issuer: string,
  claimed: ClaimedClient,
  client: Client | null,
  permit: Permit,
  grantType: string,
  proof: DpopProof | null,
): Allowed {
  const forPerson = grantType !== 'client_credentials' && grantType !== TOKEN_EXCHANGE;
  return {
    issuer,
    clientId: claimed.clientId,
    scopes: permit.scopes,
    resource: permit.resource,
    maxTtlSeconds: permit.maxTtlSeconds,
    refreshToken: forPerson && grantType !== JWT_BEARER_GRANT && client?.grantTypes.includes('refresh_token') === true,
    idToken: forPerson && permit.scopes.includes('openid'),
    dpopJkt: proof?.jkt ?? null,
  };
}
