import type { Change, Scan } from '../index.ts';
import type { GateFinding } from './types.ts';

/** A list of more is no help. */
const MAX_LEFT = 50;

/** What a change touches, and what of it was looked at. Paths are from the top of the repository. */
export interface LookedAt extends Pick<Scan, 'asked' | 'left' | 'behindLinks' | 'unfollowed'> {
  readonly changes: readonly Change[];
  /** Whether a path is in what was to be scanned. */
  readonly isMeant: (path: string) => boolean;
}

/** Files that a change touches: those that it writes, and those behind a link to one. */
export function touchedFiles({ changes, behindLinks }: Pick<LookedAt, 'changes' | 'behindLinks'>): ReadonlySet<string> {
  const changed = new Set(changes.map(({ path }) => path));
  const behind = [...behindLinks].filter(([path, target]) => {
    // The link itself may be a folder's.
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (changed.has(at)) return true;
    return changed.has(target);
  });
  return new Set([...changed, ...behind.map(([path]) => path)]);
}

/** What a change touches of which nothing was looked at. Files that were opened and not read whole aren't among them. */
export function unreadChanges(looked: LookedAt): GateFinding[] {
  const { changes, asked, left, unfollowed, isMeant } = looked;
  const others = new Map(unfollowed.map(({ file, reason }) => [file, reason]));
  const touched = touchedFiles(looked);
  const found = changes.flatMap(({ path, kind }) => {
    if (kind === 'submodule')
      return [...asked].some((file) => file.startsWith(`${path}/`)) || !isMeant(path)
        ? []
        : finding(
            path,
            'it is a submodule, whose files are not this repository’s',
            `Check it out and have it scanned, too: --scan . --scan ${path}`,
          );
    if (!isMeant(path)) return [];
    const link = others.get(path);
    if (kind === 'link' && link !== undefined)
      return finding(path, link, 'Put the file itself in its place, or a link to one that Git tracks here.');
    if (kind === 'file' && !asked.has(path))
      return finding(path, 'this check-out leaves it out', 'Check the repository out whole (no sparse check-out).');
    return [];
  });
  const lost = left.filter((path) => touched.has(path));
  return [
    ...found,
    ...lost
      .slice(0, MAX_LEFT)
      .flatMap((path) =>
        finding(
          path,
          `it was not looked at${lost.length > MAX_LEFT ? ` (nor were ${lost.length - 1} others of this change)` : ''}, because too many files before it took too long or too much memory`,
          'Take those files out, which are named as unread, or make them smaller.',
        ),
      ),
  ];
}

function finding(file: string, why: string, help: string): GateFinding[] {
  return [
    {
      ...{ rule: 'file-unread', severity: 'error', file, line: 1, column: 1, client: null, scope: null, reason: null },
      ...{ message: unreadMessage(why), help, narrower: [], approvers: [] },
    },
  ];
}

/** Why what a change touches is an error where it can't be read. */
export function unreadMessage(why: string): string {
  return `this change touches it, and nobody can tell what it asks for: ${why}`;
}
