export { type ActivePolicy, type CurrentPolicy, followActivePolicy } from './active-policy.ts';
export { indexAlerts } from './alerts.ts';
export { type DecisionOutcome, outcomeOf, outcomesOf } from './decision-outcome.ts';
export { indexReferences, referencesOf } from './references.ts';
export { readPolicy } from './stored-policy.ts';
export { timelineOf } from './timeline.ts';
