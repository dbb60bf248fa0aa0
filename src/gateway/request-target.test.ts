import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { GatewayError } from './gateway-error.ts';
import { parseTarget } from './request-target.ts';

describe('targets', () => {
  const path = (target: string): string => parseTarget(target, 'encoded', 8192).path;

  for (const [name, target] of [
    ['an empty segment', '/a//b'],
    ['an empty first segment', '//a'],
    ['two slashes at the end', '/a//'],
    ['a dot segment', '/a/./b'],
    ['a double dot segment', '/a/../b'],
    ['a dot segment at the end', '/a/..'],
    ['an encoded dot', '/a/%2e%2e/b'],
    ['an encoded dot beside a plain one', '/a/.%2E/b'],
    ['an encoded slash', '/a%2fb'],
    ['an encoded backslash', '/a%5Cb'],
    ['an encoded percent sign, which decodes twice', '/a%252fb'],
    ['an encoded semicolon', '/a%3Bb'],
    ['a path parameter', '/a;b=c'],
    ['a backslash', '/a\\b'],
    ['an encoded NUL', '/a%00'],
    ['an encoded line break', '/a%0d%0ab'],
    ['a broken percent-encoding', '/a%zz'],
    ['half a percent-encoding', '/a%4'],
    ['an overlong slash', '/a%c0%afb'],
    ['bytes that are no UTF-8', '/a%ff'],
    ['a lone surrogate', '/a%ed%a0%80'],
    ['a fragment', '/a#b'],
    ['a fragment in the query', '/a?b#c'],
    ['a tab', '/a\tb'],
    ['a space', '/a b'],
    ['no slash at the beginning', 'a'],
    ['nothing', ''],
    ['a question mark alone', '?a=b'],
    ['an authority', 'api.example:443'],
  ] as const)
    test(`refuses ${name}`, () => {
      assert.throws(() => parseTarget(target, 'encoded', 8192), { name: 'GatewayError', code: 'target_refused' });
      assert.throws(() => parseTarget(target, 'plain', 8192), { name: 'GatewayError', code: 'target_refused' });
    });

  test('normalises encodings once, so that policy and server read the same', () => {
    assert.equal(path('/%6Frders/%c3%a9'), '/orders/%C3%A9');
    assert.equal(path('/a%20b'), '/a%20b');
    assert.equal(path('/a%3fb'), '/a%3Fb');
  });

  test('keeps upper case and a slash at the end: another path than without', () => {
    assert.equal(path('/Orders/'), '/Orders/');
    assert.equal(path('/'), '/');
  });

  test('whatever is accepted reads the same to a URL parser, to a second reading and to a decoder', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '/',
      '.',
      '..',
      '%2e',
      '%2F',
      '%41',
      '%c3%a9',
      '%zz',
      '%',
      ';',
      '\\',
      '?',
      '#',
      ':',
      '@',
      ' ',
      '~',
      "'",
      '%25',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('plain' as const, 'encoded' as const),
        (pieces, paths) => {
          const target = `/${pieces.join('')}`;
          let read: { path: string; query: string };
          try {
            read = parseTarget(target, paths, 8192);
          } catch (error) {
            assert.ok(error instanceof GatewayError);
            return;
          }
          assert.deepEqual(parseTarget(read.path, paths, 8192), { path: read.path, query: '' });
          assert.equal(new URL(read.path, 'http://h').pathname, read.path);
          assert.equal(new URL(read.path, 'http://h').host, 'h');
          const decoded = decodeURIComponent(read.path);
          assert.equal(decoded.split('/').length, read.path.split('/').length);
          assert.equal(decodeURIComponent(decoded), decoded);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('never throws anything but GatewayError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (target) => {
        try {
          parseTarget(target, 'encoded', 8192);
        } catch (error) {
          assert.ok(error instanceof GatewayError);
        }
      }),
    );
  });

  test('a hostile path costs no more than its length', () => {
    const started = process.hrtime.bigint();
    for (const target of [`/${'a/'.repeat(4000)}!`, `/${'%41'.repeat(2700)}|`, `/${'.'.repeat(8000)}|`])
      assert.throws(() => parseTarget(`${target}|`, 'encoded', 1 << 20), { code: 'target_refused' });
    assert.ok(process.hrtime.bigint() - started < 1_000_000_000n);
  });
});
