import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { ScanError } from '../scan-error.ts';
import type { Extraction, Extractor, Found } from '../types.ts';

const NO_REPOSITORY = { paths: [], read: () => null };

/** What an extractor says of a text; nothing where it doesn't take the file for one of its kind. */
export function extract(extractor: Extractor, path: string, text: string): Extraction {
  const file = { path, text };
  if (!extractor.paths.test(path) || !extractor.mentions.some((word) => text.includes(word))) return { found: [] };
  return extractor.recognises(file) ? extractor.extract(file, NO_REPOSITORY) : { found: [] };
}

/** What a text asks for, one line a scope: `scope @ text at its place | client | provider | confidence`. */
export function requestsOf(extractor: Extractor, path: string, text: string): readonly string[] {
  return extract(extractor, path, text)
    .found.filter(({ kind }) => kind === 'request')
    .map((found) => line(found, text));
}

function line({ scope, offset, client, provider, confidence }: Found, text: string): string {
  assert.equal(text.slice(offset, offset + scope.length), scope, 'a scope stands where it is said to stand');
  return `${scope} | ${client} | ${provider} | ${confidence}`;
}

/**
 * Any text, and any damage to a real one, gives findings or one warning, within the text, and throws nothing but ScanError.
 *
 * @param kind folder of fixtures that are damaged
 */
export function holdsForAnyText(extractor: Extractor, kind: string, mentions: readonly string[] = []): void {
  const folder = resolve(import.meta.dirname, '../../../test/fixtures/scan', kind);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'labels.jsonl')
    .map((entry) => join(entry.parentPath, entry.name));
  const names = fc.constantFrom(...files);
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'scope',
        'scopes: ',
        '\n',
        '\n  ',
        ': ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '{{',
        '}}',
        `\${`,
        '- ',
        '|\n',
        '&a ',
        '*a',
        '=',
      ),
      fc.constantFrom(...extractor.mentions, ...mentions),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(names, pieces, (path, parts) => check(extractor, path, parts.join(''))),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(names, fc.nat(), fc.nat(40), fc.string({ maxLength: 6 }), (path, at, length, put) => {
      const text = readFileSync(path, 'utf8');
      const from = at % (text.length + 1);
      check(extractor, path, text.slice(0, from) + put + text.slice(from + length));
    }),
    { numRuns: 250 },
  );
}

function check(extractor: Extractor, path: string, text: string): void {
  let extraction: Extraction;
  try {
    extraction = extract(extractor, path, text);
  } catch (error) {
    assert.ok(error instanceof ScanError, String(error));
    return;
  }
  const places = [
    ...extraction.found,
    ...(extraction.dynamic ?? []),
    ...(extraction.warning ? [extraction.warning] : []),
  ];
  for (const { offset } of places) assert.ok(offset >= 0 && offset <= text.length, `${offset} is in the text`);
  for (const { scope } of extraction.found) assert.match(scope, /^[\x21\x23-\x5b\x5d-\x7e]+$/);
}
