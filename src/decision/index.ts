export { askedAlone } from './asked-alone.ts';
export {
  CURRENT_SEMANTICS,
  DecisionError,
  type DecisionErrorCode,
  decide,
  isRefused,
  KNOWN_SEMANTICS,
} from './decide.ts';
export { decideAgain } from './decide-again.ts';
export { elevationFor } from './elevations.ts';
export { CANARY_DRAWS, hasCanary, modeOf } from './mode.ts';
export { diffPolicies } from './policy-diff/diff-policies.ts';
export type * from './policy-diff/types.ts';
export { audienceOf, highestRisk, type IndexedClient, indexOf, type PolicyIndex } from './policy-index.ts';
export {
  type ExpectedPolicy,
  type FormerExpectation,
  formerExpectations,
} from './policy-tests/former-expectations.ts';
export { type ParsedPolicyTests, type PlacedExpectation, parsePolicyTests } from './policy-tests/parse-policy-tests.ts';
export { runPolicyTests } from './policy-tests/run-policy-tests.ts';
export { policyTestFile, policyTestSchema } from './policy-tests/schema.ts';
export type * from './policy-tests/types.ts';
export { hasEnded, mayHold } from './scope-algebra.ts';
export type * from './types.ts';
