/**
 * Compiles `src/` to `dist/`, with types: what `npm pack` puts into the package.
 *
 *     npm run build
 *
 * The console's pages, which its own build puts into `dist/console/`, stay as they are and go into the package with the rest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
if (status === 0) console.log(`dist/ is built, ${existsSync(join(dist, CONSOLE)) ? 'with' : 'without'} the console`);
process.exitCode = status ?? 1;
