import {
  followLogKeys,
  formatLogKeyChanges,
  ProofError,
  parseLogKeyChanges,
  type VerifierKey,
} from '../../proof/index.ts';
import { malformed } from './evidence-error.ts';
import { LIMITS, LOG_KEYS_FILE } from './layout.ts';
import type { PackageFiles } from './package-files.ts';

/**
 * The log's keys, from those that are trusted to all that the package's changes of keys lead to.
 *
 * @throws EvidenceError `package_malformed`; ProofError `unverifiable_here`
 */
export async function packageKeys(
  files: PackageFiles,
  names: readonly string[],
  trusted: readonly VerifierKey[],
): Promise<readonly VerifierKey[]> {
  if (!names.includes(LOG_KEYS_FILE)) return trusted;
  const text = Buffer.from(await files.read(LOG_KEYS_FILE, LIMITS.smallFileBytes)).toString();
  try {
    const changes = parseLogKeyChanges(text);
    if (changes.length === 0 || formatLogKeyChanges(changes) !== text)
      throw malformed(LOG_KEYS_FILE, 'is not canonical JSON in lines');
    return followLogKeys(trusted, changes);
  } catch (error) {
    if (!(error instanceof ProofError) || error.code === 'unverifiable_here') throw error;
    throw malformed(LOG_KEYS_FILE, `leads to no keys: ${error.message}`);
  }
}
