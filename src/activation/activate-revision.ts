import { type RepositoryPolicy, readPolicyRevision, readRepositoryPolicy } from '../policy-folder/index.ts';
import { activateFiles, type FilesActivationRequest, type PolicyFilesActivation } from './activate-files.ts';

export interface RevisionActivationRequest extends FilesActivationRequest {
  /** Where the policy stands in its repository; or the folder in a check-out of it, absolute. */
  readonly from: RepositoryPolicy | string;
  /** A branch, tag or commit of that repository, or what finds one and throws PolicyFolderError. */
  readonly revision: string | (() => Promise<string>);
}

/**
 * Makes what a revision of a Git repository holds the active policy, as `activateFiles` does. The entry names the commit.
 *
 * @throws LedgerError
 */
export function activateRevision(request: RevisionActivationRequest): Promise<PolicyFilesActivation> {
  const { from, revision: asked } = request;
  return activateFiles(request, async () => {
    const revision = typeof asked === 'string' ? asked : await asked();
    const { commit, files } =
      typeof from === 'string' ? readPolicyRevision(from, revision) : readRepositoryPolicy(from, revision);
    return { files, place: `commit ${commit}`, origin: { commit, revision } };
  });
}
