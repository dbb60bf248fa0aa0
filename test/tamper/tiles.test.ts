import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verifyOneEntry, verifyTiledLog, type WantedWitnesses } from '../../src/entries/index.ts';
import {
  cosignCheckpoint,
  ed25519Cosigner,
  ed25519Signer,
  formatCheckpoint,
  formatEntryTile,
  parseCheckpoint,
  parseNote,
  signNote,
  type VerifierKey,
} from '../../src/proof/index.ts';
import { filesOf, honestLog, keyOf, type LogFiles, NAMES_BLOB, rewrittenLog, TEST_ORIGIN } from './tampered-log.ts';

/** Entry that is changed. */
const CHANGED = 42;
const log = honestLog();
const keys: readonly VerifierKey[] = [log.signer.key];
const bytesOf = ({ entries } = log): Uint8Array[] => entries.map(({ bytes }) => bytes);
const honest = filesOf(bytesOf(), log.blobs, log.signer);
const stranger = ed25519Signer('stranger.example', keyOf('stranger'));
const BLOB = `blob/${[...log.blobs.keys()][0]?.replace(':', '/')}`;

const faultsOf = async (files: LogFiles, more: { witnesses?: WantedWitnesses; trusted?: string } = {}) => {
  const { faults } = await verifyTiledLog({ read: async (path) => files.get(path) ?? null, keys, ...more });
  return faults.map(({ index, what }) => `${index ?? 'ledger'}: ${what}`);
};
const withFile = (path: string, change: (bytes: Buffer) => Uint8Array | null): LogFiles => {
  const files = new Map(honest);
  const bytes = change(Buffer.from(honest.get(path) as Uint8Array));
  if (bytes === null) files.delete(path);
  else files.set(path, bytes);
  return files;
};
const flipped = (at: number) => (bytes: Buffer) => bytes.fill((bytes[at] as number) ^ 1, at, at + 1);
const replaced = (from: string, to: string) => (bytes: Buffer) => Buffer.from(bytes.toString().replace(from, to));
const said = (index: number, from: string, to: string): Uint8Array[] =>
  bytesOf().map((bytes, at) => (at === index ? replaced(from, to)(Buffer.from(bytes)) : bytes));
/** Entries alone; the hashes, and so the checkpoint, are the honest ones. */
const entriesOnly = (entries: Uint8Array[]): LogFiles =>
  withFile('tile/entries/000', () => formatEntryTile(entries.slice(0, 256)));
/** All that can be computed is; the checkpoint is signed by the log's own key. */
const resigned = (entries: Uint8Array[]): LogFiles => filesOf(entries, log.blobs, log.signer);
const note = Buffer.from(honest.get('checkpoint') as Uint8Array).toString();
const checkpoint = parseCheckpoint(parseNote(note).text);
const signedAnew = (changes: object): LogFiles =>
  withFile('checkpoint', () => Buffer.from(signNote(formatCheckpoint({ ...checkpoint, ...changes }), log.signer)));
const body = (text: string): LogFiles => withFile('checkpoint', () => Buffer.from(text));

const HASHED = '42: its bytes are not those that were hashed in tile/0/000: one of the two was changed';
const SIGNED = '42: the signature of issuer-guard-1 does not hold: it was changed';

const CHANGES: readonly (readonly [title: string, files: LogFiles, faults: readonly string[]])[] = [
  ['nothing', honest, []],
  [
    'what an entry says',
    entriesOnly(said(CHANGED, 'nightly-report', 'nightly-repork')),
    [
      HASHED,
      SIGNED,
      'ledger: hash 0 of tile/1/000.p/1 is not that of what stands below it',
      'ledger: checkpoint is of another history: the first 300 entries are not those that were signed',
      'ledger: the 300 entries lead to another root than the checkpoint: at least one was changed',
    ],
  ],
  [
    'what an entry says, with its hash, by the log’s own key',
    resigned(said(CHANGED, 'nightly-report', 'nightly-repork')),
    [SIGNED],
  ],
  [
    'when an entry was written',
    resigned(said(CHANGED, '"time":"2026-11-01T00:00:4', '"time":"2026-11-01T00:00:3')),
    [SIGNED],
  ],
  [
    'who wrote an entry',
    resigned(said(CHANGED, '"writer":"issuer-guard-1"', '"writer":"issuer-guard-2"')),
    [
      '42: is number 41 of issuer-guard-2, and number 1 should come next',
      '42: is of the writer issuer-guard-2, which is not registered',
      '43: is number 42 of issuer-guard-1, and number 41 should come next',
    ],
  ],
  [
    'what kind an entry is of',
    resigned(said(CHANGED, '"kind":"decision.made"', '"kind":"token.withheld"')),
    [SIGNED, '42: token.withheld: clientId: is missing: expected a text'],
  ],
  ['the version of an entry’s kind', resigned(said(CHANGED, '"kindVersion":1', '"kindVersion":2')), [SIGNED]],
  ['the signature of an entry', resigned(said(CHANGED, '"signature":"', '"signature":"AAAA')), [SIGNED]],
  [
    'the spelling of an entry',
    resigned(said(CHANGED, '{', '{ ')),
    [
      '42: not an entry: it is not canonical JSON',
      '43: is number 42 of issuer-guard-1, and number 41 should come next',
    ],
  ],
  [
    'two entries that changed places',
    resigned(
      bytesOf()
        .with(42, log.entries[43]?.bytes as Uint8Array)
        .with(43, log.entries[42]?.bytes as Uint8Array),
    ),
    [
      '42: is number 42 of issuer-guard-1, and number 41 should come next',
      '43: is number 41 of issuer-guard-1, and number 43 should come next',
      '44: is number 43 of issuer-guard-1, and number 42 should come next',
    ],
  ],
  ['the last entry, taken out', resigned(bytesOf().slice(0, -1)), []],
  [
    'an entry in the middle, taken out',
    resigned(bytesOf().toSpliced(CHANGED, 1)),
    ['42: is number 42 of issuer-guard-1, and number 41 should come next'],
  ],
  [
    'an entry that stands twice',
    resigned(bytesOf().toSpliced(CHANGED, 0, log.entries[CHANGED]?.bytes as Uint8Array)),
    ['43: is number 41 of issuer-guard-1, and number 42 should come next'],
  ],
  ['a hash of an entry', withFile('tile/0/000', flipped(42 * 32)), [HASHED]],
  [
    'a hash above',
    withFile('tile/1/000.p/1', flipped(0)),
    ['ledger: hash 0 of tile/1/000.p/1 is not that of what stands below it'],
  ],
  [
    'a tile that is cut',
    withFile('tile/0/001.p/44', (bytes) => bytes.subarray(0, -1)),
    ['ledger: tile/0/001.p/44 is not that tile: 44 hashes are 1408 bytes, not 1407'],
  ],
  [
    'a tile of entries that is longer',
    withFile('tile/entries/001.p/44', (bytes) => Buffer.concat([bytes, bytes])),
    ['ledger: tile/entries/001.p/44 is not that tile: 40304 bytes stand behind it'],
  ],
  ['a tile that is missing', withFile('tile/0/000', () => null), ['ledger: tile/0/000 is missing']],
  [
    'a tile of entries that is missing',
    withFile('tile/entries/001.p/44', () => null),
    ['ledger: tile/entries/001.p/44 is missing'],
  ],
  ['a blob', withFile(BLOB, flipped(0)), [`7: names the blob ${[...log.blobs.keys()][0]}, whose bytes were changed`]],
  [
    'a blob that is missing',
    withFile(BLOB, () => null),
    [`7: names the blob ${[...log.blobs.keys()][0]}, which is missing`],
  ],
  ['the checkpoint, missing', withFile('checkpoint', () => null), ['ledger: checkpoint is missing']],
  [
    'the size in the checkpoint',
    body(note.replace('\n300\n', '\n299\n')),
    ['ledger: checkpoint does not hold: the signature of ledger.test/ambit does not hold'],
  ],
  [
    'the size in the checkpoint, signed',
    signedAnew({ size: 299 }),
    ['ledger: tile/0/001.p/43 is missing', 'ledger: tile/entries/001.p/43 is missing'],
  ],
  [
    'a larger size in the checkpoint, signed',
    signedAnew({ size: 301 }),
    ['ledger: tile/0/001.p/45 is missing', 'ledger: tile/entries/001.p/45 is missing'],
  ],
  [
    'the root in the checkpoint, signed',
    signedAnew({ root: new Uint8Array(32) }),
    [
      'ledger: checkpoint is of another history: the first 300 entries are not those that were signed',
      'ledger: the 300 entries lead to another root than the checkpoint: at least one was changed',
    ],
  ],
  [
    'the origin in the checkpoint',
    body(note.replace(`${TEST_ORIGIN}\n`, 'ledger.test/other\n')),
    ['ledger: checkpoint does not hold: none of the given keys signed it as the log’s own'],
  ],
  [
    'the origin in the checkpoint, signed',
    signedAnew({ origin: 'ledger.test/other' }),
    ['ledger: checkpoint does not hold: none of the given keys signed it as the log’s own'],
  ],
  [
    'the signature of the checkpoint',
    body(note.replace(/(— \S+ )(\S{8})/, '$1AAAAAAAA')),
    ['ledger: checkpoint does not hold: none of the given keys signed it as the log’s own'],
  ],
  [
    'an extension line',
    body(note.replace('\n\n', '\nmore\n\n')),
    ['ledger: checkpoint does not hold: a checkpoint has three lines: origin, size, root'],
  ],
  [
    'an extension line, signed',
    body(signNote(`${parseNote(note).text}more\n`, log.signer)),
    ['ledger: checkpoint does not hold: a checkpoint has three lines: origin, size, root'],
  ],
  [
    'a leading zero in the size, signed',
    body(signNote(parseNote(note).text.replace('300', '0300'), log.signer)),
    ['ledger: checkpoint does not hold: the size of a checkpoint is a decimal number'],
  ],
  [
    'a checkpoint of a stranger’s key',
    body(signNote(parseNote(note).text, stranger)),
    ['ledger: checkpoint does not hold: none of the given keys signed it as the log’s own'],
  ],
  [
    'a stranger’s signature beside the log’s',
    body(note + signNote(parseNote(note).text, stranger).split('\n\n')[1]),
    [],
  ],
  [
    'a stranger’s signature before the log’s',
    body(note.replace('\n\n', `\n\n${signNote(parseNote(note).text, stranger).split('\n\n')[1]}`)),
    [],
  ],
  ['the log’s signature twice', body(note + note.split('\n\n')[1]), []],
  [
    'the log’s signature, and one of its name that does not hold',
    body(`${note}${note.split('\n\n')[1]?.replace(/.{6}\n$/, 'AAAA==\n')}`),
    ['ledger: checkpoint does not hold: the signature of ledger.test/ambit does not hold'],
  ],
];

/** What its log finds nothing wrong with, for whoever signed it may sign it so: a log that is shorter, and signatures that mean nothing. */
const UNSEEN = [
  'nothing',
  'the last entry, taken out',
  'a stranger’s signature beside the log’s',
  'a stranger’s signature before the log’s',
  'the log’s signature twice',
];

describe('a log by its tiles says what was changed, and where', () => {
  for (const [title, files, faults] of CHANGES)
    test(title, async () => {
      assert.deepEqual(await faultsOf(files), faults);
      assert.equal(faults.length === 0, UNSEEN.includes(title));
    });
});

describe('a history that was rewritten by every key of the log', () => {
  const witness = ed25519Cosigner('witness.example', keyOf('witness'));
  const now = 1_793_520_000;
  const cosigned = cosignCheckpoint(note, witness, now);
  const witnesses: WantedWitnesses = { keys: [witness.key], needed: 1, now };
  const another = rewrittenLog(CHANGED);
  const rewritten = filesOf(bytesOf(another), another.blobs, another.signer);
  const cut = resigned(bytesOf().slice(0, -1));
  const published = (files: LogFiles): LogFiles =>
    new Map([
      ...files,
      ['newest-checkpoint', files.get('checkpoint') as Uint8Array],
      ['checkpoint', Buffer.from(cosigned)],
    ]);

  test('holds by itself: nothing but the outside can tell', async () => {
    assert.deepEqual(await faultsOf(rewritten), []);
    assert.deepEqual(await faultsOf(cut), []);
  });
  test('is no longer what a witness cosigned', async () => {
    assert.deepEqual(await faultsOf(published(honest), { witnesses }), []);
    assert.deepEqual(await faultsOf(published(rewritten), { witnesses }), [
      'ledger: checkpoint, which witness.example cosigned, is of another history: the first 300 entries are not those that were signed',
    ]);
    assert.deepEqual(await faultsOf(published(cut), { witnesses }), [
      'ledger: checkpoint, which witness.example cosigned, is of 300 entries, and the log has 299: it was cut',
    ]);
  });
  test('is no longer what somebody kept', async () => {
    assert.deepEqual(await faultsOf(rewritten, { trusted: note }), [
      'ledger: the given checkpoint is of another history: the first 300 entries are not those that were signed',
    ]);
    assert.deepEqual(await faultsOf(cut, { trusted: note }), [
      'ledger: the given checkpoint is of 300 entries, and the log has 299: it was cut',
    ]);
  });
  test('is no longer what was verified before', async () => {
    const read = (files: LogFiles) => async (path: string) => files.get(path) ?? null;
    const { verified: from } = await verifyTiledLog({ read: read(honest), keys });
    const { holds, faults } = await verifyTiledLog({ read: read(rewritten), keys, from });
    assert.equal(holds, false);
    assert.match(faults[0]?.what ?? '', /another (root|history)/);
    assert.match((await verifyTiledLog({ read: read(cut), keys, from })).faults[0]?.what ?? '', /it was cut/);
  });
  test('is told by a cosignature that was changed, too', async () => {
    const forged = cosigned.replace(/(— witness\.example \S{40})\S{4}/, '$1AAAA');
    assert.notEqual(forged, cosigned);
    const files = new Map([...honest, ['checkpoint', Buffer.from(forged)]]);
    assert.deepEqual(await faultsOf(files, { witnesses }), [
      'ledger: checkpoint does not hold: the cosignature of witness.example does not hold',
    ]);
  });
});

describe('one entry by its tiles', () => {
  const oneOf = async (files: LogFiles, index = CHANGED) => {
    const report = await verifyOneEntry({ read: async (path) => files.get(path) ?? null, keys, index });
    return typeof report === 'string'
      ? report
      : report.faults.map(({ index: at, what }) => `${at ?? 'ledger'}: ${what}`);
  };
  const NOT_IN_LOG = 'is not in the log whose 300 entries were signed: it or a hash beside it was changed';

  test('holds, whichever it is', async () => {
    for (const index of [0, 1, 2, NAMES_BLOB, CHANGED, 255, 256, 299]) assert.deepEqual(await oneOf(honest, index), []);
    assert.equal(await oneOf(honest, 300), 'the log has 300 entries, and none with the index 300');
  });
  for (const [title, files, faults, index = CHANGED] of [
    ['what it says', entriesOnly(said(CHANGED, 'nightly-report', 'nightly-repork')), [`42: ${NOT_IN_LOG}`, SIGNED]],
    ['what it says, by the log’s own key', resigned(said(CHANGED, 'nightly-report', 'nightly-repork')), [SIGNED]],
    [
      'its kind, by the log’s own key',
      resigned(said(CHANGED, '"kind":"decision.made"', '"kind":"token.withheld"')),
      [SIGNED, '42: token.withheld: clientId: is missing: expected a text'],
    ],
    [
      'the registration of its writer',
      entriesOnly(said(1, '"publicKey":"', '"publicKey":"AAAA')),
      [
        `1: ${NOT_IN_LOG}`,
        '1: the signature of log does not hold: it was changed',
        '42: is of the writer issuer-guard-1, which is not registered',
      ],
    ],
    [
      'a hash beside it',
      withFile('tile/0/000', flipped(43 * 32)),
      [`42: ${NOT_IN_LOG}`, `0: ${NOT_IN_LOG}`, `1: ${NOT_IN_LOG}`],
    ],
    [
      'a blob that it names',
      withFile(BLOB, flipped(0)),
      [`7: names the blob ${[...log.blobs.keys()][0]}, whose bytes were changed`],
      NAMES_BLOB,
    ],
    [
      'its tile, missing',
      withFile('tile/entries/000', () => null),
      ["42: can't be proven: tile/entries/000 is missing"],
    ],
    [
      'the checkpoint',
      body(note.replace('\n300\n', '\n299\n')),
      ['ledger: the checkpoint does not hold: the signature of ledger.test/ambit does not hold'],
    ],
  ] as const)
    test(`says what was changed: ${title}`, async () => {
      assert.deepEqual(await oneOf(files, index), faults);
    });
});
