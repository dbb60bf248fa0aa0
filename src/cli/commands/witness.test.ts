import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import {
  consistencyProof,
  ed25519Signer,
  formatAddCheckpoint,
  formatCheckpoint,
  formatVerifierKey,
  leafHash,
  openSignedCheckpoint,
  parseVerifierKey,
  rootOf,
  signNote,
  WITNESS_KEY_TYPES,
} from '../../proof/index.ts';
import { runAmbit } from '../testing/run-ambit.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');
const ORIGIN = 'log.example/ambit';
const log = ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey);
const leaves = Array.from({ length: 600 }, (_, index) => leafHash(Buffer.from(`${index}`)));
const checkpointOf = (size: number): string =>
  signNote(formatCheckpoint({ origin: ORIGIN, size, root: rootOf(leaves.slice(0, size)) }), log);
const asked = (oldSize: number, size: number): string =>
  formatAddCheckpoint({
    oldSize,
    proof: oldSize > size ? [] : consistencyProof(leaves.slice(0, size), oldSize),
    checkpoint: checkpointOf(size),
  });

interface Ready {
  readonly listen: string;
  readonly keys: readonly string[];
  readonly logs: readonly string[];
}

describe('ambit witness', () => {
  let folder = '';
  const children: ChildProcess[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-witness-'));
    writeFileSync(join(folder, 'log.pub'), `${formatVerifierKey(log.key)}\n`);
  });
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  async function started(...more: string[]): Promise<{ child: ChildProcess; ready: Ready; url: string }> {
    const args = [
      'witness',
      '--directory',
      'w',
      '--listen',
      '127.0.0.1:0',
      '--log',
      'log.pub',
      '--format',
      'json',
      ...more,
    ];
    const child = spawn(process.execPath, ['--conditions=ambit-source', MAIN, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
    const ready = JSON.parse(line) as Ready;
    return { child, ready, url: `http://${ready.listen}` };
  }
  async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit)[0];
  }
  const add = (url: string, oldSize: number, size: number): Promise<Response> =>
    fetch(`${url}/add-checkpoint`, { method: 'POST', body: asked(oldSize, size) });

  test('makes its keys on the first start, for its owner alone, and keeps them and what it saw', async () => {
    const first = await started('--name', 'witness.example/w1');
    const keys = first.ready.keys.map((key) => parseVerifierKey(key, WITNESS_KEY_TYPES));
    assert.deepEqual(
      keys.map(({ name, type }) => [name, type]),
      [
        ['witness.example/w1', 0x04],
        ['witness.example/w1', 0x06],
      ],
    );
    for (const [file, mode] of [
      ['w', 0o700],
      ['w/keys', 0o700],
      ['w/keys/witness-ed25519.key', 0o600],
      ['w/keys/witness-ml-dsa-44.key', 0o600],
      ['w/keys/witness.pub', 0o644],
    ] as const)
      assert.equal(statSync(join(folder, file)).mode & 0o777, mode, file);
    assert.equal(readFileSync(join(folder, 'w/keys/witness.pub'), 'utf8'), `${first.ready.keys.join('\n')}\n`);
    const answer = await add(first.url, 0, 3);
    const opened = openSignedCheckpoint(checkpointOf(3) + (await answer.text()), { log: [log.key], witnesses: keys });
    assert.equal(opened.witnessed.length, 1);
    assert.equal(await ended(first.child, 'SIGTERM'), 0);

    const second = await started();
    assert.deepEqual(second.ready.keys, first.ready.keys);
    assert.equal((await add(second.url, 0, 5)).status, 409);
    assert.equal((await add(second.url, 3, 5)).status, 200);
    const twice = await runAmbit(folder, 'witness', '--directory', 'w', '--listen', '127.0.0.1:0', '--log', 'log.pub');
    assert.equal(twice.exitCode, 2);
    assert.match(twice.err, /A witness runs on .* already/);
    await ended(second.child, 'SIGKILL');
  });

  test('forgets nothing that it answered, killed at any moment', async () => {
    let known = 5;
    for (let round = 0; round < 3; round++) {
      const { child, url } = await started();
      const conflict = await add(url, 0, 599);
      const now = Number(await conflict.text());
      assert.ok(now >= known, `it knew ${known} and knows ${now}`);
      known = now;
      assert.equal((await add(url, known, known)).status, 200, 'the same answer is possible again');
      const gone = once(child, 'exit');
      let answered = 0;
      for (;;) {
        try {
          if (answered === 5 + round * 3) child.kill('SIGKILL');
          const answer = await add(url, known, known + 1);
          if (answer.status !== 200) break;
          await answer.text();
          known++;
          answered++;
        } catch {
          break;
        }
      }
      await gone;
    }
    assert.ok(known > 20);
  });

  test('says what it can’t begin with', async () => {
    for (const [args, what] of [
      [['--name', 'other.example/w'], /is witness\.example\/w1 and not other\.example\/w/],
      [['--log', 'nonsense'], /--log nonsense is neither a file nor a verifier key/],
      [['--listen', 'nowhere'], /--listen nowhere is no address/],
    ] as const) {
      const { exitCode, err } = await runAmbit(
        folder,
        ...['witness', '--directory', 'w', '--listen', '127.0.0.1:0', '--log', 'log.pub', ...args],
      );
      assert.equal(exitCode, 2);
      assert.match(err, what);
    }
    const nameless = await runAmbit(
      folder,
      ...['witness', '--directory', 'w2', '--listen', '127.0.0.1:0', '--log', 'log.pub'],
    );
    assert.match(nameless.err, /has no name yet: give one with --name/);
  });
});
