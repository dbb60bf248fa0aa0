/**
 * - `folder_unreadable`: the policy folder isn't there or can't be read
 * - `git_unavailable`: there is no `git` to ask, or the folder is in no repository
 * - `revision_refused`: what was given is no plain name of a revision
 * - `revision_unknown`: the repository has no such revision
 * - `revision_without_policy`: at that revision there was no policy in the folder
 */
export type PolicyFolderErrorCode =
  | 'folder_unreadable'
  | 'git_unavailable'
  | 'revision_refused'
  | 'revision_unknown'
  | 'revision_without_policy';

/** The files of a policy can't be read. */
export class PolicyFolderError extends Error {
  readonly code: PolicyFolderErrorCode;

  constructor(code: PolicyFolderErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PolicyFolderError';
    this.code = code;
  }
}
