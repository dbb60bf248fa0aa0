import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { LOG_KEY_TYPES, ProofError, parseVerifierKey, type VerifierKey, WITNESS_KEY_TYPES } from '../proof/index.ts';
import type { CliContext } from './command.ts';

const MAX_SHOWN = 80;
const MAX_PATH = 1000;

/** The verifier keys of a log that an option gave, as text or in files, of which each may hold several, a line each. */
export function readLogKeys(context: CliContext, option: string, given: readonly string[]): VerifierKey[] {
  return readKeys(context, option, given, LOG_KEY_TYPES);
}

/** The same of witnesses. */
export function readWitnessKeys(context: CliContext, option: string, given: readonly string[]): VerifierKey[] {
  return readKeys(context, option, given, WITNESS_KEY_TYPES);
}

function readKeys(
  context: CliContext,
  option: string,
  given: readonly string[],
  types: readonly number[],
): VerifierKey[] {
  return given.flatMap((key) => {
    const path = resolve(context.cwd, key);
    const shown = key.length > MAX_SHOWN ? `${key.slice(0, MAX_SHOWN)}…` : key;
    // A key of ML-DSA-44 is longer than any name of a file.
    const isFile = key.length <= MAX_PATH && existsSync(path);
    if (isFile && statSync(path).isDirectory())
      return context.fail(`${option} ${shown} is a folder: name the file in it that holds the verifier key.`);
    try {
      const text = (isFile ? readFileSync(path, 'utf8') : key).trim();
      return text.split('\n').map((line) => parseVerifierKey(line, types));
    } catch (cause) {
      if (!(cause instanceof ProofError)) throw cause;
      return context.fail(`${option} ${shown} is neither a file nor a verifier key: ${cause.message}.`, { cause });
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
