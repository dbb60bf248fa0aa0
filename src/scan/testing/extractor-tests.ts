import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { ScanError } from '../scan-error.ts';
import { fits, scanFile } from '../scan-file.ts';
import type { Extractor, Found, Repository, ScannedFile } from '../types.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan');
const NOTHING: Repository = { paths: [], read: () => null };

interface Label {
  readonly file: string;
  readonly client?: string | null;
  readonly provider?: string | null;
  readonly scopes?: readonly string[];
  readonly definitions?: readonly string[];
}

/** The files of a folder of `test/fixtures/scan/`, without its labels. */
export function fixturesOf(kind: string): readonly ScannedFile[] {
  const under = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? under(path) : [path];
    });
  const folder = join(FIXTURES, kind);
  return under(folder)
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }))
    .filter(({ path }) => path !== 'labels.jsonl');
}

/** What one extractor finds in one text, as a scan would: passed over where its path or words don't fit. */
export function extractFrom(
  extractor: Extractor,
  path: string,
  text: string,
  repository = NOTHING,
): ReturnType<Extractor['extract']> {
  const file = { path, text };
  return fits(extractor, file) && extractor.recognises(file) ? extractor.extract(file, repository) : { found: [] };
}

/**
 * What holds for every extractor: it finds in its fixtures what their labels say, of whom and for whom, each where it stands, and takes any
 * text and any change of a fixture without throwing.
 *
 * @param extractors whose files they are, together
 * @param isAt whether a scope is written at an offset, where it may be written otherwise than it is called
 */
export function testExtractors(
  kind: string,
  extractors: readonly Extractor[],
  isAt: (text: string, found: Found) => boolean = () => false,
): void {
  const files = fixturesOf(kind);
  const repository: Repository = {
    paths: files.map(({ path }) => path),
    read: (path) => files.find((file) => file.path === path) ?? null,
  };
  const labels = readFileSync(join(FIXTURES, kind, 'labels.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Label);

  test('every label is of a file that is there', () => {
    for (const { file } of labels) assert.ok(repository.paths.includes(file), file);
  });

  for (const file of files)
    test(`finds in ${kind}/${file.path} what is labelled`, () => {
      const { requests, definitions, skipped } = scanFile(file, repository, extractors, (id, error) => {
        throw new Error(id, { cause: error });
      });
      const own = labels.filter((label) => label.file === file.path);
      const line = (client: unknown, provider: unknown, scope: string): string => `${client} | ${provider} | ${scope}`;
      assert.deepEqual(
        [...new Set(requests.map(({ client, provider, scope }) => line(client, provider, scope)))].sort(),
        own.flatMap(({ client, provider, scopes = [] }) => scopes.map((scope) => line(client, provider, scope))).sort(),
      );
      assert.deepEqual(
        [...new Set(definitions.map(({ scope }) => scope))].sort(),
        own.flatMap(({ definitions: defined = [] }) => defined).sort(),
      );
      if (/broken/.test(file.path)) assert.equal(skipped.length, 1, 'a broken file is said to be one');
      else assert.deepEqual(skipped, []);
      for (const extractor of extractors)
        for (const found of extractFrom(extractor, file.path, file.text, repository).found)
          assert.ok(file.text.startsWith(found.scope, found.offset) || isAt(file.text, found), found.scope);
    });

  for (const extractor of extractors)
    test(`${extractor.id} takes any text, and any change of a fixture, without throwing`, () => {
      const samples = files.filter((file) => fits(extractor, file));
      const piece = fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          '"',
          ',',
          ':',
          '\n',
          '- ',
          '  ',
          '${',
          '}}',
          '{{',
          '<',
          '>',
          '\\u0000',
          '\ufeff',
          '&a',
          '*a',
        ),
      );
      const changed = fc
        .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(30), piece)
        .map(([{ path, text }, at, gone, put]) => {
          const place = text.length === 0 ? 0 : at % text.length;
          return { path, text: `${text.slice(0, place)}${put}${text.slice(place + gone)}` };
        });
      const any = fc.tuple(fc.constantFrom(...samples), fc.array(piece)).map(([{ path }, pieces]) => ({
        path,
        text: `${pieces.join('')}${extractor.mentions.join(' ')}`,
      }));
      fc.assert(
        fc.property(fc.oneof(changed, any), ({ path, text }) => {
          try {
            const { found, dynamic = [], warning } = extractFrom(extractor, path, text, repository);
            for (const { offset } of [...found, ...dynamic, ...(warning ? [warning] : [])])
              assert.ok(offset >= 0 && offset <= text.length);
          } catch (error) {
            assert.ok(error instanceof ScanError, String(error));
          }
        }),
      );
    });
}
