import { GatewayError, type Upstream } from '../gateway/index.ts';
import { formatBasicCredentials, formatParameters, membersOf, parseStrictJson } from '../oauth/index.ts';
import { introspect, TokenError } from '../tokens/index.ts';

/**
 * What came of asking the authorization server to revoke a token:
 *
 * - `revoked`: it said that the token is active before, and that it isn't after
 * - `not_active`: it doesn't take the token for active, so there was nothing to revoke
 * - `unsupported`: it has no way to revoke such a token (RFC 7009 §2.2.1), as with most JWTs, or no revocation endpoint
 * - `refused`: it doesn't let Ambit's own client revoke others' tokens
 * - `unproven`: it answered as if it had, and doesn't say whether the token is still active; or says that it is
 * - `unreachable`: it didn't answer
 */
export type ServerRevocationOutcome = 'revoked' | 'not_active' | 'unsupported' | 'refused' | 'unproven' | 'unreachable';

export interface ServerRevocationOptions {
  readonly upstream: Upstream;
  /** Path of the revocation endpoint (RFC 7009); null where the server has none. */
  readonly revocationPath: string | null;
  readonly introspectionPath: string;
  /** Ambit's own client there. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Has the authorization server revoke a token by Ambit's own credentials. It need not let it: RFC 7009 §2.1 leaves revoking to the
 * client that a token was issued to, and a server may answer 200 all the same (§2.2). So the answer is believed only where introspection
 * bears it out.
 */
export async function revokeAtServer(
  { upstream, revocationPath, introspectionPath, ...own }: ServerRevocationOptions,
  token: string,
  hint: 'access_token' | 'refresh_token' | null,
): Promise<ServerRevocationOutcome> {
  if (revocationPath === null) return 'unsupported';
  const isActive = async (): Promise<boolean | null> => {
    try {
      return (await introspect({ upstream, path: introspectionPath, ...own }, token)) !== null;
    } catch (error) {
      if (error instanceof TokenError) return null;
      throw error;
    }
  };
  const before = await isActive();
  if (before === false) return 'not_active';
  try {
    const { status, body } = await upstream.request({
      method: 'POST',
      target: revocationPath,
      headers: [
        ...['authorization', formatBasicCredentials(own.clientId, own.clientSecret)],
        ...['content-type', 'application/x-www-form-urlencoded', 'accept', 'application/json'],
      ],
      body: formatParameters([['token', token], ...(hint === null ? [] : [['token_type_hint', hint] as const])]),
    });
    if (status === 400 && errorOf(body) === 'unsupported_token_type') return 'unsupported';
    if (status >= 500 || status === 429) return 'unreachable';
    if (status !== 200) return 'refused';
  } catch (error) {
    if (error instanceof GatewayError) return 'unreachable';
    throw error;
  }
  const after = await isActive();
  if (before === true && after === false) return 'revoked';
  // It was active and is: a 200 that RFC 7009 has for tokens that the caller may not revoke.
  return after === true ? 'refused' : 'unproven';
}

function errorOf(body: Uint8Array): unknown {
  try {
    return membersOf(parseStrictJson(Buffer.from(body).toString()))?.['error'];
  } catch {
    return null;
  }
}
