import { type CheckRun, type Policy, proveCheckRun } from '../policy/index.ts';
import { CheckRecords } from './check-records.ts';
import { Exceptions } from './exceptions.ts';
import { secondsOf } from './period-facts.ts';
import type { Control, PeriodEntry } from './types.ts';

/**
 * A policy becomes active after a check of exactly that change passed: against the policy that was active, of a repository that was scanned,
 * signed by somebody whom the policy before it names. Where that policy names nobody, there is nothing to hold it to; that somebody is
 * named no more is a change like any other.
 */
export const changeManagement: Control = {
  id: 'AC-15',
  title: 'Change management in CI',
  criteria: ['CC8.1', 'CC7.1', 'CC5.2'],
  statement: 'Requests for scopes are checked before merge; a dangerous one fails the build.',
  nature: 'automated',
  frequency: 'each activation of a policy and each check run',
  begin(facts) {
    const exceptions = new Exceptions();
    const records = new CheckRecords();
    let [activations, unheld, runs, ofVersion1, partial] = [0, 0, 0, 0, 0];
    /** @param inForce whose attestors are believed; null where none of them says so */
    const proven = (entry: PeriodEntry, inForce: Policy | null): CheckRun | null => {
      const note = entry.entry.body['note'];
      const run = inForce === null || typeof note !== 'string' ? null : proveCheckRun(inForce, note);
      return run === null || typeof run === 'string' ? null : run;
    };
    for (const entry of facts.sources.earlier) {
      if (entry.entry.kind !== 'check.recorded') continue;
      const inForce = facts.activations.findLast(({ reference }) => reference.index < entry.index);
      const run = proven(entry, inForce?.policy?.policy ?? null);
      if (run !== null) records.learn(run, entry);
    }
    const takeRun = (entry: PeriodEntry): void => {
      const run = proven(entry, facts.active?.policy?.policy ?? null);
      if (run === null) {
        exceptions.add('a check run is recorded that nobody signed whom the policy of that time names', entry);
        return;
      }
      runs++;
      if (run.scan?.extent === 'part') partial++;
      if (records.learn(run, entry) === null)
        exceptions.add(
          `a check run is recorded that says of itself that it is from ${run.time}, which was still to come`,
          entry,
        );
    };
    return {
      take(entry) {
        if (entry.entry.kind === 'check.recorded') {
          takeRun(entry);
          return;
        }
        const activation = facts.activatedBy(entry);
        if (activation === null || activation.bootstrap) return;
        const { before, digest } = activation;
        if (before === null || !namesAttestor(before.policy)) {
          unheld++;
          return;
        }
        activations++;
        const checked = records.checked({
          ...{ digest, before: before.digest },
          lastActive: (one) => {
            const last = facts.activations.findLast(
              ({ digest: other, reference }) => other === one && reference.index < entry.index,
            );
            return last === undefined ? null : secondsOf(last.time);
          },
        });
        if (checked.by === 1) ofVersion1++;
        if (checked.by === null)
          exceptions.add(
            `a policy became active without a check of it that passed before (${digest})${checked.why === null ? '' : `: its newest check run ${checked.why}`}`,
            entry,
          );
      },
      finish() {
        const end = secondsOf(facts.sources.period.to);
        for (const { run, reference } of records.newestScans)
          if (run.heldUntil !== null && secondsOf(run.heldUntil) < end)
            exceptions.addAt(
              `the baseline of ${run.repository ?? 'a repository'} lets ${run.held} pass until ${run.heldUntil}, and no later check is recorded`,
              run.heldUntil,
              [reference],
            );
        return {
          population: { size: activations + runs, what: 'policies that became active, and check runs' },
          exceptions,
          notes: [
            ...(unheld === 0
              ? []
              : [
                  `${unheld} policies became active while the policy before them named nobody who vouches for check runs: they are not tested.`,
                ]),
            ...(ofVersion1 === 0
              ? []
              : [
                  `${ofVersion1} policies became active by check runs of version 1, which don't say whether anything was scanned nor by which policy approvals were proven: that they passed is all that is tested.`,
                ]),
            ...(partial === 0
              ? []
              : [`${partial} check runs scanned what was named of their repository, and not the whole of it.`]),
          ],
        };
      },
    };
  },
};

function namesAttestor(policy: Policy): boolean {
  return policy.attestors?.some(({ attests }) => attests === 'check_run') === true;
}
