/**
 * Builds the console's pages into `dist/console`, unless what is there is newer than all that it is made of.
 *
 *     npm run console
 */
import { globSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLING, ROOT } from './bundling.ts';

const SOURCES = join(ROOT, 'console');
const OUT = join(ROOT, 'dist/console');

/** Whether the built pages are there and as new as their sources. */
export function isConsoleBuilt(): boolean {
  const built = modified(join(OUT, 'index.html'));
  if (built === null) return false;
  const sources = globSync('**/*', { cwd: SOURCES }).map((file) => join(SOURCES, file));
  return [...sources, join(ROOT, 'package-lock.json')].every((file) => (modified(file) ?? 0) <= built);
}

/**
 * Builds them where that is needed. Into a folder of its own first, put in place whole, so that no server ever reads half of it,
 * and nothing is written anywhere else: whoever may write to `dist` can do it.
 */
export async function buildConsole({ always = false }: { readonly always?: boolean } = {}): Promise<void> {
  if (!always && isConsoleBuilt()) return;
  const { build } = await import('vite');
  const fresh = `${OUT}.${process.pid}`;
  try {
    await build({
      root: SOURCES,
      ...BUNDLING,
      build: {
        outDir: fresh,
        emptyOutDir: true,
        target: 'es2022',
        // The Content-Security-Policy lets nothing inline through: no polyfill in the page, no picture in the style sheet.
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        reportCompressedSize: false,
      },
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    });
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    // Another process may have been as quick, and its pages are read already.
    if (!always && isConsoleBuilt()) return;
    rmSync(OUT, { recursive: true, force: true });
    renameSync(fresh, OUT);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function modified(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

if (import.meta.main) {
  await buildConsole({ always: true });
  console.log(OUT);
}
