import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  followLogKeys,
  type KeyChangeCause,
  keyIdText,
  openSignedCheckpoint,
  ProofError,
  parseNote,
  type VerifierKey,
} from '../proof/index.ts';
import {
  type LogKeyOrder,
  type LogSigners,
  latestCheckpoint,
  readEntries,
  readHeartbeat,
  readKeyChanges,
  verifyLedger,
} from './index.ts';
import { keysOf } from './log-keyring.ts';
import { type MemoryKeyring, memoryKeyring } from './testing/memory-keyring.ts';
import { draft, ORIGIN, type TemporaryLedger, temporaryLedger } from './testing/temporary-ledger.ts';

let ledger: TemporaryLedger;
let ring: MemoryKeyring;

before(async () => {
  ledger = await temporaryLedger();
});
after(() => ledger.close());

/** Each test goes on with the one log, and the keys that it has come to. */
beforeEach(async () => {
  if (ring !== undefined) return;
  ring = memoryKeyring(ORIGIN, { signer: ledger.logSigner, cosigner: ledger.logCosigner });
  ledger.rings.push(ring);
  await ledger.restartSequencer();
});

const order = (action: LogKeyOrder['action'], cause: KeyChangeCause = 'routine'): LogKeyOrder => ({
  ...{ id: randomUUID(), action, cause },
});

async function ask(asked: LogKeyOrder): Promise<string | null> {
  ring.ask(asked);
  await ledger.sequencer().settled();
  await ledger.sequencer().settled();
  const answer = ring.answers.find(({ id }) => id === asked.id);
  assert.ok(answer, 'it is answered');
  return answer.problem;
}

const keys = (generation: number): readonly VerifierKey[] => keysOf(ring.generations.get(generation) as LogSigners);
const note = async (): Promise<string> => (await latestCheckpoint(ledger.store)) ?? '';
const signersOf = async (): Promise<string[]> => parseNote(await note()).signatures.map(({ id }) => keyIdText({ id }));
const idsOf = (...all: readonly VerifierKey[][]): string[] => all.flat().map(keyIdText);
const append = async (): Promise<void> => {
  const writer = await ledger.writer('guard');
  await writer.append({ drafts: [draft()] });
  await ledger.sequencer().settled();
  await writer.close();
};
const faultsBy = async (trusted: readonly VerifierKey[]): Promise<string[]> => {
  const { faults, holds } = await verifyLedger({
    store: ledger.store,
    keys: trusted,
    trusted: ledger.kept.checkpoint ?? '',
  });
  assert.equal(holds, faults.length === 0);
  return faults.map(({ what }) => what);
};

describe('new keys of a log', () => {
  let first: readonly VerifierKey[];

  test('sign from the checkpoint on that announces them, beside those of before', async () => {
    first = keys(1);
    await append();
    const early = await note();
    assert.equal(await ask(order('rotate')), null);
    const [one, two] = [keys(1), keys(2)];
    assert.deepEqual(await signersOf(), idsOf([two[0], one[0], two[1], one[1]] as VerifierKey[]));
    assert.deepEqual(ring.published.keys, two);
    const [change] = await readKeyChanges(ledger.store);
    assert.deepEqual([change?.generation, change?.cause, ring.published.changes], [2, 'routine', [change]]);
    // Whoever knows one of them takes the sign of life.
    for (const [key] of [one, two]) assert.ok(await readHeartbeat(ledger.store, key as VerifierKey));
    for (const trusted of [one, two, [one[0]], [two[1]]])
      assert.deepEqual(await faultsBy(trusted as VerifierKey[]), []);
    const followed = followLogKeys(two, ring.published.changes);
    assert.ok(openSignedCheckpoint(early, { log: followed }).checkpoint.size <= (change?.index ?? 0));
    assert.throws(() => openSignedCheckpoint(early, { log: two }), ProofError);
  });

  test('are not replaced before those of before are retired', async () => {
    assert.match((await ask(order('rotate'))) ?? '', /still sign, and have to be retired first/);
    assert.equal(ring.generations.has(3), false);
  });

  test('sign alone once those of before are retired, which are gone then', async () => {
    const newest = keys(2);
    assert.equal(await ask(order('retire')), null);
    await append();
    assert.deepEqual(await signersOf(), idsOf([...newest]));
    assert.deepEqual([...ring.generations.keys()], [2]);
    assert.deepEqual(await faultsBy(first), []);
    assert.match((await ask(order('retire'))) ?? '', /none of before signs any more/);
    await ledger.restartSequencer();
    await append();
    assert.deepEqual(await faultsBy(newest), []);
  });

  for (const dieAt of ['make', 'publish', 'answer'] as const)
    test(`are what the log says when the sequencer dies before it can ${dieAt}`, async () => {
      const generation = (await readKeyChanges(ledger.store)).length + 1;
      for (const action of ['rotate', 'retire'] as const) {
        const asked = order(action);
        ring.dieAt = dieAt;
        ring.ask(asked);
        await ledger.sequencer().settled();
        await ledger.restartSequencer();
        await ledger.sequencer().settled();
        assert.deepEqual(ring.answers.filter(({ id }) => id === asked.id).at(-1)?.problem, null);
        ring.dieAt = null;
      }
      assert.equal((await readKeyChanges(ledger.store)).length, generation);
      assert.deepEqual([...ring.generations.keys()], [generation + 1]);
      assert.deepEqual(await signersOf(), idsOf([...keys(generation + 1)]));
      assert.deepEqual(await faultsBy(first), []);
    });

  test('lead nowhere from those that somebody else may have', async () => {
    const generation = (await readKeyChanges(ledger.store)).length + 1;
    const former = keys(generation);
    const early = await note();
    assert.equal(await ask(order('rotate', 'compromised')), null);
    assert.deepEqual([...ring.generations.keys()], [generation + 1]);
    assert.deepEqual(await signersOf(), idsOf([...keys(generation + 1)]));
    assert.match((await faultsBy(former)).join(), /the newest checkpoint does not hold/);
    // What the sequencer kept last may be theirs still, and is compared.
    ledger.kept.checkpoint = early;
    await ledger.restartSequencer();
    assert.deepEqual(await faultsBy(keys(generation + 1)), []);
    const followed = followLogKeys(keys(generation + 1), ring.published.changes);
    assert.throws(() => openSignedCheckpoint(early, { log: followed }), /given up as compromised/);
  });

  test('are put in the place of those that are lost, and not before somebody asks for it', async () => {
    const generation = (await readKeyChanges(ledger.store)).length + 1;
    ring.generations.clear();
    await assert.rejects(ledger.restartSequencer(), { code: 'log_key_missing' });
    ring.ask(order('rotate', 'lost'));
    await ledger.restartSequencer();
    assert.deepEqual([...ring.generations.keys()], [generation + 1]);
    assert.deepEqual(await faultsBy(keys(generation + 1)), []);
  });

  test('are put in the place of those that are lost while the former ones sign beside them', async () => {
    ring.ask(order('rotate', 'routine'));
    await ledger.restartSequencer();
    const generation = (await readKeyChanges(ledger.store)).length + 1;
    ring.generations.delete(generation);
    ring.ask(order('rotate', 'lost'));
    await ledger.restartSequencer();
    assert.deepEqual([...ring.generations.keys()], [generation + 1]);
    assert.equal(ring.answers.at(-1)?.problem, null);
    assert.deepEqual(await faultsBy(keys(generation + 1)), []);
  });
});

describe('a change of keys that was tampered with', () => {
  const change = async (statement: string, ...values: unknown[]): Promise<string[]> => {
    const client = await ledger.store.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(statement, values);
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return await faultsBy(ring.published.keys);
  };

  test('is found, and where it stands', async () => {
    const entries = [];
    for await (const one of readEntries(ledger.store, { from: 0, kinds: ['ledger.keys_changed'] })) entries.push(one);
    const one = entries.at(-1);
    assert.ok(one);
    const text = Buffer.from(one.bytes).toString();
    const forged = Buffer.from(text.replace('"cause":"lost"', '"cause":"routine"'));
    const set = 'UPDATE ledger_entries SET bytes = $2 WHERE index = $1';
    assert.match((await change(set, one.index, forged)).join(), /its keys can’t be followed: .*isn’t signed by/);
    assert.deepEqual(await change(set, one.index, one.bytes), []);
    // The column by which it is found.
    const kind = 'UPDATE ledger_entries SET kind = $2 WHERE index = $1';
    assert.match((await change(kind, one.index, 'gap.recorded')).join(), /column kind/);
    assert.deepEqual(await change(kind, one.index, 'ledger.keys_changed'), []);
  });
});
