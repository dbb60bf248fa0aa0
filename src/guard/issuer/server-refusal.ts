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
  /** Status of what passes; that of its code where left out. */
  passedStatus?: number,
): OAuthError {
  if (status === 401) return unknownClient(claimed.method === 'client_secret_basic');
  if (status >= 500 || status === 429) return unavailable('the authorization server is not available');
  const code = errorCodeOf(text);
  if (code === 'invalid_client') return unknownClient(claimed.method === 'client_secret_basic');
  if (!(passed as ReadonlySet<unknown>).has(code))
    return new OAuthError('invalid_request', 'refused by the authorization server');
  const options = passedStatus === undefined ? {} : { status: passedStatus };
  return new OAuthError(code as OAuthErrorCode, 'refused by the authorization server', options);
}

function errorCodeOf(text: string): unknown {
  try {
    return membersOf(parseStrictJson(text))?.['error'];
  } catch {
    return null;
  }
}
