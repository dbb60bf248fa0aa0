import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadLogFile } from '../entries/index.ts';
import type { CliContext } from './command.ts';

/** A tile of the largest entries that the format has, and more than any blob. */
const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MILLISECONDS = 60_000;

/**
 * Reads the files of a log (C2SP tlog-tiles) out of a folder, or from the server whose address is given as its prefix.
 *
 * @param token what the server wants to be shown; null where it wants none
 */
export function logSource(context: CliContext, where: string, token: string | null): ReadLogFile {
  if (/^https?:\/\//.test(where)) return served(context, where.replace(/\/+$/, ''), token);
  const folder = resolve(context.cwd, where);
  if (!(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false))
    return context.fail(`The folder ${folder} is not there.`);
  return async (path) => {
    const file = join(folder, path);
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null;
  };
}

function served(context: CliContext, prefix: string, token: string | null): ReadLogFile {
  const fail = (path: string, why: string, cause?: unknown): never =>
    context.fail(`${prefix}/${path} can't be read: ${why}.`, { cause });
  return async (path) => {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]);
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    try {
      const response = await fetch(`${prefix}/${path}`, { headers, redirect: 'error', signal });
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (response.status === 401) return fail(path, 'it wants a token: give its file with --token-file');
      if (response.status !== 200 || response.body === null) return fail(path, `the answer is ${response.status}`);
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of response.body) {
        length += part.length;
        if (length > MAX_BYTES) return fail(path, 'it is longer than any file of a log');
        parts.push(part);
      }
      return Buffer.concat(parts);
    } catch (cause) {
      if (!(cause instanceof TypeError || cause instanceof DOMException)) throw cause;
      const { cause: reason } = cause as { cause?: unknown };
      return fail(path, reason instanceof Error ? reason.message : cause.message, cause);
    }
  };
}
