/**
 * Compiles `src/` to `dist/`, with types, and builds the console's pages: what `npm pack` puts into the package.
 *
 *     npm run build
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildConsole } from './build-console.ts';

const CONSOLE = 'console';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

// What was compiled from a file that is gone would be published with the rest.
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) if (name !== CONSOLE) rmSync(join(dist, name), { recursive: true });
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '--project', 'tsconfig.package.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status === 0) {
  await buildConsole();
  console.log('dist/ is built');
}
process.exitCode = status ?? 1;
