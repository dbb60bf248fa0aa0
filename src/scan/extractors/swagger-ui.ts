import { readYaml, type Scalar, textOf, type Value, valueAt } from '../documents/index.ts';
import { Findings } from '../findings.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import type { Extractor } from '../types.ts';

const CALL = /\binitOAuth\s*\(\s*(?=\{)/g;
/** A call's argument is never this long. */
const LONGEST = 5_000;
/** A page has one of them, or a few. */
const MAX_CALLS = 20;

/**
 * Pages and initializers of Swagger UI: the scopes that `initOAuth` has ready for whoever tries the API (Swagger UI documentation,
 * "OAuth 2.0 configuration". Its argument is an object in JavaScript, which its part of YAML is enough to read.
 */
export const swaggerUi: Extractor = {
  id: 'swagger-ui',
  title: 'Swagger UI pages',
  paths: /\.html?$|swagger-(ui-)?init[^/]*\.js$/i,
  mentions: ['initOAuth'],
  recognises: () => true,
  extract({ text }) {
    const findings = new Findings(text);
    const plain = withoutComments(text);
    let calls = 0;
    for (const match of plain.matchAll(CALL)) {
      calls += 1;
      if (calls > MAX_CALLS) break;
      const start = match.index + match[0].length;
      const end = endOfObject(plain, start);
      if (end === null) continue;
      const [document] = readYaml(' '.repeat(start) + plain.slice(start, end).replace(/\n/g, ' '));
      const root = document?.root ?? null;
      const scopes = valueAt(root, 'scopes');
      const url = textOf(valueAt(root, 'authorizationUrl'));
      const naming = { client: quoted(valueAt(root, 'clientId'), text), provider: providerOfUrl(url) };
      for (const value of scopes?.kind === 'list' ? scopes.items : [scopes])
        if (value !== undefined && quoted(value, text) !== null)
          findings.scopes(value, { ...naming, separator: 'blank-or-comma' });
        else if (value !== undefined)
          findings.dynamic.push({ offset: value.offset, ...naming, reason: 'an expression' });
    }
    return findings.extraction();
  },
};

const COMMENT = /<!--|\/\*|(?<![:"'\w])\/\//g;
const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '/*': '*/', '//': '\n' };

/** Blanks for comments, so that everything stands where it stood. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  const unended = new Set<string>();
  let from = 0;
  for (const { 0: opening, index } of text.matchAll(COMMENT)) {
    if (index < from || unended.has(opening)) continue;
    const end = text.indexOf(ENDS[opening] ?? '\n', index + opening.length);
    // Looking for it again each time would take too long.
    if (end === -1) unended.add(opening);
    else {
      parts.push(text.slice(from, index), text.slice(index, end).replace(/[^\n]/g, ' '));
      from = end;
    }
  }
  return parts.join('') + text.slice(from);
}

function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let at = start; at < text.length && at < start + LONGEST; at += 1) {
    const character = text[at] ?? '';
    if (quote !== null) {
      if (character === '\\') at += 1;
      else if (character === quote) quote = null;
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** A text that is written as one; a bare word is a name of JavaScript. */
function quoted(value: Value | undefined, source: string): string | null {
  if (value?.kind !== 'scalar' || !/["']/.test(source[(value satisfies Scalar).offset] ?? '')) return null;
  return textOf(value);
}
