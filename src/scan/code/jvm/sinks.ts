import type { SinkTables } from '../sinks/tables.ts';

/** Parts of imports that say that a file speaks OAuth at all, and of names that say that something asks. */
const OAUTH = ['appauth', 'pac4j', 'auth0', 'scribejava', 'oauth', 'nimbus', 'keycloak', 'spotify', 'oidc'];
const ASKING = [
  'authorization',
  'oauth',
  'oidc',
  'auth',
  'token',
  'client',
  'login',
  'openid',
  'provider',
  'request',
  'config',
];

/** Builders that have scopes of another sort: of metadata, of tokens, of what somebody agreed to. */
const OTHERS = [
  'providerconfiguration',
  'metadata',
  'consent',
  'introspection',
  'claim',
  'authenticatedprincipal',
  'accesstoken.',
  'accesstoken$',
  'refreshtoken$',
  'idtoken$',
  'spanbuilder',
  'dependency',
  'definition',
  'artifact',
];

/** By which libraries for Java and Kotlin code asks. Facts of their reference documentation. */
export const sinksOfJvm: Partial<SinkTables> = {
  calls: {
    // google-api-client, google-auth-library
    // Transport, JSON, secrets, scopes; or transport, JSON, id, secret, scopes.
    'GoogleAuthorizationCodeFlow.Builder': { positions: 'last', provider: 'google' },
    'AuthorizationCodeFlow.Builder': { positions: [] },
    createScoped: { positions: 'all', provider: 'google' },
    setScopes: { positions: 'all' },
    setServiceAccountScopes: { positions: [0], provider: 'google' },
    'ImpersonatedCredentials.create': { positions: [3], provider: 'google' },
    'ServiceAccountCredentials.fromPkcs8': { positions: [4], provider: 'google' },
    'UserAuthorizer.newBuilder': {},
    usingOAuth2: { positions: [1, 2, 3, 4, 5], provider: 'google' },
    'GoogleAuthUtil.getToken': { positions: [2], provider: 'google' },
    'GoogleAuthUtil.getTokenWithNotification': { positions: [2], provider: 'google' },
    GoogleCredentialsProvider: { provider: 'google' },
    AppIdentityCredential: { positions: [0], provider: 'google' },
    GoogleAuthorizationCodeRequestUrl: { positions: [2, 3], provider: 'google' },
    AuthorizationCodeRequestUrl: { positions: [] },
    GoogleBrowserClientRequestUrl: { positions: [2], provider: 'google' },
    setScopesToApply: { positions: [0], provider: 'google' },
    // Android
    requestScopes: { positions: 'all', provider: 'google' },
    setRequestedScopes: { positions: [0], provider: 'google' },
    'GoogleSignIn.requestPermissions': { positions: [3, 4, 5, 6], provider: 'google' },
    addScope: [
      { positions: [0], imports: ['android.gms'], provider: 'google' },
      { positions: 'all', chain: ['provider', 'auth', 'oauth', 'login', 'request', 'token', 'builder'] },
    ],
    addScopeNames: { positions: 'all' },
    // AppAuth, Auth0, Spotify, Slack, scribejava, pac4j
    setScope: [
      { positions: [0], imports: ['appauth', 'pac4j', 'scribejava', 'nimbus', 'spotify'], unless: OTHERS },
      { positions: [0], imports: OAUTH, chain: ASKING, unless: OTHERS },
      { positions: [0], imports: OAUTH, unless: OTHERS, only: 'likely' },
      { positions: [0], chain: ASKING, unless: OTHERS, only: 'likely' },
      { positions: [0], unless: OTHERS, only: 'certain' },
    ],
    withScope: [
      { positions: 'all', imports: ['auth0', 'scribejava', 'twitch4j'] },
      { positions: 'all', chain: ['webauthprovider', 'auth', 'oauth'], only: 'likely' },
    ],
    withScopes: [
      { positions: 'all', imports: ['auth0', 'microsoft', 'twitch4j', 'kakao', 'oauth', 'line'] },
      { positions: 'all', only: 'likely' },
    ],
    withDefaultScopes: { positions: 'all' },
    withConnectionScope: { positions: 'all', provider: 'auth0' },
    defaultScope: { positions: 'all' },
    ScopeBuilder: { options: false },
    userScope: { positions: [0], provider: 'slack' },
    userScopes: { positions: [0], provider: 'slack' },
    setUserScope: { positions: [0], provider: 'slack' },
    setOauthScope: { positions: [0] },
    // Spring Security, Spring Authorization Server, MSAL4J, azure-identity, Quarkus, Vert.x, Micronaut
    scope: [
      {
        positions: 'all',
        unless: OTHERS,
        imports: [
          'springframework.security.oauth2',
          'spring.security',
          'oauth2',
          'oidc',
          'slack',
          'spotify',
          'com.azure',
        ],
      },
      {
        positions: 'all',
        unless: OTHERS,
        chain: ['registeredclient', 'clientregistration', 'registrationid', 'oauth', 'oidc'],
      },
      { positions: 'all', unless: OTHERS, chain: ['authorization', 'appconfig', 'clientid'], only: 'likely' },
    ],
    scopes: [
      {
        positions: 'all',
        unless: OTHERS,
        imports: ['springframework.security.oauth2', 'msal4j', 'com.azure', 'oauth2', 'com.microsoft.aad', 'spotify'],
      },
      {
        positions: 'all',
        unless: OTHERS,
        chain: ['registeredclient', 'clientregistration', 'parameters', 'oauth', 'withclientid', 'authorization'],
        only: 'likely',
      },
      { positions: 'all', unless: OTHERS, only: 'certain' },
    ],
    'ClientCredentialParameters.builder': { positions: [0], provider: 'microsoft' },
    'SilentParameters.builder': { positions: [0], provider: 'microsoft' },
    'OnBehalfOfParameters.builder': { positions: [0], provider: 'microsoft' },
    'DeviceCodeFlowParameters.builder': { positions: [0], provider: 'microsoft' },
    'UserNamePasswordParameters.builder': { positions: [0], provider: 'microsoft' },
    'IntegratedWindowsAuthenticationParameters.builder': { positions: [0], provider: 'microsoft' },
    'RefreshTokenParameters.builder': { positions: [0], provider: 'microsoft' },
    'AuthorizationRequestUrlParameters.builder': { positions: [1], provider: 'microsoft' },
    addScopes: { positions: 'all' },
    setAdditionalScopes: { positions: 'all' },
    extraScopesToConsent: { positions: [0], provider: 'microsoft' },
    getBearerTokenSupplier: { positions: [1, 2, 3], provider: 'microsoft' },
    BearerTokenAuthenticationPolicy: { positions: [1, 2, 3], provider: 'microsoft' },
    TokenCredentialAuthProvider: { positions: [0, 1], provider: 'microsoft' },
    AzureIdentityAuthenticationProvider: { positions: [2, 3, 4], provider: 'microsoft' },
    GraphServiceClient: { positions: [1, 2, 3], imports: ['microsoft.graph'], provider: 'microsoft' },
    acquireToken: [
      { positions: [1], imports: ['microsoft.identity.client'], only: 'likely', provider: 'microsoft' },
      { positions: [0], imports: ['microsoft.identity.client'], only: 'certain', provider: 'microsoft' },
    ],
    acquireTokenSilentAsync: {
      positions: [0],
      imports: ['microsoft.identity.client'],
      only: 'likely',
      provider: 'microsoft',
    },
    signIn: { positions: [2], imports: ['microsoft.identity.client'], provider: 'microsoft' },
    // Facebook calls them permissions.
    logInWithReadPermissions: { positions: [1, 2], provider: 'facebook' },
    logInWithPublishPermissions: { positions: [1, 2], provider: 'facebook' },
    // Keycloak's administration
    setDefaultClientScopes: { positions: [0], provider: 'keycloak' },
    setOptionalClientScopes: { positions: [0], provider: 'keycloak' },
    // Nimbus
    TokenRequest: { positions: [3, 4], imports: ['nimbus'] },
    'TokenRequest.Builder': { positions: [], imports: ['appauth'] },
    'AuthenticationRequest.Builder': { positions: [1], imports: ['nimbus'] },
    AuthenticationRequest: { positions: [2], imports: ['nimbus'] },
    'AuthorizationRequest.Builder': { positions: [] },
    // Ktor
    OAuth2ServerSettings: { names: ['defaultScopes'] },
    // AWS CDK, Cognito
    allowedOAuthScopes: { positions: 'all', provider: 'cognito' },
    allowedOauthScopes: { positions: 'all', provider: 'cognito' },
  },
};
