import { readFileSync } from 'node:fs';
import { AppError } from './app-error.ts';
import type { SecretSource } from './configuration-schema.ts';

const MAX_SECRET_BYTES = 8192;

/**
 * Reads a secret from where the configuration says.
 *
 * @param what the setting, for the message
 * @throws AppError `secret_missing`
 */
export function readSecret(
  source: SecretSource,
  what: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if ('env' in source) {
    const value = env[source.env];
    if (!value)
      throw new AppError(
        'secret_missing',
        `${what} is to come from the environment variable ${source.env}, which is not set.`,
      );
    return value;
  }
  let value: string;
  try {
    value = readFileSync(source.file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new AppError(
      'secret_missing',
      `${what} is to come from the file ${source.file}, which cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      cause,
    );
  }
  if (value === '' || value.length > MAX_SECRET_BYTES)
    throw new AppError('secret_missing', `The file ${source.file} should hold ${what}, and holds nothing or too much.`);
  return value;
}
