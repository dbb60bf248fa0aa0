import type { Scan } from '../run/index.ts';
import type { ReportedDynamic, ReportedScope } from '../types.ts';
import { grouped } from './grouped.ts';
import { shown } from './report.ts';
import { counted, type Judge, type Remark, summaryOf } from './scan-report.ts';

/** What a person reads; a program reads JSON. */
const MAX_PLACES = 2000;
const MAX_SKIPPED = 100;
const MAX_TEXT = 500;
const WIDTH = 80;

export type Paint = (style: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string;

/** What a scan found, for a person: by file and client, then the counts. At most 80 columns where no name is longer. */
export function humanReport(
  scan: Scan,
  { judge, paint }: { readonly judge: Judge | null; readonly paint: Paint },
): string {
  const places = [...scan.requests, ...scan.dynamic].sort(byFile);
  const lines: string[] = [];
  for (const [file, ofFile] of grouped(places.slice(0, MAX_PLACES), (place) => place.file)) {
    lines.push(paint('bold', name(file)));
    for (const [title, ofClient] of grouped(ofFile, titleOf)) {
      lines.push(`  ${title}`);
      for (const one of ofClient) lines.push(...placeLines(one, judge, paint));
    }
  }
  const more = places.length - MAX_PLACES;
  if (more > 0) lines.push(`… and ${more.toLocaleString('en-US')} more: --format json has all.`);
  if (lines.length > 0) lines.push('');
  lines.push(...summaryOf(scan).flatMap((sentence) => wrapped(sentence, '')));
  for (const note of scan.notes) lines.push(...wrapped(`Note: ${text(note)}.`, ''));
  for (const { file, reason } of scan.skipped.slice(0, MAX_SKIPPED))
    lines.push(`  ${paint('yellow', name(file))}`, ...wrapped(text(reason), '    '));
  if (scan.skipped.length > MAX_SKIPPED)
    lines.push(`  … and ${counted(scan.skipped.length - MAX_SKIPPED, 'other')}: --format json has all.`);
  return `${lines.join('\n')}\n`;
}

type Place = ReportedScope | ReportedDynamic;

function byFile(one: Place, other: Place): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

function titleOf({ client, provider }: Place): string {
  if (client === null) return provider === null ? 'a client that is not named' : text(provider);
  return `${text(client)}${provider === null ? '' : ` (${text(provider)})`}`;
}

function placeLines(place: Place, judge: Judge | null, paint: Paint): string[] {
  const at = `    ${paint('dim', `${place.line}:${place.column}`.padEnd(8))}`;
  if (!('scope' in place)) return wrappedFrom(`${at} ${paint('yellow', 'dynamic')}: `, text(place.reason));
  const remark: Remark | null = judge?.(place) ?? null;
  const sure = place.confidence === 'high' ? '' : paint('dim', ` (${place.confidence} confidence)`);
  return [
    `${at} ${text(place.scope)}${sure}`,
    ...(remark === null
      ? []
      : wrappedFrom(`             ${paint('yellow', remark.kind)}: `, `${text(remark.message)}. ${text(remark.help)}`)),
  ];
}

/** A file's name at the beginning of a line must not be a workflow command of GitHub Actions. */
function name(file: string): string {
  const safe = text(file);
  return safe.startsWith(':') ? `./${safe}` : safe;
}

function text(foreign: string): string {
  const safe = shown(foreign).replaceAll('##[', '# #[');
  return safe.length <= MAX_TEXT ? safe : `${safe.slice(0, MAX_TEXT).toWellFormed()}…`;
}

/** The first line begins with something that may be coloured. */
function wrappedFrom(beginning: string, words: string): string[] {
  const [first = '', ...others] = wrapped(words, '               ');
  return [`${beginning}${first.trimStart()}`, ...others];
}

/** A line of its own for a word that begins a workflow command is none that begins with it. */
function wrapped(sentence: string, margin: string): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (last.length + 1 + word.length <= WIDTH || word.startsWith('::')))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${margin}${word}`);
  }
  return lines;
}
