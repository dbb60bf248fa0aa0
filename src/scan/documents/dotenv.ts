import { lineEnd, type Setting } from './properties.ts';

const NAME =
  /(?:(?:export|set|setenv|SET|ENV|local|readonly|declare -x)[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(=|:(?=[ \t]))[ \t]*/y;

/**
 * Reads a `.env` file and lines of a shell that set variables: `NAME=value`, perhaps after `export`, texts in double, single or back
 * quotes over several lines, comments behind a blank and `#`. A line that sets nothing is passed over.
 */
export function readDotenv(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    NAME.lastIndex = at;
    const match = NAME.exec(text);
    if (match === null) {
      at = nextLine(text, at);
      continue;
    }
    const name = match[1] ?? '';
    const nameOffset = at + match[0].indexOf(name);
    const value = valueFrom(text, NAME.lastIndex);
    settings.push({
      name,
      nameOffset,
      value: { kind: 'scalar', value: value.text, offset: NAME.lastIndex, end: value.end },
      section: '',
    });
    at = nextLine(text, value.end);
  }
  return settings;
}

function valueFrom(text: string, from: number): { readonly text: string; readonly end: number } {
  const quote = text[from];
  if (quote === '"' || quote === "'" || quote === '`') {
    for (let at = from + 1; at < text.length; at += 1) {
      if (text[at] === '\\' && quote === '"') at += 1;
      else if (text[at] === quote) return { text: unescaped(text.slice(from + 1, at), quote), end: at + 1 };
    }
    // A quotation mark that nothing closes belongs to the value of its line.
  }
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const comment = line.search(/(?:^|\s)#/);
  return { text: (comment === -1 ? line : line.slice(0, comment)).trim(), end };
}

function unescaped(text: string, quote: string): string {
  if (quote !== '"') return text;
  return text.replace(/\\(\r?\n|[\s\S])/g, (_, escaped: string) =>
    escaped === 'n' || escaped === 'r' ? '\n' : /^\r?\n$/.test(escaped) ? '' : escaped,
  );
}

function nextLine(text: string, from: number): number {
  const end = lineEnd(text, from);
  return end + (text.startsWith('\r\n', end) ? 2 : 1);
}
