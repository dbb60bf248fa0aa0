import { randomUUID } from 'node:crypto';
import type { EntryId, LedgerWriter } from '../ledger/index.ts';
import { type CheckRun, checkedIn, type Policy, proveCheckRun } from '../policy/index.ts';

/** A signed check run has a dozen short lines, and one for each environment. */
export const MAX_CHECK_RUN_CHARACTERS = 8192;

export interface CheckRunRequest {
  readonly writer: LedgerWriter;
  /** Whose attestors are believed. */
  readonly active: Policy;
  /** A C2SP signed note, as `ambit check --record` writes it. */
  readonly note: string;
  readonly after: readonly EntryId[];
}

/**
 * Records what a check in continuous integration came to, in the entry `check.recorded`. Each proves itself, so that nothing depends on
 * who brings it.
 *
 * @returns what was recorded, or why it proves nothing; then nothing is.
 * @throws LedgerError
 */
export async function recordCheckRun({ writer, active, note, after }: CheckRunRequest): Promise<CheckRun | string> {
  if (note.length > MAX_CHECK_RUN_CHARACTERS) return 'it is larger than any check run';
  const run = proveCheckRun(active, note);
  if (typeof run === 'string') return run;
  const { repository, commit, outcome, attestor } = run;
  const { policy } = checkedIn(run, active.environment) ?? {};
  await writer.append({
    drafts: [
      {
        kind: 'check.recorded',
        issuer: null,
        operation: randomUUID(),
        after,
        // The policy that was checked may not be active yet, and so not be at hand.
        digests: {},
        subject: null,
        refs: policy === undefined ? [] : [`policy:${policy}`],
        body: { repository, commit, outcome, attestor, note },
      },
    ],
  });
  return run;
}
