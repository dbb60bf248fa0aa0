export { type ActivationRequest, activatePolicy } from './activate-policy.ts';
export { ActivationError, type ActivationErrorCode } from './activation-error.ts';
export { readPolicyFolder } from './policy-folder.ts';
