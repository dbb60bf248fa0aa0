import { FILLER, type Value } from '../documents/index.ts';
import { isScopeToken } from '../scope-tokens.ts';

export interface WrittenScope {
  readonly scope: string;
  readonly offset: number;
  /** `medium` where it is what holds unless something else is set. */
  readonly confidence: 'high' | 'medium';
}

/** The scopes that a value of a configuration has, and what the rest of it depends on; null where nothing of it is open. */
export interface WrittenScopes {
  readonly scopes: readonly WrittenScope[];
  readonly dynamic: string | null;
}

/** No list of scopes is longer; a longer text is a script or a document. */
const MAX_LENGTH = 20_000;
/** Stands for what isn't known: no scope token holds it. */
const UNKNOWN = '\0';

/** Innermost placeholders first: `${{ github }}`, `{{ template }}`, `${shell:-default}`, `$(KUBERNETES)`, `$NAME`, and what people fill in by hand. */
const PLACEHOLDERS =
  /\$?\{\{([^}]*)\}\}|[$#]\{([^{}]*)\}#?|\$\(([^()]*)\)|\$([A-Za-z_]\w*)|(\{vault:\/\/[^{}]*\}|%\w+%|##\w+##|__[A-Z][A-Z0-9_]*__|@[\w.-]+@|<[A-Za-z][^<>]*>|\[[A-Za-z][^[\]]*\]|ENC\[[^\]]*\]|\{[A-Za-z_][\w-]*\})/g;
const PROSE = /^\s*\[[A-Z][a-z]{1,20}(?: [A-Za-z]{1,20}){2}/;
const SHELL_DEFAULT = /^([A-Z_][A-Z0-9_]*)(?::-|:=|-|=|:(?![?+]))([\s\S]*)$/;
const SPRING_DEFAULT = /^([\w.[\]-]+?):-?(?![?+])([\s\S]*)$/;
const TEMPLATE_DEFAULT = /\bdefault[\s(]+(["'`])([^"'`]*)\1/;

/**
 * The scopes of a value: a text with blanks or commas between them, such a text in quotes or brackets, or a list. A placeholder with a
 * default is its default, one without makes what it touches dynamic.
 *
 * @param source text that the offsets are of, before anything was taken out of it
 */
export function writtenScopes(value: Value, source: string): WrittenScopes {
  if (value.kind === 'list') {
    const all = value.items.slice(0, 1000).map((item) => writtenScopes(item, source));
    return {
      scopes: all.flatMap(({ scopes }) => scopes),
      dynamic: all.find(({ dynamic }) => dynamic !== null)?.dynamic ?? null,
    };
  }
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return { scopes: [], dynamic: null };
  const text = value.value.includes(FILLER) ? source.slice(value.offset, value.end) : value.value;
  return scopesOfText(text, source, value.offset, value.end);
}

/** The same for a text that stands somewhere between two offsets. */
export function scopesOfText(text: string, source: string, offset: number, end: number): WrittenScopes {
  if (text.length > MAX_LENGTH) return { scopes: [], dynamic: null };
  // `[Enter the scope here]` is a note for a person, `[openid, email]` a list.
  const listed = PROSE.test(text) ? text : text.trim().replace(/^\[([^\]]*)\]$/, '$1');
  const { resolved, byDefault, open } = resolve(listed);
  const written = source.slice(offset, end);
  const decoded = /%20|%3A|%2F/i.test(resolved) && !/\s/.test(resolved.trim()) ? decodedOf(resolved) : resolved;
  const scopes: WrittenScope[] = [];
  let from = 0;
  let missed = 0;
  for (const scope of decoded.replace(/["'`[\]\\]/g, ' ').split(/[\s,;\u200b\ufeff]+/)) {
    if (scope === '' || !isScopeToken(scope) || NO_SCOPES.test(scope)) continue;
    const at = missed > 100 ? -1 : written.indexOf(scope, from);
    if (at === -1) missed += 1;
    else from = at + scope.length;
    scopes.push({ scope, offset: at === -1 ? offset : offset + at, confidence: byDefault ? 'medium' : 'high' });
  }
  return { scopes, dynamic: open };
}

/** What stands where scopes stand and is none: signs, and a comment behind a value. */
const NO_SCOPES = /^(?:[^\w*]+|null|none|true|false|undefined|todo|tbd|changeme|replace_me|n\/a|scopes?|\*)$/i;

function resolve(text: string): {
  readonly resolved: string;
  readonly byDefault: boolean;
  readonly open: string | null;
} {
  let resolved = text;
  let byDefault = false;
  let open: string | null = null;
  // Placeholders stand in defaults of others, seldom deeper than two.
  for (let round = 0; round < 4; round += 1) {
    const before = resolved;
    resolved = resolved.replace(
      PLACEHOLDERS,
      (all, template?: string, braces?: string, parentheses?: string, name?: string) => {
        const otherwise = defaultOf(template, braces);
        if (otherwise !== null) {
          byDefault ||= otherwise.trim() !== '' && !otherwise.includes(UNKNOWN);
          if (otherwise.trim() === '') open ??= reasonOf(all, template, braces, parentheses, name);
          return otherwise;
        }
        open ??= reasonOf(all, template, braces, parentheses, name);
        return UNKNOWN;
      },
    );
    if (resolved === before) break;
  }
  return { resolved, byDefault, open };
}

function defaultOf(template: string | undefined, braces: string | undefined): string | null {
  if (template !== undefined) return TEMPLATE_DEFAULT.exec(template)?.[2] ?? null;
  if (braces === undefined) return null;
  return (SHELL_DEFAULT.exec(braces) ?? SPRING_DEFAULT.exec(braces))?.[2] ?? null;
}

function reasonOf(
  all: string,
  template: string | undefined,
  braces: string | undefined,
  parentheses: string | undefined,
  name: string | undefined,
): string {
  if (template !== undefined) return 'what the template is rendered with';
  const variable = name ?? parentheses ?? braces?.split(/[:=-]/)[0];
  if (variable !== undefined && /^[\w.]+$/.test(variable)) return `the variable ${variable}`;
  return all.startsWith('{vault:') || all.startsWith('ENC[')
    ? 'a secret'
    : 'a placeholder that is filled in before use';
}

function decodedOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
