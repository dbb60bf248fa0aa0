/** What the name of a setting says about its value: scopes that a client asks for, nothing for sure, or something else. */
export type NameSays = 'asks' | 'perhaps' | 'no';

/** Whose or what for: with one of these before it, «scope» is a scope of OAuth. */
const OAUTH_WORDS = new Set(
  `oidc oauth oauth2 oauth20 openid openidconnect sso auth authentication idp signin requested request requests
  additional extra social m2m b2c aad azuread entra entraid msal msgraph graph microsoft ms azure google gcp
  gmail gsuite workspace gcal calendar drive sheets youtube github gitlab gitea bitbucket slack shopify discord spotify strava twitch
  twitter facebook fb instagram meta linkedin dropbox zoom notion linear jira atlassian confluence salesforce sfdc hubspot xero
  quickbooks intuit qbo stripe okta auth0 keycloak cognito fitbit paypal square zoho box asana trello reddit tiktok pinterest withings
  garmin oura whoop kakao naver apple yahoo authentik authelia zitadel logto ory hydra dex casdoor ping pingone onelogin fusionauth
  userinfo delegated downstream monday figma miro airtable webex docusign bigcommerce etsy ebay amazon lwa
  mailchimp clickup harvest freshbooks wrike smartsheet podio typeform calendly intercom zendesk eve battlenet trakt mal anilist
  vatsim orcid globus nextcloud grafana argocd vault harbor swagger`.split(/\s+/),
);

/** With one of these, it is a list to check by, one of what there is, or a scope of another kind. */
const OTHER_WORDS = new Set(
  `required require valid validate allowed accepted supported available known enforce enforced check expected forbidden denied
  claim claims log logs logging include includes npm pnpm yarn package variable hoist ldap search dns network session lock storage
  backup namespace namespaces watch rbac cache metric metrics otel sentry resource resources subscription management assignment role
  cubejs deploy deployment commit project org organization transaction bean thread test tests function block lexical window global cluster
  node region zone ip tenant data ou base sync worker serviceworker visibility deprecated description descriptions separator delimiter
  registration match matching policy policies rule rules`.split(/\s+/),
);

/** The words of a name: camel case, underlines, hyphens, dots, in small letters, without a number at its end. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

const LAST = new Set(['scope', 'scopes']);
/** `scopesRequested`, `SCOPE_DEFAULT`, `oidc_scopes_list`, `scope-string`. */
const BEHIND = new Set(['requested', 'list', 'string', 'default', 'defaults', 'value', 'override', 'csv', 'names']);

/** What is longer is no name. */
const MAX_NAME = 200;

/** What a name says, by its words alone. `API_SCOPES` and `CLIENT_SCOPE` may be anything. */
export function nameSays(name: string): NameSays {
  if (name.length > MAX_NAME) return 'no';
  const words = [...wordsOf(name.replace(/(?:[_.:]+\d+|\[\d*\])+$/, ''))];
  while (words.length > 1 && BEHIND.has(words.at(-1) ?? '')) words.pop();
  const last = words.pop() ?? '';
  if (last === 'oidcscopes' || last === 'oidcscope' || last === 'oauthscopes' || last === 'oauthscope') return 'asks';
  if (!LAST.has(last)) return 'no';
  // `AUTH_ALLOWED_SCOPES` is checked by; `OAUTH2_CLIENT_REGISTRATION_X_SCOPE` is Spring's, asked for.
  if (words.includes('oauth2') && words.includes('registration')) return 'asks';
  // NetBird's pages ask for the scopes that they call supported.
  if (/^(?:NETBIRD_)?AUTH_SUPPORTED_SCOPES$/.test(name)) return 'asks';
  if (words.some((word) => OTHER_WORDS.has(word))) return 'no';
  return words.some((word) => OAUTH_WORDS.has(word)) ? 'asks' : 'perhaps';
}

/** Whether a name has to do with signing in by OAuth: `oidc`, `auth.generic_oauth`, `spring.security.oauth2`, `ssoConfig`. */
export function isOAuthName(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  const words = wordsOf(name);
  return words.some((word) => CONTEXT_WORDS.has(word)) || OAUTH_PIECE.test(name);
}

const OAUTH_PIECE = /oidc|openid|oauth/i;

/** Whether a name may have to do with it, or with any other way to sign in: `auth`, `authConfig`. */
export function isSignInName(name: string): boolean {
  return (
    name.length <= MAX_NAME &&
    wordsOf(name).some((word) => /^(?:auth|login|signin|identity|security|social)$/.test(word))
  );
}
const CONTEXT_WORDS = new Set(
  `oidc oauth oauth2 openid openidconnect sso dex omniauth msal authentication idp keycloak auth0 okta azuread entra graph google github
  gitlab authentik zitadel authelia idporten maskinporten tokenx`.split(/\s+/),
);

const WELL_KNOWN = new Set(
  `openid profile email groups offline_access roles address phone user repo identify guilds federated:filter:groups read_api read_user
  read_repository user_impersonation basic photos web-origins microprofile-jwt acr organization`.split(/\s+/),
);
const LOOK =
  /^(?:https?:\/\/|api:\/\/|urn:|scp:)|\/\.default$|^[\w.-]+[:./](?:read|write|readwrite|manage|admin|all|delete|create|list|view|edit|access|impersonate|basic|readonly|selected)\b|^(?:read|write|manage|admin|view|edit|delete|create|list|access|unauthenticated_read|unauthenticated_write)[_:.-]|[_:.-](?:read|write|readonly|readwrite|all|full|manage|history|access)$|^[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)*$|^(?:channels|chat|users|groups|im|mpim|files|reactions|commands|team|reports|gists?|workflow|incoming)[:-]/i;

/** Whether a text is a scope by its look: a well-known name, an address, a verb with a noun as providers write them. */
export function looksLikeScope(scope: string): boolean {
  return WELL_KNOWN.has(scope) || LOOK.test(scope);
}

/** Words that say where something holds (Kubernetes, npm, LDAP, Maven, Spring), and are nobody's OAuth scope. */
const OTHER_SCOPES =
  /^(?:namespaced?|cluster|clusters|project|global|local|base|one|onelevel|sub|subtree|singleton|prototype|request|session|application|websocket|provided|compile|runtime|import|machine|tenant|region|regional|zonal|environment|production|development|staging|host|link|site|instance|notterminating|terminating|besteffort|dn|public|private|internal|external|resource|module|static|@[\w-]+|(?:jakarta|javax)\.\S+|\/\S*|[\d.]+)$/i;

export function isOtherScope(scope: string): boolean {
  return OTHER_SCOPES.test(scope);
}

/** Whether a text is a scope of OAuth whatever stands around it. */
export function isSurelyScope(scope: string): boolean {
  return SURELY.test(scope);
}

const SURELY =
  /^(?:openid|offline_access|https:\/\/(?:www\.googleapis\.com\/auth|graph\.microsoft\.com)\/.*|api:\/\/.*|https?:.*\/\.default)$/;

/** What Entra alone calls so: all that an API has given to a client. Nothing else has such an address under the name of a scope. */
export function isWholeApi(scope: string): boolean {
  return /^(?:api|https?):\/\/.*\/\.default$/.test(scope);
}
