import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { sendPage } from '../html-page.ts';
import { type ClientChanges, clientsWith, GUARD_CLIENT } from './clients.ts';
import { EXTRA_CLAIMS } from './more-grants.ts';
import { errorPage } from './pages.ts';
import { audiencesOf, resourceServers } from './resource-servers.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { Credentials, ServerKeys } from './secret-files.ts';

const DAY_SECONDS = 24 * 3600;

/** Alice builds the platform, Bob answers for security, Carol audits. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  alice: ['engineering'],
  bob: ['engineering', 'security'],
  carol: ['audit'],
};

/** What the server could do beside what Acme uses. */
export type MoreFeatures = Pick<
  NonNullable<Configuration['features']>,
  | 'requestObjects'
  | 'pushedAuthorizationRequests'
  | 'deviceFlow'
  | 'registration'
  | 'registrationManagement'
  | 'claimsParameter'
  | 'dPoP'
  | 'jwtResponseModes'
  | 'userinfo'
  | 'rpInitiatedLogout'
  | 'ciba'
>;

export interface ProviderSettings {
  readonly credentials: Credentials;
  readonly keys: ServerKeys;
  readonly records: SealedRecords;
  readonly accessTokenSeconds: number;
  /** Redirect URIs by client, where they aren't where `npm start` has them. */
  readonly redirectUris: Readonly<Record<string, string>>;
  /** Changes the claims of JWT access tokens before they are signed. */
  readonly changeClaims: ((claims: Record<string, unknown>) => void) | null;
  readonly moreFeatures: MoreFeatures;
  readonly clientChanges: ClientChanges;
}

/**
 * An authorization server as a company has it: works, and gives more than anybody thought about. Whoever asks for no scope gets
 * all scopes of the resource server.
 */
export function providerConfiguration(settings: ProviderSettings): Configuration {
  const { credentials, keys, records, accessTokenSeconds, changeClaims, redirectUris, moreFeatures } = settings;
  const people = new Set(credentials.users.map(({ name }) => name));
  const secrets = Object.fromEntries(
    credentials.clients.map(({ client_id, client_secret }) => [client_id, client_secret]),
  );

  return {
    adapter: records.adapter,
    clients: clientsWith(secrets, redirectUris, settings.clientChanges),
    jwks: keys.jwks as NonNullable<Configuration['jwks']>,
    cookies: { keys: [...keys.cookieKeys] },
    scopes: ['openid', 'offline_access', 'groups'],
    claims: { openid: ['sub'], groups: ['groups'] },
    // There is no userinfo endpoint, so what is asked for stands in the ID token.
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    extraTokenClaims: (ctx) => ctx.state[EXTRA_CLAIMS],
    findAccount: (_ctx, name) =>
      people.has(name)
        ? { accountId: name, claims: async () => ({ sub: name, groups: [...(GROUPS[name] ?? [])] }) }
        : undefined,
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    renderError: (ctx, { error, error_description: description }) =>
      sendPage(ctx.res, ctx.status, errorPage(error, description ?? '')),
    ...(changeClaims === null
      ? {}
      : { formats: { customizers: { jwt: (_ctx, _token, { payload }) => changeClaims(payload) } } }),
    features: {
      ...moreFeatures,
      devInteractions: { enabled: false },
      userinfo: moreFeatures.userinfo ?? { enabled: false },
      rpInitiatedLogout: moreFeatures.rpInitiatedLogout ?? { enabled: false },
      clientCredentials: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => client.clientId === GUARD_CLIENT || client.clientId === token.clientId,
      },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => client.clientId === GUARD_CLIENT || client.clientId === token.clientId,
      },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        defaultResource: (ctx, _client, granted) => defaultResource(ctx, granted),
        getResourceServerInfo: (ctx, audience) => resourceServerInfo(ctx, audience, accessTokenSeconds),
      },
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: 14 * DAY_SECONDS,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 14 * DAY_SECONDS,
      Session: 14 * DAY_SECONDS,
    },
  };
}

/** Where a request names no resource: that of the scopes it asks for. One access token is for one resource server. */
function defaultResource(ctx: KoaContextWithOIDC, granted: readonly string[] | undefined): string | string[] {
  const audiences = audiencesOf(askedScope(ctx));
  if (granted === undefined) return [...audiences];
  return granted.find((audience) => audiences.includes(audience)) ?? [...granted];
}

function resourceServerInfo(ctx: KoaContextWithOIDC, audience: string, accessTokenTTL: number) {
  const server = resourceServers.find((one) => one.audience === audience);
  if (server === undefined) throw new errors.InvalidTarget();
  const scope = server.scopes.join(' ');
  const { params } = ctx.oidc;
  if (params !== undefined && askedScope(ctx) === undefined && isFirstAsked(ctx)) params['scope'] = scope;
  return {
    scope,
    audience,
    accessTokenTTL,
    accessTokenFormat: server.tokenFormat,
    jwt: { sign: { alg: 'ES256' as const } },
  };
}

/** Where scopes are asked for at all: a code or refresh token carries its own. */
function isFirstAsked(ctx: KoaContextWithOIDC): boolean {
  const { route, params } = ctx.oidc;
  const isAsked = ['authorization', 'device_authorization', 'backchannel_authentication'].includes(route);
  return isAsked || params?.['grant_type'] === 'client_credentials';
}

function askedScope(ctx: KoaContextWithOIDC): string | undefined {
  const scope = ctx.oidc.params?.['scope'];
  return typeof scope === 'string' && scope !== '' ? scope : undefined;
}
