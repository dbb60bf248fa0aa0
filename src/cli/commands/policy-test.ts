import type { Command } from 'commander';
import {
  type CoverageOf,
  type ExpectationResult,
  type PolicyTestCoverage,
  type PolicyTestReport,
  parsePolicyTests,
  runPolicyTests,
} from '../../decision/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type ExitCode,
  environmentOption,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../entry-text.ts';
import { formatDiagnostics } from '../format-diagnostics.ts';
import { compiledPolicy, type PolicySource, readPolicy } from '../policy-source.ts';

interface Options {
  readonly complete?: boolean;
  readonly environment?: string;
  readonly format: Format;
}

/** `ambit policy test`: the policy does what the team says in the `*.test.yaml` beside it. */
export const policyTestCommand: CliCommand = {
  name: 'policy test',
  register(program: Command, context: CliContext): void {
    commandGroup(program, 'policy')
      .command('test')
      .argument('[folder]', 'the policy folder with its *.test.yaml (default: that of ambit.config.yaml, else ambit/)')
      .option('--complete', 'fail also where no expectation asks about a client’s scope')
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when everything is as expected, 1 when something is not, 2 when it could not be told.',
      )
      .action(
        action(context, async (folder: string | undefined, options: Options) => {
          const source = await readPolicy(context, folder, options.environment);
          return test(context, source, compiledPolicy(context, source), options);
        }),
      );
  },
};

function test(
  context: CliContext,
  { folder, files }: PolicySource,
  identified: IdentifiedPolicy,
  { complete = false, format }: Options,
): ExitCode {
  const tests = parsePolicyTests(files);
  if (tests.files.length === 0)
    return context.fail(
      `There are no expectations in ${folder}: write them into a file such as ${folder}/policy.test.yaml (docs/policy-tests.md).`,
    );
  const { expectations, diagnostics } = tests;
  const report = runPolicyTests(identified, expectations, Date.now() / 1000);
  const isCovered = report.coverage.allowances.missing.length === 0;
  const holds = diagnostics.length === 0 && report.results.every(({ passed }) => passed) && (isCovered || !complete);
  answer(context, format, {
    text: `${formatDiagnostics(context, diagnostics, files)}${textOf(context, report, diagnostics.length)}`,
    json: { holds, folder, policy: identified.digest, ...report, diagnostics },
  });
  return holds ? EXIT.ok : EXIT.findings;
}

function textOf(context: CliContext, { results, coverage }: PolicyTestReport, errors: number): string {
  const failed = results.filter(({ passed }) => !passed);
  const passed = `${results.length - failed.length} of ${counted(results.length, 'expectation')} passed`;
  const verdict =
    failed.length === 0 && errors === 0
      ? `${styled(context, 'green', 'The policy does what is expected')}: ${passed}.`
      : failed.length > 0
        ? `${styled(context, 'red', 'The policy does not do what is expected')}: ${passed}.`
        : `${styled(context, 'red', 'Not every expectation could be read')}: ${passed}, ${counted(errors, 'error')}.`;
  return [
    ...failed.map((result) => failureText(context, result)),
    verdict,
    ...coverageText(context, coverage),
    '',
  ].join('\n');
}

function failureText(
  context: CliContext,
  { file, line, column, name, client, differences }: ExpectationResult,
): string {
  const place = styled(context, 'bold', `${file}:${line}:${column}`);
  return [
    `${place} ${styled(context, 'red', 'failed')}: ${printable(name)} [${printable(client)}]`,
    ...differences.map((difference) => `  ${printable(difference)}`),
    '',
  ].join('\n');
}

function coverageText(context: CliContext, { clients, scopes, allowances }: PolicyTestCoverage): string[] {
  const figure = ({ asked, total }: CoverageOf<unknown>, what: string): string => `${asked} of ${counted(total, what)}`;
  return [
    `They ask about ${figure(clients, 'client')}, ${figure(scopes, 'scope')}, ${figure(allowances, 'allowance')}.`,
    ...clients.missing.map((client) => `  ${styled(context, 'yellow', 'not asked')}: client ${client}`),
    ...scopes.missing.map((scope) => `  ${styled(context, 'yellow', 'not asked')}: scope ${scope}`),
    ...allowances.missing.map(
      ({ client, scope, held }) => `  ${styled(context, 'yellow', 'not asked')}: ${client} may hold ${scope} (${held})`,
    ),
  ];
}
