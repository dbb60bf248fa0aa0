import type { CatalogData, CatalogSource } from './catalog-data.ts';

/** What a scope lets a client do, by what its provider says of it. */
export type Access = 'identity' | 'read' | 'write';

/** A scope as its provider's catalog has it. */
export interface CatalogScope {
  readonly name: string;
  readonly access: Access;
  /** Whether the provider gives it to nobody any more, though old code still asks for it. */
  readonly retired: boolean;
  /** Scopes of the same provider that let a client do a part of what this one does, sorted. */
  readonly narrower: readonly string[];
  /** A few words; empty where the source has none. */
  readonly description: string;
}

/** The scopes of a provider, by name. */
export interface Catalog {
  readonly sources: readonly CatalogSource[];
  readonly scopes: ReadonlyMap<string, CatalogScope>;
}

/** The names of a catalog alone, in the order of its lines. */
export function namesOf({ prefix, lines }: CatalogData): readonly string[] {
  return lines.split('\n').map((line) => nameOf(line.slice(0, line.indexOf('\t')), prefix));
}

/** Reads a catalog as `tools/catalogs/` wrote it. */
export function readCatalog(data: CatalogData): Catalog {
  const names = namesOf(data);
  const scopes = data.lines.split('\n').map((line): CatalogScope => {
    const [name = '', flags = '', narrower = '', description = ''] = line.split('\t');
    return {
      name: nameOf(name, data.prefix),
      access: flags.includes('i') ? 'identity' : flags.includes('w') ? 'write' : 'read',
      retired: flags.includes('o'),
      narrower: narrower === '' ? [] : narrower.split(' ').map((number) => names[Number(number)] ?? ''),
      description,
    };
  });
  return { sources: data.sources, scopes: new Map(scopes.map((scope) => [scope.name, scope])) };
}

function nameOf(written: string, prefix: string): string {
  return written.startsWith('=') ? written.slice(1) : `${prefix}${written}`;
}
