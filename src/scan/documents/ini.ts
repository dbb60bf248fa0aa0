import { lineEnd, type Setting } from './properties.ts';

const SECTION = /^\[([^\]\r\n]*)\]/;

/**
 * Reads an INI file, and files of `name = value` lines that come close to TOML: sections in brackets, comments by `#` and `;`, texts in
 * quotes, a list in brackets over several lines. There is no text that it can't read.
 */
export function readIni(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let section = '';
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    let end = lineEnd(text, at);
    const line = text.slice(at, end);
    const head = SECTION.exec(line);
    const equals = line.search(/[=:]/);
    if (head !== null) section = (head[1] ?? '').trim();
    else if (line !== '' && line[0] !== '#' && line[0] !== ';' && equals > 0) {
      let from = at + equals + 1;
      while (text[from] === ' ' || text[from] === '\t') from += 1;
      if (text[from] === '[') end = listEnd(text, from, end);
      settings.push({
        name: unquoted(line.slice(0, equals).trim()),
        nameOffset: at,
        value: { kind: 'scalar', value: textOfValue(text.slice(from, end)), offset: from, end },
        section,
      });
    }
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return settings;
}

/** A list that isn't closed on its line goes on to its bracket, within reason. */
function listEnd(text: string, from: number, end: number): number {
  const close = text.slice(from, from + 4000).indexOf(']');
  return close === -1 ? end : Math.max(end, lineEnd(text, from + close));
}

function textOfValue(written: string): string {
  const text = written.trim();
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, 1);
    if (close !== -1) return text.slice(1, close);
  }
  if (quote === '[') return text;
  const comment = text.search(/\s[#;]/);
  return comment === -1 ? text : text.slice(0, comment).trim();
}

function unquoted(name: string): string {
  return /^(["']).*\1$/s.test(name) ? name.slice(1, -1) : name;
}
