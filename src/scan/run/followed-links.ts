import { readlinkSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { absoluteName, fileBelow, type ListedFile } from './listed-file.ts';

/** Files behind links: more than any repository has, and a list of them still fits in memory. */
const MAX_BEHIND_LINKS = 100_000;

export interface FollowedLinks {
  /** Files that stand behind links, each with what is read in its place. */
  readonly files: readonly ListedFile[];
  /** Links behind which nothing is read. */
  readonly others: readonly { readonly path: string; readonly why: string }[];
}

/**
 * What stands behind the links of a work tree: files, and those in folders, that Git tracks in the same one. What is outside of it, or not
 * tracked, is nobody's to read. Links in a folder behind a link are followed where they are themselves, so that no loop is walked.
 *
 * @param top absolute, without links
 */
export function followLinks(top: string, links: readonly ListedFile[], files: readonly ListedFile[]): FollowedLinks {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const behind: ListedFile[] = [];
  const others: { path: string; why: string }[] = [];
  for (const link of links) {
    const target = targetOf(top, link);
    if (typeof target !== 'string') {
      others.push({ path: link.path, why: target.why });
      continue;
    }
    const file = byPath.get(target);
    const inside = file === undefined ? files.filter(({ path }) => target === '' || path.startsWith(`${target}/`)) : [];
    if (file !== undefined) behind.push({ ...link, target: file });
    else if (inside.length === 0)
      others.push({ path: link.path, why: `it is a link to ${target}, of which Git tracks nothing` });
    else if (behind.length + inside.length > MAX_BEHIND_LINKS)
      others.push({ path: link.path, why: 'it is one of many links to large folders' });
    else
      for (const one of inside) {
        const rest = target === '' ? one.path : one.path.slice(target.length + 1);
        behind.push({ ...fileBelow(link, { path: rest, raw: null }), target: one });
      }
  }
  return { files: behind, others };
}

/** Where a link leads, from the top. */
function targetOf(top: string, link: ListedFile): string | { readonly why: string } {
  const absolute = absoluteName(top, link);
  let real: string;
  try {
    real = realpathSync(absolute);
  } catch {
    try {
      return { why: `it is a link to ${readlinkSync(absolute)}, which is not here` };
    } catch {
      return { why: 'it is a link, and not here' };
    }
  }
  const way = relative(top, real);
  return way === '..' || way.startsWith(`..${sep}`)
    ? { why: 'it is a link that leads out of the repository' }
    : way.split(sep).join('/');
}
