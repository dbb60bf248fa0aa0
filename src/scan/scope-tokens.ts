import type { Scalar } from './documents/index.ts';

/** scope-token of RFC 6749 §3.3: printable ASCII without blank, quotation mark and backslash. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** A place in a text that another tool fills in before use: `${NAME}`, `{{ name }}`, `<name>`, `%NAME%`, `##NAME##`, `[Enter the scope here]`. */
export const PLACEHOLDER =
  /\$\{\{.{0,200}?\}\}|\$\{[^}]{0,200}\}|\$\([^)]{0,200}\)|\{\{.{0,200}?\}\}|##\w+##|@@\w+@@|%\w+%|<[A-Za-z][\w -]*>|\[[A-Z][a-z]{1,20}(?: [A-Za-z]{1,20}){2}[^\]\n]{0,200}\]/s;
const PLACEHOLDERS = new RegExp(PLACEHOLDER.source, 'gs');

/** A text with NULs, which no scope has, in place of its placeholders: they may hold blanks, and words that look like scopes. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll(PLACEHOLDERS, (placeholder) => '\0'.repeat(placeholder.length));
}

export function isScopeToken(text: string): boolean {
  return SCOPE_TOKEN.test(text);
}

export interface Token {
  readonly scope: string;
  readonly offset: number;
}

/** What parts scopes in a text. RFC 6749 has blanks alone; Slack, GitHub and Shopify take commas, Auth0's rules plus signs. */
export type Separator = 'blank' | 'comma' | 'blank-or-comma';

const SEPARATORS: Readonly<Record<Separator, RegExp>> = {
  blank: /\s+/,
  comma: /\s*,\s*/,
  'blank-or-comma': /[\s,]+/,
};

/**
 * The scopes of a text value with where each stands in the file. What is no scope token, or holds a placeholder, isn't among them.
 *
 * @param source text of the whole file
 */
export function scopesOf(scalar: Scalar, source: string, separator: Separator = 'blank'): readonly Token[] {
  return typeof scalar.value === 'string' ? tokensOf(scalar.value, source, scalar.offset, scalar.end, separator) : [];
}

/**
 * The scopes of a text that the file has between two offsets, perhaps quoted or escaped there. A token that isn't found as it is
 * is said to stand at the beginning.
 */
export function tokensOf(
  text: string,
  source: string,
  offset: number,
  end: number,
  separator: Separator = 'blank',
): readonly Token[] {
  const tokens: Token[] = [];
  const written = source.slice(offset, end);
  let from = 0;
  for (const scope of withoutPlaceholders(text).split(SEPARATORS[separator])) {
    if (!isScopeToken(scope)) continue;
    const at = written.indexOf(scope, from);
    tokens.push({ scope, offset: at === -1 ? offset : offset + at });
    if (at !== -1) from = at + scope.length;
  }
  return tokens;
}
