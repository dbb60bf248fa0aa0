import { GatewayError, headerOf, type Upstream } from '../gateway/index.ts';
import { formatBasicCredentials, formatParameters, membersOf, parseStrictJson } from '../oauth/index.ts';
import type { Json } from '../proof/index.ts';
import { TokenError } from './token-error.ts';

export interface IntrospectionClientOptions {
  readonly upstream: Upstream;
  readonly path: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Asks the authorization server about a token with the guard's own credentials (RFC 7662 §2). Null: not active, or not a
 * token that it would tell us about.
 *
 * @throws TokenError `introspection_unavailable`, `introspection_refused`
 */
export async function introspect(
  { upstream, path, clientId, clientSecret }: IntrospectionClientOptions,
  token: string,
): Promise<{ readonly [name: string]: Json } | null> {
  const answer = await upstream
    .request({
      method: 'POST',
      target: path,
      headers: [
        'authorization',
        formatBasicCredentials(clientId, clientSecret),
        'content-type',
        'application/x-www-form-urlencoded',
        'accept',
        'application/json',
      ],
      body: formatParameters([
        ['token', token],
        ['token_type_hint', 'access_token'],
      ]),
    })
    .catch((cause: unknown) => {
      if (cause instanceof GatewayError)
        throw new TokenError('introspection_unavailable', 'the authorization server does not answer', { cause });
      throw cause;
    });
  if (answer.status === 401 || answer.status === 403)
    throw new TokenError(
      'introspection_refused',
      `the authorization server does not accept the guard's own credentials (client ${clientId}): check them in the configuration`,
    );
  const isJson = /^application\/json *(?:;|$)/i.test(headerOf(answer, 'content-type') ?? '');
  if (answer.status !== 200 || !isJson)
    throw new TokenError('introspection_unavailable', `introspection was answered with ${answer.status}`);
  return activeMembers(answer.body);
}

function activeMembers(body: Uint8Array): { readonly [name: string]: Json } | null {
  try {
    const members = membersOf(parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(body)));
    if (typeof members?.['active'] === 'boolean') return members['active'] ? members : null;
  } catch (cause) {
    throw new TokenError('introspection_unavailable', 'the introspection answer is malformed', { cause });
  }
  throw new TokenError('introspection_unavailable', 'the introspection answer lacks `active` (RFC 7662 section 2.2)');
}
