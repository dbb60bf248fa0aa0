import { opendir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MAX_FILE_CHARACTERS, type PolicyFileText } from '../policy/index.ts';
import { PolicyFolderError } from './policy-folder-error.ts';
import { readRegularFile } from './read-regular-file.ts';

const POLICY_FILE = /\.(ya?ml|note|approval|approval\.sig)$/;
/** As UTF-8, a UTF-16 unit takes three bytes at most: whoever has read one byte more knows that the file is too large. */
const MAX_FILE_BYTES = 3 * MAX_FILE_CHARACTERS + 1;
/** A policy of ten thousand clients is of some 4 MB. */
const MAX_FOLDER_BYTES = 32 * 1024 * 1024;
const MAX_FILES = 20_000;
/** Files and folders of any kind: a policy folder that was meant for another one may have millions. */
const MAX_ENTRIES = 200_000;
/** Files at a time: an operating system lets a process open some hundred. */
const CONCURRENCY = 32;
/** What can't be seen, and what a terminal runs; U+FFFD stands for bytes that are no UTF-8. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/u;

/** Whether a file of this name is one of a policy folder. */
export function isPolicyFile(path: string): boolean {
  return POLICY_FILE.test(path);
}

/**
 * Reads the files of a policy folder and the folders in it: `*.yaml`, `*.yml` and approvals (`*.note`, `*.approval` with
 * `*.approval.sig`). Expectations (`*.test.yaml`) are among
 * them, and are no definitions: `compilePolicy` leaves them out. Links are not followed, so
 * that what is reviewed in Git is what is read; pipes, sockets and devices are not opened. Of a file no more is read than its reader
 * takes, and of a folder no more than any policy has.
 *
 * @param shownFrom the folder that paths in diagnostics are relative to
 * @throws PolicyFolderError
 */
export async function readPolicyFolder(folder: string, shownFrom = process.cwd()): Promise<PolicyFileText[]> {
  const paths = (await policyFilesIn(folder)).sort();
  const files: PolicyFileText[] = [];
  let bytes = 0;
  for (let first = 0; first < paths.length; first += CONCURRENCY) {
    const some = paths.slice(first, first + CONCURRENCY);
    const contents = await Promise.all(some.map((path) => readRegularFile(path, MAX_FILE_BYTES)));
    for (const [index, content] of contents.entries()) {
      if (content === null) continue;
      const path = some[index] ?? '';
      bytes += content.length;
      if (bytes > MAX_FOLDER_BYTES)
        throw tooLarge(folder, `its policy files have more than ${MAX_FOLDER_BYTES / 1024 / 1024} MB`);
      files.push({ path: relative(shownFrom, path) || path, text: content.toString('utf8') });
    }
  }
  return files;
}

async function policyFilesIn(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const waiting = [folder];
  let entries = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      for await (const entry of await opendir(next, { bufferSize: 256 })) {
        if (++entries > MAX_ENTRIES) throw tooLarge(folder, `it holds more than ${MAX_ENTRIES} files and folders`);
        const path = join(next, entry.name);
        if (entry.isDirectory()) waiting.push(path);
        if (!entry.isFile() || !isPolicyFile(entry.name)) continue;
        if (UNSEEN.test(path.slice(folder.length))) throw unseenName(folder, path.slice(folder.length + 1));
        if (paths.push(path) > MAX_FILES) throw tooLarge(folder, `it holds more than ${MAX_FILES} policy files`);
      }
    } catch (error) {
      if (error instanceof PolicyFolderError) throw error;
      throw unreadable(next, next === folder, error as NodeJS.ErrnoException);
    }
  }
  return paths;
}

function tooLarge(folder: string, why: string): PolicyFolderError {
  return new PolicyFolderError(
    'folder_too_large',
    `The policy folder ${folder} is larger than any policy: ${why}. Name the folder that holds your policy and nothing else.`,
  );
}

function unseenName(folder: string, name: string): PolicyFolderError {
  return new PolicyFolderError(
    'file_name_refused',
    `The policy folder ${folder} has a file whose name can't be shown, ${escaped(name)}: rename it in letters, digits, hyphens and dots.`,
  );
}

function unreadable(folder: string, isRoot: boolean, error: NodeJS.ErrnoException): PolicyFolderError {
  const why: Readonly<Record<string, string>> = {
    ENOENT: 'it is not there',
    ENOTDIR: 'it is a file',
    EACCES: 'this user may not',
    EPERM: 'this user may not',
    ELOOP: 'it is a link that leads round in a circle',
  };
  const code = error.code ?? String(error);
  return new PolicyFolderError(
    'folder_unreadable',
    `The policy folder ${folder} can't be read (${why[code] ?? code}): ${isRoot ? 'name the folder that holds your policy' : 'change its owner or mode'}.`,
    error,
  );
}

function escaped(name: string): string {
  const cut = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return JSON.stringify(cut).replaceAll(
    /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
