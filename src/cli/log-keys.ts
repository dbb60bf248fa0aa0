import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VerifierKey } from '../proof/index.ts';
import type { CliContext } from './command.ts';
import { dataDirectoryOf, type LedgerLocation } from './open-ledger.ts';
import { readLogKeys } from './verifier-keys.ts';

/** The log's keys that `--key` gave, else those of the data directory. */
export function ownLogKeys(
  context: CliContext,
  options: LedgerLocation & { readonly key?: readonly string[] },
): VerifierKey[] {
  const own = join(dataDirectoryOf(context, options), 'keys', 'log.pub');
  const given = options.key ?? (existsSync(own) ? [own] : []);
  if (given.length === 0)
    return context.fail(`No verifier key was given and ${own} is not there: give one with --key.`);
  return readLogKeys(context, '--key', given);
}
