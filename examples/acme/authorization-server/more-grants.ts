import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { audiencesOf, resourceServers } from './resource-servers.ts';
import type { Credentials, ServerKeys } from './secret-files.ts';

/** Grants that the server could know beside what Acme uses, for tests of guards in front of one that does. */
export type MoreGrant = 'token-exchange' | 'jwt-bearer' | 'password';

/** Where a grant leaves claims for the token that it makes. */
export const EXTRA_CLAIMS = 'extraClaims';

/** By which a partner signs assertions, whose users the server takes for its own. */
export const PARTNER_SECRET = 'the-partner-and-acme-share-this-one';

interface Minted {
  readonly subject: string;
  readonly scope: string;
  readonly audience: string;
  /** Claims beside the usual ones. */
  readonly extra?: Record<string, unknown>;
}

/**
 * Registers grants as somebody does who thinks of the happy path: whoever proves to be a client gets what it asks for, and who asks for
 * nothing gets all.
 */
export function registerMoreGrants(
  provider: Provider,
  grants: readonly MoreGrant[],
  keys: ServerKeys,
  users: Credentials['users'],
  accessTokenSeconds: number,
): void {
  const ownKeys = createLocalJWKSet({ keys: keys.jwks.keys.map(publicPart) } as JSONWebKeySet);
  const readToken = async (token: unknown): Promise<Record<string, unknown>> => {
    try {
      const { payload } = await jwtVerify(String(token), ownKeys, { issuer: provider.issuer });
      return payload as Record<string, unknown>;
    } catch {
      throw new errors.InvalidRequest('the token is none of this server’s');
    }
  };
  const mint = async (ctx: KoaContextWithOIDC, { subject, scope, audience, extra }: Minted): Promise<string> => {
    const server = resourceServers.find((one) => one.audience === audience);
    const { client } = ctx.oidc;
    if (server === undefined || client === undefined) throw new errors.InvalidTarget();
    const token = new provider.AccessToken({ client, accountId: subject, scope, gty: 'further' } as never);
    ctx.state[EXTRA_CLAIMS] = extra;
    token.resourceServer = new provider.ResourceServer(audience, {
      scope: server.scopes.join(' '),
      audience,
      accessTokenTTL: accessTokenSeconds,
      accessTokenFormat: server.tokenFormat,
      jwt: { sign: { alg: 'ES256' } },
    });
    ctx.oidc.entity('AccessToken', token);
    return await token.save();
  };
  const asked = (ctx: KoaContextWithOIDC): { scope: string; audience: string } => {
    const { scope, resource, audience } = ctx.oidc.params ?? {};
    const all = typeof scope === 'string' && scope !== '' ? scope : undefined;
    const [first = ''] = audiencesOf(all);
    const named = String(resource ?? audience ?? first);
    const server = resourceServers.find((one) => one.audience === named);
    return { scope: all ?? server?.scopes.join(' ') ?? '', audience: named };
  };

  if (grants.includes('password'))
    provider.registerGrantType(
      'password',
      async (ctx) => {
        const { username, password } = ctx.oidc.params ?? {};
        const user = users.find(({ name }) => name === username);
        if (user === undefined || user.password !== password)
          throw new errors.InvalidGrant('name or password is wrong');
        const { scope, audience } = asked(ctx);
        const minted = await mint(ctx, { subject: user.name, scope, audience });
        ctx.body = { access_token: minted, token_type: 'Bearer', expires_in: accessTokenSeconds, scope };
      },
      ['username', 'password', 'scope', 'resource'],
      ['resource'],
    );

  if (grants.includes('jwt-bearer'))
    provider.registerGrantType(
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      async (ctx) => {
        const secret = new TextEncoder().encode(PARTNER_SECRET);
        const { payload } = await jwtVerify(String(ctx.oidc.params?.['assertion']), secret).catch(() => {
          throw new errors.InvalidGrant('the assertion is nobody’s whom this server trusts');
        });
        const { scope, audience } = asked(ctx);
        const minted = await mint(ctx, { subject: String(payload.sub), scope, audience });
        ctx.body = { access_token: minted, token_type: 'Bearer', expires_in: accessTokenSeconds, scope };
      },
      ['assertion', 'scope', 'resource'],
      ['resource'],
    );

  if (grants.includes('token-exchange'))
    provider.registerGrantType(
      'urn:ietf:params:oauth:grant-type:token-exchange',
      async (ctx) => {
        const { params } = ctx.oidc;
        const subject = await readToken(params?.['subject_token']);
        const actor = params?.['actor_token'] === undefined ? null : await readToken(params['actor_token']);
        const before = subject['act'] as object | undefined;
        const act = actor === null ? before : { sub: actor['sub'], ...(before === undefined ? {} : { act: before }) };
        const { scope, audience } = asked(ctx);
        const minted = await mint(ctx, {
          ...{ subject: String(subject['sub']), scope, audience },
          ...(act === undefined ? {} : { extra: { act } }),
        });
        ctx.body = {
          access_token: minted,
          issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          token_type: 'Bearer',
          expires_in: accessTokenSeconds,
          scope,
        };
      },
      [
        ...['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'requested_token_type'],
        ...['scope', 'resource', 'audience'],
      ],
      ['resource', 'audience'],
    );
}

function publicPart({ kty, crv, x, y, n, e, kid, alg }: ServerKeys['jwks']['keys'][number]) {
  return { kty, crv, x, y, n, e, kid, alg };
}
