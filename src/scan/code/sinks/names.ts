import type { Root } from '../model.ts';
import { chainOf, wideChainOf } from '../names.ts';
import type { Context } from '../sites.ts';
import { namesAssignedTo } from './beside.ts';
import { judge, surroundings } from './judge.ts';
import { type Ask, applies, contextOf, namesOfObject, type Reading, rulesFor, type Sink, valueFor } from './reading.ts';
import { clientOn, setOn } from './set-on.ts';
import {
  ASKING_NAMES,
  ASKING_SIBLINGS,
  ASKING_WORDS,
  type CallRule,
  isScopeName,
  NOT_ASKING_NAMES,
  plainName,
  SCOPE_NAMES,
  WEAK_SIBLINGS,
} from './tables.ts';

/**
 * What is assigned: to a property that is called like scopes (`config.scope = 'openid'`), to a setting that a framework reads, and to
 * a constant of the file.
 *
 * A constant alone asks for nothing: whoever uses it does, where it is used. It is taken for a request, with confidence medium, where
 * the rest of the file says that its constants are a client's configuration: an id, a secret or an address of the same sort stands
 * beside it, or where the file imports a library that asks and the constant is called `SCOPES` and is one for certain. That a constant is
 * handed to a function which isn't known is said at that call (`calls.ts`).
 */
export const names: Sink = function* (reading) {
  const constants = reading.sites.roots
    .flatMap(({ target, inside }) =>
      target !== null && target.object === null && inside !== true ? [target.name] : [],
    )
    .filter((name) => isOfAClient(plainName(name)))
    .slice(0, 100);
  for (const root of reading.sites.roots) {
    const { target } = root;
    if (target === null) continue;
    const context: Context = { as: 'root', root, up: null };
    if (reading.tables.settings.some((pattern) => pattern.test(target.name))) {
      yield ask(reading, root, { least: 'possible', confidence: 'high', dynamic: true });
    } else if (root.overrides !== undefined) {
      const given = [...ofOverride(reading, root)];
      yield* given;
      // A class of settings has a parent, too.
      if (given.length === 0 && root.inside !== true) yield* ofConstant(reading, root, constants);
    } else if (target.object !== null) yield* ofProperty(reading, root, context);
    else if (root.inside !== true) yield* ofConstant(reading, root, constants);
  }
};

/** How constants end that tell a client. */
const CLIENT_CONSTANTS = [...ASKING_SIBLINGS].filter((name) => name === 'clientid' || !WEAK_SIBLINGS.has(name));
/** Libraries by which a file asks: its `SCOPES` are for them, even where the way there isn't seen. */
const ASKING_LIBRARIES =
  /^(google[._-]|googleapis|googleapiclient|@google-cloud\/local-auth|gspread|oauth2client|msal|@azure\/(msal|identity)|azure\.identity|requests_oauthlib|authlib|spotipy|passport|next-auth|simple-oauth2|openid-client|slack_sdk\.oauth|google\.)/;
function isOfAClient(plain: string): boolean {
  // `OAUTH2_AUTHORIZE`, `OAUTH2_TOKEN` of Home Assistant's integrations
  return /^oauth2?(?:authorize|token)$/.test(plain) || CLIENT_CONSTANTS.some((asking) => plain.endsWith(asking));
}

/** Before `SCOPE`, what says a name of a parameter, or that one is wrong. */
const OF_NO_CLIENT =
  /^(?:invalid|missing|bad|no|errors?|err|unsupported|denied|insufficient|param(?:eter)?|query|key|field|form|header|attr(?:ibute)?|claim|property|prop|json|label|oauth2?_?(?:param(?:eter)?|error|key))s?_?$/;
const CONFIGURED = /(?:config|configuration|conf|cfg|options|opts)$/i;
const OF_PROTOCOL = /oauth2?|oidc|openid/i;
const HOLDING = /(token|claims|response|req|request|user|grant|session|context|key|client)$/i;

function ask(reading: Reading, root: Root, more: Partial<Ask>): Ask {
  return {
    kind: 'request',
    value: valueFor(reading, root.expression),
    offset: root.expression.offset,
    least: 'certain',
    writing: 'plain',
    confidence: 'medium',
    client: null,
    provider: null,
    hints: root.target === null ? [] : [root.target.name],
    dynamic: false,
    known: false,
    ...more,
  };
}

const OVERRIDDEN = /^(?:get)?_?(?:default|oauth2?|requested|login|auth)?_?scopes?(?:string|list|urls?)?$/i;

/** Classes by which somebody signs in elsewhere: `GithubSSO`, `SSOBase`. */
const SIGNING_CLASSES = /SSO/;

/** What a class gives its parent, which asks for it: `override fun getScope() = "…"`. */
function* ofOverride(reading: Reading, root: Root): Generator<Ask> {
  const { target, expression, overrides } = root;
  if (target === null || overrides === undefined) return;
  const usual = OVERRIDDEN.test(target.name);
  // `getExportScopes()`, but not `getSupportedScopes()`.
  if (!usual && (!/^get\w+Scopes$/.test(target.name) || !isScopeName(plainName(target.name.slice(3))))) return;
  const around = [overrides.name ?? '', ...overrides.bases.flatMap((base) => wideChainOf(base))];
  const asking = around.some((name) => ASKING_WORDS.test(name) || SIGNING_CLASSES.test(name));
  const returned = expression.kind === 'function' ? expression.returns : [expression];
  // Of each kind of data, or of each country, its own.
  const given = returned.flatMap((one) => (one.kind === 'mapping' ? one.entries.map(({ value }) => value) : [one]));
  for (const one of given)
    yield ask(reading, root, {
      value: valueFor(reading, one),
      offset: one.offset,
      least: asking ? (usual ? 'possible' : 'likely') : usual ? 'likely' : 'certain',
      hints: around,
    });
}

function* ofProperty(reading: Reading, root: Root, context: Context): Generator<Ask> {
  const { target } = root;
  if (target === null || target.object === null || !isScopeName(plainName(target.name))) return;
  const object = wideChainOf(target.object);
  const self = object.length === 1 && /^(this|self|cls|\$this)$/.test(object[0] ?? '');
  const beside = [
    ...setOn(reading, target.object).map(({ name }) => name),
    ...namesAssignedTo(reading.sites, target.object),
  ].filter((name) => name !== target.name);
  const judged = judge(
    reading,
    target.name,
    [...beside, ...namesOfObject(target.object)],
    contextOf(target.object, target.name, context),
  );
  const { verdict, hints } = judged;
  if (verdict !== 'asks') return;
  // `conf.Scopes = …` of a variable whose type or maker is known to ask.
  const rule = judged.rule ?? ruleOfType(reading, object);
  if (rule?.checks === true || rule?.defines === true) return;
  const certain = judged.certain || rule !== null;
  const asks = certain || object.some((name) => ASKING_WORDS.test(name));
  const last = chainOf(target.object).at(-1) ?? '';
  // `providerConfig.Scopes = …` of a file that imports a library of the protocol
  const configures = CONFIGURED.test(last) && reading.module.imports.some((path) => OF_PROTOCOL.test(path));
  const least = asks ? (rule?.only ?? 'possible') : configures && judged.least === 'certain' ? 'likely' : judged.least;
  // A token, claim, request or session has scopes; it doesn't ask for them.
  if (!certain && least === 'certain' && HOLDING.test(last)) return;
  // What a server keeps on a request that it was sent; that its library is one of OAuth says nothing.
  if (!certain && /^req(?:uest)?$/i.test(last) && !object.some((one) => !/[./]/.test(one) && ASKING_WORDS.test(one)))
    return;
  // What an object keeps is asked for where it is used.
  if (self && !certain) return;
  yield ask(reading, root, {
    least,
    confidence: certain ? 'high' : 'medium',
    dynamic: certain,
    known: rule !== null,
    client: clientOn(reading, target.object),
    provider: rule?.provider ?? null,
    hints: [...object, ...hints],
  });
}

/** The rule for one of the names behind a variable. */
function ruleOfType(reading: Reading, names: readonly string[]): CallRule | null {
  for (const index of names.keys())
    for (const rule of rulesFor(reading.tables, names.slice(0, index + 1)))
      if (rule.options !== false && applies(reading, rule, () => names)) return rule;
  return null;
}

/** Whether a constant stands in a class that has a client's id or secret, called alike, too, which it is given later. */
function isOfClient({ module }: Reading, name: string, prefix: string): boolean {
  for (const { values } of module.scope.bindings.values())
    for (const value of values) {
      if (value.kind !== 'class' || !value.members.bindings.has(name)) continue;
      for (const member of value.members.bindings.keys())
        if (
          /(?:client(?:id|secret)|tenant(?:id|name))$/.test(plainName(member)) &&
          plainName(member).startsWith(prefix)
        )
          return true;
    }
  return false;
}

function* ofConstant(reading: Reading, root: Root, constants: readonly string[]): Generator<Ask> {
  const { target, expression } = root;
  if (target === null || expression.kind === 'function' || expression.kind === 'class') return;
  const plain = plainName(target.name);
  if (!/scopes?$/.test(plain)) return;
  const called = SCOPE_NAMES.has(plain) || ASKING_NAMES.has(plain);
  if (surroundings(reading, { as: 'root', root, up: null }).checks) return;
  const prefix = target.name.replace(/_?scopes?$/i, '').toLowerCase();
  const configured = constants.some(
    (name) =>
      name !== target.name && (prefix === '' || called || name.toLowerCase().startsWith(prefix.split('_')[0] ?? '')),
  );
  // `FITBIT_SCOPES` beside `FITBIT_REDIRECT_URI` is what that client asks for, whatever its scopes look like.
  const paired =
    prefix !== '' &&
    !OF_NO_CLIENT.test(prefix) &&
    !NOT_ASKING_NAMES.test(plain) &&
    constants.some((name) => name !== target.name && plainName(name).startsWith(plainName(prefix)));
  if (paired) yield ask(reading, root, { least: 'possible' });
  else if (configured || isOfClient(reading, target.name, prefix === '' || called ? '' : plainName(prefix)))
    yield ask(reading, root, { least: 'likely' });
  else if (called && (reading.module.imports.some((path) => ASKING_LIBRARIES.test(path)) || keepsKeys(reading)))
    yield ask(reading, root, {});
}

/** `CREDENTIALS_FILE`, `TOKEN_PATH`, `PATH_TO_CREDENTIALS`: where a client keeps what it signs in with. */
const OF_KEYS =
  /^(?:path(?:to)?)?(?:google|gmail|api)?(?:credentials?|tokens?|clientsecrets?|serviceaccount|(?:service)?accountkey)(?:file(?:name|path)?|path|json|pickle)$|^pathto(?:credentials?|tokens?|clientsecrets?)$/;

/** Whether constants beside one say where a client's keys are kept, though its library is used elsewhere. */
function keepsKeys({ sites }: Reading): boolean {
  return sites.roots.some(
    ({ target, inside }) =>
      target !== null && target.object === null && inside !== true && OF_KEYS.test(plainName(target.name)),
  );
}
