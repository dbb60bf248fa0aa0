import type { Decision } from '../types.ts';

/** How one expectation went. Lines and columns count from 1. */
export interface ExpectationResult {
  readonly name: string;
  readonly client: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly passed: boolean;
  /** What was expected and what came, one sentence a difference. Empty where it passed. */
  readonly differences: readonly string[];
  /** What `decide` said; null where the request could not be made out of what the expectation says. */
  readonly decision: Decision | null;
}

/** That a client may hold a scope. */
export interface AllowanceName {
  readonly client: string;
  readonly scope: string;
  readonly held: 'standing' | 'eligible';
}

/** What of the policy the expectations ask about, and what none does. */
export interface PolicyTestCoverage {
  readonly clients: CoverageOf<string>;
  readonly scopes: CoverageOf<string>;
  readonly allowances: CoverageOf<AllowanceName>;
}

export interface CoverageOf<T> {
  readonly total: number;
  readonly asked: number;
  /** What no expectation asks about, in the policy's order. */
  readonly missing: readonly T[];
}

export interface PolicyTestReport {
  readonly results: readonly ExpectationResult[];
  readonly coverage: PolicyTestCoverage;
}
