import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decide } from './decide.ts';
import { ISSUER, ORDERS, sampleClient, samplePolicy, sampleScope } from './testing/sample-policy.ts';
import type { ActiveElevation, Decision, Facts } from './types.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;
const policy = samplePolicy({
  scopes: [
    sampleScope('orders:read'),
    sampleScope('orders:refund', { risk: 'critical', maxTtlSeconds: 60, implies: ['orders:cancel'] }),
    sampleScope('orders:cancel', { risk: 'high', maxTtlSeconds: 120 }),
  ],
  clients: [
    sampleClient('batch', { eligible: ['orders:refund'] }),
    sampleClient('plain'),
    sampleClient('lenient', { eligible: ['orders:refund'], overBroad: 'narrow' }),
  ],
});

const elevation = (over: Partial<ActiveElevation> = {}): ActiveElevation => ({
  ...{ id: 'sha256:e1', clientId: 'batch', subject: null, scopes: ['orders:refund'], endsAt: NOW + 30 },
  ...over,
});

function grant(elevations: readonly ActiveElevation[], over: Partial<Facts> = {}, clientId = 'batch'): Decision {
  return decide(
    policy,
    {
      ...{ kind: 'grant', issuer: ISSUER, clientId, grantType: 'client_credentials' },
      ...{ scopes: ['orders:read', 'orders:refund'], resources: [], redirectUri: null },
    },
    { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null, elevations, subject: null, ...over },
  );
}

function use(required: string, elevations: readonly ActiveElevation[], over: Partial<Facts> = {}): Decision {
  return decide(
    policy,
    {
      ...{ kind: 'use', issuer: ISSUER, clientId: 'batch', audience: ORDERS, operation: 'refund' },
      required: [[required]],
    },
    {
      ...{ time: NOW, priorGrant: null, feedSilentSeconds: 0, elevations, subject: null },
      token: {
        ...{ scopes: ['orders:refund'], audiences: [ORDERS], expiresAt: NOW + 60, revoked: false, recorded: true },
      },
      ...over,
    },
  );
}

describe('an elevation lets a client hold an eligible scope', () => {
  test('while it lasts, and says which one it was and when its tokens end', () => {
    const decision = grant([elevation()]);
    assert.deepEqual([decision.outcome, decision.scopes], ['permit', ['orders:read', 'orders:refund']]);
    assert.deepEqual(decision.elevation, { ids: ['sha256:e1'], endsAt: NOW + 30 });
  });

  test('at a use, with what the scope includes', () => {
    for (const needed of ['orders:refund', 'orders:cancel']) {
      const decision = use(needed, [elevation()]);
      assert.deepEqual([decision.outcome, decision.elevation?.ids], ['permit', ['sha256:e1']]);
    }
  });

  test('by the one that lasts longest', () => {
    const decision = grant([
      elevation(),
      elevation({ id: 'sha256:e2', endsAt: NOW + 40 }),
      elevation({ id: 'sha256:e3' }),
    ]);
    assert.deepEqual(decision.elevation, { ids: ['sha256:e2'], endsAt: NOW + 40 });
  });

  test('for whoever it turns out to be, while nobody knows it yet at a grant', () => {
    const facts: Facts = { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null };
    const asked = {
      ...({ kind: 'grant', issuer: ISSUER, clientId: 'batch', grantType: 'authorization_code' } as const),
      ...{ scopes: ['orders:refund'], resources: [], redirectUri: 'https://app.example/callback' },
    };
    assert.equal(decide(policy, asked, { ...facts, elevations: [elevation({ subject: 'sub:a' })] }).outcome, 'permit');
  });
});

const REFUSING: readonly (readonly [what: string, elevations: readonly ActiveElevation[], subject?: string])[] = [
  ['without one', []],
  ['in the second in which it ends', [elevation({ endsAt: NOW })]],
  ['of another client', [elevation({ clientId: 'lenient' })]],
  ['for another scope', [elevation({ scopes: ['orders:cancel'] })]],
  ['for somebody, where the client acts for itself', [elevation({ subject: 'sub:a' })]],
  ['for somebody else', [elevation({ subject: 'sub:a' })], 'sub:b'],
  ['for the client itself, where it acts for somebody', [elevation()], 'sub:b'],
];
describe('an eligible scope is refused', () => {
  for (const [what, elevations, subject = null] of REFUSING)
    test(what, () => {
      const granted = grant(elevations, { subject });
      assert.deepEqual([granted.outcome, granted.reason], ['refuse', 'scope_needs_elevation']);
      const used = use('orders:refund', elevations, { subject });
      assert.deepEqual([used.outcome, used.reason], ['refuse', 'scope_out_of_policy']);
      assert.equal(used.withheld[0]?.reason, 'scope_needs_elevation');
    });

  test('once the policy has it no more as eligible for the client, whatever was approved', () => {
    const decision = grant([elevation({ clientId: 'plain' })], {}, 'plain');
    assert.deepEqual([decision.outcome, decision.reason], ['refuse', 'scope_not_allowed_for_client']);
  });

  test('at a use of which nobody says for whom it is', () => {
    const decision = decide(
      policy,
      {
        ...{ kind: 'use', issuer: ISSUER, clientId: 'batch', audience: ORDERS, operation: 'refund' },
        required: [['orders:refund']],
      },
      {
        ...{ time: NOW, priorGrant: null, feedSilentSeconds: 0, elevations: [elevation()] },
        token: {
          ...{ scopes: ['orders:refund'], audiences: [ORDERS], expiresAt: NOW + 60, revoked: false, recorded: true },
        },
      },
    );
    assert.equal(decision.outcome, 'refuse');
  });
});

test('what is narrowed keeps what needs no elevation, and says nothing of one', () => {
  const decision = grant([], {}, 'lenient');
  assert.deepEqual([decision.outcome, decision.scopes, decision.elevation], ['narrow', ['orders:read'], undefined]);
});

test('no elevations, whatever they are, permit what is not eligible, for another, or beyond their end', () => {
  const anElevation = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    clientId: fc.constantFrom('batch', 'plain'),
    subject: fc.constantFrom(null, 'sub:a'),
    scopes: fc.subarray(['orders:refund', 'orders:cancel', 'orders:read', 'admin']),
    endsAt: fc.integer({ min: NOW - 2, max: NOW + 2 }),
  });
  fc.assert(
    fc.property(fc.array(anElevation, { maxLength: 6 }), fc.constantFrom(null, 'sub:a'), (elevations, subject) => {
      const fits = elevations.filter(
        (one) =>
          one.clientId === 'batch' &&
          one.subject === subject &&
          one.endsAt > NOW &&
          one.scopes.includes('orders:refund'),
      );
      const decision = grant(elevations, { subject });
      assert.equal(decision.outcome === 'permit', fits.length > 0);
      assert.equal(
        decision.elevation?.endsAt,
        fits.length > 0 ? Math.max(...fits.map(({ endsAt }) => endsAt)) : undefined,
      );
      assert.equal(use('orders:refund', elevations, { subject }).outcome === 'permit', fits.length > 0);
      assert.notEqual(grant(elevations, { subject }, 'plain').outcome, 'permit');
    }),
  );
});
