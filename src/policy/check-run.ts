import { openNote, ProofError, parseNote, parseVerifierKey, type Signer, signNote } from '../proof/index.ts';
import { checkRunText, readCheckRunText } from './check-run-text.ts';
import type { Policy } from './types.ts';

/** What one `ambit check` came to, as whoever ran it says. */
export interface CheckRun {
  /** 1 is read only: it says of one environment alone, and neither of `scan` nor of the policies before the change. */
  readonly version: 1 | 2;
  /** What was checked, as continuous integration calls it; null where it doesn't say. */
  readonly repository: string | null;
  readonly commit: string | null;
  /** The commit before the change, by whose policy approvals were proven; null where none was named. */
  readonly base: string | null;
  readonly outcome: 'passed' | 'failed';
  readonly errors: number;
  /** Null in version 1. */
  readonly scan: CheckedScan | null;
  /** Scopes that the repository asks for; 0 where nothing was scanned, too. */
  readonly requests: number;
  /** What the baseline let pass. */
  readonly held: number;
  /** RFC 3339, UTC: when the first of it ends; null where it holds nothing. */
  readonly heldUntil: string | null;
  /** Id of the attestor in the policy whose key signs it. */
  readonly attestor: string;
  /** RFC 3339, UTC, in whole seconds. */
  readonly time: string;
  /** Of each environment that was judged, at least one, sorted by its name. */
  readonly policies: readonly CheckedPolicy[];
}

/** How a repository was looked at. */
export interface CheckedScan {
  /** Whether the whole repository was scanned, only what was named of it, or nothing. */
  readonly extent: 'whole' | 'part' | 'none';
  readonly files: number;
  /** The client whose requests those were of which nothing else says so; null where none was named. */
  readonly client: string | null;
  /** Whether warnings failed, too. */
  readonly strict: boolean;
  /** `sha256:<hex>` of the baseline's file; null where there was none. */
  readonly baseline: string | null;
}

/** The policy of one environment that was judged. */
export interface CheckedPolicy {
  readonly environment: string;
  /** `sha256:<hex>` of the policy that the change would make active. */
  readonly policy: string;
  /** The same of the policy before the change; null where none was named, or there was none, and in version 1. */
  readonly base: string | null;
}

/** What a run says of an environment. */
export function checkedIn(run: CheckRun, environment: string): CheckedPolicy | undefined {
  return run.policies.find((one) => one.environment === environment);
}

/**
 * Signs what a check came to: a C2SP signed note over lines of its fields.
 *
 * @throws TypeError where a value isn't one that can be read again: a defect of whoever made it
 */
export function signCheckRun(run: CheckRun & { readonly version: 2 }, signer: Signer): string {
  const text = checkRunText(run);
  if (readCheckRunText(text) === null) throw new TypeError('a check run has a value that can not be written');
  return signNote(text, signer);
}

/** What a note says of a check, without proving it; null for any other text. */
export function readCheckRun(note: string): CheckRun | null {
  try {
    return readCheckRunText(parseNote(note).text);
  } catch (error) {
    if (error instanceof ProofError) return null;
    throw error;
  }
}

/**
 * Proves that an attestor of a policy says so.
 *
 * @param policy whose attestors are believed: the one that is active
 * @returns what it says, or why that proves nothing
 */
export function proveCheckRun(policy: Policy, note: string): CheckRun | string {
  const run = readCheckRun(note);
  if (run === null) return 'this is no signed check run';
  if (checkedIn(run, policy.environment) === undefined)
    return `it is of ${run.policies.map(({ environment }) => environment).join(', ')}, and this is ${policy.environment}`;
  const attestor = policy.attestors?.find(({ id }) => id === run.attestor);
  if (attestor?.attests !== 'check_run') return `the policy knows no ${run.attestor} that vouches for check runs`;
  try {
    openNote(note, [parseVerifierKey(attestor.key)]);
    return run;
  } catch (error) {
    if (error instanceof ProofError) return `it is not signed with the key of ${run.attestor} (${error.message})`;
    throw error;
  }
}
