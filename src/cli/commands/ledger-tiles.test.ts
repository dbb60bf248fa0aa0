import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { logServer } from '../../http/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { runCommandLine } from '../run-command-line.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../test/golden/ledger-1');

describe('the commands that verify a log without its database', () => {
  let ledger: TemporaryLedger;
  let folder = '';
  let url = '';
  let database: string[] = [];
  let server: ReturnType<typeof logServer>;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-tiles-'));
    ledger = await temporaryLedger();
    const key = join(folder, 'log.pub');
    writeFileSync(key, `${formatVerifierKey(ledger.logSigner.key)}\n`);
    writeFileSync(join(folder, 'token'), 'a-token-of-16-or-more\n');
    await grow(270);
    server = logServer({
      store: ledger.store,
      token: 'a-token-of-16-or-more',
      onFault: (fault) => assert.fail(String(fault)),
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    database = ['--database', ledger.place.url, '--key', key];
  });
  after(async () => {
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

  async function ambit(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return await run(args);
  }

  /** @param onText told of what it says while it runs, with what ends it. */
  async function run(args: readonly string[], onText: (text: string, end: () => void) => void = () => {}) {
    const ending = new AbortController();
    const said = { stdout: '', stderr: '' };
    const output = (name: 'stdout' | 'stderr') => ({
      write: (text: string) => {
        said[name] += text;
        onText(text, () => ending.abort());
      },
      isTTY: false,
      columns: null,
    });
    const code = await runCommandLine(args, {
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdin: Readable.from([]),
      env: {},
      cwd: folder,
      signal: ending.signal,
      handleSignals: () => undefined,
    });
    return { code, ...said };
  }
  const served = (): string[] => ['--tiles', url, '--token-file', 'token', '--key', 'log.pub'];

  test('ledger verify --tiles verifies a folder by the log’s key', async () => {
    const { code, stdout } = await ambit('ledger', 'verify', '--tiles', GOLDEN, '--key', join(GOLDEN, 'log.pub'));
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^Unwitnessed: no witness’s key was given .*\nThe ledger holds: 390 entries of 5 writers, 3 blobs, none changed or missing\./,
    );
    const another = await ambit('ledger', 'verify', '--tiles', GOLDEN, '--key', 'log.pub');
    assert.equal(another.code, 1);
    assert.match(another.stdout, /ledger: checkpoint does not hold/);
  });

  for (const [title, source] of [
    ['a server', served],
    ['the database', () => database],
  ] as const)
    test(`ledger verify goes on from what was verified last, out of ${title}`, async () => {
      const since = ['--since', `${title.replaceAll(' ', '-')}.json`];
      const first = await ambit('ledger', 'verify', ...source(), ...since);
      assert.equal(first.code, 0, first.stdout + first.stderr);
      const { size } = JSON.parse((await ambit('ledger', 'verify', ...source(), '--format', 'json')).stdout);
      await grow(10);
      const second = await ambit('ledger', 'verify', ...source(), ...since);
      assert.equal(second.code, 0, second.stdout);
      assert.match(second.stdout, new RegExp(`^The ledger holds: ${size + 10} entries`, 'm'));
      assert.ok(second.stdout.includes(`the first ${size} entries of them were verified before`), second.stdout);
      const kept = JSON.parse(readFileSync(join(folder, since[1] as string), 'utf8'));
      writeFileSync(join(folder, 'changed.json'), JSON.stringify({ ...kept, edge: kept.edge.slice(1) }));
      const changed = await ambit('ledger', 'verify', ...source(), '--since', 'changed.json');
      assert.equal(changed.code, 2);
      assert.match(changed.stderr, /can't be gone on from|edge does not lead/);
      writeFileSync(join(folder, 'none.json'), '{}');
      assert.equal((await ambit('ledger', 'verify', ...source(), '--since', 'none.json')).code, 2);
    });

  test('ledger verify --tiles says where a log was changed, and what that spoils once', async () => {
    cpSync(GOLDEN, join(folder, 'forged'), { recursive: true });
    const entries = join(folder, 'forged/tile/entries/000');
    const bytes = readFileSync(entries);
    bytes[900] = (bytes[900] ?? 0) ^ 1;
    writeFileSync(entries, bytes);
    const { code, stdout } = await ambit('ledger', 'verify', '--tiles', 'forged', '--key', join(GOLDEN, 'log.pub'));
    assert.equal(code, 1);
    assert.match(stdout, /^The ledger was changed: \d+ faults in 390 entries\.\n {2}entry 1: its bytes are not those/m);
    const spoilt = stdout.split('\n').filter((line) => line.includes('which is not registered'));
    assert.equal(spoilt.length, 1);
    assert.match(spoilt[0] ?? '', /^ {2}entry 2: is of the writer issuer-guard-1, .* \(and so of \d+ later entries\)$/);
  });

  test('ledger verify --entry proves one entry, its writer’s signature and the registration of that writer', async () => {
    const key = ['--key', join(GOLDEN, 'log.pub')];
    const golden = await ambit('ledger', 'verify', '--tiles', GOLDEN, ...key, '--entry', '300');
    assert.equal(golden.code, 0, golden.stdout + golden.stderr);
    assert.match(
      golden.stdout,
      /^Entry 300 holds: it stands in the log ledger\.test\/ambit of 390 entries, and \S+ signed it\.\n {2}id {6}sha256:.*\n {2}kind .*, version 1\n {2}writer .*; its key is in entry \d+\n/,
    );
    for (const source of [served(), database]) {
      const { code, stdout, stderr } = await ambit('ledger', 'verify', ...source, '--entry', '7', '--format', 'json');
      assert.equal(code, 0, stdout + stderr);
      const report = JSON.parse(stdout);
      assert.deepEqual(
        [report.holds, report.index, report.entry.writer, report.registered, report.faults, report.unknown],
        [true, 7, 'guard-1', 1, [], []],
      );
      for (const own of ['0', '1']) assert.equal((await ambit('ledger', 'verify', ...source, '--entry', own)).code, 0);
      const beyond = await ambit('ledger', 'verify', ...source, '--entry', '99999');
      assert.deepEqual([beyond.code, beyond.stdout], [2, '']);
      assert.match(
        beyond.stderr,
        /Entry 99999 can't be verified: the log has \d+ entries, and none with the index 99999/,
      );
    }
    const another = await ambit('ledger', 'verify', '--tiles', GOLDEN, '--key', 'log.pub', '--entry', '300');
    assert.equal(another.code, 1);
    assert.match(another.stdout, /^Entry 300 does not hold: 1 fault\.\n {2}ledger: the checkpoint does not hold: /);
    const mixed = await ambit('ledger', 'verify', '--tiles', GOLDEN, ...key, '--entry', '3', '--since', 'since.json');
    assert.deepEqual([mixed.code, mixed.stdout], [2, '']);
  });

  test('ledger verify --tiles says in one sentence what it can’t read', async () => {
    const noToken = await ambit('ledger', 'verify', '--tiles', url, '--key', 'log.pub');
    assert.deepEqual([noToken.code, noToken.stdout], [2, '']);
    assert.match(noToken.stderr, /it wants a token: give its file with --token-file/);
    const nobody = await ambit('ledger', 'verify', '--tiles', 'http://127.0.0.1:1', '--key', 'log.pub');
    assert.equal(nobody.code, 2);
    assert.match(nobody.stderr, /can't be read: .*ECONNREFUSED|can't be read: bad port/);
    const nothing = await ambit('ledger', 'verify', '--tiles', 'nowhere', '--key', 'log.pub');
    assert.match(nothing.stderr, /is not there/);
  });

  test('ledger serve serves the log until it is told to end, to whoever shows the token', async () => {
    const answers: Promise<number>[] = [];
    const { code, stdout, stderr } = await run(
      ['ledger', 'serve', ...database.slice(0, 2), '--token-file', 'token'],
      (text, end) => {
        const [at = ''] = /http:\S+/.exec(text) ?? [];
        const ask = async (headers: Record<string, string>): Promise<number> =>
          (await fetch(`${at}/checkpoint`, { headers })).status;
        answers.push(ask({}), ask({ authorization: 'Bearer a-token-of-16-or-more' }));
        void Promise.allSettled(answers).then(end);
      },
    );
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^The log is at http:\/\/127\.0\.0\.1:\d+\n$/);
    assert.deepEqual(await Promise.all(answers), [401, 200]);
  });

  test('ledger serve lets nobody else read it unasked', async () => {
    const open = await ambit('ledger', 'serve', ...database.slice(0, 2), '--listen', '0.0.0.0:0');
    assert.deepEqual([open.code, open.stdout], [2, '']);
    assert.match(open.stderr, /give --token-file, or say --public/);
    for (const wrong of ['nowhere', '127.0.0.1:99999', 'a b:1'])
      assert.equal((await ambit('ledger', 'serve', ...database.slice(0, 2), '--listen', wrong)).code, 2);
  });

  test('ledger prove writes what ledger verify-proof takes with the key alone', async () => {
    for (const source of [served(), database]) {
      assert.equal((await ambit('ledger', 'prove', '260', ...source, '--output', 'one.tlog-proof')).code, 0);
      const { code, stdout } = await ambit('ledger', 'verify-proof', 'one.tlog-proof', '--key', 'log.pub');
      assert.equal(code, 0, stdout);
      assert.match(stdout, /^The proof holds: entry 260 of ledger\.test\/ambit/);
    }
    const golden = ['--tiles', GOLDEN, '--key', join(GOLDEN, 'log.pub')];
    assert.equal((await ambit('ledger', 'prove', '3', ...golden, '--output', 'golden.tlog-proof')).code, 0);
    assert.equal(
      (await ambit('ledger', 'verify-proof', 'golden.tlog-proof', '--key', join(GOLDEN, 'log.pub'))).code,
      0,
    );
    assert.equal((await ambit('ledger', 'verify-proof', 'golden.tlog-proof', '--key', 'log.pub')).code, 1);
    const text = readFileSync(join(folder, 'one.tlog-proof'), 'utf8');
    writeFileSync(join(folder, 'moved.tlog-proof'), text.replace('index 260', 'index 261'));
    const moved = await ambit('ledger', 'verify-proof', 'moved.tlog-proof', '--key', 'log.pub', '--format', 'json');
    assert.deepEqual([moved.code, JSON.parse(moved.stdout).code], [1, 'bad_proof']);
    writeFileSync(join(folder, 'entry'), 'another');
    const other = await ambit('ledger', 'verify-proof', 'one.tlog-proof', '--key', 'log.pub', '--entry', 'entry');
    assert.equal(other.code, 1);
    const beyond = await ambit('ledger', 'prove', '99999', ...served(), '--output', 'none.tlog-proof');
    assert.deepEqual([beyond.code, beyond.stdout], [2, '']);
    assert.match(beyond.stderr, /none with the index 99999/);
  });
});
