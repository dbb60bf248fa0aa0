import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../decide.ts';
import { ISSUER, ORDERS, samplePolicy } from '../testing/sample-policy.ts';
import type { Decision, PresentedToken, TokenAdoption } from '../types.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;
const ADOPTION: TokenAdoption = {
  id: 'sha256:0',
  from: null,
  before: NOW - 60,
  endsAt: NOW + 600,
  maxLifeSeconds: 961,
  issuedAt: NOW - 61,
};

function use(
  adoption: TokenAdoption | undefined,
  { clientId = 'batch', unrecordedTokens = 'refuse' as 'refuse' | 'record', ...token }: Record<string, unknown> = {},
): Decision {
  const presented: PresentedToken = {
    ...{ scopes: ['orders:read'], audiences: [ORDERS], expiresAt: NOW + 900, revoked: false, recorded: false },
    ...(token as Partial<PresentedToken>),
    ...(adoption === undefined ? {} : { adoption }),
  };
  const { limits } = samplePolicy().policy;
  return decide(
    samplePolicy({ limits: { ...limits, unrecordedTokens: unrecordedTokens as 'refuse' | 'record' } }),
    {
      ...{ kind: 'use', issuer: ISSUER, clientId: String(clientId), audience: ORDERS, operation: 'getOrder' },
      required: [['orders:read']],
    },
    { time: NOW, priorGrant: null, token: presented, feedSilentSeconds: 0 },
  );
}

describe('a token without a birth that is from before the adoption', () => {
  test('passes while the window is open, as the policy allows its scopes', () => {
    assert.equal(use(ADOPTION).outcome, 'permit');
    assert.equal(use({ ...ADOPTION, endsAt: NOW + 1 }).outcome, 'permit');
    assert.equal(use(undefined).reason, 'token_unrecorded');
  });

  const REFUSED: readonly (readonly [string, Decision, string])[] = [
    ['in the second in which the window ends', use({ ...ADOPTION, endsAt: NOW }), 'adoption_window_over'],
    ['issued in the second of the adoption', use({ ...ADOPTION, issuedAt: ADOPTION.before ?? 0 }), 'token_unrecorded'],
    ['issued before the issuer was handed back', use({ ...ADOPTION, from: NOW - 60 }), 'token_unrecorded'],
    ['that would have lived longer than any', use({ ...ADOPTION, maxLifeSeconds: 960 }), 'token_unrecorded'],
    ['of a client that the policy does not know', use(ADOPTION, { clientId: 'stranger' }), 'client_unknown'],
    ['with too few scopes', use(ADOPTION, { scopes: [] }), 'scope_insufficient'],
    ['that was revoked', use(ADOPTION, { revoked: true }), 'token_revoked'],
    ['that has ended', use(ADOPTION, { expiresAt: NOW }), 'token_expired'],
    ['for another audience', use(ADOPTION, { audiences: [] }), 'token_of_other_audience'],
  ];
  for (const [what, { outcome, reason }, expected] of REFUSED)
    test(`is refused ${what}`, () => assert.deepEqual([outcome, reason], ['refuse', expected]));

  test('is taken while the issuer is handed back, and only if it was issued since', () => {
    const back = { ...ADOPTION, from: NOW - 60, before: null, endsAt: null, maxLifeSeconds: null };
    assert.equal(use({ ...back, issuedAt: NOW - 60 }).outcome, 'permit');
    assert.equal(use(back).reason, 'token_unrecorded');
  });

  test('changes nothing where the policy only records such tokens', () => {
    assert.equal(use({ ...ADOPTION, endsAt: NOW - 1 }, { unrecordedTokens: 'record' }).outcome, 'permit');
  });

  test('never passes where a token with a birth and the same claims would not (property)', () => {
    const seconds = fc.integer({ min: NOW - 1000, max: NOW + 1000 });
    fc.assert(
      fc.property(
        fc.record({
          id: fc.constant('a'),
          from: fc.option(seconds),
          before: fc.option(seconds),
          endsAt: fc.option(seconds),
          maxLifeSeconds: fc.option(fc.nat(2000)),
          issuedAt: seconds,
        }),
        fc.subarray(['orders:read', 'orders:write']),
        (adoption, scopes) => {
          const { outcome } = use(adoption, { scopes });
          if (outcome === 'permit') assert.equal(use(undefined, { scopes, recorded: true }).outcome, 'permit');
        },
      ),
    );
  });
});
