import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { PolicyFileText } from '../policy/index.ts';
import { PolicyFolderError } from './policy-folder-error.ts';

const POLICY_FILE = /\.(ya?ml|note|approval|approval\.sig)$/;

/** Whether a file of this name is one of a policy folder. */
export function isPolicyFile(path: string): boolean {
  return POLICY_FILE.test(path);
}

/**
 * Reads the files of a policy folder and the folders in it: `*.yaml`, `*.yml` and approvals (`*.note`, `*.approval` with
 * `*.approval.sig`). Expectations (`*.test.yaml`) are among
 * them, and are no definitions: `compilePolicy` leaves them out. Links are not followed, so
 * that what is reviewed in Git is what is read.
 *
 * @param shownFrom the folder that paths in diagnostics are relative to
 * @throws PolicyFolderError `folder_unreadable`
 */
export async function readPolicyFolder(folder: string, shownFrom = process.cwd()): Promise<PolicyFileText[]> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = found
      .filter((one) => one.isFile() && isPolicyFile(one.name))
      .map((one) => join(one.parentPath, one.name));
    return await Promise.all(
      paths
        .sort()
        .map(async (path) => ({ path: relative(shownFrom, path) || path, text: await readFile(path, 'utf8') })),
    );
  } catch (error) {
    throw new PolicyFolderError(
      'folder_unreadable',
      `The policy folder ${folder} can't be read (${(error as NodeJS.ErrnoException).code ?? error}): name the folder that holds your policy.`,
      error,
    );
  }
}
