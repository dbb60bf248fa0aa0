import { relative } from 'node:path';
import { APPROVAL_PROOFS, type ApprovalProof, type ProvenApproval } from '../../policy/index.ts';
import { type CliContext, styled } from '../command.ts';
import { counted } from '../counted.ts';
import { diagnosticsJson, formatDiagnostics } from '../format-diagnostics.ts';
import type { PolicySource } from '../policy-source.ts';
import { type PolicyVerdict, todosOf } from './policy-verdict.ts';

/** What is said of a policy, for a program. */
export function policyJson({
  environment,
  compilation: { identified },
  proven,
  diagnostics,
  waived,
  holds,
}: PolicyVerdict): Record<string, unknown> {
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

/** What is said of a policy in each environment, for a person. What several environments have in common is shown once. */
export function policyText(
  context: CliContext,
  { files, folder }: PolicySource,
  verdicts: readonly PolicyVerdict[],
): string {
  const told = new Set<string>();
  return verdicts
    .map((one) => {
      const fresh = one.diagnostics.filter((diagnostic) => {
        const text = JSON.stringify(diagnostic);
        return !told.has(text) && told.add(text);
      });
      const found = formatDiagnostics(context, fresh, files);
      const again = one.diagnostics.length - fresh.length;
      const repeated = again === 0 ? '' : `${counted(again, 'line')} of what is said above holds here, too.\n`;
      return [...[found, repeated].filter((part) => part !== ''), verdictText(context, folder, one)].join('\n');
    })
    .join('\n');
}

function verdictText(context: CliContext, folder: string, verdict: PolicyVerdict): string {
  const { environment, compilation, diagnostics, waived, proven, holds } = verdict;
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
