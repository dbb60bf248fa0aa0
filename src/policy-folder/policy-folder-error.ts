/** - `folder_unreadable`: the policy folder isn't there or can't be read */
export type PolicyFolderErrorCode = 'folder_unreadable';

/** The files of a policy can't be read. */
export class PolicyFolderError extends Error {
  readonly code: PolicyFolderErrorCode;

  constructor(code: PolicyFolderErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PolicyFolderError';
    this.code = code;
  }
}
