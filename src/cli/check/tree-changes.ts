import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Change, changesSince, findWorkTree, renamesSince, type Scan } from '../../scan/index.ts';
import type { CliContext } from '../command.ts';
import type { RepositoryChange } from './repository-verdict.ts';

/** What differs in a work tree, with paths from its top. */
export interface TreeChanges {
  readonly top: string;
  readonly all: readonly Change[];
  /** By each path, the one that its file had. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What differs from the base in the work tree here; null where there is none. */
export async function changesSinceBase({ cwd, signal }: CliContext, base: string): Promise<TreeChanges | null> {
  const tree = await findWorkTree(realpathSync(cwd), signal);
  if (tree.kind === 'none') return null;
  const all = await changesSince(tree.top, base, signal);
  return { top: tree.top, all, renamed: await renamesSince(tree.top, base, signal) };
}

/** What a repository's requests are held to: where the scan has another top, since several repositories were scanned, paths are from there. */
export function fromTopOf(
  { top, all, renamed }: TreeChanges,
  scan: Scan,
): Pick<RepositoryChange, 'changes' | 'renamed'> {
  const moved = (path: string): string => relative(scan.top, join(top, path)).split(sep).join('/');
  return top === scan.top
    ? { changes: all, renamed }
    : {
        changes: all.map((one) => ({ ...one, path: moved(one.path) })),
        renamed: new Map([...renamed].map(([path, was]) => [moved(path), moved(was)])),
      };
}
