import { itemsOf, membersOf, textOf } from './reading.ts';
import type { AlertRule } from './types.ts';
import { listed, showCommand } from './wording.ts';

const NAME = /^[\x21-\x7e]{1,256}$/;

/**
 * Too few witnesses cosigned the log within the time. Critical where one says that the log isn't the one that it cosigned: then somebody
 * rewrote it, cut it, or restored it from a backup.
 */
export const logUnwitnessed: AlertRule = {
  type: 'log.unwitnessed',
  kinds: ['checkpoint.uncosigned'],
  find({ id, entry: { body } }) {
    const { size, cosignedSize, needed, withinSeconds } = body;
    const witnesses = itemsOf(body['witnesses']).map(membersOf);
    const named = (outcome: string): string[] =>
      witnesses.flatMap(({ witness, outcome: own }) => {
        const name = textOf(witness) ?? '';
        return own === outcome && NAME.test(name) ? [name] : [];
      });
    const [refuted, failed] = [named('refuted'), named('failed')];
    const count = (value: unknown): string => (Number.isSafeInteger(value) ? String(value) : 'unknown');
    const isRefuted = refuted.length > 0;
    return {
      severity: isRefuted ? 'critical' : 'high',
      clientId: null,
      scopes: [],
      title: isRefuted ? 'A witness refutes the ledger' : 'The ledger is not witnessed in time',
      what: isRefuted
        ? `${listed(refuted)} cosigned another history of this log, or more of it than there is now.`
        : `${count(needed)} witnesses have to cosign the log within ${count(withinSeconds)} seconds, and too few did: it has ${count(size)} entries, and is witnessed as far as ${count(cosignedSize)}.${failed.length === 0 ? '' : ` ${listed(failed)} did not cosign.`}`,
      why: isRefuted
        ? 'A witness remembers what the log signed before. Either it is wrong, or what the log said then was changed: rewritten by somebody who has its keys, cut, or restored from an old backup.'
        : 'What is written meanwhile could be rewritten unseen by whoever holds the keys of the log and its writers. Nothing else waits for it: tokens are decided and issued as ever.',
      whatToDo: isRefuted
        ? `Change nothing. Get the checkpoint that the witness publishes from whoever runs it, and run ambit ledger verify --trusted FILE, which says where the histories part. ${showCommand(id)} has the entry.`
        : `Ask whoever runs the witness whether it is up and reachable from the sequencer, whose log says why each did not cosign. It goes on by itself, and an entry says so. ${showCommand(id)} has the entry.`,
    };
  },
};
