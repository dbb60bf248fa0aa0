import { visible } from '../policy/index.ts';
import type { FieldValue } from './types.ts';

/** Longer lists stand one item a line. */
const LINE_WIDTH = 120;
/** Names, scopes, URLs: they mean themselves, in a list too. */
const PLAIN_NAME = /^[A-Za-z0-9_/][A-Za-z0-9_./:@+~=?-]*$/;
const PLAIN_SENTENCE = /^[A-Za-z][A-Za-z0-9 ,.'’()/_;-]*$/;

/** A text as YAML writes it, plain where that means the same. */
export function scalarText(text: string, where: 'name' | 'sentence' = 'name'): string {
  const plain = where === 'name' ? PLAIN_NAME : PLAIN_SENTENCE;
  if (plain.test(text) && !/[: ]$/.test(text) && !text.includes(': ') && isText(text)) return text;
  return text.includes("'") || /[\\\p{Cc}]/u.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** Plain `true`, `1e3` and `~` are no texts (YAML 1.2 §10.3.2). */
function isText(text: string): boolean {
  return !/^(null|true|false)$/i.test(text) && !/^(0x[0-9a-f]+|0o[0-7]+|[0-9]*\.?[0-9]*(e[-+]?[0-9]+)?)$/i.test(text);
}

/** A list on one line. */
export function flowList(items: readonly string[]): string {
  return `[${items.map((item) => scalarText(item)).join(', ')}]`;
}

/** The value of a field on one line. */
export function inlineValue(value: FieldValue): string {
  if ('todo' in value) return scalarText(value.todo === '' ? 'TODO' : `TODO: ${value.todo}`);
  const { known } = value;
  if (typeof known === 'number') return String(known);
  return typeof known === 'string' ? scalarText(known, known.includes(' ') ? 'sentence' : 'name') : flowList(known);
}

/** A field as lines, its list one item a line where it is long. */
export function fieldLines(name: string, value: FieldValue, indent: string, step: string): string[] {
  const line = `${indent}${name}: ${inlineValue(value)}`;
  if (line.length <= LINE_WIDTH || 'todo' in value || !Array.isArray(value.known)) return [line];
  return [
    `${indent}${name}:`,
    ...(value.known as readonly string[]).map((item) => `${indent}${step}- ${scalarText(item)}`),
  ];
}

/** A comment as lines, none longer than is read at once. */
export function commentLines(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visible(text).split(' ')) {
    if (line !== '' && indent.length + 2 + line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}# ${one}`);
}
