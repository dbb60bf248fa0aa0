import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const MAX_BYTES = 256 * 1024;
const MAX_PATTERNS = 2000;
/** More of them than any real pattern has make matching one name take minutes. */
const MAX_STARS = 3;

/** What the `.gitignore` files of a folder and those above it leave out (gitignore(5)); null where there are none. */
export interface IgnoreRules {
  readonly folder: string;
  readonly own: Ignore;
  readonly outer: IgnoreRules | null;
}

/** The rules in a folder: its own, if it has any, before those from above. */
export function rulesIn(folder: string, outer: IgnoreRules | null): IgnoreRules | null {
  const text = readSmall(join(folder, '.gitignore'));
  if (text === null) return outer;
  const patterns = text.split(/\r?\n/).filter(isReasonable).slice(0, MAX_PATTERNS);
  return { folder, own: ignore({ ignorecase: false }).add(patterns), outer };
}

/**
 * The rules of the folders from `top` down to the one above `folder`. Who names a folder that they leave out wants it read, so that
 * those which do don't count.
 */
export function rulesAbove(top: string, folder: string): IgnoreRules | null {
  const above: string[] = [];
  for (let at = folder; at !== top && dirname(at) !== at; at = dirname(at)) above.unshift(dirname(at));
  return above.reduce<IgnoreRules | null>((outer, one) => {
    const rules = rulesIn(one, outer);
    return rules !== null && rules !== outer && isLeftOut({ ...rules, outer: null }, folder, true) ? outer : rules;
  }, null);
}

/** Whether rules leave a path out; the nearest folder that says anything of it decides. */
export function isLeftOut(rules: IgnoreRules | null, path: string, isFolder: boolean): boolean {
  for (let at = rules; at !== null; at = at.outer) {
    const { ignored, unignored } = at.own.test(
      `${relative(at.folder, path).split(sep).join('/')}${isFolder ? '/' : ''}`,
    );
    if (ignored || unignored) return ignored;
  }
  return false;
}

function isReasonable(pattern: string): boolean {
  if (pattern.length > 1000) return false;
  const segments = pattern.split('/');
  return (
    segments.filter((segment) => segment === '**').length <= MAX_STARS &&
    segments.every((segment) => (segment.match(/\*+/g)?.length ?? 0) <= MAX_STARS)
  );
}

function readSmall(path: string): string | null {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (!fstatSync(file).isFile()) return null;
      const bytes = Buffer.alloc(MAX_BYTES);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, MAX_BYTES, 0)).replace(/^\ufeff/, '');
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
