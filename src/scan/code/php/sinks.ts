import type { SinkTables } from '../sinks/tables.ts';
import type { Transform } from '../transforms.ts';

const google = { provider: 'google' } as const;
const microsoft = { provider: 'microsoft' } as const;

/**
 * By which PHP packages ask. Facts of what their readmes and docstrings say: google/apiclient, google/auth,
 * league/oauth2-client, laravel/socialite and its providers, laravel/passport, knpu-oauth2-client-bundle, HWIOAuthBundle, Hybridauth,
 * OpenID-Connect-PHP, msgraph-sdk-php, spotify-web-api-php, shopify-api-php, swagger-php.
 */
export const sinksOfPhp: Partial<SinkTables> = {
  clients:
    /^(League\\OAuth2\\Client|Laravel\\Socialite|SocialiteProviders|KnpU\\OAuth2ClientBundle|Hybridauth|\w+\\OAuth2\\Client)\b/,
  calls: {
    // google/apiclient, google/auth, google/cloud-*
    // A route's are those that its caller must have.
    setScopes: [{ checks: true, chain: ['route'] }, { positions: 'all' }],
    addScope: { positions: 'all' },
    addScopes: { positions: 'all' },
    Google_Client: google,
    Client: { imports: ['Google'], ...google },
    createAuthUrl: { positions: [0], only: 'likely', ...google },
    ServiceAccountCredentials: { positions: [0], ...google },
    ServiceAccountJwtAccessCredentials: { positions: [1], only: 'certain', ...google },
    UserRefreshCredentials: { positions: [0], ...google },
    ImpersonatedServiceAccountCredentials: { positions: [0], ...google },
    'ApplicationDefaultCredentials.getCredentials': { positions: [0], ...google },
    'ApplicationDefaultCredentials.getMiddleware': { positions: [0], ...google },
    'ApplicationDefaultCredentials.getSubscriber': { positions: [0], ...google },
    'ApplicationDefaultCredentials.getProxyCredentials': { positions: [0], ...google },
    'CredentialsLoader.makeCredentials': { positions: [0], ...google },
    Google_Auth_AssertionCredentials: { positions: [1], ...google },
    UserRefreshCredentialsFetcher: google,
    OAuth2: { imports: ['Google'], ...google },
    StorageClient: google,
    BigQueryClient: google,
    // league/oauth2-client and what builds on it
    getAuthorizationUrl: [{ positions: [0], imports: ['Saloon'] }, {}],
    getAuthorizeUrl: {},
    getAccessToken: {},
    GenericProvider: {},
    getAuthUrl: { positions: [2], only: 'likely' },
    // saloonphp/saloon
    setDefaultScopes: { positions: [0] },
    // lusitanian/oauth
    createService: { positions: [3], chain: ['servicefactory', 'oauth'] },
    oauth2_provider: {},
    // Socialite, its providers, Passport
    scopes: { positions: [0], chain: ['socialite', 'driver', 'provider'] },
    requiredScopes: { options: false },
    with: { chain: ['socialite', 'driver'] },
    setRequiredScopes: { options: false },
    'Passport.tokensCan': { positions: [0], defines: true },
    'Passport.setDefaultScope': { positions: [0], defines: true },
    'Passport.defaultScopes': { positions: [0], defines: true },
    // knpu_oauth2_client, HWIOAuthBundle, Hybridauth, OpenID-Connect-PHP
    redirect: { positions: [0], chain: ['getclient', 'clientregistry', 'registry', 'oauth'] },
    OpenIDConnectClient: {},
    Hybridauth: {},
    // Microsoft
    GraphServiceClient: { positions: [1], ...microsoft },
    GraphPhpLeagueAuthenticationProvider: { positions: [1], ...microsoft },
    AzureIdentityAuthenticationProvider: microsoft,
    acquireToken: { only: 'certain', ...microsoft },
    // Spotify, Facebook, Shopify and others
    getLoginUrl: [{ positions: [0], chain: ['linkedin'], provider: 'linkedin' }, { positions: [1] }],
    getReRequestUrl: { positions: [1] },
    'Context.initialize': { positions: [2], provider: 'shopify' },
    createAuthorizeUrl: {},
    buildAuthorizationUrl: {},
    getOAuthAuthorizationUrl: {},
    requestCredentialsToken: { options: false },
    createSession: { options: false },
    // What looks whether a scope was given
    in_array: { checks: true },
    array_search: { checks: true },
    array_diff: { checks: true },
    array_intersect: { checks: true },
    str_contains: { checks: true },
    strpos: { checks: true },
    tokenCan: { checks: true },
    // swagger-php: what the documentation says there is
    Flow: { defines: true },
    SecurityScheme: { defines: true },
    OAuthFlow: { defines: true },
  },
};

export const transformsOfPhp: Readonly<Record<string, Transform>> = {
  array_map: 'list',
  array_merge: 'extended',
  array_merge_recursive: 'extended',
  array_keys: 'keys',
  array_combine: 'first-argument',
  array_reverse: 'first-argument',
  implode: 'join',
  join: 'join',
  explode: 'split',
  preg_split: 'split',
  trim: 'first-argument',
  rtrim: 'first-argument',
  esc_url_raw: 'first-argument',
  apply_filters: 'setting',
  strtolower: 'first-argument',
  collect: 'first-argument',
  all: 'same',
  getenv: 'environment',
  env: 'environment',
};
