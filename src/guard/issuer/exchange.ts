import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHead } from '../../gateway/index.ts';
import { formText, OAuthError, type Parameters, parseParameters } from '../../oauth/index.ts';
import type { Answer } from './answer.ts';
import type { GuardContext } from './guard-context.ts';

/** One request on its way through the guard. */
export interface Exchange {
  readonly head: RequestHead;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Body, read whole. */
  readonly readBody: () => Promise<Uint8Array>;
  /** Ties together the entries of this request. */
  readonly operation: string;
}

/** An endpoint turns a request into an answer, or passes the authorization server's own on as it comes. */
export type Endpoint = (guard: GuardContext, exchange: Exchange) => Promise<Answer | 'passed'>;

/**
 * Reads the form of a direct endpoint: POST, form-encoded UTF-8, nothing in the query, for some servers merge the two.
 *
 * @param proofs `read`: the endpoint reads the proof that may come with it. Elsewhere one is refused.
 * @throws OAuthError `invalid_request`
 */
export async function readForm(
  { head, readBody }: Exchange,
  proofs: 'read' | 'refused' = 'refused',
): Promise<Parameters> {
  if (head.method !== 'POST') throw new OAuthError('invalid_request', 'only POST is allowed here', { status: 405 });
  if (head.query !== '') throw new OAuthError('invalid_request', 'parameters belong in the body, not in the query');
  // Without its proof the same request would get a token that anybody can use: a downgrade nobody asked for (RFC 9449 §5).
  if (proofs === 'refused' && head.headers.has('dpop'))
    throw new OAuthError('invalid_request', 'DPoP proofs are not passed on here');
  return await readFormBody(head, readBody);
}

/** Reads a form body whatever the method allows beside it. @throws OAuthError `invalid_request` */
export async function readFormBody(head: RequestHead, readBody: () => Promise<Uint8Array>): Promise<Parameters> {
  const contentType = head.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded(?: *; *charset="?utf-8"?)?$/i.test(contentType))
    throw new OAuthError('invalid_request', 'the body must be application/x-www-form-urlencoded in UTF-8');
  return parseParameters(formText(await readBody()));
}
