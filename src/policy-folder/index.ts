export { fetchRef } from './fetch-ref.ts';
export { isTracked, type PlaceAtRevision, placeAtRevision } from './place-at-revision.ts';
export { PolicyFolderError, type PolicyFolderErrorCode } from './policy-folder-error.ts';
export { readPolicyFolder } from './read-policy-folder.ts';
export {
  mergeBaseOf,
  type PolicyRevision,
  type RepositoryPolicy,
  readCommit,
  readFileAtRevision,
  readPolicyRevision,
  readRepositoryPolicy,
} from './read-policy-revision.ts';
