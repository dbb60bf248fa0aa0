import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  followLogKeys,
  LOG_KEY_TYPES,
  ProofError,
  parseLogKeyChanges,
  parseVerifierKey,
  type VerifierKey,
  WITNESS_KEY_TYPES,
} from '../proof/index.ts';
import type { CliContext } from './command.ts';

const MAX_SHOWN = 80;
const MAX_PATH = 1000;

/**
 * The verifier keys of a log that an option gave, as text or in files, of which each may hold several, a line each; and all that the log's
 * changes of keys lead to from there, where a file of those is among what was given.
 */
export function readLogKeys(context: CliContext, option: string, given: readonly string[]): readonly VerifierKey[] {
  const isChanges = (one: string): boolean => textOf(context, option, one).text.startsWith('{');
  const keys = readKeys(
    context,
    option,
    given.filter((one) => !isChanges(one)),
    LOG_KEY_TYPES,
  );
  const files = given.filter(isChanges);
  if (files.length === 0) return keys;
  if (keys.length === 0)
    return context.fail(`${option} gave changes of a log's keys and no key to follow them from: give one beside them.`);
  try {
    return followLogKeys(
      keys,
      files.flatMap((one) => parseLogKeyChanges(textOf(context, option, one).text)),
    );
  } catch (cause) {
    if (!(cause instanceof ProofError)) throw cause;
    return context.fail(`${option} ${files[0]} can't be followed: ${cause.message}.`, { cause });
  }
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
    const { text, shown } = textOf(context, option, key);
    try {
      return text.split('\n').map((line) => parseVerifierKey(line, types));
    } catch (cause) {
      if (!(cause instanceof ProofError)) throw cause;
      return context.fail(`${option} ${shown} is neither a file nor a verifier key: ${cause.message}.`, { cause });
    }
  });
}

/** What an option gave, or what the file holds that it named. */
function textOf(context: CliContext, option: string, key: string): { readonly text: string; readonly shown: string } {
  const path = resolve(context.cwd, key);
  const shown = key.length > MAX_SHOWN ? `${key.slice(0, MAX_SHOWN)}…` : key;
  // A key of ML-DSA-44 is longer than any name of a file.
  const isFile = key.length <= MAX_PATH && existsSync(path);
  if (isFile && statSync(path).isDirectory())
    return context.fail(`${option} ${shown} is a folder: name the file in it that holds the verifier key.`);
  return { text: (isFile ? readFileSync(path, 'utf8') : key).trim(), shown };
}

/** The checkpoint in a file that an option named. */
export function readCheckpointFile(context: CliContext, file: string): string {
  const path = resolve(context.cwd, file);
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
    return context.fail(`The checkpoint ${path} is not there.`);
  return readFileSync(path, 'utf8');
}
