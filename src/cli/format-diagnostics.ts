import type { Diagnostic, PolicyFileText } from '../policy/index.ts';
import { type CliContext, styled } from './command.ts';

/** Diagnostics that a person is shown at once. */
const MAX_SHOWN = 100;
/** Diagnostics that a program is told at once. */
const MAX_TOLD = 1000;
/** Characters of a line that are shown, and how many of them stand before the place. */
const MAX_LINE = 160;
const BEFORE_PLACE = 60;
const MAX_MESSAGE = 2000;
/** What a terminal would run, turn round or not show: each is shown as one sign, so that the mark stays under its place. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Diagnostics for a person: where, what, the line with a mark under the place, and how to mend it; of many, the first, and the count. */
export function formatDiagnostics(
  context: CliContext,
  diagnostics: readonly Diagnostic[],
  files: readonly PolicyFileText[],
): string {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const lines = new Map<string, readonly string[]>();
  const lineOf = (file: string, line: number): string => {
    const known = lines.get(file) ?? texts.get(file)?.split('\n') ?? [];
    lines.set(file, known);
    return (known[line - 1] ?? '').replace(/\r$/, '');
  };
  const shown = diagnostics
    .slice(0, MAX_SHOWN)
    .map((one) => formatDiagnostic(context, one, lineOf(one.file, one.line)));
  const rest = diagnostics.length - MAX_SHOWN;
  if (rest > 0) shown.push(`… and ${rest} more: these are the first ${MAX_SHOWN} of ${diagnostics.length}.\n`);
  return shown.join('\n');
}

/** Diagnostics for a program: the first, and how many were left out. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): {
  readonly diagnostics: readonly object[];
  readonly diagnosticsLeftOut: number;
} {
  return {
    diagnostics: diagnostics.slice(0, MAX_TOLD).map((one) => ({ rule: null, definition: null, ...one })),
    diagnosticsLeftOut: Math.max(0, diagnostics.length - MAX_TOLD),
  };
}

function formatDiagnostic(context: CliContext, diagnostic: Diagnostic, source: string): string {
  const { file, line, column, severity, code, message, help, rule } = diagnostic;
  const margin = ' '.repeat(String(line).length);
  const { text, before } = partOfLine(source, column);
  const shown =
    text.trim() === ''
      ? []
      : [
          `  ${styled(context, 'dim', `${line} │`)} ${text}`,
          `  ${styled(context, 'dim', `${margin} │`)} ${' '.repeat(before)}${styled(context, 'red', '^')}`,
        ];
  const word = styled(context, severity === 'error' ? 'red' : 'yellow', severity);
  return [
    `${styled(context, 'bold', `${seen(file)}:${line}:${column}`)} ${word} ${rule ?? code}: ${seen(message)}`,
    ...shown,
    `  ${seen(help)}`,
    '',
  ].join('\n');
}

/** As much of a line as a person reads, round the place. A tab takes one column, as it is counted. */
function partOfLine(source: string, column: number): { readonly text: string; readonly before: number } {
  const place = column - 1;
  const from = source.length <= MAX_LINE || place <= BEFORE_PLACE ? 0 : place - BEFORE_PLACE;
  const cut = source.slice(from, from + MAX_LINE);
  const text = `${from > 0 ? '…' : ''}${cut.replaceAll('\t', ' ').replaceAll(UNSEEN, '�')}${from + MAX_LINE < source.length ? '…' : ''}`;
  return { text, before: place - from + (from > 0 ? 1 : 0) };
}

function seen(text: string): string {
  const cut = text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)}…`;
  return cut.replaceAll(UNSEEN, '�');
}
