export { activateFolder, type FolderActivation, type FolderActivationRequest } from './activate-folder.ts';
export { type ActivationRequest, activatePolicy } from './activate-policy.ts';
export { ActivationError, type ActivationErrorCode } from './activation-error.ts';
export { newestActivation } from './earlier-activations.ts';
