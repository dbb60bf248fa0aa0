export { AccessError, type AccessErrorCode } from './access-error.ts';
export {
  type ApprovalProof,
  approvalProblem,
  approveElevation,
  type ElevationAnswer,
  type ElevationReview,
  refuseElevation,
  reviewElevation,
  reviewProblem,
} from './answer-elevation.ts';
export { type ElevationKeeper, endElevation, keepElevations } from './end-elevations.ts';
export { readElevations } from './read-elevations.ts';
export { type ElevationRequest, knownElevation, MAX_OF_CLIENT, requestElevation } from './request-elevation.ts';
