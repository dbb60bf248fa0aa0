export type { FilesActivationRequest, PolicyFilesActivation } from './activate-files.ts';
export { activateFolder } from './activate-folder.ts';
export { type ActivationRequest, activatePolicy } from './activate-policy.ts';
export { activateRevision, type RevisionActivationRequest } from './activate-revision.ts';
export { ActivationError, type ActivationErrorCode } from './activation-error.ts';
export { newestActivation } from './earlier-activations.ts';
export { readGivenApprovals } from './given-approvals.ts';
export { type GivenApproval, giveApproval, ownAttestor, type Proposal, readProposal } from './proposal.ts';
export { type PolicyOrigin, recordRefusal } from './record-refusal.ts';
