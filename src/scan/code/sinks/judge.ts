import type { Look } from '../looks.ts';
import type { Call, Mapping } from '../model.ts';
import { chainOf, wideChainOf } from '../names.ts';
import { type Context, outwards } from '../sites.ts';
import { ownerOf } from './owner.ts';
import { applies, around, type Reading, rulesFor, WRAPPING } from './reading.ts';
import {
  ASKING_NAMES,
  ASKING_SIBLINGS,
  ASKING_WORDS,
  type CallRule,
  CHECKING_CALLS,
  CHECKING_NAMES,
  DEFINING_NAMES,
  isScopeName,
  plainName,
  SCOPE_NAMES,
  TOKEN_SIBLINGS,
  WEAK_SIBLINGS,
  WEAK_WORDS,
} from './tables.ts';
import { tells } from './telling.ts';

/** What the surroundings of a value say of it. */
export interface Judgement {
  readonly verdict: 'asks' | 'defines' | 'neither';
  /** What its scopes have to look like, so that it is believed. */
  readonly least: Exclude<Look, 'no'>;
  /** Whether it asks for certain, whatever its value. */
  readonly certain: boolean;
  /** Set where it may be of an assertion by which a token is asked for, or of a token. */
  readonly assertion?: boolean;
  readonly rule: CallRule | null;
  readonly hints: readonly string[];
}

const NEITHER: Judgement = { verdict: 'neither', least: 'certain', certain: false, rule: null, hints: [] };

/**
 * Judges what stands under a name like `scope` in a mapping or as a keyword argument, by that name, by those beside it, by the calls
 * and names around it, and, where a variable comes between, by the places that use it.
 *
 * @param siblings names beside it
 */
export function judge(reading: Reading, name: string, siblings: readonly string[], context: Context): Judgement {
  const plain = plainName(name);
  const asking = ASKING_NAMES.has(plain);
  if (plain === 'scopessupported') return { ...NEITHER, verdict: 'defines', least: 'possible' };
  const usual = isScopeName(plain);
  if (!usual && !/scopes?$/.test(plain)) return NEITHER;
  const beside = siblings.map(plainName);
  const grants =
    beside.includes('granttype') ||
    beside.includes('granttypes') ||
    beside.includes('assertion') ||
    beside.includes('password');
  // What a client is set up with may keep its tokens, too.
  const setUp = beside.includes('clientsecret') && beside.some((sibling) => ADDRESSES.has(sibling));
  // Who sends a person to sign in may say how long for.
  const sends = beside.includes('responsetype') && beside.some((sibling) => ADDRESSES.has(sibling));
  const token = !grants && !setUp && !sends && beside.some((sibling) => TOKEN_SIBLINGS.has(sibling));
  // The claims of an assertion by which a service account asks are like those of a token, which have whom they are about.
  const signs = token && beside.includes('iss') && beside.includes('aud') && SCOPE_NAMES.has(plain);
  if (token && !signs) return NEITHER;
  const assertion = signs && beside.includes('sub');
  const { checks, defines, rule, words, weakly, hints } = surroundings(reading, context);
  const named = rule?.names?.includes(name) === true;
  if (!usual && !named) return NEITHER;
  const exact = asking || named || SCOPE_NAMES.has(plain);
  if (defines) return { verdict: 'defines', least: 'possible', certain: false, rule, hints };
  if (checks) return NEITHER;
  if (assertion) return { verdict: 'asks', least: 'certain', certain: false, assertion, rule, hints };
  const strong = beside.some((sibling) => ASKING_SIBLINGS.has(sibling) && !WEAK_SIBLINGS.has(sibling));
  const certain = rule !== null || strong;
  // What is asked for where nobody says what; of an authorization server it is what a client may.
  if (plain.startsWith('default') && !certain) return NEITHER;
  const weak = beside.some((sibling) => WEAK_SIBLINGS.has(sibling) || OF_ONE_CLIENT.test(sibling));
  // A name among constants, as `OPENID_SCOPE: 'openid'`, asks for nothing.
  if (!exact && !certain && !words && /^[A-Z\d_]+$/.test(name)) return NEITHER;
  const alone = siblings.length === 0 && reading.tables.clients !== undefined;
  const given = alone && reading.module.imports.some((path) => reading.tables.clients?.test(path) === true);
  const configured = weak || weakly || given || isConfiguration(context) || (exact && isOfMicrosoft(reading));
  if (signs) return { verdict: 'asks', least: 'certain', certain: false, rule, hints };
  const least =
    exact && (certain || asking || words)
      ? 'possible'
      : configured || ((certain || words) && !exact)
        ? 'likely'
        : 'certain';
  return { verdict: 'asks', least: rule?.only ?? least, certain, rule, hints };
}

/** `androidRedirectUri`, `SPOTIFY_CLIENT_ID` */
const OF_ONE_CLIENT = /\w(?:clientid|clientsecret|redirecturi|redirecturl|callbackurl)$/;
/** Where a client sends a person, and is sent back to. */
const ADDRESSES = new Set(
  'redirecturi redirecturl callbackurl callbackuri authorizationurl authorizeurl tokenurl tokenendpoint wellknown'.split(
    ' ',
  ),
);

/** Whether the object in which a place is, however deep, tells a client's id or addresses: `{ auth: { clientId }, api: { scopes } }`. */
function isConfiguration(context: Context): boolean {
  let outermost: Mapping | null = null;
  for (const at of outwards(context)) {
    if (at.as === 'argument') break;
    if (at.as === 'entry') outermost = at.mapping;
  }
  return outermost !== null && tellsClient(outermost, 0);
}

function tellsClient({ entries }: Mapping, depth: number): boolean {
  return entries.slice(0, 200).some(({ name, value }) => {
    const plain = name === null ? '' : plainName(name);
    if (CLIENT_SIBLINGS.has(plain)) return true;
    return value.kind === 'mapping' && depth < 3 && tellsClient(value, depth + 1);
  });
}

const CLIENT_SIBLINGS = new Set([
  'clientid',
  'clientsecret',
  'authority',
  'redirecturi',
  'authorizationurl',
  'tokenurl',
]);

/** Libraries by which a file asks Microsoft, and which have no other sort of scope. */
const OF_MICROSOFT = /^(?:@azure\/msal-(?:browser|react|angular|node)|@microsoft\/(?:teamsfx\S*|mgt-msal\S*)|msal)$/;

function isOfMicrosoft({ module }: Reading): boolean {
  return module.imports.some((path) => OF_MICROSOFT.test(path));
}

/** Addresses to which a request for a token is sent. */
const END_OF_ENDPOINT = /\/(?:oauth2?|token|authorize)$/;
const ENDPOINT = /\/(oauth2?|device\/code|authorize|connect)\b|\/token\b/;

interface Surroundings {
  readonly checks: boolean;
  readonly defines: boolean;
  readonly rule: CallRule | null;
  readonly words: boolean;
  readonly weakly: boolean;
  readonly hints: readonly string[];
}

/** What the calls, names and targets around a place say. */
export function surroundings(reading: Reading, context: Context): Surroundings {
  let [checks, defines, words, weakly, decorates] = [false, false, false, false, false];
  // Whether no other call and no variable stands between: `console.log(url({ scope }))` logs a URL that asks.
  let direct = true;
  let rule: CallRule | null = null;
  const hints: string[] = [];
  const name = (text: string): void => {
    hints.push(text);
    if (ASKING_WORDS.test(text)) words = true;
    else if (WEAK_WORDS.test(text)) weakly = true;
  };
  for (const at of around(reading, context)) {
    if (at.as === 'argument') {
      const names = chainOf(at.call.callee);
      if (at.argument.name !== null && DEFINING_NAMES.test(plainName(at.argument.name))) defines = true;
      if (isCheck(reading, at.call, names) || (direct && tells(reading, names))) checks = true;
      if (!WRAPPING.has(names.at(-1) ?? '')) direct = false;
      for (const each of names.slice(-2)) name(each);
      // What a class gives its parent: that says what it is.
      if (names.includes('super'))
        for (const base of ownerOf(reading.module, at.call.offset)?.bases ?? [])
          for (const each of wideChainOf(base)) name(each);
      for (const { value } of at.call.arguments.slice(0, 8))
        if (value.kind === 'text' && value.value.length < 300) {
          // `passport.authenticate('google', …)`, `axios.post('https://…', …)`
          if (!/[\s,]/.test(value.value)) hints.push(value.value);
          if (/^(https?:|\/|[A-Z]+ )/.test(value.value) && ENDPOINT.test(value.value)) words = true;
        } else if (value.kind === 'concatenation') {
          // `post(f"{base}/token", …)`
          const end = value.parts.at(-1);
          if (end?.kind === 'text' && END_OF_ENDPOINT.test(end.value)) words = true;
        }
      hints.push(...wideChainOf(at.call.callee).slice(0, 4));
      rule ??= ruleOf(reading, at.call.callee, names);
    } else if (at.as === 'entry') {
      if (at.mapping.type !== undefined) {
        const names = chainOf(at.mapping.type);
        for (const each of names) name(each);
        rule ??= ruleOf(reading, at.mapping.type, names);
      }
      if (at.entry.name === null) continue;
      if (DEFINING_NAMES.test(plainName(at.entry.name))) defines = true;
      if (CHECKING_NAMES.test(plainName(at.entry.name))) checks = true;
      if (!SCOPE_NAMES.has(plainName(at.entry.name))) name(at.entry.name);
    } else if (at.as === 'root') {
      direct = false;
      if (at.root.decorates === true) decorates = true;
      const { target } = at.root;
      if (target === null) continue;
      if (target.object !== null) for (const each of chainOf(target.object)) name(each);
      if (!isScopeName(plainName(target.name))) name(target.name);
    }
  }
  if (rule?.defines === true) defines = true;
  if (rule?.checks === true) checks = true;
  // A decorator says what a caller must have, unless it is one that signs in.
  return { checks: checks || (decorates && rule === null), defines, rule, words, weakly, hints };
}

/** The same as `hasScope`, and as `HasScope`. */
const CHECKING_IN_CAMEL_CASE =
  /^(?:[rR]equires?|[cC]hecks?|[hH]as|[hH]ave|[vV]erify|[vV]alidate|[nN]eeds?|[aA]ssert|[eE]nforce|[eE]nsure|[cC]ontains?|[mM]ust|[iI]s|[mM]issing)(?:[A-Z]\w*)?(?:Scopes?|Permissions?|Authority|Authorities)\w*$/;

/** Whether a call checks, reads or tests rather than asks; what a library has by such a name, and asks by, doesn't. */
export function isCheck(reading: Reading, call: Call, names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  const rules = rulesFor(reading.tables, names);
  if (rules.some((rule) => rule.checks === true && applies(reading, rule, () => wideChainOf(call.callee)))) return true;
  if (!CHECKING_CALLS.test(last) && !CHECKING_IN_CAMEL_CASE.test(last)) return false;
  return !rules.some((rule) => applies(reading, rule, () => wideChainOf(call.callee)));
}

function ruleOf(reading: Reading, callee: Parameters<typeof chainOf>[0], names: readonly string[]): CallRule | null {
  const chain = (): readonly string[] => wideChainOf(callee);
  return rulesFor(reading.tables, names).find((one) => one.options !== false && applies(reading, one, chain)) ?? null;
}

export function siblingsOf(mapping: Mapping, except: string): readonly string[] {
  return mapping.entries.flatMap(({ name }) => (name === null || name === except ? [] : [name]));
}
