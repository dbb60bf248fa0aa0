import type { Level, Report } from './report.ts';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };
/** GitHub shows ten of each kind a step; the others are in the log. */
const MAX_SHOWN = 1000;
const MAX_MESSAGE = 4000;

/** Workflow commands of GitHub Actions, one a line, which show beside the lines of a pull request. */
export function github({ annotations, rules, summary }: Report): string {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const lines = annotations.slice(0, MAX_SHOWN).map(({ level, ruleId, file, line, column, message, help }) => {
    const where = `file=${property(file)},line=${line},col=${column},title=${property(titles.get(ruleId) ?? ruleId)}`;
    return `::${COMMANDS[level]} ${where}::${data(`${message.slice(0, MAX_MESSAGE)}. ${help}`)}`;
  });
  const more = annotations.length - MAX_SHOWN;
  const said = [...summary, ...(more > 0 ? [`These are the first ${MAX_SHOWN}; ${more} more were found.`] : [])];
  return [...lines, ...(said.length === 0 ? [] : [`::notice title=Ambit::${data(said.join('\n'))}`]), ''].join('\n');
}

/** A command ends where its line does, so that no text of a file may end one, and begin another. */
function data(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\r\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')
    .replaceAll(/[%\r\n]/g, percent);
}

function property(text: string): string {
  return data(text).replaceAll(/[:,]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
