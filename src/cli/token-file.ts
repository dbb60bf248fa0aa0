import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CliContext } from './command.ts';

/** The token in the file that `--token-file` named; null where it named none. */
export function readTokenFile(context: CliContext, file: string | undefined): string | null {
  if (file === undefined) return null;
  const path = resolve(context.cwd, file);
  const token = existsSync(path) ? readFileSync(path, 'utf8').trim() : context.fail(`The file ${path} is not there.`);
  return /^[\x21-\x7e]{16,}$/.test(token)
    ? token
    : context.fail(`${path} holds no token: one line of 16 characters or more, without spaces.`);
}
