import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../decide.ts';
import { ISSUER, ORDERS, sampleClient, samplePolicy } from '../testing/sample-policy.ts';
import type { Decision, ExchangedToken, Facts, GrantRequest } from '../types.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange' as const;
const NOW = Date.parse('2026-11-24T00:00:00Z') / 1000;
const grantTypes = [EXCHANGE];
const policy = samplePolicy({
  clients: [
    sampleClient('batch', { grantTypes, standing: ['orders:read', 'orders:write'] }),
    sampleClient('acting', {
      ...{ grantTypes, standing: ['orders:read', 'orders:write'], overBroad: 'narrow' },
      exchange: { tokensOf: ['shop'], maxActors: 2 },
    }),
    sampleClient('without'),
  ],
});
const HELD: ExchangedToken = { endsAt: NOW + 60, actors: 0, mayAct: null, actor: null };

function exchange(
  clientId: string,
  exchanged: Partial<ExchangedToken> | null,
  prior: Partial<NonNullable<Facts['priorGrant']>> = {},
  asked: Partial<GrantRequest> = {},
): Decision {
  const request: GrantRequest = {
    ...{ kind: 'grant', issuer: ISSUER, clientId, grantType: EXCHANGE },
    ...{ scopes: ['orders:read'], resources: [], redirectUri: null },
    ...asked,
  };
  return decide(policy, request, {
    time: NOW,
    priorGrant: { grantId: 'g', clientId, scopes: ['orders:read'], resource: ORDERS, revoked: false, ...prior },
    ...{ token: null, feedSilentSeconds: null },
    ...(exchanged === null ? {} : { exchanged: { ...HELD, ...exchanged } }),
  });
}

describe('a token exchange', () => {
  for (const [name, decision, expected] of [
    ['of a token of its own', () => exchange('batch', {}), 'permit'],
    ['without a token', () => exchange('batch', null), 'grant_missing'],
    ['of a token that was revoked', () => exchange('batch', {}, { revoked: true }), 'grant_revoked'],
    ['of a token that ends now', () => exchange('batch', { endsAt: NOW }), 'token_expired'],
    ['of another client’s token', () => exchange('batch', {}, { clientId: 'shop' }), 'actor_not_allowed'],
    ['of a token of a client that the policy names', () => exchange('acting', {}, { clientId: 'shop' }), 'permit'],
    [
      'of a token of one that it doesn’t name',
      () => exchange('acting', {}, { clientId: 'other' }),
      'actor_not_allowed',
    ],
    [
      'of a token that lets this client act',
      () => exchange('batch', { mayAct: { clientId: 'batch', subject: null } }, { clientId: 'shop' }),
      'permit',
    ],
    [
      'of a token that lets another act, whatever the policy says',
      () => exchange('acting', { mayAct: { clientId: 'batch', subject: null } }, { clientId: 'shop' }),
      'actor_not_allowed',
    ],
    [
      'of a token that lets nobody act whom anybody knows',
      () => exchange('acting', { mayAct: { clientId: null, subject: null } }, { clientId: 'shop' }),
      'actor_not_allowed',
    ],
    [
      'by a person whom the token lets act',
      () => exchange('batch', { mayAct: { clientId: null, subject: 'p' }, actor: { clientId: 'batch', subject: 'p' } }),
      'permit',
    ],
    [
      'by another person than the one whom the token lets act',
      () => exchange('batch', { mayAct: { clientId: null, subject: 'p' }, actor: { clientId: 'batch', subject: 'q' } }),
      'actor_not_allowed',
    ],
    [
      'by the client, where the token lets a person act',
      () => exchange('batch', { mayAct: { clientId: 'batch', subject: 'p' } }),
      'actor_not_allowed',
    ],
    [
      'by an actor of another client',
      () => exchange('acting', { actor: { clientId: 'batch', subject: null } }),
      'actor_not_allowed',
    ],
    ['in which one acts already', () => exchange('batch', { actors: 1 }), 'permit'],
    [
      'in which one acts already, with another',
      () => exchange('batch', { actors: 1, actor: { clientId: 'batch', subject: null } }),
      'actors_too_many',
    ],
    [
      'with as many as the policy says',
      () => exchange('acting', { actors: 1, actor: { clientId: 'acting', subject: null } }),
      'permit',
    ],
    ['by a client without the grant', () => exchange('without', {}), 'grant_type_not_allowed'],
  ] as const)
    test(`${name}: ${expected}`, () => {
      const { outcome, reason, error } = decision();
      assert.equal(outcome === 'permit' ? 'permit' : reason, expected);
      if (expected !== 'permit' && expected !== 'grant_type_not_allowed') assert.equal(error, 'invalid_request');
    });

  test('never gives more than the token held, whatever is asked, held and allowed', () => {
    const scopes = ['customers:read', 'openid', 'orders:read', 'orders:refund', 'orders:write'];
    fc.assert(
      fc.property(
        fc.constantFrom('batch', 'acting'),
        fc.subarray(scopes),
        fc.option(fc.subarray(scopes, { minLength: 1 })),
        fc.constantFrom('shop', 'batch', 'acting'),
        (clientId, held, asked, owner) => {
          const {
            outcome,
            scopes: given,
            resource,
          } = exchange(clientId, {}, { clientId: owner, scopes: held }, { scopes: asked });
          assert.ok(given.every((scope) => held.includes(scope) && (asked ?? scopes).includes(scope)));
          if (outcome !== 'refuse') assert.ok(resource === null || resource === ORDERS);
        },
      ),
    );
  });
});
