import { putBlob } from '../ledger/index.ts';
import {
  type Diagnostic,
  frozen,
  identifyPolicy,
  PolicyCompiler,
  type PolicyFileText,
  policyBytes,
  withApprovals,
} from '../policy/index.ts';
import { PolicyFolderError, type PolicyFolderErrorCode } from '../policy-folder/index.ts';
import { digestOf } from '../proof/index.ts';
import { activatePolicy } from './activate-policy.ts';
import { ActivationError, type ActivationErrorCode } from './activation-error.ts';
import { readGivenApprovals } from './given-approvals.ts';
import { type Activation, type PolicyOrigin, recordRefusal } from './record-refusal.ts';

export interface FilesActivationRequest extends Omit<Activation, 'content' | 'origin'> {
  /** The environment that the policy has to be for. */
  readonly environment: string;
  /** Where a policy is activated again and again: what it read of a file that stays isn't read anew. */
  readonly compiler?: PolicyCompiler;
}

/** The files of a policy, and where they come from. */
export interface FoundFiles {
  readonly files: readonly PolicyFileText[];
  /** How a person calls the place. */
  readonly place: string;
  /** Null where they don't come out of Git. */
  readonly origin: PolicyOrigin | null;
}

/** What came of it. A refusal leaves the active policy as it is. */
export type PolicyFilesActivation =
  | {
      readonly outcome: 'activated' | 'unchanged';
      readonly digest: string;
      readonly warnings: readonly Diagnostic[];
      /** Null where it doesn't come out of Git. */
      readonly commit: string | null;
    }
  | {
      readonly outcome: 'refused';
      /** Null where it doesn't come out of Git, or none was found. */
      readonly commit: string | null;
      readonly reason: ActivationErrorCode | PolicyFolderErrorCode;
      readonly diagnostics: readonly Diagnostic[];
      readonly message: string;
    };

/**
 * Reads the files of a policy, compiles them and makes them the active policy. Whatever is in the way (they can't be read, they don't
 * compile, they are for another environment, approvals are missing) is an entry, `policy.refused`, and so an alert.
 *
 * Approvals that were given in the console are taken as well.
 *
 * @param read throws PolicyFolderError where they can't be read
 * @throws LedgerError
 */
export async function activateFiles(
  request: FilesActivationRequest,
  read: () => FoundFiles | Promise<FoundFiles>,
): Promise<PolicyFilesActivation> {
  const { store, environment, compiler = new PolicyCompiler() } = request;
  let diagnostics: readonly Diagnostic[] = [];
  let commit: string | null = null;
  try {
    const { files, place, origin } = await read();
    commit = origin?.commit ?? null;
    const content = digestOf(files.map(({ path, text }) => ({ path, text })));
    const activation: Activation = { ...request, content, origin };
    const compilation = compiler.compile(files, { environment });
    diagnostics = compilation.diagnostics;
    const { identified } = compilation;
    if (diagnostics.some(({ code }) => code === 'environment_unknown')) {
      await recordRefusal(activation, { reason: 'environment_differs', policy: null });
      const known = compilation.environments.join(', ');
      const message = `The policy in ${place} is for the environment ${known}, and the configuration is for ${environment}.`;
      return { outcome: 'refused', reason: 'environment_differs', diagnostics, message, commit };
    }
    if (identified === null) {
      await recordRefusal(activation, { reason: 'policy_invalid', policy: null, diagnostics });
      const message = `The policy does not compile:\n${listed(diagnostics)}`;
      return { outcome: 'refused', reason: 'policy_invalid', diagnostics, message, commit };
    }
    const warnings = compilation.warnings({ time: Date.now() / 1000 });
    const broken = warnings.filter(({ severity }) => severity === 'error');
    if (broken.length > 0) {
      const policy = await putBlob(store, policyBytes(identified.policy));
      await recordRefusal(activation, { reason: 'rule_broken', policy, diagnostics: broken });
      const message = `The policy breaks rules:\n${listed(broken)}`;
      return { outcome: 'refused', reason: 'rule_broken', diagnostics: broken, message, commit };
    }
    const approved = withApprovals(identified.policy, await readGivenApprovals(store));
    const whole = approved === identified.policy ? identified : identifyPolicy(frozen(approved));
    const appended = await activatePolicy({ ...activation, identified: whole });
    const outcome = appended === null ? 'unchanged' : 'activated';
    return { outcome, digest: whole.digest, warnings: [...diagnostics, ...warnings], commit };
  } catch (error) {
    // Why a policy was refused is recorded where it is found.
    if (error instanceof PolicyFolderError) await recordRefusal(request, { reason: error.code, policy: null });
    else if (!(error instanceof ActivationError)) throw error;
    return { outcome: 'refused', reason: error.code, diagnostics, message: error.message, commit };
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
