import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CANARY_DRAWS, decide, diffPolicies, hasCanary, indexOf } from './index.ts';
import { ISSUER, ORDERS, sampleClient, samplePolicy } from './testing/sample-policy.ts';
import type { Decision, Facts } from './types.ts';

const policyWith = (percent: number | null) =>
  samplePolicy({
    issuers: [
      { issuer: ISSUER, level: 'guarded', mode: 'observe', ...(percent === null ? {} : { canary: { percent } }) },
    ],
    clients: [
      sampleClient('part', { mode: 'observe', ...(percent === null ? {} : { canary: { percent } }) }),
      sampleClient('strict'),
    ],
  });

const FACTS: Facts = { time: 1_800_000_000, priorGrant: null, token: null, feedSilentSeconds: null };

function grant(percent: number | null, canary: number | undefined, clientId = 'part'): Decision {
  return decide(
    policyWith(percent),
    {
      ...{ kind: 'grant', issuer: ISSUER, clientId, grantType: 'client_credentials', scopes: ['orders:write'] },
      ...{ resources: [], redirectUri: null },
    },
    canary === undefined ? FACTS : { ...FACTS, canary },
  );
}

describe('of what is observed, a share is enforced', () => {
  test('by what the flow drew, and by nothing else', () => {
    assert.deepEqual(
      [0, 999, 1000, CANARY_DRAWS - 1].map((draw) => grant(10, draw).mode),
      ['enforce', 'enforce', 'observe', 'observe'],
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat(CANARY_DRAWS - 1), (percent, draw) => {
        const drawn = grant(percent, draw);
        assert.equal(drawn.mode, draw < percent * 100 ? 'enforce' : 'observe');
        // What is decided is the same: only whether it is carried out differs.
        assert.deepEqual({ ...drawn, mode: 'observe' }, grant(null, undefined));
      }),
    );
  });

  test('of clients that the policy doesn’t know, too, where their issuer says so', () => {
    assert.deepEqual([grant(50, 1, 'stranger').mode, grant(50, 9000, 'stranger').mode], ['enforce', 'observe']);
  });

  test('of none where nothing was drawn, and a client that is enforced stays so whatever was', () => {
    assert.equal(grant(99, undefined).mode, 'observe');
    assert.equal(grant(1, 9999, 'strict').mode, 'enforce');
  });

  test('for a use as for a request', () => {
    const use = (draw: number) =>
      decide(
        policyWith(10),
        {
          ...{ kind: 'use', issuer: ISSUER, clientId: 'part', audience: ORDERS, operation: 'op' },
          required: [['orders:write']],
        },
        {
          ...FACTS,
          feedSilentSeconds: 0,
          canary: draw,
          token: {
            ...{ scopes: ['orders:write'], audiences: [ORDERS], expiresAt: FACTS.time + 60 },
            ...{ revoked: false, recorded: true },
          },
        },
      );
    assert.deepEqual([use(5).mode, use(5000).mode], ['enforce', 'observe']);
    assert.deepEqual([use(5).outcome, use(5000).outcome], ['refuse', 'refuse']);
  });

  test('is drawn for clients alone that it is a matter of', () => {
    const index = indexOf(policyWith(10));
    assert.deepEqual(
      ['part', 'strict', 'stranger'].map((clientId) => hasCanary(index, ISSUER, clientId)),
      [true, false, true],
    );
    assert.equal(hasCanary(indexOf(policyWith(null)), ISSUER, 'part'), false);
  });

  test('and a share that shrinks is a widening', () => {
    const changes = (before: number | null, after: number | null) =>
      diffPolicies(policyWith(before), policyWith(after)).changes.map(
        ({ kind, widening }) => `${widening ? '+' : '·'}${kind}`,
      );
    assert.deepEqual(changes(10, 20).sort(), ['·client_canary_changed', '·issuer_canary_changed']);
    assert.deepEqual(changes(20, null).sort(), ['+client_canary_changed', '+issuer_canary_changed']);
  });
});
