import type { SinkTables } from '../sinks/tables.ts';

const PROVIDERS: Readonly<Record<string, string>> = {
  azuread: 'microsoft',
  microsoftonline: 'microsoft',
  gplus: 'google',
  openidConnect: '',
  twitterv2: 'twitter',
};

/** By which Go libraries ask. Facts of their documentation on pkg.go.dev. */
export const sinksOfGo: Partial<SinkTables> = {
  calls: {
    // golang.org/x/oauth2
    'oauth2.Config': {},
    'clientcredentials.Config': {},
    'oauth2.SetAuthURLParam': {},
    'jwt.Config': { imports: ['oauth2'] },
    'externalaccount.Config': { provider: 'google' },
    'google.ConfigFromJSON': { positions: from(1), provider: 'google' },
    'google.JWTConfigFromJSON': { positions: from(1), provider: 'google' },
    'google.JWTAccessTokenSourceWithScope': { positions: from(1), provider: 'google' },
    'google.CredentialsFromJSON': { positions: from(2), provider: 'google' },
    'google.CredentialsFromJSONWithType': { positions: from(3), provider: 'google' },
    'google.CredentialsParams': { provider: 'google' },
    'google.DefaultTokenSource': { positions: from(1), provider: 'google' },
    'google.DefaultClient': { positions: from(1), provider: 'google' },
    'google.FindDefaultCredentials': { positions: from(1), provider: 'google' },
    'google.ComputeTokenSource': { positions: from(1), provider: 'google' },
    'google.AppEngineTokenSource': { positions: from(1), provider: 'google' },
    'appengine.AccessToken': { positions: from(1), provider: 'google' },
    // google.golang.org/api, cloud.google.com/go/auth
    'option.WithScopes': { positions: 'all', provider: 'google' },
    'internaloption.WithDefaultScopes': { positions: 'all', provider: 'google' },
    'impersonate.CredentialsConfig': { provider: 'google' },
    'impersonate.CredentialsOptions': { provider: 'google' },
    'credentials.DetectOptions': { provider: 'google' },
    'auth.Options2LO': { provider: 'google' },
    'auth.Options3LO': { provider: 'google' },
    'idtoken.Options': { options: false },
    // azidentity, MSAL
    'policy.TokenRequestOptions': { provider: 'microsoft' },
    'runtime.NewBearerTokenPolicy': { positions: [1], provider: 'microsoft' },
    NewBearerTokenPolicy: { positions: [1], provider: 'microsoft' },
    AcquireTokenSilent: { positions: [1], provider: 'microsoft' },
    AcquireTokenByCredential: { positions: [1], provider: 'microsoft' },
    AcquireTokenByDeviceCode: { positions: [1], provider: 'microsoft' },
    AcquireTokenByAuthCode: { positions: [3], provider: 'microsoft' },
    AcquireTokenByUsernamePassword: { positions: [1], provider: 'microsoft' },
    AcquireTokenInteractive: { positions: [1], provider: 'microsoft' },
    AcquireTokenOnBehalfOf: { positions: [2], provider: 'microsoft' },
    AuthCodeURL: { positions: [3], imports: ['microsoft-authentication-library-for-go'], provider: 'microsoft' },
    NewGraphServiceClientWithCredentials: { positions: [1], provider: 'microsoft' },
    NewAzureIdentityAuthenticationProviderWithScopes: { positions: [1], provider: 'microsoft' },
    NewAzureIdentityAccessTokenProviderWithScopes: { positions: [1], provider: 'microsoft' },
    // goth: key, secret, callback, scopes…
    ...gothProviders(),
    // zmb3/spotify
    'spotifyauth.WithScopes': { positions: 'all', provider: 'spotify' },
    WithScopes: [
      { positions: 'all', imports: ['spotify'], provider: 'spotify' },
      { positions: 'all', imports: ['okta'], provider: 'okta' },
      { positions: 'all', only: 'likely' },
    ],
    WithScope: { positions: 'all', only: 'likely' },
    WithOAuthScopes: { positions: 'all', only: 'likely' },
    WithOAuth2Scopes: { positions: 'all', only: 'likely' },
    WithDefaultScopes: { positions: 'all', only: 'likely' },
    WithExtraScopes: { positions: 'all', only: 'likely' },
    WithAdditionalScopes: { positions: 'all', only: 'likely' },
    'spotify.NewAuthenticator': { positions: from(1), provider: 'spotify' },
    // cli/oauth, zitadel/oidc, drone/go-login, helix, ory, gocloak
    'oauth.Flow': { provider: 'github' },
    'device.RequestCode': { positions: [3], imports: ['cli/oauth'], provider: 'github' },
    'rp.NewRelyingPartyOIDC': { positions: [5] },
    'rp.NewRelyingPartyOAuth': { positions: [] },
    'client.DefaultServiceUserAuthentication': { positions: from(1) },
    'helix.AuthorizationURLParams': { provider: 'twitch' },
    RequestAppAccessToken: { positions: [0], imports: ['helix'], provider: 'twitch' },
    'fosite.DefaultClient': {},
    'gocloak.Client': { names: ['DefaultClientScopes', 'OptionalClientScopes'], provider: 'keycloak' },
    SetScope: { positions: [0], imports: ['hydra', 'ory'], provider: 'hydra' },
    'hydra.OAuth2Client': { provider: 'hydra' },
    'management.ClientGrant': { provider: 'auth0' },
    'oauth.LoginWithClientCredentialsRequest': { provider: 'auth0' },
    CreateUserPoolClientInput: { names: ['AllowedOAuthScopes'], provider: 'cognito' },
    UpdateUserPoolClientInput: { names: ['AllowedOAuthScopes'], provider: 'cognito' },
  },
};

/** Every argument from a position on: functions of Go take as many as there are. */
function from(position: number): readonly number[] {
  return Array.from({ length: 40 }, (_, index) => index + position);
}

function gothProviders(): SinkTables['calls'] {
  const rules: Record<string, SinkTables['calls'][string]> = {};
  const imports = ['markbates/goth'];
  const usual =
    'amazon apple auth0 azuread battlenet bitbucket bitly box classlink cloudfoundry cognito dailymotion deezer digitalocean discord ' +
    'dropbox eveonline facebook fitbit gitea github gitlab google gplus heroku hubspot influxcloud instagram intercom kakao lark lastfm ' +
    'line linkedin mailru mastodon meetup microsoftonline naver oura patreon paypal reddit salesforce seatalk shopify slack soundcloud ' +
    'spotify steam strava stripe tiktok twitch twitterv2 typetalk uber vk wechat wecom wepay yahoo yammer yandex zoom';
  const firsts: Readonly<Record<string, number>> = {
    auth0: 4,
    azuread: 4,
    cognito: 4,
    cloudfoundry: 4,
    openidConnect: 4,
    okta: 4,
  };
  const hosted: Readonly<Record<string, number>> = { mastodon: 4, nextcloud: 4, apple: 4 };
  for (const name of [...usual.split(' '), 'openidConnect', 'okta', 'nextcloud']) {
    const position = firsts[name] ?? hosted[name] ?? 3;
    rules[`${name}.New`] = { positions: from(position), imports, ...providerOf(name) };
    rules[`${name}.NewCustomisedURL`] = {
      positions: from(name === 'github' || name === 'google' ? 7 : 6),
      imports,
      ...providerOf(name),
    };
    rules[`${name}.NewNamed`] = { positions: from(position + 1), imports };
  }
  rules['azureadv2.ProviderOptions'] = { provider: 'microsoft' };
  return rules;
}

function providerOf(name: string): { readonly provider?: string } {
  const provider = PROVIDERS[name] ?? name;
  return provider === '' ? {} : { provider };
}
