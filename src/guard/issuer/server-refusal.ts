import {
  type ClaimedClient,
  membersOf,
  OAuthError,
  type OAuthErrorCode,
  parseStrictJson,
  unknownClient,
} from '../../oauth/index.ts';
import type { DirectAnswer } from './authorization-server.ts';
import { unavailable } from './guard-context.ts';

/**
 * The authorization server's refusal at a direct endpoint by its code, where that is one of those that pass; its description stays
 * behind, for it may repeat what was sent.
 */
export function serverRefusal(
  { status, text }: DirectAnswer,
  claimed: ClaimedClient,
  passed: ReadonlySet<OAuthErrorCode>,
): OAuthError {
  if (status === 401) return unknownClient(claimed.method === 'client_secret_basic');
  if (status >= 500 || status === 429) return unavailable('the authorization server is not available');
  const code = errorCodeOf(text);
  if (code === 'invalid_client') return unknownClient(claimed.method === 'client_secret_basic');
  const isPassed = (passed as ReadonlySet<unknown>).has(code);
  return new OAuthError(isPassed ? (code as OAuthErrorCode) : 'invalid_request', 'refused by the authorization server');
}

function errorCodeOf(text: string): unknown {
  try {
    return membersOf(parseStrictJson(text))?.['error'];
  } catch {
    return null;
  }
}
