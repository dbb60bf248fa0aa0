import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { VerifierKey } from '../proof/index.ts';
import type { CliContext } from './command.ts';
import { dataDirectoryOf, type LedgerLocation } from './open-ledger.ts';
import { readLogKeys } from './verifier-keys.ts';

/** The log's keys that `--key` gave, else those of the data directory. */
export function ownLogKeys(
  context: CliContext,
  options: LedgerLocation & { readonly key?: readonly string[] },
): readonly VerifierKey[] {
  const folder = join(dataDirectoryOf(context, options), 'keys');
  const own = join(folder, 'log.pub');
  // Beside the newest keys stands what leads to those of before.
  const changes = join(folder, 'log-keys.jsonl');
  const given = options.key ?? [own, changes].filter((file) => existsSync(file) && statSync(file).size > 0);
  if (given.length === 0)
    return context.fail(`No verifier key was given and ${own} is not there: give one with --key.`);
  return readLogKeys(context, '--key', given);
}
