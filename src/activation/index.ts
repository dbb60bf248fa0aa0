export { type ActivationRequest, activatePolicy, newestActivation } from './activate-policy.ts';
export { ActivationError, type ActivationErrorCode } from './activation-error.ts';
