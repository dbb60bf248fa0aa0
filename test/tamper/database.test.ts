import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databaseLog, registrationIn } from '../../src/cli/database-log.ts';
import { verifyOneEntry } from '../../src/entries/index.ts';
import { latestCheckpoint, putBlob, verifyLedger } from '../../src/ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../src/ledger/testing/temporary-ledger.ts';
import { cosignCheckpoint, ed25519Cosigner } from '../../src/proof/index.ts';
import { keyOf } from './tampered-log.ts';

const CHANGED = 5;
const TABLES = ['ledger_entries', 'ledger_head', 'ledger_tile_hashes', 'ledger_witnesses', 'blobs', 'writers'];
const text = (from: string, to: string): string =>
  `update ledger_entries set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '${from}', '${to}'), 'UTF8') where index = ${CHANGED}`;

const HASHED = '5: its bytes are not those that were hashed: it was changed';
const SIGNED = '5: the signature of guard-1 does not hold: it was changed';
const ID = '5: its id is not that of its content';
const HISTORY =
  'ledger: what is stored of the witness witness.example is of another history: the first 300 entries are not those that were signed';
const ROOT = 'ledger: the first 300 entries lead to another root than the newest checkpoint: at least one was changed';

describe('the ledger in its database says what was changed, and where', () => {
  let ledger: TemporaryLedger;
  let blob = '';
  before(async () => {
    ledger = await temporaryLedger();
    blob = await putBlob(ledger.store, Buffer.from('a policy'));
    const writer = await ledger.writer('guard-1');
    const drafts = Array.from({ length: 298 }, (_, place) =>
      draft(place === CHANGED - 2 ? { digests: { policy: blob } } : {}),
    );
    await writer.append({ drafts });
    await ledger.sequencer().settled();
    await ledger.sequencer().stop();
    await writer.close();
    const note = (await latestCheckpoint(ledger.store)) ?? '';
    const plain = `${note.split('\n\n')[0]}\n\n${note.split('\n\n')[1]?.split('\n')[0]}\n`;
    const cosigned = cosignCheckpoint(plain, ed25519Cosigner('witness.example', keyOf('witness')), 1_793_520_000);
    await ledger.store.pool.query(
      `insert into ledger_witnesses (origin, witness, size, checkpoint, time, problem) values ($1, $2, $3, $4, $5, '')`,
      ['ledger.test/ambit', 'witness.example', 300, cosigned, 1_793_520_000],
    );
  });
  after(() => ledger.close());

  /** Verifies after a change, whole and the changed entry alone, and takes the change back. */
  async function faultsAfter(change: string | null) {
    const { store, logSigner } = ledger;
    const { pool } = store;
    const keys = [logSigner.key];
    for (const table of TABLES) await pool.query(`create table kept_${table} as table ${table}`);
    try {
      if (change !== null) {
        const { rowCount } = await pool.query(change.replaceAll('$blob', blob));
        assert.ok((rowCount ?? 0) > 0, 'the change has to change something');
      }
      const { faults } = await verifyLedger({ store, keys });
      const one = await verifyOneEntry({
        ...{ read: databaseLog(store), keys, index: CHANGED },
        registrationOf: (writer) => registrationIn(store, writer),
      });
      return {
        whole: faults.map(({ index, what }) => `${index ?? 'ledger'}: ${what.replaceAll(blob, '<blob>')}`),
        aloneHolds: typeof one !== 'string' && one.holds,
      };
    } finally {
      for (const table of TABLES) {
        await pool.query(`delete from ${table}`);
        await pool.query(`insert into ${table} table kept_${table}`);
        await pool.query(`drop table kept_${table}`);
      }
    }
  }

  const CHANGES: readonly (readonly [
    title: string,
    change: string | null,
    faults: readonly string[],
    aloneHolds: boolean,
  ])[] = [
    ['nothing', null, [], true],
    ['what an entry says', text('nightly-report', 'nightly-repork'), [HASHED, SIGNED, ID, ROOT, HISTORY], false],
    ['when it was written', text('"time":"2', '"time":"3'), [HASHED, SIGNED, ID, ROOT, HISTORY], false],
    ['the signature of its writer', text('"signature":"', '"signature":"AAAA'), [HASHED, SIGNED, ROOT, HISTORY], false],
    [
      'its kind',
      text('"kind":"decision.made"', '"kind":"token.withheld"'),
      [
        HASHED,
        SIGNED,
        '5: token.withheld: clientId: is missing: expected a text',
        ID,
        '5: its column kind says decision.made, its content token.withheld',
        ROOT,
        HISTORY,
      ],
      false,
    ],
    [
      'its leaf hash',
      `update ledger_entries set leaf_hash = set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1) where index = ${CHANGED}`,
      [HASHED],
      false,
    ],
    [
      'a column beside it',
      `update ledger_entries set kind = 'token.issued' where index = ${CHANGED}`,
      ['5: its column kind says token.issued, its content decision.made'],
      true,
    ],
    [
      'an entry taken out of the middle',
      `delete from ledger_entries where index = ${CHANGED}`,
      ['5: is missing', '6: is number 5 of guard-1, and number 4 should come next', ROOT, HISTORY],
      false,
    ],
    [
      'the last entry taken out',
      'delete from ledger_entries where index = 299',
      [
        '299: is missing',
        'ledger: guard-1 was told that its entries up to number 298 are stored, and the log ends at 297: it was cut, or what waited was turned down',
      ],
      false,
    ],
    [
      'an entry put in behind',
      "insert into ledger_entries (index, id, leaf_hash, kind, writer, sequence, bytes) select 300, id || 'x', leaf_hash, kind, writer, sequence + 1000, bytes from ledger_entries where index = 299",
      ['300: stands beyond the end of the log (300)'],
      true,
    ],
    [
      'a blob',
      "update blobs set bytes = bytes || 'x' where digest = '$blob'",
      ['5: names the blob <blob>, whose bytes were changed'],
      false,
    ],
    [
      'a blob taken out',
      "delete from blobs where digest = '$blob'",
      ['5: names the blob <blob>, which is missing'],
      false,
    ],
    [
      'a hash of a tile',
      'update ledger_tile_hashes set hash = set_byte(hash, 0, get_byte(hash, 0) # 1)',
      ['ledger: hash 0 of level 1 of its tiles is not that of the entries'],
      true,
    ],
    [
      'the size in the head',
      'update ledger_head set size = 299',
      ['ledger: the head says 299 entries, the newest checkpoint 300'],
      false,
    ],
    [
      'the edge in the head',
      'update ledger_head set edge = set_byte(edge, 3, get_byte(edge, 3) # 1)',
      ['ledger: the stored edge of the tree is not that of the entries'],
      true,
    ],
    [
      'the checkpoint in the head',
      "update ledger_head set checkpoint = replace(checkpoint, E'\\n300\\n', E'\\n299\\n')",
      ['ledger: the newest checkpoint does not hold: the signature of ledger.test/ambit does not hold'],
      false,
    ],
    [
      'what a witness cosigned',
      "update ledger_witnesses set checkpoint = replace(checkpoint, E'\\n300\\n', E'\\n299\\n')",
      [
        'ledger: what is stored of the witness witness.example does not hold: the signature of ledger.test/ambit does not hold',
      ],
      true,
    ],
    [
      'the number that a writer was given last',
      "update writers set last_sequence = 1 where writer = 'guard-1'",
      ['ledger: the number that guard-1 was given last was set back: its entries go up to 298'],
      true,
    ],
  ];
  for (const [title, change, faults, aloneHolds] of CHANGES)
    test(title, async () => {
      assert.deepEqual(await faultsAfter(change), { whole: faults, aloneHolds });
    });
});
