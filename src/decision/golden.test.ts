import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { IdentifiedPolicy } from '../policy/index.ts';
import { decide, KNOWN_SEMANTICS } from './decide.ts';
import type { Decision, Facts, ScopeRequest, Semantics } from './types.ts';

interface Corpus {
  readonly policy: IdentifiedPolicy;
  readonly cases: readonly { request: ScopeRequest; facts: Facts; decision: Decision }[];
}

const folder = new URL('golden/', import.meta.url);
/** `semantics-<number>` and what it is about. */
const corpora = readdirSync(folder).map((name) => ({
  name,
  semantics: Number(/^semantics-(\d+)/.exec(name)?.[1]) as Semantics,
}));

test('every semantics has a golden corpus', () => {
  assert.deepEqual([...new Set(corpora.map(({ semantics }) => semantics))], KNOWN_SEMANTICS);
});

for (const { name, semantics } of corpora)
  test(`semantics ${semantics} decides for ever as it did when it was released (${name})`, () => {
    const corpus: Corpus = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    assert.ok(corpus.cases.length > 500);
    for (const { request, facts, decision } of corpus.cases)
      assert.deepEqual(decide(corpus.policy, request, facts, semantics), decision, JSON.stringify(request));
  });
