import type { Command } from 'commander';
import {
  type ChangeApproval,
  type ChangeSubject,
  diffPolicies,
  type PolicyChange,
  type PolicyDiff,
} from '../../decision/index.ts';
import { readBase } from '../check/base-policy.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
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
import { compiledPolicy, operationMaps, type PolicySource, peopleNames, readPolicy } from '../policy-source.ts';

interface Options {
  readonly openapi?: readonly string[];
  readonly environment?: string;
  readonly format: Format;
}

type Named = (person: string) => string;

/** `ambit policy diff`: what a change of the policy changes for whom. */
export const policyDiffCommand: CliCommand = {
  name: 'policy diff',
  register(program: Command, context: CliContext): void {
    commandGroup(program, 'policy')
      .command('diff')
      .argument('<base>', 'the policy before: a folder, or a Git revision of the policy folder such as main or HEAD~1')
      .argument('[folder]', 'the policy after (default: that of ambit.config.yaml, else ambit/)')
      .option(
        '--openapi <file>',
        'an OpenAPI file whose operations are listed (default: those of the ambit.config.yaml beside the policy folder or here)',
        collect,
      )
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when each widening has the approval that it needs, 1 when one lacks it, 2 when it could not be told.',
      )
      .action(
        action(context, async (base: string, folder: string | undefined, options: Options) =>
          compare(context, base, await readPolicy(context, folder, options.environment), options),
        ),
      );
  },
};

async function compare(
  context: CliContext,
  base: string,
  source: PolicySource,
  { openapi, environment, format }: Options,
): Promise<ExitCode> {
  const after = compiledPolicy(context, source);
  const before = compiledPolicy(context, await readBase(context, base, source.folder, environment));
  const operations = await operationMaps(context, source.folder, openapi);
  const diff = diffPolicies(before, after, { operations });
  const named = await peopleNames(context, source.folder);
  answer(context, format, { text: textOf(context, diff, named), json: diff });
  return diff.holds ? EXIT.ok : EXIT.findings;
}

function textOf(context: CliContext, diff: PolicyDiff, named: Named): string {
  const groups = new Map<string, PolicyChange[]>();
  for (const change of diff.changes) {
    const heading = headingOf(change.subject);
    groups.set(heading, [...(groups.get(heading) ?? []), change]);
  }
  const parts = [...groups].map(([heading, changes]) =>
    [styled(context, 'bold', heading), ...groupLines(context, changes, named), ''].join('\n'),
  );
  return [...parts, ...verdictLines(context, diff), ''].join('\n');
}

function headingOf({ kind, name }: ChangeSubject): string {
  return `${kind.replace('_', ' ')} ${printable(name)}`;
}

/** The changes of one client, scope, person …: each operation once, and the approval, which is of the whole definition, at the end. */
function groupLines(context: CliContext, changes: readonly PolicyChange[], named: Named): string[] {
  const told = new Set<string>();
  const lines = changes.flatMap(({ widening, words, sensitivity, risk, operations }) => [
    `  ${widening ? styled(context, 'red', '+') : '·'} ${printable(words)}`,
    ...(widening && risk !== null && sensitivity !== null ? [`      reaches   ${risk} risk, ${sensitivity} data`] : []),
    ...operations
      .map(({ method, path, operation }) => `${method} ${printable(path)}  ${printable(operation)}`)
      .map((text) => `      ${widening ? 'empowers ' : 'concerns '} ${text}`)
      .filter((line) => !told.has(line) && told.add(line)),
  ]);
  const approval = changes[0]?.approval ?? null;
  return approval === null ? lines : [...lines, `    approval  ${approvalWords(context, approval, named)}`];
}

function approvalWords(
  context: CliContext,
  { definition, risk, demands, approvers, proven, lack }: ChangeApproval,
  named: Named,
): string {
  if (lack === null) {
    const by = proven.map(({ person, time }) => `${named(person)} at ${time}`).join(', ');
    return `${styled(context, 'green', 'proven')}: ${definition}, ${risk}, by ${by}`;
  }
  const who = approvers.length === 0 ? 'nobody can give it' : `can be given by ${approvers.map(named).join(', ')}`;
  const most = demands.filter(({ count, team }) => count > 1 || team !== null).map(demandWords);
  const needed = most.length === 0 ? '' : `${[...new Set(most)].join(' and ')} needed; `;
  return `${styled(context, 'red', 'missing')}: ${definition}, ${risk}; ${needed}${who}`;
}

function demandWords({ count, team }: ChangeApproval['demands'][number]): string {
  return `${count === 1 ? '1 approval' : `${count} approvals`}${team === null ? '' : ` of ${team}`}`;
}

function verdictLines(context: CliContext, { before, after, changes, holds, lacking }: PolicyDiff): string[] {
  const widenings = changes.filter(({ widening }) => widening);
  const unproven = new Set(
    widenings.flatMap(({ approval }) => (approval === null || approval.lack === null ? [] : [approval.definition])),
  );
  const count =
    changes.length === 0
      ? 'Nothing changes for anybody.'
      : `${counted(changes.length, 'change')}, ${counted(widenings.length, 'widening')}.`;
  const rest = lacking.filter(({ kind, name }) => !unproven.has(`${kind}:${name}`));
  return [
    holds
      ? `${styled(context, 'green', count)}${widenings.length === 0 ? '' : ' Each widening has the approval that it needs.'}`
      : `${styled(context, 'red', count)} Without the approval that it needs: ${[...unproven].join(', ')}.`,
    ...[...unproven].map((definition) => `  ambit approve ${definition} --key KEYFILE`),
    ...(rest.length === 0
      ? []
      : [
          `The policy does not become active before these are approved again, either: ${rest.map(({ kind, name }) => `${kind}:${name}`).join(', ')}.`,
        ]),
    styled(context, 'dim', `before ${before}`),
    styled(context, 'dim', `after  ${after}`),
  ];
}
