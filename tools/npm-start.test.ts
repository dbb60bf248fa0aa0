import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');

/** Stands where the main job does: says when it waits, and ends in order when it is told to. */
const MAIN_JOB = `
const waiting = setInterval(() => undefined, 60_000);
process.on('SIGTERM', () => {
  console.log('ended in order');
  clearInterval(waiting);
});
console.log('waiting');
`;

const folder = mkdtempSync(join(tmpdir(), 'ambit-npm-start-'));
after(() => rmSync(folder, { recursive: true }));

test('what ends npm alone (docker stop, a CI runner) ends the main job in order, and npm waits for it', {
  timeout: 30_000,
}, async () => {
  for (const part of ['tools', 'examples/acme']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'examples/acme/start.ts'), MAIN_JOB);
  for (const file of ['package.json', 'tools/node24.js']) copyFileSync(join(ROOT, file), join(folder, file));
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };
  const npm = spawn('npm', ['start', '--silent'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  npm.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said === 'waiting\n') npm.kill('SIGTERM');
  });
  await once(npm, 'close');
  assert.equal(said, 'waiting\nended in order\n');
});
