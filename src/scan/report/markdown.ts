import { type Annotation, type Level, type Report, shown } from './report.ts';

/** A comment of GitHub holds 65,536 characters; whoever posts it may want to add a line. */
export const MAX_CHARACTERS = 60_000;
const MAX_CELL = 500;
/** From so many rows on they are folded. */
const FOLDED_FROM = 20;
const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** A summary in Markdown as GitHub and GitLab show it, fit for a comment on a pull request. */
export function markdown({ title, summary, annotations }: Report): string {
  const head = [`## ${prose(title)}`, ...summary.map(prose)].join('\n\n').slice(0, MAX_CHARACTERS / 2);
  const sorted = LEVELS.flatMap((level) => annotations.filter((one) => one.level === level));
  if (sorted.length === 0) return `${head}\n`;
  const isFolded = sorted.length >= FOLDED_FROM;
  const open = isFolded ? `<details><summary>${sorted.length} places</summary>\n\n` : '';
  const close = isFolded ? '\n</details>\n' : '';
  const room = MAX_CHARACTERS - head.length - open.length - close.length - 200;
  const rows: string[] = [];
  let taken = 0;
  for (const row of sorted.map(rowOf)) {
    if (taken + row.length + 1 > room) break;
    rows.push(row);
    taken += row.length + 1;
  }
  const more = sorted.length - rows.length;
  const rest = more === 0 ? '' : `\n… and ${more} more, for which a comment has no room: --format json has all.\n`;
  return `${head}\n\n${open}| | Where | What |\n| --- | --- | --- |\n${rows.join('\n')}\n${rest}${close}`;
}

function rowOf({ level, file, line, column, message, help }: Annotation): string {
  // What its author has to do belongs beside what must not be; of what is only to be known, it would be noise.
  const toDo = level === 'error' ? `<br>${prose(help)}` : '';
  return `| ${level} | <code>${code(`${file}:${line}:${column}`)}</code> | ${prose(message)}${toDo} |`;
}

/** Inside of `<code>` nobody is mentioned and nothing is linked; what could end it, or the cell, is spelled out. */
function code(text: string): string {
  return spelled(cut(shown(text)), /[^\w /.,-]|_/gu).replaceAll('.', '&#46;');
}

/**
 * A text that reads as it stands and does nothing: no markup, cell, element, mention of a person, reference to an issue or a commit, and
 * no link. An invisible space keeps apart what would become one.
 */
function prose(text: string): string {
  const SPACE = '\u200b';
  const apart = cut(shown(text))
    .replaceAll(/@(?=\w)/g, `@${SPACE}`)
    .replaceAll(/#(?=\w)/g, `#${SPACE}`)
    .replaceAll(/!(?=\d)/g, `!${SPACE}`)
    .replaceAll(/:(?=\/\/)/g, `:${SPACE}`)
    .replaceAll(/\b(www|gh)(?=[.-])/gi, `$1${SPACE}`)
    .replaceAll(/\b([0-9a-f]{3})(?=[0-9a-f]{4,37}\b)/gi, `$1${SPACE}`);
  return spelled(apart, /[&<>"'`*_{}[\]()\\|~#@:$^=!]/gu).replaceAll(SPACE, '&#8203;');
}

function spelled(text: string, characters: RegExp): string {
  return text.replaceAll(characters, (character) =>
    character === '\u200b' ? character : `&#${character.codePointAt(0)};`,
  );
}

function cut(text: string): string {
  return text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL).toWellFormed()}…`;
}
