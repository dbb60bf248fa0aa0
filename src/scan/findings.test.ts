// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other tools

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentsOf, valueAt } from './documents/index.ts';
import { Findings } from './findings.ts';

const ABOUT = { client: 'c', provider: null };

function read(text: string, naming = {}): { readonly found: readonly string[]; readonly dynamic: readonly string[] } {
  const findings = new Findings(text);
  findings.scopes(valueAt(documentsOf({ path: 'x', text })[0]?.root, 's'), { ...ABOUT, ...naming });
  return {
    found: findings.found.map(({ scope, offset, confidence }) => `${offset} ${scope} ${confidence}`),
    dynamic: findings.dynamic.map(({ offset, reason }) => `${offset} ${reason}`),
  };
}

describe('gathering scopes', () => {
  test('each word of a text and of each text of a list stands where it is written', () => {
    assert.deepEqual(read('s: a  b').found, ['3 a high', '6 b high']);
    assert.deepEqual(read('s: [a, "b c"]').found, ['4 a high', '8 b high', '10 c high']);
    assert.deepEqual(read('s: "a,b"', { separator: 'blank-or-comma' }).found, ['4 a high', '6 b high']);
  });

  test('a placeholder is dynamic, with the words around it found, and its default is less sure', () => {
    assert.deepEqual(read('s: a {{ .Values.more scopes }} b'), {
      found: ['3 a high', '31 b high'],
      dynamic: ['5 the placeholder Values.more'],
    });
    assert.deepEqual(read('s: ${A:-x y}'), { found: ['8 x medium', '10 y medium'], dynamic: [] });
  });

  test('what a tag makes of a value isn’t known', () => {
    assert.deepEqual(read('s: [!vault a, b]'), { found: ['14 b high'], dynamic: ['11 the tag !vault'] });
  });

  test('numbers, truth values and maps name no scope', () => {
    assert.deepEqual(read('s: [1, true, {a: b}, null]'), { found: [], dynamic: [] });
  });
});
