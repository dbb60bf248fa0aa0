import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDotenv } from './dotenv.ts';
import { readIni } from './ini.ts';
import { readProperties, type Setting } from './properties.ts';
import { readToml } from './toml.ts';
import { textOf, textsOf, valueAt } from './tree.ts';

const pairs = (settings: readonly Setting[]): readonly (readonly [string, unknown])[] =>
  settings.map(({ name, value }) => [name, value.value] as const);

test('reads properties with every separator, comment, escape and continued line', () => {
  const text = '# one\n! two\na.b=1\nc : two words\nd three\n e\\ f = \\u0041\\\n    B\\:C\n\nlast';
  assert.deepEqual(pairs(readProperties(text)), [
    ['a.b', '1'],
    ['c', 'two words'],
    ['d', 'three'],
    ['e f', 'AB:C'],
    ['last', ''],
  ]);
  const [, second] = readProperties(text);
  assert.equal(text.slice(second?.value.offset, second?.value.end), 'two words');
  assert.equal(text.slice(second?.nameOffset).startsWith('c :'), true);
});

test('reads properties with lines of Windows', () => {
  assert.deepEqual(pairs(readProperties('a=1\r\nb=2,\\\r\n  3\r\nc=4')), [
    ['a', '1'],
    ['b', '2,3'],
    ['c', '4'],
  ]);
});

test('reads variables in quotes over several lines, behind export, and drops comments', () => {
  const text = [
    '# A=0',
    'export B="one',
    'two" # three',
    "C='x # y'",
    'D = four # five',
    'E=a#b',
    'not a variable',
    'F: colon',
    'G="open',
  ].join('\n');
  assert.deepEqual(pairs(readDotenv(text)), [
    ['B', 'one\ntwo'],
    ['C', 'x # y'],
    ['D', 'four'],
    ['E', 'a#b'],
    ['F', 'colon'],
    ['G', '"open'],
  ]);
});

test('reads INI with sections, both kinds of comment, and lists over lines', () => {
  const text =
    '[auth.github]\n;scopes = no\n# scopes = no\nscopes = user:email ; later\n[x]\nlist = [\n  "a",\n  "b"\n]\nq = "c"';
  assert.deepEqual(
    readIni(text).map(({ section, name, value }) => [section, name, value.value]),
    [
      ['auth.github', 'scopes', 'user:email'],
      ['x', 'list', '[\n  "a",\n  "b"\n]'],
      ['x', 'q', 'c'],
    ],
  );
});

test('reads TOML with tables, lists of tables, dotted names and inline tables', () => {
  const text = '[a.b]\nc.d = "x"\n[[e]]\nf = ["g"]\n[[e]]\nh = {i = "j"}\n[e.k]\nl = 1';
  const { root, problem } = readToml(text);
  assert.equal(problem, null);
  assert.equal(textOf(valueAt(root, 'a', 'b', 'c', 'd')), 'x');
  const list = valueAt(root, 'e');
  assert.equal(list?.kind, 'list');
  if (list?.kind !== 'list') return;
  const [first, second] = list.items;
  const item = textsOf(valueAt(first, 'f'))[0];
  assert.equal(text.slice(item?.offset, item?.end), '"g"');
  assert.equal(textOf(valueAt(second, 'h', 'i')), 'j');
  assert.notEqual(valueAt(second, 'k', 'l'), undefined);
});

test('says where TOML is broken, and reads what it can', () => {
  const { root, problem } = readToml('a = 1\nb = [');
  assert.notEqual(valueAt(root, 'a'), undefined);
  assert.ok(problem !== null && problem.offset >= 6);
});

test('reads any text, and every place of a value is in it', () => {
  const line = fc.constantFrom(
    'a=b',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    ' ',
    '# c',
    '[x]',
    'export ',
    'k: v',
    '[',
    ']',
    'é',
    '=',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      for (const settings of [readProperties(text), readDotenv(text), readIni(text)])
        for (const { value, nameOffset } of settings) {
          assert.ok(value.offset >= 0 && value.offset <= value.end && value.end <= text.length);
          assert.ok(nameOffset >= 0 && nameOffset < text.length);
        }
      const { problem } = readToml(text);
      assert.ok(problem === null || (problem.offset >= 0 && problem.offset <= text.length));
    }),
  );
});
