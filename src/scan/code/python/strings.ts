import type { SyntaxNode } from '../grammars.ts';
import { fieldOf, namedOf } from '../grammars.ts';
import type { Argument, Concatenation, Expression, Text } from '../model.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** The parts of a string as it is written: its text with escapes resolved, and what an f-string puts between. */
export function stringParts(
  node: SyntaxNode,
  source: string,
  lower: (inner: SyntaxNode) => Expression,
): readonly Expression[] {
  const start = node.children.find(({ type }) => type === 'string_start');
  const raw = start !== undefined && /r/i.test(source.slice(start.offset, start.end));
  const parts: Expression[] = [];
  for (const part of namedOf(node)) {
    if (part.type === 'string_content') {
      const written = source.slice(part.offset, part.end);
      const value = raw || !/[\\{]/.test(written) ? written : unescaped(written, part);
      const before = parts.at(-1);
      if (before?.kind === 'text') parts[parts.length - 1] = { ...before, value: before.value + value, end: part.end };
      else parts.push({ kind: 'text', value, offset: part.offset, end: part.end });
    } else if (part.type === 'interpolation') {
      const inner = fieldOf(part, 'expression');
      if (inner !== null) parts.push(lower(inner));
    }
  }
  return parts;
}

function unescaped(written: string, { children }: SyntaxNode): string {
  const plain = children.some(({ type }) => type === 'escape_interpolation')
    ? written.replaceAll('{{', '{').replaceAll('}}', '}')
    : written;
  return plain.replaceAll(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|\r?\n|[\s\S])/g, (whole, escaped: string) => {
    if (/^[xu]./.test(escaped)) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    if (/^\r?\n$/.test(escaped)) return '';
    return ESCAPES[escaped] ?? whole;
  });
}

/** `'https://…/%s' % name`. */
export function percented(text: Text, values: Expression): Expression {
  const given = values.kind === 'list' ? values.items : [values];
  let next = 0;
  return filled(text, /%(?:\((\w+)\))?[sdr]/g, (name) => {
    if (name === undefined) {
      next += 1;
      return given[next - 1];
    }
    return values.kind === 'mapping' ? values.entries.find((entry) => entry.name === name)?.value : undefined;
  });
}

/** `'https://…/{}'.format(name)`. */
export function formatted(text: Text, all: readonly Argument[]): Expression {
  const byPosition = all.filter(({ name }) => name === null);
  let next = 0;
  return filled(text, /\{(\w*)\}/g, (name) => {
    if (name === undefined || name === '') {
      next += 1;
      return byPosition[next - 1]?.value;
    }
    return (/^\d+$/.test(name) ? byPosition[Number(name)] : all.find((one) => one.name === name))?.value;
  });
}

function filled(text: Text, places: RegExp, of: (name: string | undefined) => Expression | undefined): Concatenation {
  const parts: Expression[] = [];
  const { offset, end } = text;
  let from = 0;
  for (const match of text.value.matchAll(places)) {
    if (match.index > from) parts.push({ kind: 'text', value: text.value.slice(from, match.index), offset, end });
    parts.push(of(match[1]) ?? { kind: 'unknown', reason: null, offset, end });
    from = match.index + match[0].length;
  }
  if (from < text.value.length) parts.push({ kind: 'text', value: text.value.slice(from), offset, end });
  return { kind: 'concatenation', parts, offset, end };
}
