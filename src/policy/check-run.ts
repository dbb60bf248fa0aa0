import { openNote, ProofError, parseNote, parseVerifierKey, type Signer, signNote } from '../proof/index.ts';
import type { Policy } from './types.ts';
import { isUtcSeconds } from './utc-seconds.ts';

const TITLE = 'ambit check run v1';
const FIELDS = [
  ...['environment', 'policy', 'repository', 'commit', 'base', 'outcome', 'errors', 'requests'],
  ...['held', 'heldUntil', 'attestor', 'time'],
] as const;
/** What stands where there is nothing. */
const NONE = '-';
const PATTERNS: Readonly<Record<Exclude<keyof CheckRun, 'time' | 'heldUntil'>, RegExp>> = {
  environment: /^[a-z][a-z0-9-]{0,40}$/,
  policy: /^sha256:[0-9a-f]{64}$/,
  repository: /^[\x21-\x7e]{1,200}$/,
  commit: /^[0-9a-f]{40,64}$/,
  base: /^[0-9a-f]{40,64}$/,
  outcome: /^(passed|failed)$/,
  errors: /^(0|[1-9]\d{0,8})$/,
  requests: /^(0|[1-9]\d{0,8})$/,
  held: /^(0|[1-9]\d{0,8})$/,
  attestor: /^[a-z][a-z0-9-]{0,60}$/,
};
const MAY_BE_NONE: ReadonlySet<string> = new Set(['repository', 'commit', 'base', 'heldUntil']);

/** What one `ambit check` came to, as whoever ran it says. */
export interface CheckRun {
  readonly environment: string;
  /** `sha256:<hex>` of the policy that the change would make active. */
  readonly policy: string;
  /** What was checked, as continuous integration calls it; null where it doesn't say. */
  readonly repository: string | null;
  readonly commit: string | null;
  /** The commit before the change, by whose policy approvals were proven; null where none was named. */
  readonly base: string | null;
  readonly outcome: 'passed' | 'failed';
  readonly errors: number;
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
}

/**
 * Signs what a check came to: a C2SP signed note over lines of its fields.
 *
 * @throws TypeError where a value isn't one that can be read again: a defect of whoever made it
 */
export function signCheckRun(run: CheckRun, signer: Signer): string {
  const lines = FIELDS.map((field) => `${field} ${run[field] ?? NONE}`);
  const text = [TITLE, ...lines, ''].join('\n');
  if (readText(text) === null) throw new TypeError('a check run has a value that can not be written');
  return signNote(text, signer);
}

/** What a note says of a check, without proving it; null for any other text. */
export function readCheckRun(note: string): CheckRun | null {
  try {
    return readText(parseNote(note).text);
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
  if (run.environment !== policy.environment) return `it is of ${run.environment}, and this is ${policy.environment}`;
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

function readText(text: string): CheckRun | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE || lines.length !== FIELDS.length + 1 || lines.at(-1) !== '') return null;
  const values: Record<string, string | number | null> = {};
  for (const [index, field] of FIELDS.entries()) {
    const line = lines[index] ?? '';
    if (!line.startsWith(`${field} `)) return null;
    const value = line.slice(field.length + 1);
    if (value === NONE && MAY_BE_NONE.has(field)) values[field] = null;
    else if (!isValue(field, value)) return null;
    else values[field] = field === 'errors' || field === 'requests' || field === 'held' ? Number(value) : value;
  }
  const run = values as unknown as CheckRun;
  // A run that found errors didn't pass, and what ends is what is held.
  const isSound = (run.outcome === 'failed' || run.errors === 0) && (run.held === 0) === (run.heldUntil === null);
  return isSound ? run : null;
}

function isValue(field: keyof CheckRun, value: string): boolean {
  return field === 'time' || field === 'heldUntil' ? isUtcSeconds(value) : PATTERNS[field].test(value);
}
