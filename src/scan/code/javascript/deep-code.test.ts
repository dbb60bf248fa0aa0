import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { javaScriptExtractor } from '../../extractors/javascript.ts';
import { mayBeTooDeep } from './deep-code.ts';

const nested: Readonly<Record<string, (count: number) => string>> = {
  'opening brackets': (count) => '('.repeat(count),
  'lists in lists': (count) => '['.repeat(count) + ']'.repeat(count),
  'templates in templates': (count) => `${'`${'.repeat(count)}1${'}`'.repeat(count)}`,
  'signs before a value': (count) => `x = ${'!'.repeat(count)}1`,
  'words before a value': (count) => `x = ${'typeof '.repeat(count)}1`,
  'functions that give functions': (count) => `x = ${'a=>'.repeat(count)}1`,
  'conditions in conditions': (count) => `x = ${'a?b:'.repeat(count)}1`,
  'labels, each of another name': (count) => Array.from({ length: count }, (_, at) => `l${at}:`).join(''),
  'one branch after another': (count) => `${'if(a){}else '.repeat(count)}{}`,
  'elements in elements': (count) => '<a>'.repeat(count),
};

describe('code that stands in itself', () => {
  for (const [what, make] of Object.entries(nested))
    test(`as ${what} is not handed to the parser, and costs one sentence`, () => {
      const text = `const scope = 1;\n${make(60_000)}`;
      assert.ok(mayBeTooDeep(text));
      const file = { path: 'a.tsx', text: text.replaceAll(/(.{200})/g, '$1\n') };
      const told = (): string | undefined =>
        javaScriptExtractor.extract(file, { paths: [], read: () => null }).warning?.message;
      if (file.text.length > 300_000) assert.match(told() ?? '', /a bundle or generated/);
      else assert.throws(told, /nested too deep/);
    });

  test('as a few characters again and again is not either, wherever they stand', () => {
    for (const some of ['a', 'ab', 'x=>', 'f.g.h.', '\u00e9\u00fc', 'l+lllllllll.'])
      for (const before of [0, 1, 1399, 1400, 1401, 5000]) {
        const around = '/**/ '.repeat(before).slice(0, before);
        assert.ok(mayBeTooDeep(`${around}${some.repeat(3001)}`));
        assert.ok(!mayBeTooDeep(`${around}${some.repeat(2999)}`));
      }
  });

  test('as much as people write is read', () => {
    for (const make of Object.values(nested)) assert.ok(!mayBeTooDeep(make(90)));
    const long = Array.from({ length: 6_000 }, (_, at) => `const a${at} = b ? { c: [d(${at})] } : !e;\n`).join('');
    assert.ok(!mayBeTooDeep(long));
  });
});
