/**
 * Compiles `src/` to `dist/`, with types, puts the grammars of the scanner beside it, compressed, bundles what scans and the
 * stand-alone verifier, and builds the console's pages: what `npm pack` puts into the package.
 *
 *     npm run build
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { GRAMMARS } from '../src/scan/code/grammars.ts';
import { buildConsole } from './build-console.ts';
import { bundleScanner } from './build-scanner.ts';
import { buildVerifier } from './build-verifier.ts';

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
  writeGrammars();
  await bundleScanner(join(dist, 'scan/run'));
  // In place of what was compiled of it: its types stay, and it imports nothing any more.
  await buildVerifier(join(dist, 'verify'));
  await buildConsole();
  console.log('dist/ is built');
}
process.exitCode = status ?? 1;

/** Seven grammars are 12 MB as they are and 0.6 MB so; their packages would bring dozens more. */
function writeGrammars(): void {
  const folder = join(dist, 'scan/grammars');
  mkdirSync(folder, { recursive: true });
  const { resolve: resolvePackage } = createRequire(import.meta.url);
  for (const [name, path] of Object.entries(GRAMMARS)) {
    const bytes = readFileSync(resolvePackage(path));
    const compressed = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
    });
    writeFileSync(join(folder, `${name}.wasm.br`), compressed);
  }
}
