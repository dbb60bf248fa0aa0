import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { webhookDestination } from '../src/notify/index.ts';
import { newSecret } from '../src/notify/testing/webhook-receiver.ts';
import { freePorts } from './system/free-ports.ts';
import { until } from './system/wait.ts';

const ROOT = resolve(import.meta.dirname, '..');

test('the receiver of docs/alerts.md takes what is signed with its secret, and nothing else', {
  timeout: 60_000,
}, async () => {
  const page = readFileSync(join(ROOT, 'docs/alerts.md'), 'utf8');
  const [, code = ''] = /^```js receiver\.mjs\n([\s\S]*?)^```$/m.exec(page) ?? [];
  // Where its import is found.
  const folder = mkdtempSync(join(ROOT, '.try-'));
  const [port] = await freePorts(1);
  const secret = newSecret();
  writeFileSync(join(folder, 'receiver.mjs'), code);
  const child = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { ...process.env, AMBIT_PAGER_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const url = `http://127.0.0.1:${port}/`;
  const right = webhookDestination({ name: 'right', url, secret });
  const wrong = webhookDestination({ name: 'wrong', url, secret: newSecret() });
  const old = webhookDestination({ name: 'old', url, secret, clock: () => Date.now() - 6 * 60_000 });
  const data = { severity: 'high', what: 'Something happened.', whatToDo: 'Look.' };
  const message = { id: 'sha256:1', payload: JSON.stringify({ type: 'policy.refused', data }) };
  const { signal } = new AbortController();
  try {
    await until('a delivery', async () => (await right.send(message, signal)).outcome === 'delivered');
    assert.equal((await wrong.send(message, signal)).status, 401);
    assert.equal((await old.send(message, signal)).status, 401);
    await until('the line', () => printed !== '');
    assert.equal(printed, 'high policy.refused: Something happened. Look.\n');
  } finally {
    child.kill();
    await once(child, 'exit');
    for (const one of [right, wrong, old]) await one.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
