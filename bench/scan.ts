import { spawnSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { rgPath } from '@vscode/ripgrep';
import { type BenchRow, row } from './row.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** A large real tree that is there wherever this runs. */
const TREE = 'node_modules';
const WORD = 'scope';
const RUNS = 7;
/** `ambit scan` may take five times as long as looking for one word takes. */
const GOAL = 1 / 5;

/** What looks for one word in the same files, whether or not Git ignores them; the first that runs here. */
const SEARCHES: readonly (readonly [string, ...string[]])[] = [
  [rgPath, '--no-ignore', '--hidden', '--count', WORD, TREE],
  ['git', 'grep', '--no-index', '--count', '-I', '-F', WORD, '--', TREE],
  ['grep', '-r', '-c', '-I', '-F', WORD, TREE],
];

/**
 * Scanning a tree as somebody does who installed the package, from the start of the process to its end, beside looking for one word in it.
 * Taken in turn, and the best of each: what else the machine does only adds to it.
 */
export async function benchScan(): Promise<BenchRow[]> {
  seconds([process.execPath, 'tools/build.ts']);
  const scan = [process.execPath, resolve(ROOT, 'dist/cli/main.js'), 'scan', TREE, '--format', 'json'];
  const search = SEARCHES.find(([program]) => spawnSync(program, ['--version']).status === 0);
  if (search === undefined) throw new Error('there is neither rg nor git nor grep to measure against');
  let [scanned, searched] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < RUNS; run++) {
    searched = Math.min(searched, seconds(search));
    scanned = Math.min(scanned, seconds(scan));
  }
  const name = `${search[0] === 'git' ? 'git grep' : basename(search[0])} for one word, no more than 5 times faster`;
  return [row(`scan of ${TREE}`, 1 / scanned, 'scans/s', { name, value: 1 / searched }, GOAL)];
}

function seconds([program = '', ...args]: readonly string[]): number {
  const began = performance.now();
  const { status, error } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}`, { cause: error });
  return (performance.now() - began) / 1000;
}
