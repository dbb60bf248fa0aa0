import {
  type ClaimedClient,
  membersOf,
  OAuthError,
  parameter,
  parseStrictJson,
  requiredParameter,
  unknownClient,
} from '../../../oauth/index.ts';
import { revoke } from '../../../revocation/index.ts';
import { type Answer, jsonAnswer } from '../answer.ts';
import type { DirectAnswer } from '../authorization-server.ts';
import { claimedClientOf } from '../claimed-client.ts';
import { type Endpoint, readForm } from '../exchange.ts';
import { type GuardContext, policyOfNow, unavailable } from '../guard-context.ts';
import { type KnownToken, knownToken } from '../known-token.ts';
import { tokenOfBefore } from '../token-of-before.ts';

const DONE: Answer = jsonAnswer(200, '');
const HINTS: ReadonlySet<string> = new Set(['access_token', 'refresh_token']);

/**
 * The revocation endpoint (RFC 7009). The authorization server authenticates the client and revokes what it can; then the
 * guards deny the token, durably, also where the server can't revoke (JWTs live on there until they expire). A refresh token
 * takes its whole grant with it (§2.1). The answer is the same for tokens that nobody knows (§2.2).
 */
export const revocationEndpoint: Endpoint = async (guard, exchange) => {
  const form = await readForm(exchange);
  const policy = policyOfNow(guard);
  const { claimed } = claimedClientOf(guard, policy, exchange, form, 'revocation');
  const token = requiredParameter(form, 'token');
  const hint = parameter(form, 'token_type_hint');

  // One from before is read while the server still takes it for good.
  const known = (await knownToken(guard, token)) ?? (await tokenOfBefore(guard, token));
  const answer = await guard.authorizationServer.post('revocation', claimed, [
    ['token', token],
    ...(hint !== null && HINTS.has(hint) ? [['token_type_hint', hint] as const] : []),
  ]);
  const upstream = upstreamOutcome(answer, claimed);
  if (known === null || known.clientId !== claimed.clientId) return DONE;
  await deny(guard, known, upstream, exchange.operation);
  guard.accessTokens.forget(token);
  return DONE;
};

/** @throws OAuthError where the client isn't authenticated, so that nothing may be revoked for it. */
function upstreamOutcome({ status, text }: DirectAnswer, claimed: ClaimedClient): 'revoked' | 'not_applicable' {
  if (status === 200) return 'revoked';
  const code = errorCodeOf(text);
  // Said only after the client is authenticated: the server knows the token and has no way to revoke it (RFC 7009 §2.2.1).
  if (status === 400 && code === 'unsupported_token_type') return 'not_applicable';
  if (status === 401 || code === 'invalid_client') throw unknownClient(claimed.method === 'client_secret_basic');
  if (status >= 500 || status === 429) throw unavailable('the authorization server is not available');
  throw new OAuthError('invalid_request', 'refused by the authorization server');
}

async function deny(
  guard: GuardContext,
  known: KnownToken,
  upstream: 'revoked' | 'not_applicable',
  operation: string,
): Promise<void> {
  const { store, writer } = guard;
  const target =
    known.type === 'refresh_token' && known.grantId !== null
      ? { grantId: known.grantId }
      : { fingerprint: known.fingerprint };
  try {
    await revoke({ store, writer, target, reason: 'client_request', operation, after: [known.decision], upstream });
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the revocation can not be recorded; send it again', cause);
  }
}

function errorCodeOf(text: string): unknown {
  try {
    return membersOf(parseStrictJson(text))?.['error'];
  } catch {
    return null;
  }
}
