import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { keyOf, TEST_ORIGIN } from '../entries/testing/test-log.ts';
import {
  cosignCheckpoint,
  cosignNote,
  ed25519Signer,
  mlDsa44Cosigner,
  type Signer,
  type VerifierKey,
} from '../proof/index.ts';
import { DERIVED, LOG_KEYS_FILE, verifyEvidence } from './package/index.ts';
import { month } from './testing/month.ts';
import { packageFolder } from './testing/packages.ts';

const packages = packageFolder();
const { log } = month();
const early = log.checkpoint();
const second = ed25519Signer(TEST_ORIGIN, keyOf('second log key'));
const ml = (): Signer => mlDsa44Cosigner(TEST_ORIGIN, generateKeyPairSync('ml-dsa-44').privateKey);
const [firstMl, secondMl] = [ml(), ml()];
log.changeKeys([second, secondMl], [log.signer, firstMl]);
/** As the sequencer signs it while two generations do. */
const doubled = cosignCheckpoint(
  cosignCheckpoint(cosignNote(log.checkpoint(), log.signer), secondMl, 1_800_000_000),
  ...([firstMl, 1_800_000_000] as const),
);
const verify = (directory: string, ...keys: VerifierKey[]) => verifyEvidence({ directory, keys });

describe('evidence of a log that changed its keys', () => {
  after(() => packages.remove());

  test('verifies by any of them, and is the same for each', async () => {
    for (const checkpoint of [log.checkpoint(), doubled, early])
      for (const made of [log.signer.key, second.key]) {
        const { directory, report } = await packages.create(log, { checkpoint, keys: [made] });
        for (const key of [log.signer.key, second.key]) {
          const { holds, faults } = await verify(directory, key);
          assert.deepEqual([holds, faults], [true, []]);
        }
        const newest = checkpoint === early ? log.signer : second;
        assert.match(report.ledger.key, new RegExp(`\\+${newest.key.id.toString(16).padStart(8, '0')}$`));
      }
  });

  test('does not hold with changes of keys that were forged, or taken out', async () => {
    const { directory } = await packages.create(log, { checkpoint: log.checkpoint() });
    const file = join(directory, LOG_KEYS_FILE);
    const text = readFileSync(file, 'utf8');
    for (const forged of [text.replace('"index":', '"index":1'), ` ${text}`, '', 'none\n', `${text}${text}`]) {
      writeFileSync(file, forged);
      const { holds, faults } = await verify(directory, log.signer.key);
      assert.equal(holds, false);
      assert.ok(
        faults.some((fault) => fault.file === LOG_KEYS_FILE),
        JSON.stringify(faults),
      );
    }
    rmSync(file);
    assert.equal((await verify(directory, log.signer.key)).holds, false);
    writeFileSync(file, text);
    assert.equal((await verify(directory, log.signer.key)).holds, true);
    assert.match(readFileSync(join(directory, DERIVED.digests), 'utf8'), /log-keys\.jsonl/);
  });

  test('takes a checkpoint from elsewhere that another of the keys signed', async () => {
    const { directory } = await packages.create(log, { checkpoint: early });
    const { holds, end } = await verifyEvidence({ directory, keys: [second.key], checkpoint: early });
    assert.deepEqual([holds, end.compared], [true, true]);
  });

  test('is not made by a key that somebody else may have', async () => {
    const { log: other } = month();
    const before = other.checkpoint();
    other.changeKeys([second], [other.signer], 'compromised');
    const { directory } = await packages.create(other, { checkpoint: other.checkpoint(), keys: [second.key] });
    assert.equal((await verify(directory, second.key)).holds, true);
    assert.equal((await verify(directory, other.signer.key)).holds, false);
    await assert.rejects(packages.create(other, { checkpoint: before, keys: [second.key] }), /given up as compromised/);
  });
});
