import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { ScanError } from '../scan-error.ts';
import { fits, scanFile } from '../scan-file.ts';
import type { Extraction, Extractor, Repository, ScannedFile } from '../types.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan');

interface Label {
  readonly file: string;
  readonly client: string | null;
  readonly provider: string | null;
  readonly scopes?: readonly string[];
  readonly definitions?: readonly string[];
}

/** Files as a repository. */
export function repositoryOf(files: Readonly<Record<string, string>>): Repository {
  return {
    paths: Object.keys(files).sort(),
    read: (path) => (Object.hasOwn(files, path) ? { path, text: files[path] ?? '' } : null),
  };
}

/** What an extractor finds in one text, perhaps beside other files. */
export function extractText(
  extractor: Extractor,
  path: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
): Extraction {
  const file = { path, text };
  if (!fits(extractor, file) || !extractor.recognises(file)) return { found: [] };
  return extractor.extract(file, repositoryOf({ ...others, [path]: text }));
}

/** Each scope with what the text has where it is said to stand. */
export function placesIn(text: string, { found }: Extraction): string[] {
  return found.map(({ scope, offset }) => `${scope} @ ${text.slice(offset).split(/[\s'",)\]};]/)[0]}`);
}

/**
 * What holds for an extractor of source code: it finds in its fixtures what their labels say, says of whom and for whom nothing but what
 * they say, and takes any text and any change of a fixture without throwing, in bounded time.
 */
export function testCodeExtractor(kind: string, extractor: Extractor): void {
  const folder = join(FIXTURES, kind);
  const under = (at: string): string[] =>
    readdirSync(at).flatMap((name) => {
      const path = join(at, name);
      return statSync(path).isDirectory() ? under(path) : [relative(folder, path)];
    });
  const texts = Object.fromEntries(
    under(folder)
      .filter((path) => path !== 'labels.jsonl')
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const repository = repositoryOf(texts);
  const labels = readFileSync(join(folder, 'labels.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Label);
  const files: readonly ScannedFile[] = Object.entries(texts).map(([path, text]) => ({ path, text }));

  before(() => extractor.prepare?.());

  for (const file of files)
    test(`finds in ${kind}/${file.path} what is labelled`, () => {
      const { requests, definitions, skipped } = scanFile(file, repository, [extractor], (id, error) => {
        throw new Error(id, { cause: error });
      });
      const own = labels.filter((label) => label.file === file.path);
      const unique = (scopes: readonly string[]): string[] => [...new Set(scopes)].sort();
      assert.deepEqual(unique(requests.map(({ scope }) => scope)), unique(own.flatMap(({ scopes = [] }) => scopes)));
      const defined = own.flatMap((label) => label.definitions ?? []);
      for (const { scope } of definitions) assert.ok(defined.includes(scope), `${scope} isn't defined`);
      for (const { scope, client, provider } of requests) {
        const fitting = own.filter(({ scopes = [] }) => scopes.includes(scope));
        assert.ok(client === null || fitting.some((label) => label.client === client), `${scope} of ${client}`);
        assert.ok(
          provider === null || fitting.some((label) => label.provider === provider),
          `${scope} for ${provider}`,
        );
      }
      assert.deepEqual(skipped, []);
    });

  test(`${extractor.id} takes any text, and any change of a fixture, without throwing`, () => {
    const samples = files.filter((file) => fits(extractor, file));
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        ...'{}[]()"\'`;,.:@#$%&|<>\n\\'.split(''),
        '<?php',
        '<<~X',
        '=>',
        'end',
        'class',
        '\u0000',
        '\ufeff',
      ),
    );
    const changed = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(60), piece)
      .map(([{ path, text }, at, gone, put]) => {
        const place = at % text.length;
        return { path, text: `${text.slice(0, place)}${put}${text.slice(place + gone)}` };
      });
    const any = fc
      .tuple(fc.constantFrom(...samples), fc.array(piece))
      .map(([{ path }, pieces]) => ({ path, text: `${pieces.join('')} ${extractor.mentions.join(' ')}` }));
    fc.assert(
      fc.property(fc.oneof(changed, any), (file) => {
        try {
          const { found, dynamic = [], warning } = extractor.extract(file, repository);
          for (const { offset } of [...found, ...dynamic, ...(warning ? [warning] : [])])
            assert.ok(offset >= 0 && offset <= file.text.length);
        } catch (error) {
          assert.ok(error instanceof ScanError, String(error));
        }
      }),
      { numRuns: 60 },
    );
  });
}
