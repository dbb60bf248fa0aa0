import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from './app-error.ts';

/** `sockaddr_un` has room for 104 bytes on macOS and 108 on Linux, the closing NUL among them. */
const MAX_BYTES = 100;

/**
 * The path to listen at for a socket that is meant to be at `path`: that one, or, where the system has no room for so long a name,
 * one in a short folder of this user's own under the temporary directory. Everybody who starts from the same path finds the same.
 */
export function socketPathFor(path: string): string {
  if (Buffer.byteLength(path) <= MAX_BYTES) return path;
  const name = createHash('sha256').update(path).digest('hex').slice(0, 24);
  return join(shortFolder(), `${name}.sock`);
}

/**
 * Makes the folder of a socket, and refuses one that others may enter: the temporary directory is everybody's, and somebody may
 * have made the folder before.
 *
 * @throws AppError `data_unusable`
 */
export function prepareSocketFolder(socket: string): void {
  const folder = shortFolder();
  if (!socket.startsWith(`${folder}/`)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.() || (mode & 0o077) !== 0)
    throw new AppError(
      'data_unusable',
      `${folder} should be a folder that user ${process.getuid?.()} alone may enter, and isn't: remove it, or choose a dataDirectory with a shorter path.`,
    );
}

function shortFolder(): string {
  return join(tmpdir(), `ambit-${process.getuid?.() ?? 'user'}`);
}
