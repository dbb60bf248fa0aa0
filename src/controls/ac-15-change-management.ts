import { type CheckRun, type Policy, proveCheckRun } from '../policy/index.ts';
import { Exceptions, referenceOf } from './exceptions.ts';
import { secondsOf } from './period-facts.ts';
import type { Control, EntryReference, PeriodEntry } from './types.ts';

/** A check run that an attestor of the policy in force signed. */
interface RecordedRun {
  readonly run: CheckRun;
  readonly reference: EntryReference;
}

/**
 * A policy becomes active after a check of exactly that policy passed, which somebody signed whom the policy before it names. Where that
 * policy names nobody, there is nothing to hold it to; that somebody is named no more is a change like any other.
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
    /** Of passed runs, by the digest that they are about. */
    const passed = new Map<string, RecordedRun[]>();
    /** The newest of each repository, whatever it came to. */
    const newest = new Map<string, RecordedRun>();
    let [activations, unheld, runs] = [0, 0, 0];
    /** @param inForce whose attestors are believed; false where none of them says so */
    const learn = (entry: PeriodEntry, inForce: Policy | null): boolean => {
      const note = entry.entry.body['note'];
      const run = inForce === null || typeof note !== 'string' ? null : proveCheckRun(inForce, note);
      if (run === null || typeof run === 'string') return false;
      const recorded = { run, reference: referenceOf(entry) };
      if (run.outcome === 'passed') passed.set(run.policy, [...(passed.get(run.policy) ?? []), recorded]);
      newest.set(run.repository ?? '', recorded);
      return true;
    };
    for (const entry of facts.sources.earlier) {
      if (entry.entry.kind !== 'check.recorded') continue;
      const inForce = facts.activations.findLast(({ reference }) => reference.index < entry.index);
      learn(entry, inForce?.policy?.policy ?? null);
    }
    return {
      take(entry) {
        if (entry.entry.kind === 'check.recorded') {
          if (learn(entry, facts.active?.policy?.policy ?? null)) runs++;
          else exceptions.add('a check run is recorded that nobody signed whom the policy of that time names', entry);
          return;
        }
        const activation = facts.activatedBy(entry);
        if (activation === null || activation.bootstrap) return;
        if (!namesAttestor(activation.before?.policy ?? null)) {
          unheld++;
          return;
        }
        activations++;
        const before = passed.get(activation.digest)?.filter(({ reference }) => reference.index < entry.index) ?? [];
        if (before.length === 0)
          exceptions.add(
            `a policy became active without a check of it that passed before (${activation.digest})`,
            entry,
          );
      },
      finish() {
        const end = secondsOf(facts.sources.period.to);
        for (const { run, reference } of newest.values())
          if (run.heldUntil !== null && Date.parse(run.heldUntil) / 1000 < end)
            exceptions.addAt(
              `the baseline of ${run.repository ?? 'a repository'} lets ${run.held} pass until ${run.heldUntil}, and no later check is recorded`,
              run.heldUntil,
              [reference],
            );
        return {
          population: { size: activations + runs, what: 'policies that became active, and check runs' },
          exceptions,
          notes:
            unheld === 0
              ? []
              : [
                  `${unheld} policies became active while the policy before them named nobody who vouches for check runs: they are not tested.`,
                ],
        };
      },
    };
  },
};

function namesAttestor(policy: Policy | null): boolean {
  return policy?.attestors?.some(({ attests }) => attests === 'check_run') === true;
}
