export interface ShellWord {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

/** The words of a command line with quotes resolved, comments and line continuations left out. Nothing is expanded. */
export function shellWords(line: string): readonly ShellWord[] {
  const words: ShellWord[] = [];
  let at = 0;
  while (at < line.length) {
    const character = line[at] ?? '';
    if (/[\s;&|()]/.test(character) || (character === '\\' && /[\r\n]/.test(line[at + 1] ?? ''))) at += 1;
    else if (character === '#') while (at < line.length && line[at] !== '\n') at += 1;
    else {
      const word = wordFrom(line, at);
      words.push(word);
      at = Math.max(word.end, at + 1);
    }
  }
  return words;
}

function wordFrom(line: string, from: number): ShellWord {
  let text = '';
  let quote: string | null = null;
  let at = from;
  for (; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (quote !== null) {
      if (character === quote) quote = null;
      else if (character === '\\' && quote === '"' && at + 1 < line.length) {
        at += 1;
        text += line[at] ?? '';
      } else text += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (/[\s;]/.test(character)) break;
    else if (character === '\\') {
      if (/[\r\n]/.test(line[at + 1] ?? '')) break;
      at += 1;
      text += line[at] ?? '';
    } else text += character;
  }
  return { text, offset: from, end: Math.min(at, line.length) };
}
