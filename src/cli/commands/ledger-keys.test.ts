import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type DataDirectory, logKeyring, openDataDirectory } from '../../app/index.ts';
import { latestCheckpoint, storeCosigned } from '../../ledger/index.ts';
import { draft, ORIGIN, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { runAmbit } from '../testing/run-ambit.ts';

describe('ambit ledger keys', () => {
  let ledger: TemporaryLedger;
  let folder = '';
  let data: DataDirectory;
  let first = '';
  let early = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-log-keys-'));
    data = openDataDirectory(join(folder, '.ambit'));
    ledger = await temporaryLedger({ logKeys: logKeyring(data, ORIGIN) });
    first = join(folder, 'first.pub');
    writeFileSync(first, readFileSync(join(data.keys, 'log.pub')));
    await append();
    early = (await latestCheckpoint(ledger.store)) ?? '';
    writeFileSync(join(folder, 'early.checkpoint'), early);
    await ambit('ledger', 'prove', '1', '--output', 'early.tlog-proof', ...database());
  });
  after(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true });
  });

  const database = (): string[] => ['--database', ledger.place.url];
  const ambit = async (...args: string[]) => {
    const { exitCode: code, out: stdout, err: stderr } = await runAmbit(folder, ...args);
    return { code, stdout, stderr };
  };
  const keys = (...args: string[]) => ambit('ledger', 'keys', ...database(), ...args);
  const verify = (...args: string[]) => ambit('ledger', 'verify', ...database(), ...args);
  const privateKeys = (): string[] =>
    readdirSync(data.keys)
      .filter((name) => /^log.*\.key$/.test(name))
      .sort();
  async function append(kind: 'decision.made' | 'evidence.exported' = 'decision.made'): Promise<void> {
    const writer = await ledger.writer('guard');
    await writer.append({ drafts: [draft({ kind })] });
    await ledger.sequencer().settled();
    await writer.close();
  }

  test('shows the keys, and that evidence by them verifies', async () => {
    const { code, stdout } = await keys();
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^ledger\.test\/ambit: 1 generation of keys in 3 entries\n {2}1 {2}signs {2}checkpoints of 1 or more entries\n {5}Ed25519 [0-9a-f]{8}\n {5}ML-DSA-44 [0-9a-f]{8}\n/,
    );
    assert.match(
      (await keys('--retire')).stdout,
      /^Refused: no keys of before sign any more\. Nothing was changed\.\n/,
    );
  });

  test('has the sequencer take new ones, and everything goes on by either', async () => {
    const { code, stdout } = await keys('--rotate');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /2 generations of keys in 4 entries\n {2}2 {2}signs {2}checkpoints of 4 or more entries/);
    assert.deepEqual(privateKeys(), ['log-2-ml-dsa-44.key', 'log-2.key', 'log-ml-dsa-44.key', 'log.key']);
    assert.notEqual(readFileSync(join(data.keys, 'log.pub'), 'utf8'), readFileSync(first, 'utf8'));
    await append();
    for (const by of [[], ['--key', first], ['--key', join(data.keys, 'log.pub')]]) {
      const { code: held, stdout: said } = await verify('--trusted', 'early.checkpoint', ...by);
      assert.equal(held, 0, said);
      assert.equal((await verify('--entry', '1', ...by)).code, 0);
    }
    assert.equal((await keys('--rotate')).code, 1);
  });

  test('proves what was proven by the former keys, where what leads to them is given', async () => {
    const proof = (...given: string[]) => ambit('ledger', 'verify-proof', 'early.tlog-proof', ...given);
    const [newest, changes] = [join(data.keys, 'log.pub'), join(data.keys, 'log-keys.jsonl')];
    assert.equal((await proof('--key', first)).code, 0);
    assert.equal((await proof('--key', newest)).code, 1);
    assert.equal((await proof('--key', newest, '--key', changes)).code, 0);
    assert.match((await proof('--key', changes)).stderr, /no key to follow them from/);
    writeFileSync(join(folder, 'forged.jsonl'), readFileSync(changes, 'utf8').replace('"index":3', '"index":9'));
    assert.match(
      (await proof('--key', newest, '--key', 'forged.jsonl')).stderr,
      /can't be followed: the change to generation 2/,
    );
  });

  test('refuses to end the former ones while what they signed is cosigned under them alone', async () => {
    const cosigned = { needed: 1, time: 1_800_000_000, lateSince: null };
    await storeCosigned(ledger.store, ORIGIN, { ...cosigned, size: 3, checkpoint: early });
    assert.match(
      (await keys('--retire')).stdout,
      /^Refused: the witnesses cosigned 3 entries, and the new keys sign from 4 on/,
    );
    assert.ok(existsSync(join(data.keys, 'log.key')));
    const newest = (await latestCheckpoint(ledger.store)) ?? '';
    await storeCosigned(ledger.store, ORIGIN, { ...cosigned, size: 5, checkpoint: newest });
    const { code, stdout } = await keys('--retire');
    assert.equal(code, 0, stdout);
    assert.match(stdout, / {2}1 {2}retired {2}checkpoints of 1 to 3 entries\n/);
    assert.deepEqual(privateKeys(), ['log-2-ml-dsa-44.key', 'log-2.key']);
    await ledger.restartSequencer();
    await append();
    assert.equal((await verify()).code, 0);
    assert.equal((await verify('--key', first)).code, 0);
  });

  test('refuses to give keys up as compromised while there is evidence by them, unless that is meant', async () => {
    await append('evidence.exported');
    assert.match(
      (await keys('--rotate', '--cause', 'compromised')).stdout,
      /^Refused: 1 evidence package by these keys would prove nothing/,
    );
    const { code, stdout } = await keys('--rotate', '--cause', 'compromised', '--orphan-evidence', '--format', 'json');
    assert.equal(code, 0, stdout);
    assert.deepEqual(privateKeys(), ['log-3-ml-dsa-44.key', 'log-3.key']);
    assert.equal((await verify()).code, 0);
    const { code: changed, stdout: said } = await verify('--key', first);
    assert.equal(changed, 1);
    assert.match(said, /the newest checkpoint does not hold/);
  });

  test('is asked one thing at a time, which is done when the sequencer runs', async () => {
    await ledger.sequencer().stop();
    const { code, stdout } = await keys('--rotate', '--wait', '0');
    assert.deepEqual([code, stdout], [0, 'It is asked for: the sequencer does it when it runs.\n']);
    assert.match((await keys()).stdout, /asked for, and waits for the sequencer: rotate \(routine\)/);
    assert.match((await keys('--rotate')).stdout, /something else is asked of the sequencer already/);
    await ledger.restartSequencer();
    await ledger.sequencer().settled();
    assert.match((await keys()).stdout, /4 generations/);
  });
});
