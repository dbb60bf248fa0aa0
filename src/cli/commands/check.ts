import { relative } from 'node:path';
import type { Command } from 'commander';
import {
  APPROVAL_PROOFS,
  type ApprovalProof,
  type ApprovalProofs,
  type Compilation,
  type Diagnostic,
  type Lack,
  type Policy,
  type ProvenApproval,
  proveApprovals,
  type Waived,
} from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  environmentOption,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { diagnosticsJson, formatDiagnostics } from '../format-diagnostics.ts';
import { type PolicySource, readPolicy } from '../policy-source.ts';

interface Options {
  readonly against?: string;
  readonly strict?: boolean;
  readonly environment?: string;
  readonly format: Format;
}

/** `ambit check`: the policy compiles, its approvals hold, and which rules it breaks. */
export const checkCommand: CliCommand = {
  name: 'check',
  register(program: Command, context: CliContext): void {
    program
      .command('check')
      .argument('[folder]', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .option(
        '--against <folder>',
        'prove approvals by the keys of this policy: the one that is active before the change',
      )
      .option('--strict', 'let warnings count as errors')
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when it holds, 1 when it does not, 2 when it could not be read.\nambit explain RULE says why a rule is one that a warning names.',
      )
      .action(
        action(context, async (folder: string | undefined, options: Options) => {
          const source = await readPolicy(context, folder, options.environment);
          const trustedFiles = options.against === undefined ? null : await readPolicy(context, options.against);
          const { environments } = source.compilation;
          // What an environment is laid over changes the others, too: all of them are asked unless one is named.
          const asked = options.environment === undefined && environments.length > 1 ? environments : [undefined];
          const judged = asked.map((environment) => judge(context, source, environment, trustedFiles, options));
          const holds = judged.every((one) => one.holds);
          const [only] = judged;
          answer(context, options.format, {
            text: textOf(context, source, judged),
            json:
              only !== undefined && judged.length === 1
                ? { holds, folder: source.folder, ...saidOf(only) }
                : { holds, folder: source.folder, environments: judged.map(saidOf) },
          });
          return holds ? EXIT.ok : EXIT.findings;
        }),
      );
  },
};

/** What is said of the policy in one environment. */
interface Judged {
  /** Null where the files don't say one. */
  readonly environment: string | null;
  readonly compilation: Compilation;
  readonly proven: ApprovalProofs['proven'];
  readonly diagnostics: readonly Diagnostic[];
  readonly waived: readonly Waived[];
  readonly holds: boolean;
}

function judge(
  context: CliContext,
  source: PolicySource,
  environment: string | undefined,
  trustedFiles: PolicySource | null,
  { strict, against }: Options,
): Judged {
  const compilation = environment === undefined ? source.compilation : source.compileFor(environment);
  const { identified } = compilation;
  const trusted =
    trustedFiles === null || identified === null
      ? 'bootstrap'
      : trustedPolicy(context, trustedFiles, identified.policy.environment, against ?? '');
  const proofs = identified === null ? null : proveApprovals(identified.policy, trusted);
  const facts = { time: Date.now() / 1000 };
  const diagnostics = [
    ...compilation.warnings(facts),
    ...compilation.diagnostics,
    ...(proofs?.lacking ?? []).map((lack) => approvalDiagnostic(compilation, lack)),
  ];
  const holds = diagnostics.every(({ severity }) => severity === 'warning' && strict !== true);
  return {
    environment: environment ?? identified?.policy.environment ?? null,
    compilation,
    proven: proofs?.proven ?? new Map(),
    diagnostics,
    waived: compilation.waived(facts),
    holds,
  };
}

function trustedPolicy(context: CliContext, { compileFor }: PolicySource, environment: string, folder: string): Policy {
  const { identified } = compileFor(environment);
  return (
    identified?.policy ??
    context.fail(`The policy in ${folder} does not compile for ${environment}: run ambit check on it first.`)
  );
}

/** What is wrong with an approval, at the definition that it is for. */
function approvalDiagnostic(compilation: Compilation, lack: Lack): Diagnostic {
  return {
    code: lack.needed ? 'approval_missing' : 'approval_void',
    severity: lack.needed ? 'error' : 'warning',
    ...(compilation.siteOf(lack.kind, lack.name) ?? { file: '.', line: 1, column: 1 }),
    message: `${lack.kind} ${lack.name}: ${lack.why}`,
    help: helpFor(lack, compilation),
    ...(lack.needed ? { rule: 'approval-missing' } : {}),
  };
}

function helpFor({ kind, name, needed }: Lack, { identified, writtenFor }: Compilation): string {
  const environment = identified?.policy.environment;
  const overlay = environment === writtenFor || environment === undefined ? '' : ` --environment ${environment}`;
  return needed
    ? `Have somebody else read it and run: ambit approve ${kind}:${name}${overlay} --key KEYFILE (or --ssh-key)`
    : 'Approve this definition again, or remove the note.';
}

function saidOf({
  environment,
  compilation: { identified },
  proven,
  diagnostics,
  waived,
  holds,
}: Judged): Record<string, unknown> {
  const said = {
    todos: todosOf(diagnostics),
    ...diagnosticsJson(diagnostics),
    waived: waived.map(({ waiver, diagnostic }) => ({ waiver: waiver.id, expires: waiver.expires, ...diagnostic })),
  };
  if (identified === null) return { holds, digest: null, environment, ...said };
  const { issuers, scopes, clients } = identified.policy;
  return {
    holds,
    digest: identified.digest,
    environment,
    issuers: issuers.length,
    scopes: scopes.length,
    clients: clients.length,
    approvals: Object.fromEntries(proven),
    ...said,
  };
}

/** What several environments have in common is shown once. */
function textOf(context: CliContext, { files, folder }: PolicySource, judged: readonly Judged[]): string {
  const told = new Set<string>();
  return judged
    .map((one) => {
      const fresh = one.diagnostics.filter((diagnostic) => {
        const text = JSON.stringify(diagnostic);
        return !told.has(text) && told.add(text);
      });
      const found = formatDiagnostics(context, fresh, files);
      const again = one.diagnostics.length - fresh.length;
      const repeated = again === 0 ? '' : `${counted(again, 'line')} of what is said above holds here, too.\n`;
      return [...[found, repeated].filter((part) => part !== ''), verdict(context, folder, one)].join('\n');
    })
    .join('\n');
}

function verdict(context: CliContext, folder: string, judged: Judged): string {
  const { environment, compilation, diagnostics, waived, proven, holds } = judged;
  const { identified } = compilation;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warned = counted(diagnostics.length - errors, 'warning');
  if (!holds || identified === null) {
    const counts = errors > 0 ? counted(errors, 'error') : `${warned}, and --strict lets none pass,`;
    const todos = todosOf(diagnostics);
    const remain = todos === 0 ? '' : `; ${counted(todos, 'TODO')} ${todos === 1 ? 'remains' : 'remain'}`;
    const where = compilation.environments.length > 1 && environment !== null ? ` for ${environment}` : '';
    return `${styled(context, 'red', `The policy does not hold${where}`)}: ${counts} in ${relative(context.cwd, folder) || '.'}${remain}.\n`;
  }
  const { scopes, clients } = identified.policy;
  const rest = [
    ...(diagnostics.length === 0 ? [] : [warned]),
    ...waived.map(
      ({ waiver: { id, rule, definition, expires } }) => `${definition} may break ${rule} until ${expires} (${id})`,
    ),
  ];
  return `${proofLines(proven)}${styled(context, 'green', 'The policy holds')}: ${counted(scopes.length, 'scope')} and ${counted(clients.length, 'client')} for ${environment}, ${proven.size} approved${rest.map((one) => `; ${one}`).join('')}.\n${identified.digest}\n`;
}

/** By which kinds of proof approvals hold, and what has to be believed for each. */
function proofLines(proven: ReadonlyMap<string, readonly ProvenApproval[]>): string {
  const counts = new Map<ApprovalProof, number>();
  for (const { proof } of [...proven.values()].flat()) counts.set(proof, (counts.get(proof) ?? 0) + 1);
  return [...counts]
    .map(([proof, count]) => {
      const { name, trusts } = APPROVAL_PROOFS[proof];
      return `${counted(count, 'approval')} by ${name}: believe ${trusts}.\n`;
    })
    .join('');
}

/** How many of them are fields that nobody has filled in yet. */
function todosOf(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ code }) => code === 'todo').length;
}
