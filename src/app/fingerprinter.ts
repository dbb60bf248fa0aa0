import { createHmac } from 'node:crypto';
import { createFingerprinter, type Fingerprinter } from '../tokens/index.ts';
import type { DataDirectory } from './data-directory.ts';
import { secretKey } from './keys.ts';

/**
 * The fingerprinter of a data directory: every guard and command that uses it knows a token by the same fingerprint. The key's id
 * is made of the key itself, so that the two can't be confused.
 *
 * @throws AppError `data_unusable`
 */
export function fingerprinterOf(directory: DataDirectory): Fingerprinter {
  const key = secretKey(directory, 'fingerprint');
  const keyId = createHmac('sha256', key).update('ambit/fingerprint-key-id/v1').digest('hex').slice(0, 8);
  return createFingerprinter({ keyId, key });
}
