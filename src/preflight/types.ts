import type { Inventory, Place, RequestLog } from '../connect/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import type { Subject } from './subject.ts';

/**
 * - `breaks`: works today, and the guard would refuse it
 * - `narrows`: goes on with less
 * - `changes`: is otherwise, and nothing that is known stops working by it
 * - `unknown`: nobody could tell from what was given
 */
export type Severity = 'breaks' | 'narrows' | 'changes' | 'unknown';

/** One thing that the switch would change. */
export interface PreflightFinding {
  readonly severity: Severity;
  /** A word of the check's own, stable for programs: `client_unknown`. */
  readonly code: string;
  /** Null where it is about the whole issuer. */
  readonly clientId: string | null;
  /** One sentence. */
  readonly what: string;
  /** What to do about it, one sentence. */
  readonly mend: string;
  /** Where it stands in what was read. */
  readonly at: Place | null;
}

/** What of the guard's configuration matters. */
export interface GuardSettings {
  readonly issuer: string;
  /** Beginnings of the paths of the server's own pages; null where no issuer guard is configured. */
  readonly pages: readonly string[] | null;
  readonly tokenTypes: readonly string[];
  /** The client by which the guards introspect; null: opaque tokens are refused. */
  readonly introspectionClient: string | null;
  /** Clients that may introspect every token. */
  readonly introspectionClients: readonly string[];
}

export interface PreflightInput {
  readonly policy: IdentifiedPolicy;
  readonly guard: GuardSettings;
  /** The server's metadata as it publishes them; null where they weren't given. */
  readonly metadata: { readonly json: Json; readonly source: string } | null;
  readonly inventories: readonly Inventory[];
  readonly logs: readonly RequestLog[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface PreflightReport {
  readonly issuer: string;
  readonly policy: string;
  /** Everything that was read, for a person. */
  readonly read: readonly string[];
  /** Clients that were looked at. */
  readonly clients: number;
  /** Requests of logs that were judged. */
  readonly requests: number;
  /** Longest life of an access token that the server's configuration says, in seconds; null where it says none. */
  readonly longestLifeSeconds: number | null;
  /** Ordered by severity, then client. */
  readonly findings: readonly PreflightFinding[];
  /** Whether nothing breaks or is narrowed, as far as was told. */
  readonly holds: boolean;
}

/** One thing to look at. One file each in `checks/`, listed in its `index.ts`. */
export interface PreflightCheck {
  readonly id: string;
  check(subject: Subject): Iterable<PreflightFinding>;
}
