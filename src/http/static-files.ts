import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface StaticFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** Whether its name changes with its content. */
  readonly immutable: boolean;
}

/**
 * The built console, read once: what isn't in it can't be asked for, whatever a path says. Null where it wasn't built.
 */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> | null {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const files = new Map<string, StaticFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = `/${name.split(sep).join('/')}`;
    files.set(path, { bytes: readFileSync(join(folder, name)), type, immutable: path.startsWith('/assets/') });
  }
  return files.has('/index.html') ? files : null;
}
