import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { DiskFullResult } from './disk-full-process.ts';

const NAMESPACE = ['--user', '--map-root-user', '--mount'];
/** PostgreSQL's own files take about half of it. */
const SIZE = '144m';

/** A small file system without being root: in a namespace of its own, where this user may mount one. */
function inSmallFileSystem(command: string, ...args: readonly string[]): ReturnType<typeof spawnSync> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-small-'));
  const script = `mount -t tmpfs -o size=${SIZE} tmpfs "$TMPDIR" && exec "$@"`;
  try {
    return spawnSync('unshare', [...NAMESPACE, 'sh', '-c', script, 'sh', command, ...args], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const possible = process.platform === 'linux' && inSmallFileSystem('true').status === 0;

test('a disk that becomes full has appends turned down, and nothing is lost when there is room again', {
  timeout: 180_000,
  skip: possible ? false : 'this machine lets nobody mount a small file system in a namespace',
}, () => {
  const program = resolve(import.meta.dirname, 'disk-full-process.ts');
  const { stdout, stderr, status } = inSmallFileSystem(process.execPath, program);
  assert.equal(status, 0, String(stderr));
  const result = JSON.parse(String(stdout)) as DiskFullResult;
  assert.equal(result.refused, 'ledger_unavailable');
  assert.deepEqual([result.lost, result.faults], [0, []]);
  assert.ok(result.acknowledged > 8, JSON.stringify(result));
});
