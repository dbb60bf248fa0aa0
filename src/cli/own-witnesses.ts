import { existsSync, statSync } from 'node:fs';
import { dataDirectoryAt } from '../app/index.ts';
import type { CliContext } from './command.ts';
import { dataDirectoryOf, type LedgerLocation } from './open-ledger.ts';

/**
 * What `--witness` gave; else the witnesses that the configuration names, which the sequencer leaves beside the log's key, where that is
 * the key that is taken, too.
 */
export function ownWitnesses(
  context: CliContext,
  options: LedgerLocation & { readonly key?: readonly string[]; readonly witness?: readonly string[] },
): readonly string[] {
  if (options.witness !== undefined) return options.witness;
  const { witnessKeys } = dataDirectoryAt(dataDirectoryOf(context, options));
  return options.key === undefined && existsSync(witnessKeys) && statSync(witnessKeys).size > 0 ? [witnessKeys] : [];
}
