import { readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';

/** A folder with all that is in it as a zip, read while it is sent. A file that can't be read any more breaks it off with an error. */
export function zippedFolder(directory: string): PassThrough {
  const zip = new ZipFile();
  const stream = zip.outputStream as PassThrough;
  // Without a listener it would take the process down: whoever breaks a download off has the folder removed under it.
  zip.on('error', (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  for (const one of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!one.isFile()) continue;
    const path = join(one.parentPath, one.name);
    zip.addFile(path, [basename(directory), ...relative(directory, path).split(sep)].join('/'));
  }
  zip.end();
  return stream;
}
