import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractCode } from './extract.ts';
import { javaScript } from './javascript/index.ts';

function scopesOf(files: Record<string, string>, path = 'a.ts'): string[] {
  const repository = {
    paths: Object.keys(files).sort(),
    read: (name: string) => (files[name] === undefined ? null : { path: name, text: files[name] }),
  };
  const { found } = extractCode({ path, text: files[path] ?? '' }, repository, javaScript);
  return found.map(({ scope, offset }) => `${scope}@${offset}`);
}

const ask = (value: string): string => `client.login({ clientId: 'x', redirectUri: 'y', scope: ${value} })`;

test('follows constants, joins, templates and spreads, and says each scope where it stands', () => {
  const list = '[...A, `b:$'.concat('{kind}`, "c:read"].join(" ")');
  const text = `const A = ['b:read']; ${ask(list)}; const kind = 'write';`;
  assert.deepEqual(scopesOf({ 'a.ts': text }), [
    `b:read@${text.indexOf('b:read')}`,
    `b:write@${text.indexOf("write'")}`,
    `c:read@${text.indexOf('c:read')}`,
  ]);
});

test('takes a constant of another file, at the place that uses it', () => {
  const text = `import { SCOPES } from './scopes'; ${ask('SCOPES')}`;
  assert.deepEqual(scopesOf({ 'a.ts': text, 'scopes.ts': "export const SCOPES = ['b:read']" }), [
    `b:read@${text.lastIndexOf('SCOPES')}`,
  ]);
});

test('ends with names that are made of themselves', () => {
  assert.deepEqual(scopesOf({ 'a.ts': `let a = b; let b = [...a, 'c:read']; ${ask('b')}` }).length, 1);
  const files = {
    'a.ts': `import { b } from './b'; export const a = b; ${ask('a')}`,
    'b.ts': "import { a } from './a'; export const b = a",
  };
  assert.deepEqual(scopesOf(files), []);
});

test('is bounded on calls that double at each level', () => {
  const functions = Array.from(
    { length: 40 },
    (_, index) => `const f${index} = () => [...f${index + 1}(), ...f${index + 1}()];`,
  );
  assert.deepEqual(
    scopesOf({ 'a.ts': `${functions.join('\n')} const f40 = () => ['c:read']; ${ask('f0()')}` }).length <= 1,
    true,
  );
});
