import { formatParameters } from '../../oauth/index.ts';
import { type Answer, formPostAnswer, redirectAnswer } from './answer.ts';

/** Where the answer to an authorization request goes, and how. */
export interface ResponseTarget {
  readonly redirectUri: string;
  /** The client's own. */
  readonly state: string | null;
  /** Null: in the query. */
  readonly responseMode: string | null;
}

/** An authorization response: the answer, `iss` (RFC 9207 §2) and the client's own `state`, in the way that it asked for. */
export function authorizationResponse(
  target: ResponseTarget,
  answer: readonly (readonly [name: string, value: string])[],
  issuer: string,
): Answer {
  const { redirectUri, state, responseMode } = target;
  const pairs = [...answer, ['iss', issuer] as const];
  if (state !== null) pairs.push(['state', state]);
  if (responseMode === 'form_post') return formPostAnswer(redirectUri, pairs);
  return redirectAnswer(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${formatParameters(pairs)}`);
}
