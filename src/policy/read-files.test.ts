import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DefinitionSites } from './definition-sites.ts';
import { type ReadingCache, readFiles } from './read-files.ts';
import type { Diagnostic, PolicyFileText } from './types.ts';

const file = (path: string, text: string): PolicyFileText => ({ path, text });
const A = file('a.yaml', 'environment: test\n');
const B = file('b.yaml', 'overlay: staging\n');

function read(files: readonly PolicyFileText[], cache: ReadingCache = new Map()) {
  const [sites, diagnostics] = [new DefinitionSites(), [] as Diagnostic[]];
  const contents = readFiles(files, cache, sites, diagnostics);
  return { contents, sites, codes: diagnostics.map(({ code }) => code) };
}

describe('the files of a policy', () => {
  test('are read each by itself, an overlay as what it is', () => {
    const { contents, codes } = read([A, B]);
    assert.deepEqual(
      contents.map(({ source, content }) => [source.file, content]),
      [
        ['a.yaml', { environment: 'test' }],
        ['b.yaml', null],
      ],
    );
    assert.deepEqual(codes, []);
  });

  test('that say nothing that is valid are left out, and may have held anything where they can’t be read', () => {
    for (const [text, code, anything] of [
      ['a: [', 'yaml', true],
      ['overlay: staging\nmore: 1\n', 'unknown_field', true],
      ['clients: { x: 7 }\n', 'invalid', false],
    ] as const) {
      const { contents, sites, codes } = read([A, file('b.yaml', text)]);
      assert.deepEqual(codes, [code]);
      assert.deepEqual(
        contents.map(({ source }) => source.file),
        anything ? ['a.yaml'] : ['a.yaml', 'b.yaml'],
      );
      assert.equal(sites.mayHold(['scopes', 'read']), anything);
      assert.ok(sites.mayHold(['clients', 'x']));
    }
  });

  test('are what they were as long as their text is, and forgotten once they are gone', () => {
    const cache: ReadingCache = new Map();
    const first = read([A, B], cache).contents;
    assert.deepEqual([...cache.keys()], ['a.yaml', 'b.yaml']);
    assert.equal(read([A, B], cache).contents[0], first[0]);
    const changed = read([file('a.yaml', 'environment: other\n'), B], cache).contents;
    assert.notEqual(changed[0], first[0]);
    assert.deepEqual(changed[0]?.content, { environment: 'other' });
    assert.equal(changed[1], first[1]);
    read([B], cache);
    assert.deepEqual([...cache.keys()], ['b.yaml']);
  });
});
