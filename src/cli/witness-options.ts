import { type Command, InvalidArgumentError } from 'commander';
import { canBeEnough, type WantedWitnesses, type WitnessReport } from '../entries/index.ts';
import { outsideWitnesses, ProofError, type VerifierKey } from '../proof/index.ts';
import { type CliContext, collect } from './command.ts';
import { readWitnessKeys } from './verifier-keys.ts';

/** What commands take that verify a log. */
export interface WitnessOptions {
  readonly witness?: readonly string[];
  readonly witnessesNeeded?: number;
}

/** `--witness` and `--witnesses-needed`. */
export function addWitnessOptions(command: Command): Command {
  return command
    .option(
      '--witness <key>',
      'a witness’s verifier key, as text or as a file (its witness.pub); again for another witness or another of its keys',
      collect,
    )
    .option('--witnesses-needed <number>', 'how many witnesses have to have cosigned it (default: 1)', positiveNumber);
}

/**
 * The witnesses that were asked for, of the given keys; null where there are none.
 *
 * @param given as `--witness` has it
 */
export function wantedOf(
  context: CliContext,
  given: readonly string[],
  { witnessesNeeded }: WitnessOptions,
  logKeys: readonly VerifierKey[],
): WantedWitnesses | null {
  const needed = witnessesNeeded ?? 1;
  const keys = witnessesOf(context, given, logKeys);
  if (keys.length === 0 && witnessesNeeded === undefined) return null;
  if (!canBeEnough({ keys, needed }))
    return context.fail(
      `--witnesses-needed ${needed} is more than the keys of witnesses that were given: give each with --witness.`,
    );
  return { keys, needed, now: Math.floor(Date.now() / 1000) };
}

/** Keys of outside witnesses, each of which counts once. */
function witnessesOf(
  context: CliContext,
  given: readonly string[],
  logKeys: readonly VerifierKey[],
): readonly VerifierKey[] {
  const keys = readWitnessKeys(context, '--witness', given);
  try {
    return outsideWitnesses(keys, logKeys);
  } catch (cause) {
    if (!(cause instanceof ProofError)) throw cause;
    return context.fail(`--witness can't be taken: ${cause.message}.`, { cause });
  }
}

/** Whether it was asked for witnesses, and fewer cosigned than are needed. */
export function notWitnessedEnough(
  { witness, witnessesNeeded }: WitnessOptions,
  witnessed: WitnessReport | null,
): boolean {
  return (witness !== undefined || witnessesNeeded !== undefined) && witnessed?.enough !== true;
}

function positiveNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number from 1 on.');
  return Number(text);
}
