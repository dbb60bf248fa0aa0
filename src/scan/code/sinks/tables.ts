/**
 * The words by which code asks for scopes, in whatever language: names of libraries' functions, classes, options. Where a name means
 * something only in a library, `imports` says in which. Facts of the libraries' documentation.
 */

/** A function, constructor, type of a literal, or method that asks. */
export interface CallRule {
  /** Arguments by position that are scopes, from 0; `all` for each of them, `last` where what stands before may be left out. */
  readonly positions?: readonly number[] | 'all' | 'last';
  /** Names of keyword arguments that are scopes, beside those that always are. */
  readonly names?: readonly string[];
  /** Set where a mapping among its arguments, at any depth, asks with its usual names; the usual, so only `false` is written. */
  readonly options?: boolean;
  /** Parts of an import's path of which the file has one; without, the name alone suffices. */
  readonly imports?: readonly string[];
  /** Names of which one stands before it in the chain, or behind the variable with which the chain begins (in small letters, parts suffice). */
  readonly chain?: readonly string[];
  /** Names that none of them may have a part of, or, with `$` behind, end with. */
  readonly unless?: readonly string[];
  readonly provider?: string;
  /** How the scopes are written in a text. */
  readonly only?: 'certain' | 'likely';
  /** Set of what says which scopes there are: its arguments by position, the names of a mapping, are definitions. */
  readonly defines?: boolean;
  /** Set of what asks for nothing, whatever is called so in it. */
  readonly checks?: boolean;
}

export interface SinkTables {
  /** By last name, or by the last two with a dot between. Several rules of a name are tried in turn. */
  readonly calls: Readonly<Record<string, CallRule | readonly CallRule[]>>;
  /** Names of variables that a framework reads as what to ask for: `SOCIAL_AUTH_GOOGLE_OAUTH2_SCOPE`. */
  readonly settings: readonly RegExp[];
  /** Imports of a client's library, in whose files `['scope' => …]` alone is what is given to it. */
  readonly clients?: RegExp;
}

/** Names of properties, keywords and parameters that hold scopes, without `_` and `-`, in small letters. */
export const SCOPE_NAMES = new Set([
  'scope',
  'scopes',
  'oauthscope',
  'oauthscopes',
  'oauth2scope',
  'oauth2scopes',
  'oidcscope',
  'oidcscopes',
  'authscopes',
  'authscope',
  'scopelist',
  'scopestring',
]);
/** Names that say by themselves that something is asked for. */
export const ASKING_NAMES = new Set([
  'requestedscopes',
  'requestedscope',
  'requestscopes',
  'requestscope',
  'userscope',
  'userscopes',
  'botscope',
  'botscopes',
  'extrascopes',
  'extrascopestoconsent',
  'additionalscopes',
  'optionalscope',
  'optionalscopes',
  'loginscopes',
  'signinscopes',
  'scopesrequested',
  'scopestorequest',
  'protectedresourcescopes',
  'oauthscopes',
  'oauth2scopes',
  'botuserscopes',
  'targetscopes',
  'additionaloauthscopes',
  'oidcscopes',
  'oauthscope',
  'oauth2scope',
  'oidcscope',
  'oidcrpscopes',
  'defaultoauthscopes',
  'basescopes',
]);
/** Names that only say which scopes there are, or which somebody has to have. */
export const NOT_ASKING_NAMES =
  /^(required?|needed|supported|available|allowed|valid|known|granted|missing|expected|current|has|check|mandatory|defaultclient)scopes?|scopes?(supported|required|allowed|available|granted|descriptions?|claim|separator|delimiter|name|type|id|key|map)$/;

/** Names beside scopes that say: here a client asks. */
export const ASKING_SIBLINGS = new Set([
  'clientid',
  'clientsecret',
  'clientkey',
  'consumerkey',
  'redirecturi',
  'redirecturis',
  'redirecturl',
  'redirectto',
  'callbackurl',
  'callbackuri',
  'responsetype',
  'granttype',
  'granttypes',
  'authority',
  'authorizationurl',
  'authorizationendpoint',
  'authorizeurl',
  'accesstokenurl',
  'authurl',
  'authuri',
  'authendpoint',
  'tokenurl',
  'tokenuri',
  'tokenendpoint',
  'accesstype',
  'codechallenge',
  'codeverifier',
  'loginhint',
  'keyfile',
  'keyfilename',
  'postlogoutredirecturi',
  'discoveryurl',
  'wellknown',
  'issuerurl',
  'issuerbaseurl',
  'apisecretkey',
  'appid',
  'appsecret',
  'clientassertion',
  'clientassertiontype',
  'refreshtoken',
  'usepkce',
  'pkce',
  'baseauthurl',
  'oauth2url',
  'discoverydocs',
  'privatekey',
  'impersonate',
  'requestedtokenuse',
  'subjecttoken',
  'oboassertion',
  'tokenendpointauthmethod',
  'client',
  'credentials',
  'audience',
  'prompt',
]);
/** Of those, the ones that also stand where nothing is asked: they need a scope that looks like one. */
export const WEAK_SIBLINGS = new Set([
  'client',
  'credentials',
  'audience',
  'prompt',
  'appid',
  'privatekey',
  'refreshtoken',
  'clientid',
]);
/** Names beside scopes that say: this is a token, its answer or its claims. */
export const TOKEN_SIBLINGS = new Set([
  'accesstoken',
  'tokentype',
  'expiresin',
  'expiresat',
  'idtoken',
  'active',
  'iat',
  'jti',
  'sub',
  'userid',
  'username',
  'accesstokenexpiresat',
  'authorizationcode',
  'isrevoked',
  // Of an authorization server's own configuration, or its metadata.
  'subjecttypes',
  'clientdefaults',
  'findaccount',
  'rotaterefreshtoken',
  'jwksuri',
  'grantmanagement',
  'valid',
  'clientidissuedat',
  'clientsecretexpiresat',
  'revoked',
]);

/** Words of names of variables, properties and functions that hold the options of who asks. */
export const ASKING_WORDS =
  /(oauth|oidc|socialaccount|client_?kwargs|openid|msal|auth0|loginrequest|tokenrequest|authparams|authorization_?params|authoptions|authconfig|authrequest|graphrequest|silentrequest|popuprequest|redirectrequest|googleauth|clientcredential|identityprovider|socialprovider|signinwith|pkce)|^(authorization|loginOptions|authentication)$/i;
/** Words that stand as often elsewhere: what stands there has to look like a scope. */
export const WEAK_WORDS =
  /(signin|sign_in|login|authorize|accesstoken|access_token|token|credential|google|github|gitlab|slack|microsoft|azure|spotify|discord|linkedin|salesforce|shopify|keycloak|okta)/i;
/** Names of what checks, reads or tests rather than asks. */
export const CHECKING_CALLS =
  /^(require|requires|check|has|have|verify|validate|need|needs|assert|expect|enforce|ensure|guard|protect|allow|restrict|contains?|remove|is|parse|normalize|format|compare|describe|filter)_?(any|all|one|some|the|granted|required|valid|api|token|oauth2?|auth|user)*_?(scopes?|permissions?|claims?)\w*$|^(create|issue|mint|generate|sign|encode)_?(access|api|id|jwt|refresh)?_?tokens?$|^\w*(insufficient|forbidden)\w*$|\w+(Error|Exception)$|^(Security|SecurityScopes|SecurityRequirement|requiredScopes|jwtAuthz|requires?Auth|toEqual|toStrictEqual|toBe|toMatchObject|toHaveBeenCalledWith|toContain|deepEqual|deepStrictEqual|strictEqual|notEqual|equal|assertEqual|assertEquals|assert_called_with|assert_called_once_with|isEqual|objectContaining|mockReturnValue|mockResolvedValue|mockReturnValueOnce|mockResolvedValueOnce|mockImplementation|includes|issuperset|issubset|startSpan|withScope|configureScope|RolesAllowed|hasAuthority|hasAnyAuthority|BearerStrategy|scopeMatches|parseScopes?|parse_scopes?|normalizeScopes?)$/i;
/** Names of properties under which stands what a caller must have. */
export const CHECKING_NAMES =
  /^(protectedroutes?|delegatedpermissions?|requiredpermissions?|accesscontrol|guards?|rbac)$/;
/** Names of properties under which scopes are defined. */
export const DEFINING_NAMES =
  /^(securityschemes?|securitydefinitions|flows?|oauthflows|scopessupported|definitions|authorizations)$/;

/** Calls that several languages have by the same names. */
export const CALLS: SinkTables['calls'] = {
  GoogleAuth: { provider: 'google' },
  JWT: { positions: [3], provider: 'google', only: 'certain' },
  initTokenClient: { provider: 'google' },
  initCodeClient: { provider: 'google' },
  acquireTokenSilent: { positions: [0], options: true, provider: 'microsoft' },
  acquireTokenPopup: { positions: [0], provider: 'microsoft' },
  acquireTokenRedirect: { positions: [0], provider: 'microsoft' },
  loginPopup: { positions: [0], provider: 'microsoft' },
  loginRedirect: { positions: [0], provider: 'microsoft' },
  ssoSilent: { provider: 'microsoft' },
  acquireTokenByClientCredential: { provider: 'microsoft' },
  acquireTokenByCode: { provider: 'microsoft' },
  acquireTokenOnBehalfOf: { provider: 'microsoft' },
  acquireTokenInteractive: { provider: 'microsoft' },
  acquireTokenByDeviceCode: { provider: 'microsoft' },
  acquireTokenByRefreshToken: { provider: 'microsoft' },
  acquireTokenByUsernamePassword: { provider: 'microsoft' },
  getAuthCodeUrl: { provider: 'microsoft' },
  addScope: { positions: 'all', chain: ['provider', 'auth', 'oauth', 'login'] },
  setScopes: { positions: 'all' },
  addScopes: { positions: 'all' },
  authorizationUrl: {},
  generateAuthUrl: { provider: 'google' },
  buildAuthorizationUrl: {},
  clientCredentialsGrant: {},
  OAuth2Session: { names: ['scope'] },
  UserManager: {},
  signInWithOAuth: {},
};

/** Names of settings of frameworks. */
export const SETTINGS: SinkTables['settings'] = [];

/** Whether a plain name is one of scopes; of `googleScopes` and the like their looks have to say more. */
export function isScopeName(plain: string): boolean {
  return SCOPE_NAMES.has(plain) || ASKING_NAMES.has(plain) || (/scopes?$/.test(plain) && !NOT_ASKING_NAMES.test(plain));
}

export function plainName(name: string): string {
  return name.replaceAll(/[_\-.]/g, '').toLowerCase();
}
