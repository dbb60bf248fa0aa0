import { PeriodFacts } from './period-facts.ts';
import type { Control, ControlOutcome, ControlResult, PeriodEntry, PeriodSources } from './types.ts';

/** Control tests under way over one period. */
export interface ControlRun {
  readonly facts: PeriodFacts;
  /** The next entry of the period, in the order of the log. */
  take(entry: PeriodEntry): void;
  /** Once, after the last one. @param later entries from after the period, in the order of the log */
  finish(later?: readonly PeriodEntry[]): readonly ControlResult[];
}

/** Begins the tests of the given controls. Pure: the same entries and sources give the same results for ever. */
export function startControls(controls: readonly Control[], sources: PeriodSources): ControlRun {
  const facts = new PeriodFacts(sources);
  const tests = controls.map((control) => ({ control, test: control.begin(facts) }));
  return {
    facts,
    take(entry) {
      facts.take(entry);
      for (const { test } of tests) test.take(entry);
    },
    finish: (later = []) => tests.map(({ control, test }) => resultOf(control, test.finish(later))),
  };
}

function resultOf(
  { id, title, criteria, statement, nature, frequency }: Control,
  { population, exceptions, notes = [], unwitnessed = false }: ReturnType<ReturnType<Control['begin']>['finish']>,
): ControlResult {
  const { listed, unlisted } = exceptions;
  const definition = { id, title, criteria, statement, nature, frequency };
  return {
    ...definition,
    outcome: outcomeOf(population.size, listed.length, unwitnessed),
    population,
    exceptions: listed,
    moreExceptions: unlisted,
    notes,
  };
}

/** What was found counts, whatever the population: an empty one has nothing that could be found in it. */
function outcomeOf(population: number, exceptions: number, unwitnessed: boolean): ControlOutcome {
  if (exceptions > 0) return 'exceptions';
  if (population === 0) return 'not_tested';
  return unwitnessed ? 'unwitnessed' : 'passed';
}
