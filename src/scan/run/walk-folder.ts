import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import type { Skipped } from '../types.ts';
import { type IgnoreRules, isLeftOut, rulesIn } from './ignore-rules.ts';
import { absoluteName, fileBelow, fileName, type ListedFile } from './listed-file.ts';
import { ScanRunError } from './scan-run-error.ts';

/** More files than a person has in a folder that they mean; a list of them still fits in memory. */
export const MAX_FILES = 1_000_000;
/** Folders that are read at one go, so that Ctrl-C and progress have their turn. */
const STRIDE = 200;
const OTHERS = 'node_modules';

export interface Walked {
  /** Paths from the folder, sorted. */
  readonly files: readonly ListedFile[];
  readonly skipped: readonly Skipped[];
}

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how many files there are already. */
  readonly onCount?: ((files: number) => void) | undefined;
}

/**
 * Every regular file below a folder that no `.gitignore` leaves out, without `.git` and `node_modules`. Links are not followed, so that no
 * loop is walked.
 *
 * @param folder absolute
 * @param above rules from above the folder
 * @throws ScanRunError where there are more than MAX_FILES
 */
export async function walkFolder(
  folder: string,
  above: IgnoreRules | null,
  { signal, onCount }: WalkOptions = {},
): Promise<Walked> {
  const files: ListedFile[] = [];
  const skipped: Skipped[] = [];
  // Who names such a folder, or one in it, wants to know what others' code asks for.
  const isOthers = folder.split(sep).includes(OTHERS);
  const open: { at: ListedFile; rules: IgnoreRules | null }[] = [{ at: { path: '', raw: null }, rules: above }];
  for (let count = 1; ; count += 1) {
    const next = open.pop();
    if (next === undefined) break;
    if (count % STRIDE === 0) {
      onCount?.(files.length);
      await new Promise(setImmediate);
    }
    signal?.throwIfAborted();
    const absolute = absoluteName(folder, next.at);
    let entries: readonly FolderEntry[];
    try {
      entries = entriesIn(absolute);
    } catch (error) {
      skipped.push({ file: next.at.path || '.', reason: unreadable(error) });
      continue;
    }
    const rules = entries.some(({ name }) => name.path === '.gitignore')
      ? rulesIn(absolute.toString(), next.rules)
      : next.rules;
    for (const { name, isFolder, isFile } of entries) {
      if ((!isFolder && !isFile) || name.path === '.git') continue;
      const at = fileBelow(next.at, name);
      if (rules !== null && isLeftOut(rules, `${folder}/${at.path}`, isFolder)) continue;
      if (!isFolder) files.push(at);
      else if (name.path !== OTHERS || isOthers) open.push({ at, rules });
      else skipped.push({ file: at.path, reason: 'what others wrote is not read: name the folder to have it read' });
      if (files.length > MAX_FILES)
        throw new ScanRunError(
          'too_many_files',
          `${folder} holds more than ${MAX_FILES.toLocaleString('en-US')} files: name the folders that matter.`,
        );
    }
  }
  return { files: files.sort(byPath), skipped };
}

export function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

/** A system error in a person's words. */
export function unreadable(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return 'this user may not read it';
    case 'ENOENT':
      return 'it is not there any more';
    case 'ENAMETOOLONG':
      return 'its path is too long for this system';
    case 'ELOOP':
      return 'a link stands in its place';
    default:
      return `it can't be read (${(error as NodeJS.ErrnoException).code ?? 'for a reason that the system does not tell'})`;
  }
}

interface FolderEntry {
  readonly name: ListedFile;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

/** What is in a folder, by names of whatever bytes. */
function entriesIn(folder: string | Buffer): FolderEntry[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes('\ufffd')))
    return entries.map((entry) => ({
      name: { path: entry.name, raw: null },
      isFolder: entry.isDirectory(),
      isFile: entry.isFile(),
    }));
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
    name: fileName(entry.name),
    isFolder: entry.isDirectory(),
    isFile: entry.isFile(),
  }));
}
