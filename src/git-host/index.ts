export { GitHostError, type GitHostErrorCode } from './git-host-error.ts';
export { readPullRequest } from './github.ts';
export { readMergeRequest } from './gitlab.ts';
export type * from './types.ts';
