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

/** One that the server signed (JARM §2.3.1): `iss` and `state` are in it, and it is the whole answer. */
export function signedResponse(redirectUri: string, signed: string): Answer {
  return redirectAnswer(
    `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${formatParameters([['response', signed]])}`,
  );
}
