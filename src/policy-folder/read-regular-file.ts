import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PolicyFolderError } from './policy-folder-error.ts';

/**
 * A link isn't followed, also where a file became one since its folder was listed, and a pipe that nobody writes to is no reason to
 * wait. What a platform hasn't is left out.
 */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a regular file, as far as `maxBytes`: who reads further has what is enough to refuse it.
 *
 * @param whenOpened for tests: what happens to the file meanwhile
 * @returns null where there is no regular file
 * @throws PolicyFolderError `file_unreadable`, `file_changed`
 */
export async function readRegularFile(
  path: string,
  maxBytes: number,
  whenOpened: () => void = () => undefined,
): Promise<Buffer | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, FLAGS);
    const before = await file.stat();
    if (!before.isFile()) return null;
    whenOpened();
    const bytes = await readUpTo(file, Math.min(before.size + 1, maxBytes));
    if (!isSame(before, await file.stat()))
      throw new PolicyFolderError(
        'file_changed',
        `${path} changed while it was read: run this again when nobody writes to it.`,
      );
    return bytes;
  } catch (error) {
    if (error instanceof PolicyFolderError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    // ELOOP: it is a link by now. ENXIO: a socket, or a device that isn't there.
    if (code === 'ELOOP' || code === 'ENXIO') return null;
    if (code === 'ENOENT')
      throw new PolicyFolderError(
        'file_changed',
        `${path} went away while the folder was read: run this again.`,
        error,
      );
    const why = code === 'EACCES' || code === 'EPERM' ? 'this user may not' : (code ?? String(error));
    throw new PolicyFolderError(
      'file_unreadable',
      `The policy file ${path} can't be read (${why}): change its owner or mode, or take it out of the folder.`,
      error,
    );
  } finally {
    await file?.close();
  }
}

/** A byte more than the file had is read, too, so that one that grows is seen to. */
async function readUpTo(file: FileHandle, most: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(most);
  let length = 0;
  while (length < most) {
    const { bytesRead } = await file.read(buffer, length, most - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function isSame(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs && before.ctimeMs === after.ctimeMs;
}
