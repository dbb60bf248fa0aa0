/** What the server answers with, as far as pages show it. Times are RFC 3339, UTC, unless they say seconds. */

export type Role = 'viewer' | 'auditor' | 'approver' | 'admin';
export type Risk = 'low' | 'high' | 'critical';
export type Allowed = 'standing' | 'eligible' | null;

export interface Session {
  readonly name: string;
  readonly method: 'oidc' | 'recovery';
  readonly roles: readonly Role[];
  readonly person: string | null;
  readonly endsAt: string;
}

/** Who asked, answered or ended; null where nobody is known. */
export interface Actor {
  readonly kind: string;
  readonly person: string | null;
}

/** Eligible scopes that somebody asked for. Numbers are seconds since 1970, but for how long it lasts. */
export interface Elevation {
  readonly id: string;
  readonly clientId: string;
  readonly subject: string | null;
  readonly scopes: readonly string[];
  readonly seconds: number;
  readonly risk: Risk;
  readonly demands: readonly { readonly count: number; readonly team: string | null }[];
  readonly barred: readonly string[];
  readonly by: Actor;
  readonly askedAt: string;
  readonly answerBy: number;
  readonly breakGlass: boolean;
  readonly approvals: readonly { readonly person: string; readonly time: string; readonly teams: readonly string[] }[];
  readonly refused: { readonly how: 'denied' | 'withdrawn'; readonly by: Actor; readonly time: string } | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly ended: { readonly cause: 'time_over' | 'ended' | 'policy'; readonly by: Actor; readonly at: number } | null;
  readonly review: {
    readonly person: string;
    readonly verdict: 'justified' | 'unjustified';
    readonly time: string;
  } | null;
  readonly state: 'asked' | 'denied' | 'withdrawn' | 'lapsed' | 'active' | 'ended';
  readonly awaitsReview: boolean;
}

/** One thing that was done under an elevation. */
export interface DoneUnder {
  readonly kind: string;
  readonly time: string;
  readonly index: number;
  readonly tokens: readonly string[];
  readonly scopes: readonly string[];
  readonly api: string | null;
  readonly operation: string | null;
  readonly count: number;
  readonly outside: string | null;
}

export interface WholeElevation extends Elevation {
  readonly reason: string | null;
  /** What somebody said when they answered, ended or reviewed it; null where it is erased. */
  readonly said: readonly { readonly kind: string; readonly index: number; readonly text: string | null }[];
  readonly done: readonly DoneUnder[];
}

export interface EntryRef {
  readonly index: number;
  readonly id: string;
}

export interface Entry extends EntryRef {
  readonly entry: {
    readonly kind: string;
    readonly time: string;
    readonly writer: string;
    readonly sequence: number;
    readonly issuer: string | null;
    readonly subject: string | null;
    readonly operation: string;
    readonly after: readonly string[];
    readonly digests: Readonly<Record<string, string>>;
    readonly refs: readonly string[];
    readonly body: Readonly<Record<string, unknown>>;
  };
}

export interface Activity {
  readonly hour: string;
  readonly issued: number;
  readonly used: number;
  readonly refused: number;
  readonly revoked: number;
  readonly withheld: number;
}

export interface Verification {
  readonly running: boolean;
  readonly last: {
    readonly holds: boolean;
    readonly size: number;
    readonly at: string;
    readonly faults: readonly { readonly index: number | null; readonly what: string }[];
    readonly moreFaults: number;
  } | null;
  readonly problem: string | null;
}

export interface Process {
  readonly name: string;
  readonly role: string;
  readonly version: string;
  readonly seenAt: string;
  readonly stopped: boolean;
  readonly clockAheadMilliseconds: number | null;
  readonly entry: EntryRef;
}

export interface Overview {
  readonly environment: string;
  readonly version: string;
  readonly issuer: string;
  readonly now: string;
  readonly policy: {
    readonly digest: string;
    readonly activatedAt: string;
    readonly entry: EntryRef;
    readonly scopes: number;
    readonly clients: number;
  } | null;
  readonly policyProblem: string | null;
  readonly ledger: {
    readonly origin: string;
    readonly size: number | null;
    readonly sequencerSeenAt: string | null;
    readonly sequencerAlive: boolean;
    readonly witnesses: number;
    readonly witnessedSize: number;
    readonly verification: Verification;
  };
  readonly processes: readonly Process[];
  readonly activity: readonly Activity[];
}

export interface ClientScope {
  readonly name: string;
  readonly allowed: Allowed;
  readonly risk: Risk | null;
  readonly usable: boolean;
  readonly granted: number;
  readonly grantedLast: string | null;
  readonly used: number;
  readonly usedLast: string | null;
  readonly withheld: number;
  readonly withheldLast: string | null;
}

export interface ClientSummary {
  readonly clientId: string;
  readonly inPolicy: boolean;
  readonly issuer: string | null;
  readonly purpose: string | null;
  readonly owner: string | null;
  readonly mode: 'enforce' | 'observe' | null;
  readonly expires: string | null;
  readonly grantedLast: string | null;
  readonly usedLast: string | null;
  readonly scopes: readonly ClientScope[];
}

export interface Approval {
  readonly person: string;
  readonly time: string;
  readonly proof: 'note' | 'ssh' | 'github_review' | 'gitlab_review' | 'session';
  readonly keyName: string;
  readonly definition: string;
}

export interface Definition {
  readonly kind: 'scope' | 'client' | 'person' | 'team' | 'attestor' | 'role' | 'waiver' | 'approvals';
  readonly name: string;
  readonly digest: string;
  readonly author: string;
  readonly risk: Risk;
  readonly approvals: readonly Approval[];
}

export interface ClientDetail extends ClientSummary {
  readonly definition: {
    readonly author: string;
    readonly grantTypes: readonly string[];
    readonly redirectUris: readonly string[];
    readonly defaultScopes: readonly string[] | null;
    readonly overBroad: 'refuse' | 'narrow';
    readonly maxTtlSeconds: number;
  } | null;
  readonly approval: Definition | null;
}

export interface ScopeSummary {
  readonly name: string;
  readonly inPolicy: boolean;
  readonly risk: Risk | null;
  readonly sensitivity: string | null;
  readonly description: string | null;
  readonly resourceServer: string | null;
  readonly owner: string | null;
  readonly holders: readonly { readonly clientId: string; readonly allowed: Allowed }[];
  readonly usedBy: number;
  readonly granted: number;
  readonly grantedLast: string | null;
  readonly used: number;
  readonly usedLast: string | null;
}

export interface ScopeDetail extends ScopeSummary {
  readonly definition: {
    readonly why: string;
    readonly author: string;
    readonly maxTtlSeconds: number;
    readonly reviewIntervalDays: number;
  } | null;
  readonly resourceServer: string | null;
  readonly approval: Definition | null;
  readonly operations: readonly {
    readonly api: string;
    readonly method: string;
    readonly path: string;
    readonly name: string;
    readonly summary: string | null;
  }[];
  readonly use: readonly (Omit<ClientScope, 'name' | 'allowed' | 'risk' | 'usable'> & { readonly clientId: string })[];
}

export interface Token {
  readonly index: number;
  readonly fingerprint: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  readonly issuedAt: string;
  /** Seconds since 1970. */
  readonly expiresAt: number | null;
  /** Seconds since 1970. */
  readonly revokedAt: number | null;
}

export interface Alert {
  readonly id: string;
  readonly type: string;
  readonly severity: 'high' | 'critical';
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly whatToDo: string;
  readonly entry: EntryRef;
  readonly time: string;
  readonly clientId: string | null;
  readonly scopes: readonly string[];
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** An alert with what became of it. */
export interface ListedAlert {
  readonly alert: Alert;
  readonly state: DeliveryState | 'not_sent';
  readonly deliveries: readonly {
    readonly destination: string;
    readonly state: DeliveryState;
    readonly attempts: number;
    readonly lastAttemptAt: string | null;
    readonly status: number | null;
    readonly error: string | null;
  }[];
}

export interface ControlResult {
  readonly id: string;
  readonly title: string;
  readonly criteria: readonly string[];
  readonly statement: string;
  readonly nature: string;
  readonly frequency: string;
  readonly outcome: 'passed' | 'exceptions' | 'not_tested' | 'unwitnessed';
  readonly population: { readonly size: number; readonly what: string };
  readonly exceptions: readonly {
    readonly what: string;
    readonly time: string;
    readonly entries: readonly EntryRef[];
  }[];
  readonly moreExceptions: number;
  readonly notes: readonly string[];
}
