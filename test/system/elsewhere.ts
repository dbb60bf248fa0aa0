import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

/** Runs `ambit` where there is nothing of the system: an empty folder and an empty environment. */
export async function elsewhere(
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'ambit-elsewhere-'));
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  assert.deepEqual(readdirSync(cwd), []);
  rmSync(cwd, { recursive: true });
  return { code, stdout, stderr };
}
