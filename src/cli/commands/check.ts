import type { Command } from 'commander';
import { type Compilation, type Diagnostic, type Lack, type Policy, proveApprovals } from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { formatDiagnostics, type PolicySource, readPolicy } from '../policy-source.ts';

interface Options {
  readonly against?: string;
  readonly strict?: boolean;
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
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when it holds, 1 when it does not, 2 when it could not be read.\nambit explain RULE says why a rule is one that a warning names.',
      )
      .action(
        action(context, async (folder: string | undefined, options: Options) => {
          const source = await readPolicy(context, folder);
          const trusted = options.against === undefined ? 'bootstrap' : await trustedPolicy(context, options.against);
          const { compilation } = source;
          const diagnostics = [
            ...compilation.warnings({ time: Date.now() / 1000 }),
            ...compilation.diagnostics,
            ...approvalDiagnostics(compilation, trusted),
          ];
          const holds = diagnostics.every(({ severity }) => severity === 'warning' && options.strict !== true);
          answer(context, options.format, {
            text: report(context, source, { diagnostics, holds }, trusted),
            json: {
              holds,
              folder: source.folder,
              ...summary(source, trusted),
              diagnostics: diagnostics.map((one) => ({ rule: null, definition: null, ...one })),
            },
          });
          return holds ? EXIT.ok : EXIT.findings;
        }),
      );
  },
};

async function trustedPolicy(context: CliContext, folder: string): Promise<Policy> {
  const { compilation } = await readPolicy(context, folder);
  return (
    compilation.identified?.policy ??
    context.fail(`The policy in ${folder} does not compile: run ambit check on it first.`)
  );
}

/** What is wrong with approvals, at the definition that they are for. */
function approvalDiagnostics({ identified, siteOf }: Compilation, trusted: Policy | 'bootstrap'): Diagnostic[] {
  if (identified === null) return [];
  return proveApprovals(identified.policy, trusted).lacking.map((lack) => ({
    code: lack.needed ? 'approval_missing' : 'approval_void',
    severity: lack.needed ? 'error' : 'warning',
    ...(siteOf(lack.kind, lack.name) ?? { file: '.', line: 1, column: 1 }),
    message: `${lack.kind} ${lack.name}: ${lack.why}`,
    help: helpFor(lack),
  }));
}

function helpFor({ kind, name, needed }: Lack): string {
  return needed
    ? `Have somebody else read it and run: ambit approve ${kind}:${name} --key KEYFILE (or --ssh-key)`
    : 'Approve this definition again, or remove the note.';
}

function summary({ compilation }: PolicySource, trusted: Policy | 'bootstrap'): Record<string, unknown> {
  const { identified } = compilation;
  if (identified === null) return { digest: null };
  const { environment, issuers, scopes, clients } = identified.policy;
  const { proven } = proveApprovals(identified.policy, trusted);
  return {
    digest: identified.digest,
    environment,
    issuers: issuers.length,
    scopes: scopes.length,
    clients: clients.length,
    approvals: Object.fromEntries(proven),
  };
}

function report(
  context: CliContext,
  { compilation, files, folder }: PolicySource,
  { diagnostics, holds }: { readonly diagnostics: readonly Diagnostic[]; readonly holds: boolean },
  trusted: Policy | 'bootstrap',
): string {
  const found = formatDiagnostics(context, diagnostics, files);
  const { identified } = compilation;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warned = counted(diagnostics.length - errors, 'warning');
  if (!holds || identified === null) {
    const counts = errors > 0 ? counted(errors, 'error') : `${warned}, and --strict lets none pass,`;
    return `${found}\n${styled(context, 'red', 'The policy does not hold')}: ${counts} in ${folder}.\n`;
  }
  const { environment, scopes, clients } = identified.policy;
  const approved = proveApprovals(identified.policy, trusted).proven.size;
  const separator = found === '' ? '' : '\n';
  const warnings = diagnostics.length === 0 ? '' : `; ${warned}`;
  return `${found}${separator}${styled(context, 'green', 'The policy holds')}: ${scopes.length} scopes and ${clients.length} clients for ${environment}, ${approved} approved${warnings}.\n${identified.digest}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
