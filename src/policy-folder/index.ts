export { PolicyFolderError, type PolicyFolderErrorCode } from './policy-folder-error.ts';
export { readPolicyFolder } from './read-policy-folder.ts';
export { type PolicyRevision, readPolicyRevision } from './read-policy-revision.ts';
