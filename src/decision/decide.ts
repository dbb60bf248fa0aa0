import type { IdentifiedPolicy } from '../policy/index.ts';
import { indexOf } from './policy-index.ts';
import { decideGrant } from './semantics-1/grant.ts';
import { decideUse } from './semantics-1/use.ts';
import type { Decision, Facts, ScopeRequest, Semantics } from './types.ts';

/** The semantics that new decisions are made by. */
export const CURRENT_SEMANTICS: Semantics = 1;

/** The semantics that this version can perform: every one that was ever released. */
export const KNOWN_SEMANTICS: readonly Semantics[] = [1];

/**
 * The one decision: what a client may be granted, or whether a token may be used. Pure and deterministic: the same policy,
 * request, facts and semantics give the same decision for ever, which is what lets an auditor re-perform it.
 *
 * @example
 * const decision = decide(policy, request, { time: 1_800_000_000, priorGrant: null, token: null, feedSilentSeconds: null });
 * if (decision.outcome === 'refuse' && decision.mode === 'enforce') throw new Error(decision.error ?? '');
 */
export function decide(
  policy: IdentifiedPolicy,
  request: ScopeRequest,
  facts: Facts,
  semantics: Semantics = CURRENT_SEMANTICS,
): Decision {
  switch (semantics) {
    case 1: {
      const index = indexOf(policy);
      return request.kind === 'grant' ? decideGrant(index, request, facts) : decideUse(index, request, facts);
    }
    default:
      throw new DecisionError(
        'semantics_unknown',
        `Decision semantics ${String(semantics)} are not known to this version of Ambit.`,
      );
  }
}

/** Whether the decision keeps the request from passing: a refusal that is carried out. */
export function isRefused(decision: Decision): boolean {
  return decision.outcome === 'refuse' && decision.mode === 'enforce';
}

export type DecisionErrorCode = 'semantics_unknown';

/** A decision that can't be performed at all. */
export class DecisionError extends Error {
  readonly code: DecisionErrorCode;

  constructor(code: DecisionErrorCode, message: string) {
    super(message);
    this.name = 'DecisionError';
    this.code = code;
  }
}
