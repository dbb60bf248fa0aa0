import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  ConnectError,
  type Inventory,
  MAX_SOURCE_BYTES,
  type Remark,
  readerOf,
  readInventories,
  readSource,
  type SourceFile,
} from '../connect/index.ts';
import type { CliContext } from './command.ts';

/** Names of files of a folder that a reader may take. */
const MAYBE = /\.(json|ya?ml|tf|tfvars)$/i;
/** What others bring along, and no one configured. */
const PASSED_OVER = new Set(['node_modules', '.git', '.terraform']);
const MAX_FILES = 5000;

export interface ReadSources {
  readonly inventories: readonly Inventory[];
  /** How many files of folders held nothing that a reader takes. */
  readonly passedOver: number;
  /** Files of folders that can't be read, each with where and why. */
  readonly unreadable: readonly Remark[];
}

/**
 * Reads what a team has: files, and folders of them. A file that is named has to be something that Ambit reads; in a folder there may
 * be others.
 *
 * @throws ConnectError
 */
export async function readSources(context: CliContext, paths: readonly string[]): Promise<ReadSources> {
  const sources: SourceFile[] = [];
  const seen = new Set<string>();
  const unreadable: Remark[] = [];
  let passedOver = 0;
  for (const path of paths) {
    const absolute = resolve(context.cwd, path);
    const isFolder = (await stat(absolute)).isDirectory();
    for (const file of isFolder ? await filesIn(context, absolute) : [absolute]) {
      if (seen.has(file)) continue;
      seen.add(file);
      const shown = relative(context.cwd, file) || file;
      const source = isFolder ? await maybeSource(shown, file, unreadable) : await sourceOf(shown, file);
      if (source === null) passedOver += 1;
      else sources.push(source);
    }
  }
  const inventories = readInventories(sources);
  if (inventories.length === 0) context.fail(nothingIn(unreadable));
  const read = new Set(inventories.flatMap(({ files }) => files));
  const others = sources.filter((one) => !read.has(one.path)).length;
  return { inventories, passedOver: passedOver + others - unreadable.length, unreadable };
}

const SHOWN = 3;

function nothingIn(unreadable: readonly Remark[]): string {
  const why = unreadable.slice(0, SHOWN).map(({ at, message }) => `${at.file}:${at.line}:${at.column}: ${message}`);
  const because = why.length === 0 ? '' : ` (${why.join('; ')})`;
  return `There is no client, scope or API in it that Ambit reads${because}: ambit init --help lists what it does read.`;
}

async function sourceOf(shown: string, file: string): Promise<SourceFile> {
  const { size } = await stat(file);
  if (size > MAX_SOURCE_BYTES)
    throw new ConnectError(
      'too_large',
      { file: shown, line: 1, column: 1 },
      `this file is larger than ${MAX_SOURCE_BYTES / 1024 / 1024} MB, the most that is read: export without users, or split it`,
    );
  return readSource(shown, await readFile(file));
}

/** In a folder, what can't be read may be something else: it is said, and the others are read. */
async function maybeSource(shown: string, file: string, unreadable: Remark[]): Promise<SourceFile | null> {
  try {
    const source = await sourceOf(shown, file);
    return readerOf(source) === null ? null : source;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const { file: path, line, column } = error;
    unreadable.push({
      at: { file: path, line, column },
      message: error.message.slice(`${path}:${line}:${column}: `.length),
    });
    return null;
  }
}

/** Links are not followed. */
async function filesIn(context: CliContext, folder: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (inner: string): Promise<void> => {
    for (const entry of (await readdir(inner, { withFileTypes: true })).sort((left, right) =>
      left.name < right.name ? -1 : 1,
    )) {
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) await visit(join(inner, entry.name));
      else if (entry.isFile() && MAYBE.test(entry.name)) files.push(join(inner, entry.name));
      if (files.length > MAX_FILES)
        context.fail(`${folder} holds more than ${MAX_FILES} files: name the one that has the exports.`);
    }
  };
  await visit(folder);
  return files;
}
