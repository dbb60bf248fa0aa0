import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scope } from './model.ts';
import { helpsTests, isTest } from './test-file.ts';

const moduleAt = (path: string, source = '') => ({
  path,
  source,
  scope: new Scope(),
  roots: [],
  exports: null,
  reexports: [],
  imports: [],
  problem: null,
});
const at = (path: string): boolean => helpsTests(moduleAt(path));

test('knows a file of Go that is built for tests alone', () => {
  assert.equal(isTest(moduleAt('auth/fake.go', '//go:build unit\n\npackage auth\n')), true);
  assert.equal(isTest(moduleAt('auth/real.go', '//go:build linux\n\npackage auth\n')), false);
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
