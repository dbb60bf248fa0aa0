import type { Json } from '../proof/index.ts';
import type { AlertRule } from './types.ts';
import { showCommand } from './wording.ts';

/**
 * The database went back to a backup. Always critical: tokens that were revoked since are taken again, and whoever didn't expect it learns that
 * somebody had the database and the log's data directory.
 */
export const ledgerRestored: AlertRule = {
  type: 'ledger.restored',
  kinds: ['ledger.restored'],
  find: ({ id, entry }) => {
    const lost = countOf(entry.body['lostEntries']);
    const size = countOf(entry.body['size']);
    return {
      severity: 'critical',
      clientId: null,
      scopes: [],
      title: 'The ledger was restored from a backup',
      what: `The database was restored from a backup of ${size} entries; ${lost} later ones are lost.`,
      why: 'Tokens that were revoked and clients that were contained since the backup are taken again, and people whose records were erased are there again.',
      whatToDo: `Revoke, contain and erase again what came after the backup, and activate the policy of now. If nobody restored it, somebody else has the database and the data directory. ${showCommand(id)} has the entry.`,
    };
  },
};

function countOf(value: Json | undefined): string {
  return Number.isSafeInteger(value) ? String(value) : 'an unknown number of';
}
