import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textOf, textsOf, valueAt, walk } from './index.ts';
import { readToml } from './toml.ts';

test('reads tables, dotted names, lists of tables and inline tables into one tree', () => {
  const { root, problem } = readToml(
    'top = 1\na.b = "dotted"\n[servers.one]\nscopes = ["x", "y"]\n[[hooks]]\nname = "first"\n[[hooks]]\nname = "second"\n[hooks.more]\ndeep = { in = "line" }\n',
  );
  assert.equal(problem, null);
  assert.equal(textOf(valueAt(root, 'a', 'b')), 'dotted');
  assert.deepEqual(
    textsOf(valueAt(root, 'servers', 'one', 'scopes')).map(({ value }) => value),
    ['x', 'y'],
  );
  const hooks = valueAt(root, 'hooks');
  assert.ok(hooks?.kind === 'list');
  assert.equal(textOf(valueAt(hooks.items[1], 'name')), 'second');
  assert.equal(textOf(valueAt(hooks.items[1], 'more', 'deep', 'in')), 'line');
});

test('says where a value stands, behind a byte order mark and other signs too', () => {
  const text = '\ufeff# é😀\r\n[x]\r\nscopes = "a b"\r\n';
  const scopes = valueAt(readToml(text).root, 'x', 'scopes');
  assert.ok(scopes !== undefined);
  assert.equal(text.slice(scopes.offset, scopes.end), '"a b"');
});

for (const [what, text] of [
  ['a value that is missing', 'a =\nkept = "yes"\n'],
  ['a text that is not closed', 'a = "open\nkept = "yes"\n'],
  ['a line without sense', 'kept = "yes"\n<<<<<<< HEAD\n'],
  ['a name that stands twice', 'a = 1\na = 2\nkept = "yes"\n'],
] as const)
  test(`passes over ${what}`, () => {
    const { root, problem } = readToml(text);
    assert.equal(textOf(valueAt(root, 'kept')), 'yes');
    assert.ok(problem !== null);
    assert.ok(!/yes|open/.test(problem.message), 'a message has nothing of the file');
  });

test('refuses what is nested too deep, or no configuration for its size', () => {
  assert.ok(readToml(`a = ${'['.repeat(5000)}`).problem !== null);
  assert.ok(readToml('a = 1\n'.repeat(400_000)).problem !== null);
});

test('reads any text without throwing, and gives places within it', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('[a]', '[[a]]', '[a.b]', 'a = 1', 'a.b = "x"', "c = '''", 'd = {a = 1', 'e = [1,', '"q" = 2'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const text = lines.join('\n');
      for (const { value } of walk(readToml(text).root)) assert.ok(value.offset >= 0 && value.end <= text.length);
    }),
  );
});
