/**
 * - `folder_unreadable`: the policy folder isn't there or can't be read
 * - `folder_too_large`: it has more files, or more in them, than any policy
 * - `file_unreadable`: a file of the policy can't be read
 * - `file_changed`: a file of the policy was written to while it was read
 * - `file_name_refused`: a file of the policy has a name that can't be shown
 * - `git_unavailable`: there is no `git` to ask, or the folder is in no repository
 * - `revision_refused`: what was given is no plain name of a revision
 * - `revision_unknown`: the repository has no such revision
 * - `fetch_failed`: what the remote repository has can't be fetched
 * - `revision_without_policy`: at that revision there was no policy in the folder
 */
export type PolicyFolderErrorCode =
  | 'folder_unreadable'
  | 'folder_too_large'
  | 'file_unreadable'
  | 'file_changed'
  | 'file_name_refused'
  | 'git_unavailable'
  | 'revision_refused'
  | 'revision_unknown'
  | 'fetch_failed'
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
