import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { takeInstanceLock } from './single-instance.ts';
import { socketPathFor } from './socket-path.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'ambit-lock-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const take = (name: string, patienceMilliseconds = 0) =>
  takeInstanceLock(folder, name, { whatRuns: 'Something runs', patienceMilliseconds });

/** A process of its own that holds the lock. */
async function holder(name: string) {
  const script = `import { takeInstanceLock } from ${JSON.stringify(join(import.meta.dirname, 'single-instance.ts'))};
    await takeInstanceLock(${JSON.stringify(folder)}, ${JSON.stringify(name)}, { whatRuns: 'x' });
    process.stdout.write('held');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('of two processes on one data directory', () => {
  test('the second is told that the first runs', async () => {
    const lock = await take('two');
    await assert.rejects(take('two'), { code: 'already_running', message: /^Something runs already: stop it first/ });
    await lock.release();
    await (await take('two')).release();
  });

  test('a second that starts at the same moment is told too', async () => {
    const outcomes = await Promise.allSettled([take('same'), take('same'), take('same')]);
    const [held, ...more] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    assert.equal(more.length, 0);
    await held?.release();
  });

  test('a first that was killed is in nobody’s way', async () => {
    const child = await holder('killed');
    await assert.rejects(take('killed'), { code: 'already_running' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(existsSync(join(folder, 'killed.lock')), 'its socket is still there');
    await (await take('killed')).release();
  });

  test('a first that was killed in its turn is in nobody’s way either', async () => {
    mkdirSync(join(folder, 'turn.lock.turn'));
    utimesSync(join(folder, 'turn.lock.turn'), 0, 0);
    await (await take('turn')).release();
  });

  test('the second may wait for a first that is ending', async () => {
    const child = await holder('ending');
    const waiting = take('ending', 10_000);
    child.kill('SIGKILL');
    await (await waiting).release();
  });
});

test('the lock is its owner’s alone', async () => {
  const lock = await take('mode');
  assert.equal(statSync(join(folder, 'mode.lock')).mode & 0o777, 0o600);
  await lock.release();
});

test('a path that is too long for a socket has a short one, the same for everybody', () => {
  const long = join('/', 'x'.repeat(120), 'management.sock');
  const short = socketPathFor(long);
  assert.ok(Buffer.byteLength(short) <= 100, short);
  assert.equal(socketPathFor(long), short);
  assert.notEqual(socketPathFor(`${long}2`), short);
  assert.equal(socketPathFor('/run/ambit.sock'), '/run/ambit.sock');
});

test('a lock works in a folder whose path is too long for a socket', async () => {
  const deep = join(folder, 'x'.repeat(110));
  mkdirSync(deep);
  const lock = await takeInstanceLock(deep, 'deep', { whatRuns: 'Something runs' });
  await assert.rejects(takeInstanceLock(deep, 'deep', { whatRuns: 'Something runs' }), { code: 'already_running' });
  await lock.release();
});
