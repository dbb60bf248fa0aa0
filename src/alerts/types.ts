import type { EntryId, EntryKind, LoggedEntry } from '../entries/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';

/**
 * - `scope.granted`: a high or critical scope reached a client
 * - `scope.refused`: one was asked for, or needed for a call, and refused
 * - `response.withheld`: an authorization server granted something else than was decided, and nobody received it
 * - `policy.refused`: a policy would not activate
 * - `recovery.opened`: somebody on the host opened a way into the console without signing in
 * - `elevation.taken`: somebody took an elevation without approval, in an emergency or not
 * - `log.unwitnessed`: too few witnesses cosigned the log in time, or one says that it is another log
 * - `issuer.handed_back`: an authorization server answers for itself again
 * - `ledger.restored`: the database went back to a backup
 */
export type AlertType =
  | 'scope.granted'
  | 'scope.refused'
  | 'response.withheld'
  | 'policy.refused'
  | 'recovery.opened'
  | 'elevation.taken'
  | 'log.unwitnessed'
  | 'ledger.restored'
  | 'issuer.handed_back';

export const SEVERITIES = ['high', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];

/**
 * What a person is told of one entry. It holds what the entry and the policy that it names say and nothing else, so that it is the
 * same wherever and whenever it is made: sent, shown, and asked for again by an auditor. People are pseudonyms; no token, secret or
 * free text is in it.
 */
export interface Alert {
  /** The entry's id: the same alert has the same id for ever, so that a receiver can drop a second delivery. */
  readonly id: EntryId;
  readonly type: AlertType;
  readonly severity: Severity;
  /** A few words. */
  readonly title: string;
  /** What happened, in sentences for a person. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  readonly whatToDo: string;
  readonly entry: { readonly index: number; readonly id: EntryId };
  /** When it happened, by the clock of the entry's writer: RFC 3339, milliseconds, UTC. */
  readonly time: string;
  readonly issuer: string | null;
  readonly clientId: string | null;
  /** Pseudonym (`sub:…`). */
  readonly subject: string | null;
  /** Scopes that it is about, sorted. */
  readonly scopes: readonly string[];
}

/** As much of a logged entry as an alert depends on: not on its bytes and its place in the tree. */
export type AlertingEntry = Pick<LoggedEntry, 'index' | 'id' | 'entry'>;

/** What a rule needs beside the entry. */
export interface AlertContext {
  /** The policy of a digest that the entry names; null where it isn't stored or can't be read. */
  policyOf(digest: string): IdentifiedPolicy | null;
}

/** What a rule says of an entry; the rest of the alert is the entry's. */
export type Finding = Pick<Alert, 'severity' | 'title' | 'what' | 'why' | 'whatToDo' | 'clientId' | 'scopes'>;

/** One reason to alert, one file each in this folder, listed in `index.ts`. */
export interface AlertRule {
  readonly type: AlertType;
  /** Kinds of entries that it looks at. No two rules share one. */
  readonly kinds: readonly EntryKind[];
  /** Null where the entry is no reason to alert. Never throws, whatever the body says. */
  find(logged: AlertingEntry, context: AlertContext): Finding | null;
}
