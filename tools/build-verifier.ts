/**
 * Bundles the stand-alone verifier, `ambit/verify`, into one file that imports nothing: for Node.js and browsers alike. Not minified, for
 * who verifies by it may want to read it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLING, READABLE, ROOT } from './bundling.ts';

/** Writes `standalone.js` into a folder. */
export async function buildVerifier(outDir: string): Promise<string> {
  const { build } = await import('vite');
  const licence = readFileSync(join(ROOT, 'node_modules/@noble/hashes/LICENSE'), 'utf8');
  await build({
    root: ROOT,
    ...BUNDLING,
    build: {
      lib: { entry: join(ROOT, 'src/verify/standalone.ts'), formats: ['es'], fileName: () => 'standalone.js' },
      outDir,
      ...READABLE,
      target: 'es2022',
      rolldownOptions: {
        output: {
          banner: `/*!\nambit/verify, Apache-2.0. It holds parts of @noble/hashes:\n\n${licence.trim()}\n*/`,
        },
      },
    },
  });
  return join(outDir, 'standalone.js');
}
