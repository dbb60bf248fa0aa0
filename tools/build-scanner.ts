/**
 * Bundles the program of the threads that scan, in the place of what was compiled file by file: of some five hundred modules each takes
 * half a millisecond to be found and linked, in every thread. Extractors are files of their own, which are loaded when a file that one may
 * recognise turns up.
 */
import { join } from 'node:path';
import { extractors } from '../src/scan/extractors.ts';
import { BUNDLING, READABLE, ROOT } from './bundling.ts';

const SCAN = join(ROOT, 'src/scan');
const LIST = join(SCAN, 'listed-extractors.ts');

/** @param out where the compiled program of a thread is, `worker.js` */
export async function bundleScanner(out: string): Promise<void> {
  const { build } = await import('vite');
  const list = await lazyList();
  await build({
    root: ROOT,
    ...BUNDLING,
    plugins: [{ name: 'lazy-extractors', load: (id) => (id === LIST ? list : null) }],
    build: {
      ssr: join(SCAN, 'run/worker.ts'),
      outDir: out,
      ...READABLE,
      target: 'node20',
      rolldownOptions: {
        // Nothing of the project does anything when it is imported.
        treeshake: { moduleSideEffects: (id) => !id.startsWith(join(ROOT, 'src')) && !id.includes('node_modules') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'worker-[name]-[hash].js' },
      },
    },
  });
}

/** `listed-extractors.ts` with what each says of itself written out, and a loader. */
async function lazyList(): Promise<string> {
  const entries = await Promise.all(
    extractors.map(async (extractor) => {
      const { id, paths, mentions } = extractor;
      const file = `./extractors/${id}.ts`;
      const exports = Object.entries((await import(join(SCAN, file))) as Record<string, unknown>);
      const [name] = exports.find(([, value]) => value === extractor) ?? [];
      if (name === undefined)
        throw new Error(`${file} exports no extractor ${id}: a file is called like its extractor`);
      return `{ id: '${id}', paths: ${paths}, mentions: ${JSON.stringify(mentions)}, load: async () => ready((await import('${file}')).${name}) }`;
    }),
  );
  return `import { ready } from './listed.ts';\nexport const listedExtractors = [\n${entries.join(',\n')}\n];\n`;
}
