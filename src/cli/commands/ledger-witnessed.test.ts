import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { WitnessReport } from '../../entries/index.ts';
import { logServer } from '../../http/index.ts';
import { readWitnesses } from '../../ledger/index.ts';
import { draft, ORIGIN, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { type TemporaryWitness, temporaryWitness } from '../../witness/testing/temporary-witness.ts';
import { knownToWitnesses, startWitnessing } from '../../witnessing/index.ts';
import { runCommandLine } from '../run-command-line.ts';

/** What whoever has the database and every key can do: another history from its first entry on, signed as the first was. */
async function rewrite(ledger: TemporaryLedger): Promise<void> {
  await ledger.sequencer().stop();
  await ledger.store.pool.query('TRUNCATE ledger_entries, ledger_head, ledger_tile_hashes, ledger_pending, writers');
  ledger.kept.checkpoint = null;
  await ledger.restartSequencer();
}

describe('ledger verify, of a log that is witnessed', () => {
  let ledger: TemporaryLedger;
  let one: TemporaryWitness;
  let other: TemporaryWitness;
  let folder = '';
  let server: ReturnType<typeof logServer>;
  let tiles: string[] = [];
  let database: string[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-witnessed-'));
    ledger = await temporaryLedger();
    const keys = [ledger.logSigner.key, ledger.logCosigner.key];
    [one, other] = await Promise.all([temporaryWitness('one.example', keys), temporaryWitness('other.example', keys)]);
    writeFileSync(join(folder, 'log.pub'), keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
    for (const { name, keys: own } of [one, other])
      writeFileSync(join(folder, `${name}.pub`), own.map((key) => `${formatVerifierKey(key)}\n`).join(''));
    await grow(300);
    const onFault = (fault: unknown): void => assert.fail(String(fault));
    server = logServer({ store: ledger.store, token: null, hostAlone: true, onFault });
    await server.listen({ host: '127.0.0.1', port: 0 });
    tiles = ['--tiles', `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, '--key', 'log.pub'];
    database = ['--database', ledger.place.url, '--key', 'log.pub'];
  });
  after(async () => {
    await Promise.all([one.close(), other.close()]);
    await server.close();
    await ledger.close();
    rmSync(folder, { recursive: true });
  });

  async function grow(count: number): Promise<void> {
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: Array.from({ length: count }, () => draft()) });
    await ledger.sequencer().settled();
    await writer.close();
  }

  /** Asks these witnesses once. */
  async function cosigned(...witnesses: TemporaryWitness[]): Promise<void> {
    const writer = await ledger.writer('sequencer');
    const witnessing = await startWitnessing({
      ...{ store: ledger.store, origin: ORIGIN, writer, clock: Date.now, onProblem: () => undefined },
      policy: { witnesses: [one, other], needed: 1, withinSeconds: 3600, everySeconds: 3600 },
    });
    for (const witness of [one, other]) witness.answers = witnesses.includes(witness);
    await witnessing.askNow();
    await witnessing.stop();
    for (const witness of [one, other]) witness.answers = true;
    await ledger.sequencer().settled();
    await writer.close();
  }

  async function verify(...args: string[]) {
    const said = { stdout: '', stderr: '' };
    const output = (name: 'stdout' | 'stderr') => ({
      write: (text: string) => {
        said[name] += text;
      },
      isTTY: false,
      columns: null,
    });
    const code = await runCommandLine(['ledger', 'verify', ...args], {
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdin: Readable.from([]),
      env: {},
      cwd: folder,
      signal: new AbortController().signal,
      handleSignals: () => undefined,
    });
    return { code, ...said };
  }
  const sources = () => [database, tiles];

  test('says unwitnessed first, and ends with 1 where a witness was asked for', async () => {
    for (const source of sources()) {
      const unasked = await verify(...source);
      assert.equal(unasked.code, 0, unasked.stderr);
      assert.match(unasked.stdout, /^Unwitnessed: no witness’s key was given \(--witness\)/);
      const asked = await verify(...source, '--witness', 'one.example.pub');
      assert.equal(asked.code, 1);
      assert.match(asked.stdout, /^Unwitnessed: no cosignature of one\.example is there\.\nThe ledger holds/);
    }
  });

  test('says how far it is witnessed, by whom, and what is beyond', async () => {
    await cosigned(one);
    await grow(7);
    await cosigned(other);
    await grow(5);
    const [first, second] = (await readWitnesses(ledger.store, ORIGIN)).map(({ size }) => size) as [number, number];
    assert.ok(first < second);
    // The published checkpoint is the second's alone; the database has the first's, too.
    const both = ['--witness', 'one.example.pub', '--witness', 'other.example.pub'];
    for (const [source, args, enough, size] of [
      [database, both, true, second],
      [database, [...both, '--witnesses-needed', '2'], true, first],
      [tiles, both, true, second],
      [tiles, [...both, '--witnesses-needed', '2'], false, 0],
      [tiles, ['--witness', 'one.example.pub'], false, 0],
    ] as const) {
      const { code, stdout } = await verify(...source, ...args, '--format', 'json');
      assert.equal(code, enough ? 0 : 1, stdout);
      const report = JSON.parse(stdout) as { readonly size: number; readonly witnessed: WitnessReport };
      const { witnessed } = report;
      assert.deepEqual([witnessed.enough, witnessed.size, witnessed.beyond], [enough, size, report.size - size]);
      const text = await verify(...source, ...args);
      assert.match(
        text.stdout,
        enough
          ? new RegExp(`^Witnessed as far as ${size} entries, by .*other\\.example \\(${second} entries, 20`)
          : /^Unwitnessed: /,
      );
    }
  });

  test('goes on from what was verified last with what was cosigned before', async () => {
    for (const source of sources()) {
      rmSync(join(folder, 'since.json'), { force: true });
      for (let round = 0; round < 2; round++) {
        const { code, stdout } = await verify(...source, '--since', 'since.json', '--witness', 'other.example.pub');
        assert.equal(code, 0, stdout);
        assert.match(stdout, /^Witnessed as far as \d+ entries, by other\.example/);
      }
    }
  });

  test('says what of witnesses can’t be asked', async () => {
    for (const [args, message] of [
      [['--witness', 'nonsense'], /--witness nonsense is neither a file nor a verifier key/],
      [['--witness', 'log.pub'], /type 1|log's own/],
      [['--witnesses-needed', '1'], /give each with --witness/],
      [['--witness', 'one.example.pub', '--witnesses-needed', '2'], /more than the keys/],
      [['--witness', 'one.example.pub', '--witnesses-needed', 'many'], /whole number/],
    ] as const) {
      const { code, stderr } = await verify(...database, ...args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });

  test('catches an operator who rewrites the history, by whichever keys (tlog-witness: 409, 422)', async () => {
    await cosigned(one, other);
    const before = await readWitnesses(ledger.store, ORIGIN);
    const hash = createHash('sha256').update(ORIGIN).digest('hex');
    const ofTheWitness = await (await fetch(`${one.monitoringUrl}/${hash}/checkpoint`)).text();
    writeFileSync(join(folder, 'of-the-witness.checkpoint'), ofTheWitness);

    await rewrite(ledger);
    await grow((before[0]?.size ?? 0) + 50);
    const witnessed = ['--witness', 'one.example.pub'];
    // What was cosigned is still stored: the operator forgot it, or the database alone was rewritten.
    for (const source of sources()) {
      const { code, stdout } = await verify(...source, ...witnessed);
      assert.equal(code, 1, stdout);
      assert.match(stdout, /^Unwitnessed: /);
      assert.match(stdout, /which one\.example.* cosigned, is of another history: the first \d+ entries are not those/);
    }
    // The witness refuses the new history, whatever old size it is told.
    await cosigned(one, other);
    const [row] = await readWitnesses(ledger.store, ORIGIN);
    assert.deepEqual([row?.size, row?.checkpoint], [before[0]?.size, before[0]?.checkpoint]);
    assert.match(row?.problem ?? '', /this is another history/);

    // Without a trace of it, nobody outside vouches for what is there …
    await ledger.store.pool.query('TRUNCATE ledger_witnesses, ledger_cosigned');
    await cosigned(one, other);
    assert.match((await readWitnesses(ledger.store, ORIGIN))[0]?.problem ?? '', /this is another history/);
    for (const source of sources()) {
      const unwitnessed = await verify(...source, ...witnessed);
      assert.equal(unwitnessed.code, 1);
      assert.match(unwitnessed.stdout, /^Unwitnessed: no cosignature of one\.example is there\.\nThe ledger holds/);
      // … and what the witness remembers shows what happened.
      const { code, stdout } = await verify(...source, ...witnessed, '--trusted', 'of-the-witness.checkpoint');
      assert.equal(code, 1);
      assert.match(stdout, /the given checkpoint, which one\.example cosigned, is of another history/);
      const { faults } = JSON.parse(
        (await verify(...source, '--trusted', 'of-the-witness.checkpoint', '--format', 'json')).stdout,
      );
      assert.equal(faults.length, 1);
    }

    // A history that is shorter than what was cosigned is no better.
    await rewrite(ledger);
    await grow(3);
    await cosigned(one, other);
    assert.match((await readWitnesses(ledger.store, ORIGIN))[0]?.problem ?? '', /this one was cut/);
    const cut = await verify(...database, ...witnessed, '--trusted', 'of-the-witness.checkpoint');
    assert.equal(cut.code, 1);
    assert.match(cut.stdout, /one\.example cosigned, is of \d+ entries, and the log has \d+: it was cut/);

    // Nor does a sequencer go on that asks its witnesses first: neither from a shorter history nor from another.
    const known = await knownToWitnesses({
      ...{ origin: ORIGIN, logKeys: [ledger.logSigner.key], witnesses: [one, other] },
      ...{ onNotice: () => undefined, signal: new AbortController().signal },
    });
    assert.equal(known.length, 2);
    ledger.known.push(...known);
    await assert.rejects(ledger.restartSequencer(), { code: 'ledger_broken', message: /so it was cut/ });
    ledger.known.length = 0;
    await ledger.restartSequencer();
    await grow((before[0]?.size ?? 0) + 50);
    ledger.known.push(...known);
    await assert.rejects(ledger.restartSequencer(), {
      code: 'ledger_broken',
      message: /first \d+ entries are not those that were signed/,
    });
    ledger.known.length = 0;
    await ledger.restartSequencer();
  });
});
