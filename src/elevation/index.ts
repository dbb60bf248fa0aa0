export { bar, demandsOf, type ElevationDemands, isEnough, merged, teamsOf } from './approval-demands.ts';
export {
  ANSWER_SECONDS,
  askProblem,
  isEligibleStill,
  LONGEST_SECONDS,
  MAX_SCOPES,
  SHORTEST_SECONDS,
} from './asking.ts';
export { awaitsReview, createElevations, ELEVATION_KINDS, type Elevations, stateOf } from './elevations.ts';
export type * from './types.ts';
