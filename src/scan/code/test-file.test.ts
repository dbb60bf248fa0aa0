import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scope } from './model.ts';
import { helpsTests } from './test-file.ts';

const at = (path: string): boolean =>
  helpsTests({
    path,
    source: '',
    scope: new Scope(),
    roots: [],
    exports: null,
    reexports: [],
    imports: [],
    problem: null,
  });

test('knows what stands among tests by its folder, and by a name that was a path', () => {
  for (const path of [
    'test/data.ts',
    'lib/__tests__/data.ts',
    'lib__test__data.ts',
    'lib____tests____data.ts',
    'spec__keys.rb',
  ])
    assert.equal(at(path), true, path);
  for (const path of ['latest/data.ts', 'contest__data.ts', 'src/test.ts', 'a__tested__b.py'])
    assert.equal(at(path), false, path);
});
