import { readPolicyFolder } from '../policy-folder/index.ts';
import { activateFiles, type FilesActivationRequest, type PolicyFilesActivation } from './activate-files.ts';

/**
 * Makes what is in a folder now the active policy, as `activateFiles` does.
 *
 * @throws LedgerError
 */
export function activateFolder(
  request: FilesActivationRequest & { readonly folder: string },
): Promise<PolicyFilesActivation> {
  const { folder } = request;
  return activateFiles(request, async () => ({ files: await readPolicyFolder(folder), place: folder, origin: null }));
}
