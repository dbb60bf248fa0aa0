import { closeSync, constants, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic, PolicyFileText } from '../../policy/index.ts';
import type { GateFinding } from '../../scan/gate/index.ts';
import { type CliContext, styled } from '../command.ts';
import { counted } from '../counted.ts';
import { formatDiagnostics } from '../format-diagnostics.ts';
import type { ChangeVerdict } from './policy-change.ts';
import type { ExpectationsVerdict } from './policy-verdict.ts';
import type { RepositoryVerdict } from './repository-verdict.ts';

/** So much of a file is looked into for the lines that are shown. */
const MAX_SHOWN_BYTES = 5 * 1024 * 1024;
const MAX_SHOWN_FINDINGS = 100;

/** What the team expects and doesn't get, for a person. */
export function expectationsText(
  context: CliContext,
  { diagnostics, results, holds }: ExpectationsVerdict,
  files: readonly PolicyFileText[],
): string {
  const failed = results.filter(({ passed }) => !passed);
  const said: Diagnostic[] = failed.map(({ name, client, file, line, column, differences }) => ({
    ...{ code: 'policy-test', severity: 'error', file, line, column },
    message: `${name} (${client}): ${differences.join(' ')}`,
    help: 'ambit policy test says what came instead.',
  }));
  const text = formatDiagnostics(context, [...diagnostics, ...said], files);
  const passed = `${results.length - failed.length} of ${counted(results.length, 'expectation')} passed`;
  const verdict = holds
    ? styled(context, 'green', 'The policy does what is expected')
    : styled(context, 'red', 'The policy does not do what is expected');
  return `${text === '' ? '' : `${text}\n`}${verdict}: ${passed}.\n`;
}

/** What the change does to the policy, for a person. */
export function changeText(
  context: CliContext,
  { diff: { changes }, others, base, findings }: ChangeVerdict,
  files: readonly PolicyFileText[],
): string {
  const found = formatDiagnostics(context, findings, files);
  const widenings = changes.filter(({ widening }) => widening);
  const lines = widenings.map(({ words }) => `  ${styled(context, 'red', '+')} ${words}\n`).join('');
  const said = found === '' ? '' : `${found}\n`;
  const known = new Set(widenings.map(({ words }) => words));
  const elsewhere = others.flatMap(({ environment, diff }) =>
    diff.changes
      .filter(({ widening, words }) => widening && !known.has(words))
      .map(({ words }) => `  ${styled(context, 'red', '+')} ${environment}: ${words}\n`),
  );
  const summary =
    changes.length === 0
      ? 'changes nothing for anybody'
      : `has ${counted(changes.length, 'change')}, ${counted(widenings.length, 'widening')}`;
  return `${said}Against ${base}, the policy ${summary}.\n${lines}${elsewhere.join('')}`;
}

/** What a repository asks for against the policy, for a person. */
export function repositoryText(
  context: CliContext,
  { scan, findings, diagnostics, held, heldUntil }: RepositoryVerdict,
  strict: boolean,
): string {
  const said = [...diagnostics, ...findings.map(diagnosticOf)];
  const text = formatDiagnostics(context, said, textsOf(context, said.slice(0, MAX_SHOWN_FINDINGS)));
  const errors = said.filter(({ severity }) => severity === 'error').length;
  const warnings = said.length - errors;
  const fails = errors > 0 || (strict && warnings > 0);
  const counts = [
    counted(scan.requests.length, 'request'),
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
    ...(held === 0 ? [] : [`${held} let pass by the baseline, the first until ${heldUntil}`]),
  ].join(', ');
  const verdict = fails
    ? styled(context, 'red', 'It asks for what the policy does not allow')
    : styled(context, 'green', 'It asks for nothing that the policy does not allow');
  return [
    ...(text === '' ? [] : [text]),
    `${verdict}: ${counts}; ${counted(scan.files, 'file')} scanned.\n`,
    ...scan.notes.map((note) => `Note: ${note}.\n`),
  ].join(text === '' ? '' : '\n');
}

function diagnosticOf({ rule, severity, file, line, column, message, help }: GateFinding): Diagnostic {
  return { code: rule, severity, file, line, column, message, help };
}

/** The files that are shown, as far as they can be read: a line beside a message is a courtesy. */
function textsOf({ cwd }: CliContext, said: readonly Diagnostic[]): PolicyFileText[] {
  return [...new Set(said.map(({ file }) => file))].flatMap((path) => {
    const text = beginningOf(resolve(cwd, path));
    return text === null ? [] : [{ path, text }];
  });
}

function beginningOf(path: string): string | null {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const buffer = Buffer.alloc(MAX_SHOWN_BYTES);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, MAX_SHOWN_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
