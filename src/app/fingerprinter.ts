import { createFingerprinter, type Fingerprinter } from '../tokens/index.ts';
import type { DataDirectory } from './data-directory.ts';
import { secretKey } from './keys.ts';

/** Stands before each fingerprint, so that those of another key would be told apart. */
const KEY_ID = 'f1';

/**
 * The fingerprinter of a data directory: every guard and command that uses it knows a token by the same fingerprint.
 *
 * @throws AppError `data_unusable`
 */
export function fingerprinterOf(directory: DataDirectory): Fingerprinter {
  return createFingerprinter({ keyId: KEY_ID, key: secretKey(directory, 'fingerprint') });
}
