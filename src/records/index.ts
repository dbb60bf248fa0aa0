export { type ActivePolicy, type CurrentPolicy, followActivePolicy } from './active-policy.ts';
export { type AdoptedUse, adoptedUses } from './adopted-uses.ts';
export { indexAlerts } from './alerts.ts';
export { type ClientActivity, clientActivity, type OperationUse } from './client-activity.ts';
export { type DecisionOutcome, outcomeOf, outcomesOf } from './decision-outcome.ts';
export { type IssuedToken, issuedTokens, type TokenFilter } from './issued-tokens.ts';
export { indexReferences, referencesOf } from './references.ts';
export {
  type Replay,
  type ReplayedProjection,
  type ReplayedTable,
  type ReplayOptions,
  replayProjections,
} from './replay.ts';
export { type Activity, activitySince, type ScopeUse, scopeUseOf } from './scope-use.ts';
export { readPolicy } from './stored-policy.ts';
export { timelineOf } from './timeline.ts';
