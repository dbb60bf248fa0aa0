import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { documentsOf, isRecording, itemsOf, JSON_OR_YAML, mappingsOf, problemOf, textOf, valueAt } from './index.ts';

describe('documents of a file', () => {
  test('what begins like JSON is read as such, comments before it too', () => {
    for (const text of ['{"a": "b"}', '\ufeff  {"a": "b"}', '// c\n/* d */ {"a": "b",}'])
      assert.equal(textOf(valueAt(documentsOf({ path: 'x', text })[0]?.root, 'a')), 'b');
    assert.equal(textOf(valueAt(documentsOf({ path: 'x', text: 'a: b\n---\na: c\n' })[1]?.root, 'a')), 'c');
  });

  test('a bare placeholder keeps the places of what stands behind it', () => {
    const text = '{"a": @@LIST@@, "b": ["@@IN_A_TEXT@@", @@ITEM@@], "c": "d"}';
    const [document] = documentsOf({ path: 'x', text });
    assert.equal(document?.problem, null);
    const value = valueAt(document?.root, 'c');
    assert.equal(text.slice(value?.offset, value?.end), '"d"');
  });

  test('JSON that a template has yet to fill in is read without what fills it', () => {
    const text = '{"a": [{{ range .Xs }}"b",{{ end }}"c {{ (ds "env").D }}"], "e": "f"}';
    const [document] = documentsOf({ path: 'x.json', text });
    assert.deepEqual(itemsOf(valueAt(document?.root, 'a')).map(textOf).at(-1), 'c {{ (ds "env").D }}');
    const value = valueAt(document?.root, 'e');
    assert.equal(text.slice(value?.offset, value?.end), '"f"');
    const bare = documentsOf({ path: 'x.json', text: '{"n": {{ .N }}, "e": "f"}' })[0];
    assert.equal(bare?.problem, null);
    assert.equal(textOf(valueAt(bare?.root, 'n')), '{{ .N }}');
    // What can be read as it is stays as it is.
    assert.equal(textOf(valueAt(documentsOf({ path: 'x.json', text: '{"a": "{{ b }}"}' })[0]?.root, 'a')), '{{ b }}');
  });

  test('settings behind a text that ends the document are read, at their places, and the error is told of', () => {
    const text = "a: 1\nkey: '{\n}'\nb: two\n# c: 3\nd:\n  e: four\n";
    const documents = documentsOf({ path: 'x.yaml', text });
    const value = valueAt(documents[0]?.root, 'd', 'e');
    assert.equal(text.slice(value?.offset, value?.end), 'four');
    assert.equal(textOf(valueAt(documents[0]?.root, 'b')), 'two');
    assert.equal(valueAt(documents[0]?.root, 'c'), undefined);
    assert.equal(documents[0]?.problem?.message, 'this is not YAML (MISSING_CHAR)');
  });

  test('a recording of HTTP is known by calls and their answers', () => {
    const isOne = (text: string): boolean => isRecording(documentsOf({ path: 'x.json', text })[0]?.root ?? null);
    assert.ok(isOne('[{"path": "/a", "method": "GET", "status": 200, "response": []}]'));
    assert.ok(isOne('{"request": {"method": "POST"}, "response": {"status": 200}}'));
    for (const text of ['[]', '{}', '[{"method": "GET"}]', '[{"method": "GET", "response": 1}, {"scopeId": "a"}]'])
      assert.ok(!isOne(text), text);
  });

  test('a file is read once', () => {
    const file = { path: 'x', text: 'a: b' };
    assert.equal(documentsOf(file), documentsOf(file));
  });

  test('mappings come with the names that lead to them', () => {
    const file = { path: 'x', text: 'a:\n  - b: {c: 1}\n  - d\n' };
    assert.deepEqual(
      mappingsOf(file).map(({ path }) => path.join('.')),
      ['', 'a.[]', 'a.[].b'],
    );
  });

  test('a tag that isn’t YAML’s own is told of', () => {
    const value = valueAt(documentsOf({ path: 'x', text: 'a: !Ref b\nc: !!str 1\n' })[0]?.root, 'a');
    assert.equal(value?.tag, '!Ref');
    assert.equal(problemOf({ path: 'x', text: 'a: !Ref b' }), null);
  });

  test('an alias is what its anchor was last, and many of them are read as quickly as few', () => {
    const root = documentsOf({ path: 'x', text: 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n' })[0]?.root;
    assert.deepEqual(
      ['b', 'd'].map((name) => valueAt(root, name)).map((value) => value?.kind === 'scalar' && value.value),
      [1, 2],
    );
    const many = `a: &x {b: c}\n${Array.from({ length: 20_000 }, (_, at) => `k${at}: *x\n`).join('')}`;
    assert.equal(mappingsOf({ path: 'x', text: many }).length, 20_002);
  });

  test('a text that the end of the file cuts off is none', () => {
    assert.equal(textOf(valueAt(documentsOf({ path: 'x', text: '{"a": "b' })[0]?.root, 'a')), null);
  });

  test('lock files aren’t among the names', () => {
    assert.deepEqual(
      ['a/b.json', 'b.yml', 'realm.json.tpl', 'x.yaml.j2', 'package-lock.json', 'a/pnpm-lock.yaml', 'b.ts'].filter(
        (path) => JSON_OR_YAML.test(path),
      ),
      ['a/b.json', 'b.yml', 'realm.json.tpl', 'x.yaml.j2'],
    );
  });

  test('reads whatever text it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        mappingsOf({ path: 'x', text });
      }),
    );
  });
});
