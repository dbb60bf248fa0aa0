import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Policy } from '../../policy/index.ts';
import { DecisionError, decide, isRefused, KNOWN_SEMANTICS } from '../decide.ts';
import { CUSTOMERS, ISSUER, ORDERS, sampleClient, samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import type { Decision, Facts, PresentedToken, Semantics, UseRequest } from '../types.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;

interface Asked {
  readonly request?: Partial<UseRequest>;
  readonly token?: Partial<PresentedToken> | null;
  readonly facts?: Partial<Facts>;
  readonly policy?: Partial<Policy>;
}

function use({ request = {}, token = {}, facts = {}, policy = {} }: Asked): Decision {
  const presented = {
    ...{ scopes: ['orders:read'], audiences: [ORDERS], expiresAt: NOW + 60, revoked: false, recorded: true },
    ...token,
  };
  return decide(
    samplePolicy(policy),
    {
      ...{ kind: 'use', issuer: ISSUER, clientId: 'batch', audience: ORDERS, operation: 'getOrder' },
      required: [['orders:read']],
      ...request,
    },
    { time: NOW, priorGrant: null, token: token === null ? null : presented, feedSilentSeconds: 0, ...facts },
  );
}

const clients = (...some: Parameters<typeof sampleClient>[]): Partial<Policy> => ({
  clients: some.map((one) => sampleClient(...one)),
});

describe('a use of a token is refused', () => {
  const REFUSED: readonly (readonly [what: string, asked: Asked, mode: string, reason: string, error: string])[] = [
    [
      'from an issuer that the policy does not know',
      { request: { issuer: 'https://other.example' } },
      'enforce',
      'issuer_unknown',
      'invalid_token',
    ],
    ['that is not there', { token: null }, 'enforce', 'token_missing', 'invalid_token'],
    ['in the second in which it ends', { token: { expiresAt: NOW } }, 'enforce', 'token_expired', 'invalid_token'],
    ['that was revoked', { token: { revoked: true } }, 'enforce', 'token_revoked', 'invalid_token'],
    [
      'for another audience',
      { token: { audiences: [CUSTOMERS] } },
      'enforce',
      'token_of_other_audience',
      'invalid_token',
    ],
    ['that has no birth', { token: { recorded: false } }, 'enforce', 'token_unrecorded', 'invalid_token'],
    [
      'of a client that the policy does not know',
      { request: { clientId: 'stranger' } },
      'enforce',
      'client_unknown',
      'invalid_token',
    ],
    [
      'in the second in which its client ends',
      { facts: { time: Date.parse('2030-01-01T00:00:00Z') / 1000 }, token: { expiresAt: 9e9 } },
      'enforce',
      'client_expired',
      'invalid_token',
    ],
    [
      'while the feed is silent for longer than low scopes bear',
      { facts: { feedSilentSeconds: 31 } },
      'enforce',
      'feed_stale',
      'temporarily_unavailable',
    ],
    [
      'of a client that is only observed, for what only the policy says',
      { request: { clientId: 'watched', required: [['orders:write']] } },
      'observe',
      'scope_insufficient',
      'insufficient_scope',
    ],
  ];
  for (const [what, asked, mode, reason, error] of REFUSED)
    test(what, () => {
      const decision = use(asked);
      assert.deepEqual(
        [decision.outcome, decision.mode, decision.reason, decision.error],
        ['refuse', mode, reason, error],
      );
      assert.deepEqual([decision.scopes, decision.resource, decision.maxTtlSeconds], [[], null, 0]);
    });
});

describe('a use of a token passes', () => {
  const PASSED: readonly (readonly [what: string, asked: Asked])[] = [
    ['a second before it ends', { token: { expiresAt: NOW + 1 } }],
    [
      'a second before its client ends',
      { facts: { time: Date.parse('2030-01-01T00:00:00Z') / 1000 - 1 }, token: { expiresAt: 9e9 } },
    ],
    [
      'without a birth, where the policy records such',
      {
        token: { recorded: false },
        policy: { limits: { ...samplePolicy().policy.limits, unrecordedTokens: 'record' } },
      },
    ],
    ['while the feed is as silent as low scopes bear', { facts: { feedSilentSeconds: 30 } }],
    ['where nobody asks how silent the feed is', { facts: { feedSilentSeconds: null } }],
  ];
  for (const [what, asked] of PASSED)
    test(what, () => {
      const decision = use(asked);
      assert.deepEqual([decision.outcome, decision.scopes, decision.resource], ['permit', ['orders:read'], ORDERS]);
    });

  test('whatever the policy thinks of it, where its client is only observed', () => {
    assert.equal(isRefused(use({ request: { clientId: 'watched', required: [['orders:write']] } })), false);
    assert.equal(isRefused(use({ request: { required: [['orders:write']] } })), true);
    assert.equal(isRefused(use({})), false);
  });
});

describe('a token that has what its client may not hold any more', () => {
  test('is refused for each scope that was taken back, and for no other', () => {
    const decision = use({
      token: { scopes: ['orders:read', 'orders:write', 'orders:refund'] },
      request: { required: [['orders:read', 'orders:refund', 'orders:write']] },
    });
    assert.deepEqual(
      [decision.reason, decision.error, decision.missing],
      ['scope_out_of_policy', 'insufficient_scope', null],
    );
    assert.deepEqual(decision.withheld, [
      { scope: 'orders:refund', reason: 'scope_needs_elevation' },
      { scope: 'orders:write', reason: 'scope_not_allowed_for_client' },
    ]);
  });

  test('of a scope that the policy has no more is told so', () => {
    const decision = use({ token: { scopes: ['orders:old'] }, request: { required: [['orders:old']] } });
    assert.deepEqual(decision.withheld, [{ scope: 'orders:old', reason: 'scope_unknown' }]);
  });
});

describe('who lacks a scope is invited', () => {
  const policy = clients(['batch', { standing: ['orders:read', 'orders:write'], eligible: ['orders:refund'] }]);
  const missing = (required: readonly (readonly string[])[], scopes: readonly string[] = ['orders:read']) =>
    use({ policy, request: { required }, token: { scopes } }).missing;

  test('to the alternative that is the fewest scopes away, the first of equals', () => {
    assert.deepEqual(
      missing([
        ['orders:refund', 'orders:write'],
        ['orders:read', 'orders:write'],
      ]),
      ['orders:read', 'orders:write'],
    );
    assert.deepEqual(
      missing([
        ['orders:read', 'orders:write'],
        ['orders:refund', 'orders:write'],
      ]),
      ['orders:read', 'orders:write'],
    );
    assert.deepEqual(missing([['orders:write'], ['orders:refund']]), ['orders:write']);
    assert.deepEqual(missing([['orders:refund'], ['orders:write']]), ['orders:refund']);
  });

  test('to nothing of which it may not hold all', () => {
    assert.equal(missing([['orders:write', 'customers:read']]), null);
    assert.deepEqual(missing([['customers:read'], ['orders:write', 'orders:refund']]), [
      'orders:write',
      'orders:refund',
    ]);
  });

  test('to no scope that has ended', () => {
    const scopes = [
      sampleScope('orders:read'),
      sampleScope('orders:write', { replacedBy: { scopes: ['orders:read'], deadline: '2026-11-30T00:00:00Z' } }),
    ];
    assert.equal(use({ policy: { ...policy, scopes }, request: { required: [['orders:write']] } }).missing, null);
  });
});

test('semantics that nobody knows decide nothing', () => {
  assert.deepEqual(KNOWN_SEMANTICS, [1]);
  const facts: Facts = { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null };
  const request: UseRequest = {
    kind: 'use',
    issuer: ISSUER,
    clientId: 'x',
    audience: ORDERS,
    operation: 'x',
    required: [],
  };
  assert.throws(
    () => decide(samplePolicy(), request, facts, 2 as Semantics),
    (error) =>
      error instanceof DecisionError &&
      error.code === 'semantics_unknown' &&
      error.name === 'DecisionError' &&
      /semantics 2 are not known/.test(error.message),
  );
});

test('a use of a token of an issuer that has no client is refused as a stranger’s', () => {
  const { issuers } = samplePolicy().policy;
  const other = { issuer: 'https://other.example', level: 'guarded', mode: 'observe' } as const;
  const { outcome, mode, reason } = use({
    request: { issuer: other.issuer },
    policy: { issuers: [...issuers, other] },
  });
  assert.deepEqual([outcome, mode, reason], ['refuse', 'observe', 'client_unknown']);
});
