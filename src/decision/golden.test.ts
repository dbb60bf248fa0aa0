import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { IdentifiedPolicy } from '../policy/index.ts';
import { decide, KNOWN_SEMANTICS } from './decide.ts';
import type { Decision, Facts, ScopeRequest } from './types.ts';

interface Corpus {
  readonly policy: IdentifiedPolicy;
  readonly cases: readonly { request: ScopeRequest; facts: Facts; decision: Decision }[];
}

for (const semantics of KNOWN_SEMANTICS)
  test(`semantics ${semantics} decides for ever as it did when it was released`, () => {
    const corpus: Corpus = JSON.parse(
      readFileSync(new URL(`golden/semantics-${semantics}.json`, import.meta.url), 'utf8'),
    );
    assert.ok(corpus.cases.length > 500);
    for (const { request, facts, decision } of corpus.cases)
      assert.deepEqual(decide(corpus.policy, request, facts, semantics), decision, JSON.stringify(request));
  });
