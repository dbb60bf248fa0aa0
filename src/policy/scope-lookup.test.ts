import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scopeLookup, scopeOf } from './scope-lookup.ts';
import type { Scope } from './types.ts';

function scope(name: string, over: Partial<Scope> = {}): Scope {
  return {
    ...{ name, resourceServer: null, description: name, why: 'A test asks for it.', owner: 'p-1', author: 'p-1' },
    ...{ risk: 'low', sensitivity: 'internal', maxTtlSeconds: 600, reviewIntervalDays: 90, approvals: [] },
    ...over,
  };
}
const DIGITS = { id: { characters: 'digits', maxLength: 4 } } as const;
const lookupOf = (...scopes: Scope[]) => scopeLookup({ scopes });

describe('the look-up of scopes', () => {
  test('is made once for each policy', () => {
    const scopes = [scope('a')];
    assert.equal(scopeLookup({ scopes }), scopeLookup({ scopes }));
    assert.notEqual(scopeLookup({ scopes }), scopeLookup({ scopes: [...scopes] }));
    assert.equal(scopeOf({ scopes }, 'a'), scopes[0]);
    assert.equal(scopeOf({ scopes }, 'b'), undefined);
  });

  test('knows a pattern by its name only where that stands for all its scopes', () => {
    const lookup = lookupOf(scope('a:{id}', { parameters: DIGITS }), scope('a:7', { risk: 'high' }));
    assert.deepEqual(
      ['a:7', 'a:8', 'a:x', 'a:{id}'].map((name) => lookup.definitionOf(name)?.name),
      ['a:7', 'a:{id}', undefined, undefined],
    );
    assert.deepEqual(
      ['a:7', 'a:8', 'a:x', 'a:{id}'].map((name) => lookup.definitionNamed(name)?.name),
      ['a:7', 'a:{id}', undefined, 'a:{id}'],
    );
  });

  test('gives a scope no longer a life than the least of what it includes', () => {
    const lookup = lookupOf(
      scope('all', { implies: ['read', 'unknown', 'write'], maxTtlSeconds: 900 }),
      scope('read', { maxTtlSeconds: 300 }),
      scope('write', { maxTtlSeconds: 1200 }),
      scope('a:{id}', { parameters: DIGITS, maxTtlSeconds: 60 }),
    );
    assert.deepEqual(
      ['all', 'read', 'write', 'a:7', 'a:{id}', 'none'].map((name) => lookup.maxTtlSecondsOf(name)),
      [300, 300, 1200, 60, 60, 0],
    );
  });

  test('includes what those include that are included, each once, and never a scope in itself', () => {
    const lookup = lookupOf(
      scope('a', { implies: ['b', 'c'] }),
      scope('b', { implies: ['d'] }),
      scope('c', { implies: ['d', 'a'] }),
      scope('d'),
    );
    assert.deepEqual([...lookup.includedIn('a')].sort(), ['b', 'c', 'd']);
    assert.deepEqual([...lookup.includedIn('c')].sort(), ['a', 'b', 'd']);
    assert.deepEqual([...lookup.includedIn('d')], []);
    assert.deepEqual([...lookup.includedIn('none')], []);
    assert.equal(lookup.includedIn('a'), lookup.includedIn('a'), 'and remembers it');
  });

  test('includes what a scope says, also where nobody defines it', () => {
    assert.deepEqual([...lookupOf(scope('a', { implies: ['gone'] })).includedIn('a')], ['gone']);
    const pattern = lookupOf(scope('a:{id}', { parameters: DIGITS, implies: ['gone'] }));
    assert.deepEqual([...pattern.includedIn('a:7')], ['gone']);
  });

  test('includes nothing where no scope says so', () => {
    const lookup = lookupOf(scope('a'), scope('a:{id}', { parameters: DIGITS }));
    assert.deepEqual([...lookup.includedIn('a'), ...lookup.includedIn('a:7'), ...lookup.includedIn('none')], []);
  });

  test('includes for the scope of a pattern what the pattern does, with its own part', () => {
    const lookup = lookupOf(
      scope('a:{id}', { parameters: DIGITS, implies: ['b:{id}', 'plain', 'c:{id}'] }),
      scope('b:{id}', { parameters: DIGITS }),
      scope('c:{id}', { parameters: { id: { values: ['7'] } } }),
      scope('plain'),
      scope('d:{id}', { parameters: DIGITS }),
    );
    assert.deepEqual([...lookup.includedIn('a:7')].sort(), ['b:7', 'c:7', 'plain']);
    assert.deepEqual([...lookup.includedIn('a:8')].sort(), ['b:8', 'plain'], 'c:8 is no scope of c:{id}');
    assert.deepEqual([...lookup.includedIn('a:{id}')].sort(), ['b:{id}', 'c:{id}', 'plain']);
    assert.deepEqual([...lookup.includedIn('d:7')], []);
    assert.deepEqual([...lookup.includedIn('a:x')], []);
  });

  test('remembers so many scopes that come from outside, and no more', () => {
    const lookup = lookupOf(
      scope('a:{id}', { parameters: { id: { characters: 'digits', maxLength: 6 } }, implies: ['b'] }),
      scope('b'),
    );
    const first = lookup.includedIn('a:1');
    for (let id = 2; id <= 10_000; id++) lookup.includedIn(`a:${id}`);
    assert.equal(lookup.includedIn('a:1'), first, 'ten thousand are kept');
    lookup.includedIn('a:10001');
    assert.notEqual(lookup.includedIn('a:1'), first, 'then it begins anew');
    assert.deepEqual([...lookup.includedIn('a:1')], ['b']);
  });

  test('takes a scope that two patterns could be for neither’s', () => {
    const lookup = lookupOf(
      scope('a:{id}', { parameters: DIGITS }),
      scope('a:{hex}', { parameters: { hex: { characters: 'hexadecimal', maxLength: 4 } } }),
    );
    assert.deepEqual(
      ['a:12', 'a:1f'].map((name) => lookup.definitionOf(name)?.name),
      [undefined, 'a:{hex}'],
    );
  });
});
