import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CatalogSource } from '../../src/providers/catalog-data.ts';

export interface CatalogScope {
  readonly name: string;
  /** One letter each; `src/providers/catalog.ts` says what they mean. */
  readonly flags: string;
  readonly narrower: readonly string[];
  readonly description: string;
}

/** What a line of a catalog says at most of a scope: enough for a person to recognise it. */
const MAX_DESCRIPTION = 110;

export interface WrittenCatalog {
  readonly prefix: string;
  readonly sources: readonly CatalogSource[];
  readonly scopes: readonly CatalogScope[];
}

/** Writes the catalog of a provider to `src/providers/data/`, and says how large it is. */
export function writeCatalog(id: string, catalog: WrittenCatalog): void {
  const { prefix, sources, scopes } = catalog;
  writeData(id, [
    `import type { CatalogData } from '../catalog-data.ts';\n`,
    `export const catalog: CatalogData = {`,
    `  sources: [${sources.map(sourceText).join(', ')}],`,
    `  prefix: '${prefix}',`,
    `  lines: \`${linesOf(catalog).replaceAll(/[\\`]|\$\{/g, '\\$&')}\`,`,
    '};',
  ]);
  console.log(`${id}: ${scopes.length} scopes`);
}

/** The `lines` of a catalog (`src/providers/catalog-data.ts`). */
export function linesOf(catalog: Pick<WrittenCatalog, 'prefix' | 'scopes'>): string {
  const scopes = [...catalog.scopes].sort((left, right) => (left.name < right.name ? -1 : 1));
  const names = new Set(scopes.map(({ name }) => name));
  if (names.size !== scopes.length) throw new Error('a scope stands there twice');
  return scopes
    .map(({ name, flags, narrower, description }) => {
      const lesser = narrower.filter((one) => names.has(one)).sort();
      const fields = [
        written(name, catalog.prefix),
        flags,
        lesser.map((one) => written(one, catalog.prefix)).join(' '),
        cut(description),
      ];
      return fields.map((field) => field.replaceAll(/[\t\r\n]/g, ' ')).join('\t');
    })
    .join('\n');
}

/** Writes lines of TypeScript to a file of `src/providers/data/`, and says how large it is. */
export function writeData(id: string, lines: readonly string[]): void {
  const root = resolve(import.meta.dirname, '../..');
  const file = join(root, `src/providers/data/${id}.ts`);
  writeFileSync(file, `// Written by a script of tools/catalogs/; change that.\n${lines.join('\n')}\n`);
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  execFileSync(process.execPath, [biome, 'format', '--write', file], { stdio: 'ignore' });
  console.log(`${file}: ${Math.round(readFileSync(file).length / 1024)} KiB`);
}

function sourceText({ name, version, licence }: CatalogSource): string {
  return `{ name: '${name}', version: '${version}', licence: '${licence}' }`;
}

function written(name: string, prefix: string): string {
  if (prefix === '') return name;
  return name.startsWith(prefix) ? name.slice(prefix.length) : `=${name}`;
}

function cut(text: string): string {
  if (text.length <= MAX_DESCRIPTION) return text;
  return `${text.slice(0, text.lastIndexOf(' ', MAX_DESCRIPTION - 2))} …`;
}
