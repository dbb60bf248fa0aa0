import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MAX_FILE_CHARACTERS, readYaml } from './yaml-source.ts';

const told = (text: string): string[] =>
  readYaml('a.yaml', text).diagnostics.map(
    ({ file, line, column, severity, code }) => `${file}:${line}:${column} ${severity} ${code}`,
  );
/** A name in ASCII: some readers of test results take other characters for ends of lines. */
const inAscii = (text: string): string =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

const valueOfText = (text: string): unknown => JSON.parse(JSON.stringify(readYaml('a.yaml', text).value));
/** Neither of the two that the quick reader takes: what it says is the whole one's. */
const whole = (text: string): string => `# &\n${text}\nlast: |\n  x\n`;

describe('a YAML file', () => {
  test('that says nothing is an empty map, at its beginning', () => {
    for (const text of ['', '# nothing\n', '\n', '\ufeff']) {
      const { value, diagnostics, at } = readYaml('a.yaml', text);
      assert.deepEqual([value, diagnostics, at(['x'])], [{}, [], { file: 'a.yaml', line: 1, column: 1 }], text);
    }
  });

  test('that can’t be read has no value, and says why', () => {
    const { value, at } = readYaml('a.yaml', 'a: [');
    assert.deepEqual([value, at(['a'], 'key')], [null, { file: 'a.yaml', line: 1, column: 1 }]);
    assert.deepEqual(told('x: 1\na: [\n'), ['a.yaml:3:1 error yaml']);
  });

  test('has its values as they look', () => {
    assert.deepEqual(
      valueOfText(
        whole(`text: a b
quoted: 'x: y'
number: 7
fraction: 1.5
yes: true
nothing:
none: null
tilde: ~
list: [a, { b: c, d }]
block:
  - one
  -
  - x: y
folded: >
  two
  lines`),
      ),
      {
        ...{ text: 'a b', quoted: 'x: y', number: 7, fraction: 1.5, yes: true, nothing: null, none: null, tilde: null },
        ...{ list: ['a', { b: 'c', d: null }], block: ['one', null, { x: 'y' }], folded: 'two lines\n', last: 'x\n' },
      },
    );
  });

  test('has no prototype in any of its maps', () => {
    for (const text of ['a: { b: c }\n', whole('a: { b: c }')]) {
      const value = readYaml('a.yaml', text).value as { a: object };
      assert.deepEqual([Object.getPrototypeOf(value), Object.getPrototypeOf(value.a)], [null, null]);
    }
  });

  const places: readonly (readonly [text: string, told: readonly string[]])[] = [
    ['a: \ufffd\n', ['a.yaml:1:4 error encoding']],
    // What isn't UTF-8 is told alone: all else follows from it.
    ['%x\na: \ufffd\u202e\n', ['a.yaml:2:4 error encoding']],
    ['a: \0\n', ['a.yaml:1:4 error encoding']],
    ['a: b\rc: d\n', ['a.yaml:1:5 error hidden_character']],
    ['a: b\r\n# x\r\n', []],
    ['a: b\r', ['a.yaml:1:5 error hidden_character']],
    ['a:\tb\n', []],
    ['a: \u0085\n', ['a.yaml:1:4 error hidden_character']],
    ['a: \u007f\n', ['a.yaml:1:4 error hidden_character']],
    ['\ufeffa: b\n', []],
    ['a: \ufeffb\n', ['a.yaml:1:4 error hidden_character']],
    ['%TAG ! x\n---\na: b\n', ['a.yaml:1:1 error directive']],
    ['\ufeff%TAG ! x\n---\na: b\n', ['a.yaml:1:1 error directive']],
    ['a: b\n%c: d\n', ['a.yaml:2:1 error directive']],
    ['a: "50 %"\n', []],
    ['a: \u202e\n%x\n', ['a.yaml:1:4 error hidden_character', 'a.yaml:2:1 error directive']],
    ...['\u00ad', '\u061c', '\u180e', '\u200b', '\u200f', '\u2028', '\u202e', '\u2060', '\u2069'].map(
      (hidden) => [`a: x${hidden}\n`, ['a.yaml:1:5 error hidden_character']] as const,
    ),
    ...['\u200a', '\u2010', '\u2027', '\u202f', '\u205f', '\u206a', 'é', '\u{1f600}'].map(
      (seen) => [`a: x${seen}y\n`, []] as const,
    ),
    // What an escape writes counts as what is written.
    ['a: "\\u202e"\n', ['a.yaml:1:4 error hidden_character']],
    ['a: "\\ufeff"\n', ['a.yaml:1:4 error hidden_character']],
    ['a: "\\r"\n', ['a.yaml:1:4 error hidden_character']],
    ['a: "\\ud800"\n', ['a.yaml:1:4 error hidden_character']],
    ['"\\u202e": a\n', ['a.yaml:1:1 error hidden_character']],
    ['a: "\\t\\n"\n', []],
    ['a: "\\u00e9"\n', []],
    ['a: [*x, { b: *y }]\n', ['a.yaml:1:5 error alias', 'a.yaml:1:14 error alias']],
    ['a: &x b\n', ['a.yaml:1:7 error anchor']],
    ['&x a: b\n', ['a.yaml:1:4 error anchor']],
    ['a: !!int 7\n', ['a.yaml:1:10 error tag']],
    ['a: !x b\n', ['a.yaml:1:4 error yaml']],
    ['a: &x [b]\n', ['a.yaml:1:7 error anchor']],
    ['a: !!omap\n- b: 1\n', ['a.yaml:1:4 error yaml']],
    ['a: !!set { b, c }\n', ['a.yaml:1:4 error yaml']],
    ['a: &x !!str b\n', ['a.yaml:1:13 error anchor', 'a.yaml:1:13 error tag']],
    ['a: 1\na: 2\n', ['a.yaml:2:1 error key_twice']],
    ['b: { a: 1, a: 2 }\n', ['a.yaml:1:12 error key_twice']],
    ['7: 1\n', ['a.yaml:1:1 error key']],
    ['true: 1\n', ['a.yaml:1:1 error key']],
    ['? [a]\n: 1\n', ['a.yaml:1:3 error key']],
    ['x: 1\n: 2\n', ['a.yaml:2:1 error key']],
    ['__proto__: 1\n', ['a.yaml:1:1 error key']],
    ['<<: { a: b }\n', ['a.yaml:1:1 error merge_key']],
    ['a: 1\n---\nb: 2\n', ['a.yaml:3:1 error several_documents']],
    ['a: 1\n---\n', ['a.yaml:2:4 error several_documents']],
    ['a: &x 1\n---\n', ['a.yaml:2:4 error several_documents', 'a.yaml:1:7 error anchor']],
    ['a\n b: 1\n', ['a.yaml:1:1 error yaml']],
    // YAML 1.2 §7.4.2: a key is found within so many characters, or some readers would see another file.
    [`${'k'.repeat(1025)}: 1\n`, ['a.yaml:1:1 error yaml']],
  ];
  for (const [text, expected] of places)
    test(`${inAscii(text)} is ${expected.join(', ') || 'right'}`, () => {
      assert.deepEqual(told(text), expected);
    });

  test('says what a reviewer could not see', () => {
    const messages = (text: string) => readYaml('a.yaml', text).diagnostics.map(({ message }) => message.slice(0, 6));
    assert.deepEqual(messages('a: "\\x1b"\n'), ['U+001B']);
    assert.deepEqual(messages('a: \u202e\n'), ['U+202E']);
    assert.deepEqual(messages('a: "\\ud800"\n'), ['U+D800']);
    const [alone] = readYaml('a.yaml', 'a: b\rc: d\n').diagnostics;
    assert.match(alone?.message ?? '', /^a carriage return stands alone/);
  });

  test('knows where each part of it stands, by its name, its value or what holds it', () => {
    const text = 'a: { b: c, d }\nnone:\nlist: [x, { y: z }]\n';
    for (const [shape, first] of [
      [text, 1],
      [whole(text), 2],
    ] as const) {
      const { at, diagnostics } = readYaml('a.yaml', shape);
      assert.deepEqual(diagnostics, []);
      const placeOf = (path: readonly (string | number)[], part?: 'key') => {
        const { line, column } = at(path, part);
        return `${line - first + 1}:${column}`;
      };
      assert.deepEqual([placeOf(['a']), placeOf(['a', 'b']), placeOf(['a', 'b'], 'key')], ['1:1', '1:9', '1:6']);
      assert.deepEqual([placeOf(['a', 'd']), placeOf(['none']), placeOf(['list'])], ['1:12', '2:1', '3:1']);
      assert.deepEqual(
        [placeOf(['list', 0]), placeOf(['list', 'x']), placeOf(['list', 1, 'y'])],
        ['3:8', '3:8', '3:16'],
      );
      assert.equal(placeOf(['a', 'e']), '1:1');
    }
  });

  test('nests twenty levels deep at most', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}\n`;
    assert.deepEqual(told(`a: ${nested(19)}`), []);
    assert.deepEqual(told(`a: ${nested(20)}`), ['a.yaml:1:23 error too_deep']);
    const lines = (levels: number) => Array.from({ length: levels }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    assert.deepEqual(told(`${lines(19)}${' '.repeat(19)}a: b\n`), []);
    assert.equal(
      told(`${lines(20)}${' '.repeat(20)}a: b\n`)
        .join()
        .split(' ')
        .at(-1),
      'too_deep',
    );
  });

  test('in another language is told the first ten of what is wrong', () => {
    const found = told('a: ]\n'.repeat(40));
    assert.ok(found.length > 1 && found.length <= 10, String(found.length));
    assert.ok(found.every((one) => one.endsWith(' error yaml')));
    assert.equal(told(Array.from({ length: 40 }, (_, at) => `a${at}: !x b\n`).join('')).length, 10);
  });

  test('leaves how errors are made as it was', () => {
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = 7;
    told('a: [\n');
    assert.equal(Error.stackTraceLimit, 7);
    Error.stackTraceLimit = before;
  });

  test('has a million characters at most', () => {
    const text = (length: number) => `a: b\n${'#'.repeat(length - 5)}`;
    assert.equal(MAX_FILE_CHARACTERS, 1_000_000);
    assert.deepEqual(told(text(1_000_000)), []);
    assert.deepEqual(told(text(1_000_001)), ['a.yaml:1:1 error file_too_large']);
  });

  test('has a hundred thousand parts at most, and is told so once', () => {
    // The map and the list are two of them.
    const of = (parts: number) => `a: [${'x,'.repeat(parts - 2)}]\n`;
    for (const [text, parts] of [
      [of, 100_000],
      [(count: number) => whole(of(count)), 99_999],
    ] as const) {
      assert.deepEqual(told(text(parts)), []);
      const line = text === of ? 1 : 2;
      assert.deepEqual(told(text(parts + 5)), [`a.yaml:${line}:200001 error too_many`]);
    }
    const names = Array.from({ length: 100_000 }, (_, at) => `k${at}`).join();
    assert.deepEqual(
      told(whole(`a: {${names}}`)).map((one) => one.split(' ').at(-1)),
      ['too_many'],
      'also of names without a value',
    );
    assert.equal(
      (readYaml('a.yaml', whole(of(99_999))).value as { last: string }).last,
      'x\n',
      'also the last of them',
    );
  });
});
