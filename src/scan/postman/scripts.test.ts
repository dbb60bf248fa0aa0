import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scopesSentBy } from './scripts.ts';

function scopes(code: string): readonly string[] {
  return scopesSentBy(code).map(({ scope }) => scope);
}

test('finds scopes in rows of a form, in objects and in encoded bodies of requests for tokens', () => {
  assert.deepEqual(scopes("f([{key: 'grant_type', value: 'x'}, {key: 'scope', value: 'a b'}])"), ['a b']);
  assert.deepEqual(scopes("f({client_id: 'x', 'scope': `a`})"), ['a']);
  assert.deepEqual(scopes("f('grant_type=x&scope=a%20b+c&y=z')"), ['a b c']);
});

test('finds none in what else is called a scope, nor in what is put together', () => {
  for (const code of [
    "f({scope: 'mine'})",
    "f([{key: 'scope', value: 'all'}])",
    "f([{key: 'grant_type', value: 'x'}, {key: 'scope', value: 'a', disabled: true}])",
    'f({client_id: 1, scope: `a ' + '$' + '{b}`})',
    "f('grant_type=x&telescope=a')",
    "// f({client_id: 'x', scope: 'a'})",
    "f({client_id: 'x', scope: 'a'",
  ])
    assert.deepEqual(scopes(code), [], code);
});

test('says whom a request goes to', () => {
  const code =
    "f({url: 'https://id.example.com', body: {form: [{key: 'client_id', value: 'x'}, {key: 'scope', value: 'a'}]}})";
  assert.deepEqual(scopesSentBy(code), [{ scope: 'a', url: 'https://id.example.com' }]);
});

test('takes no script that would overrun the parser', () => {
  for (const sign of ['(', '[', '{', '!', 'a=>', 'a:', 'a?b:', '`' + '$' + '{', 'a+'])
    for (const length of [9_900, 200_000]) assert.deepEqual(scopes(`${sign.repeat(length / sign.length)}scope`), []);
});

test('takes any text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('{', '}', '[', ']', "key: 'scope'", 'client_id: 1,'))),
      (parts) => {
        assert.ok(scopes(`${parts.join('')} scope`).length >= 0);
      },
    ),
  );
});
