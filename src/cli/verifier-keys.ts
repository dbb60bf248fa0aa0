import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProofError, parseVerifierKey, type VerifierKey } from '../proof/index.ts';
import type { CliContext } from './command.ts';

/** The verifier keys that `--key` gave, as text or in files. */
export function readVerifierKeys(context: CliContext, given: readonly string[]): VerifierKey[] {
  return given.map((key) => {
    const path = resolve(context.cwd, key);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      return context.fail(`--key ${key} is a folder: name the file in it that holds the verifier key.`);
    try {
      return parseVerifierKey((existsSync(path) ? readFileSync(path, 'utf8') : key).trim());
    } catch (cause) {
      if (!(cause instanceof ProofError)) throw cause;
      return context.fail(`--key ${key} is neither a file nor a verifier key: ${cause.message}.`, { cause });
    }
  });
}

/** The checkpoint in a file that an option named. */
export function readCheckpointFile(context: CliContext, file: string): string {
  const path = resolve(context.cwd, file);
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
    return context.fail(`The checkpoint ${path} is not there.`);
  return readFileSync(path, 'utf8');
}
