import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { onceThenForce } from './attended.ts';
import { type SupervisedProcess, superviseProcess } from './supervised-process.ts';

let folder: string;
let running: SupervisedProcess | null = null;
const notices: string[] = [];
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'ambit-process-'));
});
afterEach(async () => {
  await running?.stop(0);
  notices.length = 0;
});
after(() => rmSync(folder, { recursive: true, force: true }));

const READY = `process.on('SIGINT', () => {}); process.on('disconnect', () => process.exit()); process.send({ kind: 'ready', facts: ['here'] });`;

function start(script: string, onOutput?: (line: string) => void): SupervisedProcess {
  running = superviseProcess({
    ...(onOutput === undefined ? {} : { onOutput }),
    name: 'worker',
    command: [process.execPath, '--eval', script],
    onNotice: (message) => notices.push(message),
    startMessage: async () => ({ kind: 'start', databaseUrl: 'postgres://here' }),
  });
  return running;
}

async function until(check: () => unknown): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a supervised process', () => {
  test('is ready when it says so, and is told where the database is', async () => {
    const file = join(folder, 'message');
    const child = start(
      `process.on('message', (message) => { require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(message)); ${READY} });`,
    );
    assert.deepEqual(await child.ready, ['here']);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { kind: 'start', databaseUrl: 'postgres://here' });
  });

  test('is read line by line where somebody listens, also after it was started again', async () => {
    const lines: string[] = [];
    const child = start(`console.log('one\\ntwo'); ${READY}`, (line) => lines.push(line));
    await child.ready;
    await until(() => lines.length === 2);
    process.kill(child.pid() as number, 'SIGKILL');
    await until(() => lines.length === 4);
    assert.deepEqual(lines, ['one', 'two', 'one', 'two']);
  });

  test('that dies is started again', async () => {
    const child = start(READY);
    await child.ready;
    const first = child.pid();
    process.kill(first as number, 'SIGKILL');
    await until(() => notices.includes('worker is back'));
    assert.notEqual(child.pid(), first);
    assert.match(notices[0] ?? '', /^worker was ended by SIGKILL; starting it again$/);
  });

  test('that says why it can’t start is not started again', async () => {
    const child = start(`process.send({ kind: 'failed', message: 'The disk is full.' }, () => process.exit(2));`);
    await assert.rejects(child.ready, { code: 'role_failed', message: 'The disk is full.' });
  });

  test('that only complains is quoted', async () => {
    await assert.rejects(start(`console.error('the port is taken'); process.exit(1);`).ready, {
      message: 'the port is taken',
    });
  });

  test('that says nothing is named', async () => {
    await assert.rejects(start('process.exit(3);').ready, {
      message: 'The worker ended with exit code 3 before it was ready.',
    });
  });

  test('ends when it is told to, and one that doesn’t is killed', async () => {
    const obedient = start(`${READY} process.on('SIGTERM', () => process.exit());`);
    await obedient.ready;
    await obedient.stop(60_000);
    assert.equal(obedient.pid(), null);
    const stubborn = start(`${READY} process.on('SIGTERM', () => {});`);
    await stubborn.ready;
    await stubborn.stop(10);
    assert.equal(stubborn.pid(), null);
  });

  test('leaves no core dump', { skip: process.platform !== 'linux' }, async () => {
    const child = start(READY);
    await child.ready;
    assert.match(readFileSync(`/proc/${child.pid()}/limits`, 'utf8'), /^Max core file size +0 +0 /m);
  });
});

describe('a signal', () => {
  test('that npm repeats is one Ctrl-C; a later one is another', (context) => {
    let now = 0;
    context.mock.method(performance, 'now', () => now);
    let [ended, forced] = [0, 0];
    const listener = onceThenForce(
      () => ended++,
      () => forced++,
    );
    listener();
    now = 200;
    listener();
    assert.deepEqual([ended, forced], [1, 0]);
    now = 2000;
    listener();
    assert.deepEqual([ended, forced], [1, 1]);
  });
});
