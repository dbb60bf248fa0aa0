import type { Entry, EntryId, LoggedEntry } from '../entries/index.ts';
import type { OperationMap } from '../operations/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import type { PeriodFacts } from './period-facts.ts';

/** An entry as a control test takes it. */
export type PeriodEntry = Pick<LoggedEntry, 'index' | 'id'> & { readonly entry: Entry };

/** Where in the ledger something stands. */
export interface EntryReference {
  readonly index: number;
  readonly id: EntryId;
}

/**
 * - `passed`: the population isn't empty, and each member of it was tested and held
 * - `exceptions`: at least one member didn't hold
 * - `not_tested`: nothing of the kind happened in the period, which says nothing about the control
 * - `unwitnessed`: all that could be tested held; that nobody replaced the whole log could not, for nobody outside vouches for it
 */
export type ControlOutcome = 'passed' | 'exceptions' | 'not_tested' | 'unwitnessed';

/** What a control is, whatever the period. */
export interface ControlDefinition {
  /** `AC-01`. */
  readonly id: string;
  readonly title: string;
  /** Trust Services Criteria that it serves, by number. */
  readonly criteria: readonly string[];
  readonly statement: string;
  readonly nature: 'automated' | 'manual';
  /** How often the control operates, in words. */
  readonly frequency: string;
}

/** One thing that didn't hold. */
export interface ControlException {
  readonly what: string;
  /** RFC 3339: when it happened, by the clock of who recorded it. */
  readonly time: string;
  /** The entries that prove it. */
  readonly entries: readonly EntryReference[];
}

export interface ControlResult extends ControlDefinition {
  readonly outcome: ControlOutcome;
  readonly population: { readonly size: number; readonly what: string };
  /** At most `MAX_EXCEPTIONS` of them. */
  readonly exceptions: readonly ControlException[];
  /** How many more there are. */
  readonly moreExceptions: number;
  /** What the outcome doesn't say by itself. */
  readonly notes: readonly string[];
}

/** A control and its test. One file each, listed in `index.ts`. */
export interface Control extends ControlDefinition {
  begin(facts: PeriodFacts): ControlTest;
}

/** A test under way. It takes the period's entries in the order of the log, after `PeriodFacts` did. */
export interface ControlTest {
  take(entry: PeriodEntry): void;
  /** @param later entries from after the period, as far as they are at hand: what became of something of the period. */
  finish(later: readonly PeriodEntry[]): ControlFindings;
}

export interface ControlFindings {
  readonly population: { readonly size: number; readonly what: string };
  readonly exceptions: ExceptionList;
  readonly notes?: readonly string[];
  readonly unwitnessed?: boolean;
}

/** Where exceptions are collected. */
export interface ExceptionList {
  readonly listed: readonly ControlException[];
  readonly unlisted: number;
}

/** What control tests are run over. */
export interface PeriodSources {
  /** RFC 3339, UTC: first moment, inclusive, and end, exclusive. */
  readonly period: { readonly from: string; readonly to: string };
  /** Null where it isn't known, or isn't one that this version can read. */
  policyOf(digest: string): IdentifiedPolicy | null;
  /** The operations of an OpenAPI document; null as above. */
  operationsOf(digest: string): OperationMap | null;
  /**
   * Entries from before the period that those of the period follow from, in the order of the log: the activation in force when it
   * began, decisions and births of tokens that were still used, revocations, starts of processes that still ran.
   */
  readonly earlier: readonly PeriodEntry[];
  /** Outside parties that cosigned the checkpoint which the entries were proven by. */
  readonly witnesses?: readonly string[];
}
