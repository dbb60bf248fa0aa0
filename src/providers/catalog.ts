import type { CatalogData, CatalogSource } from './catalog-data.ts';

/** What a scope lets a client do at most, by what its provider says of it. */
export type Access = 'identity' | 'read' | 'write';

/** A scope as its provider's catalog has it. */
export interface CatalogScope {
  readonly name: string;
  readonly access: Access;
  /** Whether the provider gives it to nobody new any more, though old code still asks for it. */
  readonly retired: boolean;
  /** Whether only an administrator may consent to it, or it acts on a whole organisation; Graph's is that of the delegated permission. */
  readonly admin: boolean;
  /** Who holds it: a person's client, or an app by itself; both where the provider makes no difference or has both. */
  readonly kinds: readonly ('delegated' | 'application')[];
  /** Microsoft Graph's privilege level, 1 to 4, the higher one of its kinds; null elsewhere and where Microsoft gives none. */
  readonly privilege: number | null;
  /** Whether it is in the documentation alone, so that no generated library has a constant for it (Google). */
  readonly undiscovered: boolean;
  /** Scopes of the same provider that let a client do a part of what this one does, in the catalog's order. */
  readonly narrower: readonly string[];
  /** A few words; empty where there are none. */
  readonly description: string;
}

/** The scopes of a provider, by name. */
export interface Catalog {
  /** The provider's id. */
  readonly provider: string;
  readonly sources: readonly CatalogSource[];
  readonly scopes: ReadonlyMap<string, CatalogScope>;
}

/**
 * A letter a flag: `i`dentity, `r`ead or `w`rite; `d`elegated and by the a`p`plication itself, with Microsoft's privilege level; `a`dmin;
 * `o`ld; known by `h`and; `s` for what is given for one team or chat alone.
 */
const FLAG = /([a-z])(\d?)/g;

/** Reads the scopes of a catalog as `tools/catalogs/` wrote it. */
export function readScopes({ prefix, lines }: CatalogData): ReadonlyMap<string, CatalogScope> {
  const rows = lines.split('\n').map((line) => line.split('\t'));
  const named = (written: string): string => (written.startsWith('=') ? written.slice(1) : `${prefix}${written}`);
  return new Map(
    rows.map(([written = '', flags = '', narrower = '', description = '']) => {
      const name = named(written);
      const set = new Map([...flags.matchAll(FLAG)].map(([, letter = '', level = '']) => [letter, Number(level)]));
      const privilege = Math.max(set.get('d') ?? 0, set.get('p') ?? 0);
      return [
        name,
        {
          name,
          access: set.has('i') ? 'identity' : set.has('w') ? 'write' : 'read',
          retired: set.has('o'),
          admin: set.has('a'),
          kinds: [
            ...(set.has('p') && !set.has('d') ? [] : ['delegated' as const]),
            ...(set.has('p') ? ['application' as const] : []),
          ],
          privilege: privilege === 0 ? null : privilege,
          undiscovered: set.has('h'),
          narrower: narrower === '' ? [] : narrower.split(' ').map(named),
          description,
        },
      ];
    }),
  );
}
