import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../../src/app/index.ts';

const SECRET_BYTES = 32;

/** The secret that notifier and receiver share (`whsec_…`), made up on first start and kept in the folder, 0600. */
export function openAlertSecret(folder: string): string {
  const file = join(folder, 'webhook.secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  replaceFile(file, `${secret}\n`);
  return secret;
}
