import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { latestCheckpoint, readCosigned, readWitnesses, verifyLedger } from '../ledger/index.ts';
import { type MemoryKeyring, memoryKeyring } from '../ledger/testing/memory-keyring.ts';
import { draft, ORIGIN, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { followLogKeys, openKeptCheckpoint, type VerifierKey } from '../proof/index.ts';
import { type TemporaryWitness, temporaryWitness } from '../witness/testing/temporary-witness.ts';
import { knownToWitnesses, startWitnessing, type Witnessing } from './index.ts';

describe('a witness of a log that changes its keys', { timeout: 60_000 }, () => {
  let ledger: TemporaryLedger;
  let ring: MemoryKeyring;
  let witness: TemporaryWitness;
  let asking: Witnessing;
  /** By which keys the witness knows the log. */
  let given: VerifierKey[];
  let first: readonly VerifierKey[];

  before(async () => {
    ring = memoryKeyring(ORIGIN);
    ring.make(1);
    ledger = await temporaryLedger({ logKeys: ring });
    first = [...ring.published.keys];
    given = [...first];
    witness = await temporaryWitness('one.example', given);
    asking = await startWitnessing({
      ...{ store: ledger.store, origin: ORIGIN, writer: await ledger.writer('guard'), clock: Date.now },
      policy: { witnesses: [witness], needed: 1, withinSeconds: 3600, everySeconds: 3000 },
      onProblem: () => undefined,
    });
  });
  after(async () => {
    await asking.stop();
    await witness.close();
    await ledger.close();
  });

  const change = async (action: 'rotate' | 'retire'): Promise<void> => {
    ring.ask({ id: randomUUID(), action, cause: 'routine' });
    await ledger.sequencer().settled();
    await ledger.sequencer().settled();
    assert.deepEqual(ring.answers.at(-1)?.problem, null);
  };
  /** How far behind the newest checkpoint the witness is, once it was asked. */
  const behind = async (): Promise<number> => {
    const writer = await ledger.writer('other-guard');
    await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    await writer.close();
    const { size } = openKeptCheckpoint(
      (await latestCheckpoint(ledger.store)) ?? '',
      followLogKeys(ring.published.keys, ring.published.changes),
    );
    await asking.askNow();
    return size - ((await readCosigned(ledger.store, ORIGIN))?.size ?? 0);
  };
  const witnessed = async (keys: readonly VerifierKey[]) => {
    const witnesses = { keys: witness.keys, needed: 1, now: Math.floor(Date.now() / 1000) };
    const report = await verifyLedger({ store: ledger.store, keys, witnesses });
    assert.deepEqual(report.faults, []);
    return report.witnessed;
  };

  test('goes on by the former ones while these sign beside the new', async () => {
    assert.ok((await behind()) <= 0);
    await change('rotate');
    assert.ok((await behind()) <= 0);
    for (const keys of [first, ring.published.keys]) assert.equal((await witnessed(keys))?.enough, true);
  });

  test('refuses it once they are retired, until it is given the new ones beside them', async () => {
    await change('retire');
    assert.ok((await behind()) > 0);
    const [row] = await readWitnesses(ledger.store, ORIGIN);
    assert.match(row?.problem ?? '', /it knows this log by other keys/);
    given.push(...ring.published.keys);
    assert.ok((await behind()) <= 0);
    given.splice(0, first.length);
    assert.ok((await behind()) <= 0, 'by the new ones alone, too, once it cosigned what they signed');
    for (const keys of [first, ring.published.keys]) assert.equal((await witnessed(keys))?.enough, true);
  });

  test('is what the sequencer is held to when it starts, whichever keys signed what it cosigned', async () => {
    const notices: string[] = [];
    const known = await knownToWitnesses({
      ...{ origin: ORIGIN, witnesses: [witness], signal: new AbortController().signal },
      logKeys: followLogKeys(ring.published.keys, ring.published.changes),
      onNotice: (message: string) => notices.push(message),
    });
    assert.deepEqual([known.length, notices], [1, []]);
  });
});
