import { putBlob } from '../ledger/index.ts';
import { compilePolicy, type Diagnostic, policyBytes } from '../policy/index.ts';
import { PolicyFolderError, readPolicyFolder } from '../policy-folder/index.ts';
import { digestOf } from '../proof/index.ts';
import { activatePolicy } from './activate-policy.ts';
import { ActivationError } from './activation-error.ts';
import { type Activation, recordRefusal } from './record-refusal.ts';

export interface FolderActivationRequest extends Omit<Activation, 'content'> {
  readonly folder: string;
  /** The environment that the policy has to be for. */
  readonly environment: string;
}

/** What came of it. A refusal leaves the active policy as it is. */
export type FolderActivation =
  | { readonly outcome: 'activated' | 'unchanged'; readonly digest: string; readonly warnings: readonly Diagnostic[] }
  | { readonly outcome: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly message: string };

/**
 * Reads a policy folder, compiles it and makes it the active policy. Whatever is in the way (the folder can't be read, it doesn't
 * compile, it is for another environment, it lacks approvals) is an entry, `policy.refused`, and so an alert.
 *
 * @throws LedgerError
 */
export async function activateFolder(request: FolderActivationRequest): Promise<FolderActivation> {
  const { store, folder, environment } = request;
  let diagnostics: readonly Diagnostic[] = [];
  try {
    const files = await readPolicyFolder(folder);
    const activation: Activation = { ...request, content: digestOf(files.map(({ path, text }) => ({ path, text }))) };
    const compilation = compilePolicy(files, { environment });
    diagnostics = compilation.diagnostics;
    const { identified } = compilation;
    if (diagnostics.some(({ code }) => code === 'environment_unknown')) {
      await recordRefusal(activation, { reason: 'environment_differs', policy: null });
      const known = compilation.environments.join(', ');
      return {
        outcome: 'refused',
        diagnostics,
        message: `The policy in ${folder} is for the environment ${known}, and the configuration is for ${environment}.`,
      };
    }
    if (identified === null) {
      await recordRefusal(activation, { reason: 'policy_invalid', policy: null, diagnostics });
      return { outcome: 'refused', diagnostics, message: `The policy does not compile:\n${listed(diagnostics)}` };
    }
    const warnings = compilation.warnings({ time: Date.now() / 1000 });
    const broken = warnings.filter(({ severity }) => severity === 'error');
    if (broken.length > 0) {
      const policy = await putBlob(store, policyBytes(identified.policy));
      await recordRefusal(activation, { reason: 'rule_broken', policy, diagnostics: broken });
      return {
        outcome: 'refused',
        diagnostics: broken,
        message: `The policy breaks rules that it makes refuse:\n${listed(broken)}`,
      };
    }
    const appended = await activatePolicy({ ...activation, identified });
    return {
      outcome: appended === null ? 'unchanged' : 'activated',
      digest: identified.digest,
      warnings: [...diagnostics, ...warnings],
    };
  } catch (error) {
    // Why a policy was refused is recorded where it is found.
    if (error instanceof PolicyFolderError) await recordRefusal(request, { reason: error.code, policy: null });
    else if (!(error instanceof ActivationError)) throw error;
    return { outcome: 'refused', diagnostics, message: error.message };
  }
}

function listed(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(
      ({ file, line, column, severity, message, help }) =>
        `${file}:${line}:${column}: ${severity}: ${message}. ${help}`,
    )
    .join('\n');
}
