import assert from 'node:assert/strict';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  ed25519ByWebCrypto,
  followLogKeys as followInBrowser,
  parseLogKeyChanges as parseInBrowser,
  parseVerifierKey as parseInBrowserKey,
} from '../verify/standalone.ts';
import {
  cosignCheckpoint,
  ed25519Signer,
  followLogKeys,
  formatCheckpoint,
  formatLogKeyChanges,
  formatVerifierKey,
  type KeyChangeCause,
  keyTextsOf,
  type LogKeyChange,
  mlDsa44Cosigner,
  openKeptCheckpoint,
  openSignedCheckpoint,
  ProofError,
  parseLogKeyChanges,
  type Signer,
  signLogKeyChange,
  signNote,
} from './index.ts';

const ORIGIN = 'log.example/acme';

function generation(): readonly [Signer, Signer] {
  return [
    ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey),
    mlDsa44Cosigner(ORIGIN, generateKeyPairSync('ml-dsa-44').privateKey),
  ];
}

const [one, two, three] = [generation(), generation(), generation()];

function change(
  place: number,
  index: number,
  from: readonly Signer[],
  to: readonly Signer[],
  cause: KeyChangeCause = 'routine',
  signers: readonly Signer[] = cause === 'routine' ? [...to, ...from] : to,
): LogKeyChange {
  const former = keyTextsOf(from);
  return signLogKeyChange({ origin: ORIGIN, generation: place, index, cause, keys: keyTextsOf(to), former }, signers);
}

function checkpoint(size: number, [signer, cosigner]: readonly [Signer, Signer]): string {
  const text = formatCheckpoint({ origin: ORIGIN, size, root: new Uint8Array(32) });
  return cosignCheckpoint(signNote(text, signer), cosigner, 1_800_000_000);
}

const keysOf = (signers: readonly Signer[]) => signers.map(({ key }) => key);
const withCode = (code: string) => (error: unknown) => error instanceof ProofError && error.code === code;
const both = [change(2, 10, one, two), change(3, 20, two, three)];

describe('the keys of a log', () => {
  test('are followed from the first to the newest, and back, each for its checkpoints', () => {
    for (const trusted of [one, two, three]) {
      const keys = followLogKeys(keysOf(trusted), both);
      assert.deepEqual(
        keys.map(({ id, term }) => [id, term?.from, term?.until]),
        [
          ...keysOf(one).map(({ id }) => [id, 0, 10]),
          ...keysOf(two).map(({ id }) => [id, 11, 20]),
          ...keysOf(three).map(({ id }) => [id, 21, null]),
        ],
      );
      for (const [size, signers] of [
        [10, one],
        [11, two],
        [20, two],
        [21, three],
      ] as const)
        assert.equal(openSignedCheckpoint(checkpoint(size, signers), { log: keys }).checkpoint.size, size);
      for (const [size, signers] of [
        [11, one],
        [10, two],
        [21, two],
        [20, three],
      ] as const)
        assert.throws(
          () => openSignedCheckpoint(checkpoint(size, signers), { log: keys }),
          (error) => withCode('no_known_signature')(error) && /which did, signs/.test((error as Error).message),
        );
    }
  });

  test('are followed by one kind of key alone where no other is trusted', () => {
    for (const type of [0, 1] as const) {
      const keys = followLogKeys([one[type].key], both);
      assert.deepEqual(
        keys.map(({ id }) => id),
        [one, two, three].map((each) => each[type].key.id),
      );
    }
  });

  test('come back as they are where no change names them', () => {
    const [stranger] = generation();
    assert.deepEqual(
      followLogKeys([stranger.key], both).map(({ id }) => id),
      [stranger.key.id],
    );
    assert.deepEqual(followLogKeys(keysOf(one), []), keysOf(one));
    assert.deepEqual(followLogKeys([], both), []);
  });

  test('are the same when they are followed a second time', () => {
    const keys = followLogKeys(keysOf(one), both);
    assert.deepEqual(followLogKeys(keys, both), keys);
  });

  test('lead nowhere from those that were replaced by force, and back from the new ones', () => {
    for (const cause of ['lost', 'compromised'] as const) {
      const changes = [change(2, 10, one, two, cause)];
      assert.deepEqual(
        followLogKeys(keysOf(one), changes).map(({ id }) => id),
        keysOf(one).map(({ id }) => id),
      );
      const keys = followLogKeys(keysOf(two), changes);
      assert.equal(keys.length, 4);
      const former = checkpoint(10, one);
      assert.equal(openKeptCheckpoint(former, keys).size, 10);
      if (cause === 'lost') assert.equal(openSignedCheckpoint(former, { log: keys }).checkpoint.size, 10);
      else assert.throws(() => openSignedCheckpoint(former, { log: keys }), /given up as compromised/);
      assert.throws(() => openKeptCheckpoint(checkpoint(11, one), keys), withCode('no_known_signature'));
    }
  });

  test('are not followed by a change that somebody forged', () => {
    const [mine, foreign] = [change(2, 10, one, two), generation()];
    const forged: LogKeyChange[] = [
      change(2, 10, one, foreign, 'routine', foreign),
      change(2, 10, one, two, 'routine', [...one, two[0]]),
      { ...mine, keys: keyTextsOf(foreign) },
      { ...mine, index: 11 },
      { ...mine, cause: 'lost' },
      { ...mine, former: keyTextsOf(foreign) },
      { ...mine, signatures: mine.signatures.slice(1) },
    ];
    for (const each of forged)
      assert.throws(
        () => followLogKeys([...keysOf(two), ...keysOf(foreign), ...keysOf(one)], [each]),
        withCode('bad_signature'),
      );
  });

  test('have changes that follow one another', () => {
    const trusted = keysOf(one);
    const [first] = both as [LogKeyChange];
    for (const second of [change(4, 20, two, three), change(3, 10, two, three), change(3, 20, one, three), first])
      assert.throws(() => followLogKeys(trusted, [first, second]), withCode('malformed_key'));
    const foreign = ed25519Signer('log.example/other', generateKeyPairSync('ed25519').privateKey);
    assert.throws(() => followLogKeys(trusted, [change(2, 10, one, [foreign])]), withCode('malformed_key'));
  });

  test('are read as they were written, and nothing else is', () => {
    const text = formatLogKeyChanges(both);
    assert.deepEqual(parseLogKeyChanges(text), both);
    assert.ok(
      text.split('\n').every((line) => line.length < 14_000),
      'each fits into an entry',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        try {
          parseLogKeyChanges(line);
        } catch (error) {
          assert.ok(withCode('malformed_key')(error));
        }
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(both[0] ?? {})), fc.jsonValue(), (member, value) => {
        try {
          followLogKeys(keysOf(one), parseLogKeyChanges(JSON.stringify({ ...both[0], [member]: value })));
        } catch (error) {
          assert.ok(error instanceof ProofError, String(error));
        }
      }),
    );
  });

  test('are followed in a browser by the same rules', async () => {
    const key = parseInBrowserKey(formatVerifierKey(one[0].key));
    const verify = ed25519ByWebCrypto(webcrypto.subtle);
    const keys = await followInBrowser([key], parseInBrowser(formatLogKeyChanges(both)), verify);
    assert.deepEqual(
      keys.map(({ id, term }) => [id, term?.until]),
      [
        [one[0].key.id, 10],
        [two[0].key.id, 20],
        [three[0].key.id, null],
      ],
    );
    const forged = [{ ...(both[0] as LogKeyChange), index: 9 }];
    await assert.rejects(followInBrowser([key], forged, verify), { code: 'bad_signature' });
  });
});
