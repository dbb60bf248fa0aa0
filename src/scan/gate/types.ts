/** What the gate holds against a repository's requests, beside what the policy's own rules say. */
export type GateRule =
  | 'scope-not-allowed'
  | 'client-not-said'
  | 'scopes-dynamic'
  | 'file-unread'
  | 'source-lost'
  | 'baseline-expired'
  | 'baseline-widened'
  | 'baseline-doubled'
  | 'baseline-unneeded';

/** One thing that the gate found at one place of the repository. */
export interface GateFinding {
  readonly rule: GateRule;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** From 1, as the column is. */
  readonly line: number;
  readonly column: number;
  readonly client: string | null;
  readonly scope: string | null;
  /** The decision's reason, where one was made. */
  readonly reason: string | null;
  readonly message: string;
  /** What its author has to do now. */
  readonly help: string;
  /** Scopes that reach less and would do for some of it: what the client may hold already first. */
  readonly narrower: readonly string[];
  /** People who may approve that the client holds it; empty where nobody has to. */
  readonly approvers: readonly string[];
}

/** What a provider's catalog says of a scope; null where it knows no such provider. */
export type ScopeAdvice = (
  provider: string | null,
  scope: string,
) => { readonly known: boolean; readonly nearest: readonly string[]; readonly narrower: readonly string[] } | null;
