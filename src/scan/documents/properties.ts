import type { Scalar } from './tree.ts';

/** A name with its text as a line format has it: properties, `.env`, INI. */
export interface Setting {
  readonly name: string;
  readonly nameOffset: number;
  readonly value: Scalar;
  /** The section of an INI file that it stands in; empty outside of one. */
  readonly section: string;
}

const BLANKS = ' \t\f';
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/**
 * Reads a Java properties file (java.util.Properties, «load»): comments by `#` and `!`, names ended by `=`, `:` or a blank, lines
 * continued by a backslash, escapes. There is no text that it can't read.
 */
export function readProperties(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    at = skip(text, at, BLANKS);
    const first = text[at];
    if (first === '#' || first === '!') {
      at = lineEnd(text, at);
    } else if (first !== undefined && first !== '\n' && first !== '\r') {
      const name = part(text, at, true);
      let value = skip(text, name.end, BLANKS);
      if (text[value] === '=' || text[value] === ':') value = skip(text, value + 1, BLANKS);
      const rest = part(text, value, false);
      settings.push({
        name: name.text,
        nameOffset: at,
        value: { kind: 'scalar', value: rest.text, offset: value, end: rest.end },
        section: '',
      });
      at = rest.end;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return settings;
}

/** A name or a value from here on, without its escapes, and where it ends. */
function part(text: string, from: number, name: boolean): { readonly text: string; readonly end: number } {
  let read = '';
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n' || character === '\r') break;
    if (name && (character === '=' || character === ':' || BLANKS.includes(character))) break;
    if (character !== '\\') {
      read += character;
      continue;
    }
    at += 1;
    const escaped = text[at] ?? '';
    if (escaped === '\n' || escaped === '\r') {
      if (text.startsWith('\r\n', at)) at += 1;
      at = skip(text, at + 1, BLANKS) - 1;
    } else if (escaped === 'u' && /^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) {
      read += String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 5), 16));
      at += 4;
    } else read += ESCAPES[escaped] ?? escaped;
  }
  return { text: read, end: Math.min(at, text.length) };
}

function skip(text: string, from: number, characters: string): number {
  let at = from;
  while (at < text.length && characters.includes(text[at] ?? '')) at += 1;
  return at;
}

/** Where a line ends: at its LF or CR, or with the text. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}
