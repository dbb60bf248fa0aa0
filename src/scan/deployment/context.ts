import { entriesOf, FILLER, itemsOf, type Mapping, textOf, type Value, valueAt } from '../documents/index.ts';
import { isOAuthName, isSignInName } from './scope-names.ts';
import { isVariableName, type Variable } from './variables.ts';

/** Where in a document something stands, as far as it matters. */
export interface Context {
  /** A name further out has to do with OAuth. */
  readonly oauth: boolean;
  /** A name further out has to do with signing in, by whatever way. */
  readonly signIn: boolean;
  /** The nearest name, and the ones around it, innermost last. */
  readonly path: readonly string[];
  /** Who the settings around it say that asks. */
  readonly client: string | null;
  /** Texts around it that may say whose scopes they are, innermost first. */
  readonly hints: readonly string[];
  /** How many documents stand in each other here. */
  readonly depth: number;
  /** Variables that are set together. */
  readonly beside: readonly Variable[];
}

export const OUTERMOST: Context = {
  oauth: false,
  signIn: false,
  path: [],
  client: null,
  hints: [],
  depth: 0,
  beside: [],
};

/** Names in small letters and digits alone: `client_id`, `clientID` and `client-id` are one. */
export function plainName(name: string): string {
  return name
    .replaceAll(FILLER, '')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
}

const CLIENT_IDS = [
  'clientid',
  'oidcclientid',
  'oauthclientid',
  'idpclientid',
  'oauth2clientid',
  'appid',
  'applicationid',
  'swaggerclientid',
  'clientname',
];
/** What only the settings of a client have. */
const CLIENT_SETTINGS = new Set([
  ...CLIENT_IDS,
  ...`clientsecret clientsecretref clientidref clientsecretkey clientidsecret clientsecretname authurl authurlpath authorizationurl
  authorizationuri authorizationendpoint authorizeurl authuri authendpoint tokenurl tokenuri tokenendpoint accesstokenurl accesstokenuri
  redirecturi redirecturl redirecturis callbackurl callbackpath discoveryurl discoveryendpoint wellknownurl granttype granttypes
  authorizationgranttype userinfourl userinfoendpoint userinfouri responsetype responsetypes clientauthenticationmethod
  existingsecretclientid oidcresponsetype pkce usepkce clientcredentials clientassertion issuerinternal postlogoutredirecturi
  postlogoutredirecturis`.split(/\s+/),
]);
const WEAK_CLIENT_SETTINGS = new Set(
  'issuer issueruri issuerurl authority oidcissuer oidcissuerurl identityproviderurl provider baseurl baseaddress apibaseaddress apibaseurl relativepath'.split(
    ' ',
  ),
);
/** What settings have that check the tokens of others. */
const CHECKER_SETTINGS = new Set(
  'jwksuri jwksurl jwkurl jwks remotejwks localjwks jwturi audiences validaudiences validissuer validissuers allowedaudiences alg'.split(
    ' ',
  ),
);

/** Whether any of these settings is one that only a client has. */
export function hasClientSettings(mapping: Mapping): boolean {
  return mapping.entries.some(({ name }) => CLIENT_SETTINGS.has(plainName(name)));
}

/** Whether the settings of this mapping are those of a client. */
export function isClient(mapping: Mapping | null): boolean {
  if (mapping === null) return false;
  const names = mapping.entries.map(({ name }) => plainName(name));
  if (names.some((name) => CLIENT_SETTINGS.has(name))) return true;
  return names.some((name) => WEAK_CLIENT_SETTINGS.has(name)) && !names.some((name) => CHECKER_SETTINGS.has(name));
}

/** Whether they are those of something that checks tokens and asks for none. */
export function isChecker(mapping: Mapping | null): boolean {
  if (mapping === null) return false;
  const names = mapping.entries.map(({ name }) => plainName(name));
  return names.some((name) => CHECKER_SETTINGS.has(name)) && !names.some((name) => CLIENT_SETTINGS.has(name));
}

/** The id of the client whose settings these are; null where it isn't written there. */
export function clientIdOf(mapping: Mapping | null): string | null {
  for (const { name, value } of mapping?.entries ?? []) {
    if (!CLIENT_IDS.includes(plainName(name))) continue;
    const id = textOf(value);
    if (id !== null && id !== '' && !/[${}<>[\]()'"\s]/.test(id) && !id.includes(FILLER)) return id;
  }
  return null;
}

const HINTS = /issuer|url|uri|authority|instance|provider|type|^id$|^name$|host|domain|tenant|config/;

/** Texts of these settings that may say whose scopes they are. */
export function hintsOf(mapping: Mapping | null): readonly string[] {
  const hints: string[] = [];
  for (const { name, value } of mapping?.entries ?? []) {
    const text = textOf(value);
    if (text !== null && text.length < 300 && HINTS.test(plainName(name))) hints.push(text);
  }
  return hints.slice(0, 12);
}

/** Under these names stands what is checked, or what describes a format, and never what a client asks for. */
const ELSEWHERE =
  /^(?:openapiv3schema|securityschemes|componentsschemas|requiredclaims|claims|claimstoheaders|require|required|requirements|rbac|rbacconfig|policyenforcer|jwt|jwtrules|authorization|validation|tokenvalidation|accesstokenvalidation|tokenvalidationparameters|encrypteddata|matchlabels|matchexpressions|resourcequota|scopeselector|discovery|wellknown|dynamicclientregistration|tags|webhooks|logging|jwtbearer|bearer|identityresources|requiredscopes|introspectionvalidation|incomingauth|oidcconfigref)$/;

/** Texts for people. */
const FOR_PEOPLE = /^(?:description|summary|comments?|documentation|notes|examples?|readme\w*|notestxt)$/;
/** Names that somebody has given to clients and providers stand under these, and any name may be among them. */
const NAMED_BY_PEOPLE = /^(?:registration|clients?|providers?|connectors?|tenants?|downstreamapis?)$/;

/** The context of what stands under a name; null where nothing there can be a request. */
export function under(context: Context, name: string, mapping: Mapping | null): Context | null {
  const plain = plainName(name);
  const named = NAMED_BY_PEOPLE.test(plainName(context.path.at(-1) ?? ''));
  if (!named && (ELSEWHERE.test(plain) || (mapping === null && FOR_PEOPLE.test(plain)))) return null;
  const id = clientIdOf(mapping);
  return {
    oauth: context.oauth || isOAuthName(name),
    signIn: context.signIn || isSignInName(name),
    path: [...context.path.slice(-12), name],
    client: id ?? context.client,
    hints: [name, ...hintsOf(mapping), ...context.hints].slice(0, 16),
    depth: context.depth,
    beside: context.beside,
  };
}

/** The variables that entries of a mapping, or items of a list, set. */
export function variablesOf(value: Value): readonly Variable[] {
  const variables: Variable[] = [];
  for (const { name, value: text } of entriesOf(value))
    if (isVariableName(name) && textOf(text) !== null) variables.push({ name, text: textOf(text) ?? '' });
  for (const item of itemsOf(value)) {
    const text = textOf(item);
    const name = text === null ? textOf(valueAt(item, 'name')) : null;
    if (name !== null) variables.push({ name, text: textOf(valueAt(item, 'value')) ?? '' });
    else if (text?.includes('=')) {
      const at = text.indexOf('=');
      variables.push({ name: text.slice(0, at).replace(/^--?/, ''), text: text.slice(at + 1) });
    }
  }
  return variables.slice(0, 200);
}
