import type { Argument, Call, Expression, Mapping } from '../model.ts';
import { chainOf } from '../names.ts';
import { type Ask, type Reading, type Sink, valueFor } from './reading.ts';
import { isScopeName, NOT_ASKING_NAMES, plainName } from './tables.ts';

/**
 * Defaults of flags of a command line, of settings and of environment variables that are called like scopes: what is asked for where nobody says otherwise. Facts of the
 * documentation of Go's `flag`, pflag and cobra, viper, urfave/cli; Python's argparse, click and typer; commander and yargs; Thor.
 */
export const flags: Sink = function* (reading) {
  for (const { expression: call } of reading.sites.calls) {
    const value = defaultOf(call, chainOf(call.callee));
    if (value !== null) yield ask(reading, value);
  }
  for (const { expression: mapping } of reading.sites.mappings) {
    const value = mapping.type === undefined ? null : valueOfFlag(mapping);
    if (value !== null) yield ask(reading, value);
  }
};

/** `StringVarP(&scope, "scope", "s", "openid", "…")` of Go: the address, the name, a letter, the default, each where its function has it. */
const OF_GO = /^String(?:Slice|Array)?(Var)?(P)?$/;
const OPTION = /^(?:add_?argument|(?:class_|method_)?option|add_?option|Option)$/;
/** `viper.SetDefault("oidc.scope", …)`, `os.getenv("SCOPES", …)`, `getEnvOr("OAUTH_SCOPES", …)` */
const SETTING = /^set_?default$|env/i;
/** `environ.get("SCOPES", …)`, `ENV.fetch("SCOPES", …)`, `config("SCOPES", default=…)` */
const SETTINGS = /(?:^|\.)(?:os\.environ|environ|ENV|env)\.(?:get|fetch|list|str|array|string)$|(?:^|\.)config$/;

function defaultOf({ arguments: all }: Call, names: readonly string[]): Expression | null {
  const called = names.at(-1) ?? '';
  const [, variable, letter] = OF_GO.exec(called) ?? [];
  if (OF_GO.test(called)) {
    const at = variable === undefined ? 0 : 1;
    const usage = all.length === at + (letter === undefined ? 3 : 4);
    return usage && isFlag(all[at]?.value) ? (all[at + (letter === undefined ? 1 : 2)]?.value ?? null) : null;
  }
  if (all.length === 2 && (SETTING.test(called) || SETTINGS.test(names.slice(-3).join('.')))) {
    const [key, value] = all;
    return isFlag(key?.value, /^.*\./) ? (value?.value ?? null) : null;
  }
  if (!OPTION.test(called)) return null;
  const given = all.slice(0, 4).filter(({ name }) => name === null);
  if (!given.some(({ value }) => isFlag(value))) return null;
  return all.find(({ name }) => name === 'default')?.value ?? givenBehind(given);
}

/** `.option('--scope <scopes>', 'what it is', 'openid')`, `.option('scope', { default: 'openid' })` */
function givenBehind(all: readonly Argument[]): Expression | null {
  const [, second, third] = all;
  if (second?.value.kind === 'mapping')
    return second.value.entries.find(({ name }) => name === 'default')?.value ?? null;
  return second?.value.kind === 'text' && /\s/.test(second.value.value) ? (third?.value ?? null) : null;
}

/** `&cli.StringFlag{Name: "scope", Value: "openid"}` */
function valueOfFlag({ type, entries }: Mapping): Expression | null {
  if (type === undefined || !/^String(?:Slice)?Flag$/.test(chainOf(type).at(-1) ?? '')) return null;
  const name = entries.find((entry) => entry.name === 'Name')?.value;
  return isFlag(name) ? (entries.find((entry) => entry.name === 'Value')?.value ?? null) : null;
}

/** What somebody has to have, or may: `APP_REQUIRED_SCOPES`. */
const HAD = /(?:required?|needed|supported|available|allowed|valid|known|granted|expected|mandatory)scopes?$/;

function isFlag(expression: Expression | undefined, before = /^-*/): boolean {
  if (expression?.kind !== 'text' || expression.value.length > 200) return false;
  const name = plainName(expression.value.replace(/[\s=<[].*$/s, '').replace(before, ''));
  return isScopeName(name) && !NOT_ASKING_NAMES.test(name) && !HAD.test(name);
}

function ask(reading: Reading, expression: Expression): Ask {
  return {
    kind: 'request',
    value: valueFor(reading, expression),
    offset: expression.offset,
    // A flag that is called so says of much else how far it goes.
    least: 'likely',
    writing: 'plain',
    confidence: 'medium',
    client: null,
    provider: null,
    hints: [],
    dynamic: false,
    known: false,
  };
}
