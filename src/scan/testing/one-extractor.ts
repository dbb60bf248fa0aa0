import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanFile } from '../scan-file.ts';
import { isScopeToken } from '../scope-tokens.ts';
import type { Extractor, ScanResult } from '../types.ts';

/** What one extractor alone finds in a file, which may have others around it. */
export function scanWith(
  extractor: Extractor,
  path: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
): ScanResult {
  const texts = new Map(
    Object.entries({ ...others, [path]: text }).map(([name, one]) => [name, { path: name, text: one }]),
  );
  const repository = { paths: [...texts.keys()].sort(), read: (name: string) => texts.get(name) ?? null };
  return scanFile({ path, text }, repository, [extractor], (_, error) => {
    throw error;
  });
}

/** Scopes with line and column, one a line: `2:3 read (client, provider, high)`. */
export function written({ requests }: ScanResult): string[] {
  return requests.map(
    ({ line, column, scope, client, provider, confidence }) =>
      `${line}:${column} ${scope} (${client}, ${provider}, ${confidence})`,
  );
}

/** Whatever is done to a file, it gives findings at places that it has, or says that it can't be read: nothing is thrown. */
export function survivesAnything(extractor: Extractor, path: string, seeds: readonly string[]): void {
  const reads = (text: string): void => {
    const file = { path, text };
    const { found, dynamic = [] } = extractor.extract(file, { paths: [path], read: () => file });
    extractor.recognises(file);
    for (const one of found) {
      assert.ok(isScopeToken(one.scope), one.scope);
      assert.ok(one.offset >= 0 && one.offset <= text.length, `${one.offset} of ${text.length}`);
    }
    for (const { offset } of dynamic) assert.ok(offset >= 0 && offset <= text.length);
  };
  fc.assert(fc.property(fc.string({ maxLength: 200 }), reads), { numRuns: 100 });
  const pieces = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '"',
      '{',
      '}',
      '[',
      ']',
      ':',
      '\n',
      '  - ',
      '${',
      '@@X@@',
      '!Ref ',
      '&a ',
      '*a',
      '<<: ',
      '<<E\n',
      ', ',
    ),
  );
  const mutation = fc.tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(40), pieces);
  fc.assert(
    fc.property(mutation, fc.nat(), fc.nat(40), ([seed, at, length, piece], other, further) => {
      const from = at % (seed.length + 1);
      const once = seed.slice(0, from) + piece + seed.slice(from + length);
      const again = other % (once.length + 1);
      reads(once);
      reads(once.slice(0, again) + once.slice(again + further));
    }),
    { numRuns: 300 },
  );
}
