import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type LedgerWriter,
  latestCheckpoint,
  readCosigned,
  readNewest,
  readPublished,
  readWitnesses,
} from '../ledger/index.ts';
import { draft, ORIGIN, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { openSignedCheckpoint } from '../proof/index.ts';
import { type TemporaryWitness, temporaryWitness } from '../witness/testing/temporary-witness.ts';
import { knownToWitnesses, startWitnessing, type Witnessing, type WitnessPolicy } from './index.ts';
import { replyOf } from './witness-client.ts';

describe('a log that witnesses cosign (C2SP tlog-witness)', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  let one: TemporaryWitness;
  let other: TemporaryWitness;
  const problems: string[] = [];
  before(async () => {
    ledger = await temporaryLedger();
    const keys = [ledger.logSigner.key, ledger.logCosigner.key];
    [one, other] = await Promise.all([temporaryWitness('one.example', keys), temporaryWitness('other.example', keys)]);
    writer = await ledger.writer('guard-1');
  });
  after(async () => {
    await Promise.all([one.close(), other.close()]);
    await ledger.close();
  });

  const grow = async (entries: number): Promise<number> => {
    await writer.append({ drafts: Array.from({ length: entries }, () => draft()) });
    await ledger.sequencer().settled();
    return opened((await latestCheckpoint(ledger.store)) ?? '').checkpoint.size;
  };
  /** Runs it for as long as `work` takes. It is asked by the test alone: the interval is longer than that. */
  const witnessing = async (
    policy: Partial<WitnessPolicy>,
    work: (asking: Witnessing) => Promise<void>,
    clock = Date.now,
  ): Promise<void> => {
    const asking = await startWitnessing({
      store: ledger.store,
      origin: ORIGIN,
      policy: { witnesses: [one, other], needed: 2, withinSeconds: 3600, everySeconds: 3000, ...policy },
      writer,
      clock,
      onProblem: (message) => problems.push(message),
    });
    try {
      await work(asking);
    } finally {
      await asking.stop();
    }
  };
  const stateOf = async () => {
    const state = await readCosigned(ledger.store, ORIGIN);
    assert.ok(state !== null);
    return state;
  };
  const opened = (note: string) =>
    openSignedCheckpoint(note, {
      log: [ledger.logSigner.key, ledger.logCosigner.key],
      witnesses: [...one.keys, ...other.keys],
    });
  const newestOf = async (kind: 'checkpoint.cosigned' | 'checkpoint.uncosigned', count = 1) => {
    await ledger.sequencer().settled();
    return await readNewest(ledger.store, count, kind);
  };

  test('publishes its newest checkpoint with their cosignatures, however it grew meanwhile', async () => {
    await witnessing({}, async (asking) => {
      for (const entries of [1, 3, 40, 300]) {
        const size = await grow(entries);
        await asking.askNow();
        const published = opened((await readPublished(ledger.store)) ?? '');
        assert.ok(published.checkpoint.size >= size);
        assert.deepEqual(
          published.witnessed.map(({ name }) => name),
          ['one.example', 'other.example'],
        );
      }
    });
    const entries = await newestOf('checkpoint.cosigned', 5);
    assert.equal(entries.length, 1, 'it is recorded once an hour, for each entry makes the log grow');
    assert.deepEqual(entries[0]?.entry.body['cosigners'], ['one.example', 'other.example']);
    assert.deepEqual(problems, []);
  });

  test('goes on after a restart from what witnesses know, whatever it remembers', async () => {
    for (const change of [
      'update ledger_witnesses set size = 0',
      'update ledger_witnesses set size = size - 1',
      'delete from ledger_witnesses',
      'delete from ledger_cosigned',
    ]) {
      await ledger.store.pool.query(change);
      const size = await grow(2);
      await witnessing({}, async (asking) => {
        await asking.askNow();
        assert.ok((await stateOf()).size >= size, change);
      });
    }
  });

  test('goes on without one that is down, says once that too few cosigned in time, and that enough do again', async () => {
    other.answers = false;
    try {
      const size = await grow(1);
      await witnessing({ withinSeconds: 0 }, async (asking) => {
        await asking.askNow();
        assert.notEqual((await stateOf()).lateSince, null);
        await asking.askNow();
        const [late, ...more] = await newestOf('checkpoint.uncosigned', 10);
        assert.equal(more.length, 0);
        assert.equal(late?.entry.body['needed'], 2);
        assert.deepEqual(late?.entry.body['witnesses'], [
          { witness: 'one.example', size, outcome: 'cosigned' },
          { witness: 'other.example', size: (await rowOf('other.example')).size, outcome: 'failed' },
        ]);
        assert.equal((await rowOf('one.example')).problem, '');
        assert.match((await rowOf('other.example')).problem, /fetch failed/);

        other.answers = true;
        await asking.askNow();
        assert.equal((await stateOf()).lateSince, null);
        const [cosigned] = await newestOf('checkpoint.cosigned');
        assert.ok((cosigned?.index ?? 0) > late.index);
      });
    } finally {
      other.answers = true;
    }
  });

  test('asks one that failed less and less often', async () => {
    other.answers = false;
    const before = other.asked;
    try {
      await witnessing({ everySeconds: 0.001 }, async (asking) => {
        await grow(1);
        await asking.askNow();
        const { asked } = one;
        while (one.asked < asked + 10) await grow(1);
      });
    } finally {
      other.answers = true;
    }
    assert.ok(other.asked - before < 12, `${other.asked - before}`);
  });

  test('needs no more than the policy says', async () => {
    other.answers = false;
    try {
      const size = await grow(1);
      await witnessing({ needed: 1 }, async (asking) => {
        await asking.askNow();
        assert.ok((await stateOf()).size >= size);
      });
      await witnessing({ needed: 2 }, async () => {
        assert.equal((await stateOf()).size, 0, 'what one cosigned is not what two have to');
      });
    } finally {
      other.answers = true;
    }
  });

  const rowOf = async (name: string) => {
    const row = (await readWitnesses(ledger.store, ORIGIN)).find(({ witness }) => witness === name);
    assert.ok(row !== undefined);
    return row;
  };

  describe('by a witness that lies', () => {
    let liar: Server;
    let url = '';
    let answer: (response: ServerResponse) => void = () => undefined;
    before(async () => {
      liar = createServer((request, response) => {
        request.resume();
        answer(response);
      });
      await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(liar.address() as AddressInfo).port}`;
    });
    after(async () => {
      liar.closeAllConnections();
      await new Promise((resolve) => liar.close(resolve));
    });
    const said =
      (status: number, type: string, body: string, headers: Record<string, string> = {}) =>
      (response: ServerResponse) =>
        void response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    /** What two witnesses cosigned of the log as it was earlier. */
    const earlier = async (witness: TemporaryWitness): Promise<string> => {
      const note = witness.state.get(ORIGIN) ?? '';
      return note.slice(note.indexOf(`— ${witness.name}`));
    };

    for (const [what, answers, problem] of [
      ['nothing', () => said(200, 'text/plain', ''), /holds no cosignature/],
      ['nonsense', () => said(200, 'text/plain', 'nonsense\n'), /holds no cosignature/],
      [
        'a cosignature of another size',
        async () => said(200, 'text/plain', await earlier(one)),
        /holds no cosignature of one\.example: the cosignature of one\.example does not hold/,
      ],
      [
        'another’s cosignature',
        async () => said(200, 'text/plain', await earlier(other)),
        /lacks a cosignature by each of its keys/,
      ],
      ['more than any answer', () => said(200, 'text/plain', 'x'.repeat(100_000)), /more than 65536 bytes/],
      ['a redirect', () => said(307, 'text/plain', '', { location: 'http://127.0.0.1:1/' }), /redirect/],
      ['409 without a size', () => said(409, 'text/plain', '3\n'), /says no size that is one/],
      ['409 with the same size each time', () => said(409, 'text/x.tlog.size', '1\n'), /another size each time/],
      ['409 with a size beyond the log', () => said(409, 'text/x.tlog.size', '999999999\n'), /999999999 entries/],
      ['400', () => said(400, 'text/plain', 'no\n'), /it answers 400: it can.t read the request: no$/],
      ['403', () => said(403, 'text/plain', 'no\n'), /by other keys/],
      ['404', () => said(404, 'text/plain', 'no\n'), /does not witness this log/],
      ['422', () => said(422, 'text/plain', 'no\n'), /another history \(no\)/],
      ['500 in colours', () => said(500, 'text/html', '\u001b[2J'), /^it answers 500: \[2J$/],
      ['a broken connection', () => (response: ServerResponse) => void response.destroy(), /fetch failed/],
    ] as const)
      test(`takes ${what} for no cosignature, and says so`, async () => {
        const size = await grow(1);
        const { size: cosignedSize } = await stateOf();
        answer = await answers();
        const lying = { name: one.name, keys: one.keys, url, monitoringUrl: url };
        const known = await readWitnesses(ledger.store, ORIGIN);
        await witnessing({ witnesses: [lying], needed: 1 }, async (asking) => {
          await asking.askNow();
          const row = await rowOf(one.name);
          assert.ok(row.size < size);
          assert.equal(row.size, known.find(({ witness }) => witness === one.name)?.size);
          assert.match(row.problem, problem);
          assert.match(row.problem, /^\P{Cc}+$/u);
          assert.equal((await stateOf()).size, cosignedSize);
          assert.ok(problems.some((told) => told.startsWith(`the witness one.example did not cosign: `)));
        });
      });

    test('says at once, and once, that a witness refutes the log, however many others cosign', async () => {
      const lying = { name: one.name, keys: one.keys, url, monitoringUrl: url };
      const before = (await newestOf('checkpoint.uncosigned'))[0]?.index ?? 0;
      for (const [answered, count] of [
        [said(422, 'text/plain', 'the proof does not hold\n'), 1],
        [said(409, 'text/x.tlog.size', '999999999\n'), 1],
        [said(500, 'text/plain', ''), 1],
        [said(422, 'text/plain', 'the proof does not hold\n'), 2],
      ] as const) {
        answer = answered;
        const size = await grow(1);
        await witnessing({ witnesses: [lying, other], needed: 1 }, async (asking) => {
          await asking.askNow();
          assert.ok((await stateOf()).size >= size, 'the other one cosigned');
        });
        const told = (await newestOf('checkpoint.uncosigned', 9)).filter(({ index }) => index > before);
        assert.equal(told.length, count);
        const rows = (told[0]?.entry.body['witnesses'] ?? []) as { outcome: string }[];
        assert.deepEqual(
          rows.map(({ outcome }) => outcome),
          ['refuted', 'cosigned'],
        );
      }
      await witnessing({ needed: 1 }, (asking) => asking.askNow());
    });

    test('keeps nothing that isn’t durable, and asks again', async () => {
      const size = await grow(1);
      await witnessing({ needed: 1 }, async (asking) => {
        await ledger.store.pool.query('ALTER TABLE ledger_witnesses RENAME TO away');
        await asking.askNow();
        await ledger.store.pool.query('ALTER TABLE away RENAME TO ledger_witnesses');
        assert.ok((await stateOf()).size < size);
        assert.match(problems.at(-1) ?? '', /^asking witnesses failed: .*ledger_witnesses/);
        await asking.askNow();
        assert.ok((await stateOf()).size >= size);
      });
    });

    test('is not taken in by a clock that is ahead', async () => {
      const size = await grow(1);
      const clock = () => Date.now() - 3_600_000;
      await witnessing(
        { witnesses: [one], needed: 1 },
        async (asking) => {
          await asking.askNow();
          assert.ok((await rowOf(one.name)).size < size);
          assert.match((await rowOf(one.name)).problem, /its clock is 3\d{3} seconds ahead of this one/);
        },
        clock,
      );
    });

    test('learns what it cosigned before the log goes on, by the log’s own signature alone', async () => {
      await witnessing({ needed: 1 }, (asking) => asking.askNow());
      const notices: string[] = [];
      const asked = {
        ...{ origin: ORIGIN, logKeys: [ledger.logSigner.key, ledger.logCosigner.key] },
        ...{ onNotice: (notice: string) => notices.push(notice), signal: new AbortController().signal },
      };
      const [known] = await knownToWitnesses({ ...asked, witnesses: [one] });
      assert.equal(known?.size, opened(one.state.get(ORIGIN) ?? '').checkpoint.size);
      answer = said(200, 'text/plain', 'nonsense');
      const lying = { name: one.name, keys: one.keys, url, monitoringUrl: url };
      assert.deepEqual(await knownToWitnesses({ ...asked, witnesses: [lying] }), []);
      assert.match(notices[0] ?? '', /what the witness one\.example publishes .* is not signed by this log/);
      answer = (response) => response.destroy();
      assert.deepEqual(await knownToWitnesses({ ...asked, witnesses: [lying] }), []);
    });
  });

  test('shows of an answer what a terminal may have, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.option(fc.string(), { nil: null }),
        fc.string({ unit: 'binary' }),
        (status, type, text) => {
          const reply = replyOf(status, type, text);
          if (reply.kind === 'failed' || reply.kind === 'inconsistent') assert.match(reply.why, /^[\x20-\x7e’]*$/);
          if (reply.kind === 'size') assert.ok(Number.isSafeInteger(reply.size));
        },
      ),
    );
  });
});
