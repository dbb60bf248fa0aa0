/**
 * Runs every test of the project, or those whose path holds one of the given words.
 *
 *     npm test [-- ledger policy]
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildConsole } from './build-console.ts';

/** Files at a time. Most wait for a database or a process; more than this only makes them wait for each other. */
const CONCURRENCY = 2;

/**
 * Where Node.js keeps what it compiled, for hundreds of processes load the same files. In the project's own `node_modules`, which nobody
 * else writes to and `npm ci` empties. Programs without tests don't get one: theirs would have to stand where others could change it.
 */
const COMPILE_CACHE = 'node_modules/.cache/ambit/compiled';

const root = resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const files = globSync('{src,test,tools,examples,bench}/**/*.test.ts', { cwd: root })
  // Fixtures of the scanner are files that look like tests.
  .filter((file) => !file.startsWith('test/fixtures/'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) {
  console.error(`no test has ${words.join(' or ')} in its path`);
  process.exit(2);
}
// Once, before tests that need it do so at the same time.
await buildConsole();
const child = spawn(
  process.execPath,
  ['--test', `--test-concurrency=${CONCURRENCY}`, '--test-reporter=spec', ...files],
  {
    ...{ cwd: root, stdio: 'inherit' },
    env: { NODE_COMPILE_CACHE: join(root, COMPILE_CACHE), ...process.env },
  },
);
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
