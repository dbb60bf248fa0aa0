import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide } from './decide.ts';
import { ISSUER, ORDERS, sampleClient, samplePolicy } from './testing/sample-policy.ts';
import type { Decision, Facts, GrantRequest, PriorGrant } from './types.ts';

const policy = samplePolicy();
const noFacts: Facts = {
  ...{ time: Date.parse('2026-11-24T00:00:00Z') / 1000, priorGrant: null },
  ...{ token: null, feedSilentSeconds: null },
};

function ask(over: Partial<GrantRequest>, facts: Partial<Facts> = {}, by = policy): Decision {
  const request: GrantRequest = {
    ...{ kind: 'grant', issuer: ISSUER, clientId: 'batch', grantType: 'client_credentials' },
    ...{ scopes: null, resources: [], redirectUri: null },
    ...over,
  };
  return decide(by, request, { ...noFacts, ...facts });
}

describe('how a client has to ask', () => {
  const demanding = samplePolicy({
    clients: [
      sampleClient('batch', { requires: ['dpop', 'pushed_authorization_requests', 'signed_request_object'] }),
      ...policy.policy.clients.filter(({ clientId }) => clientId !== 'batch'),
    ],
  });
  const reasonOf = (over: Partial<GrantRequest>, priorGrant: PriorGrant | null = null): string | null =>
    ask({ scopes: ['orders:read'], ...over }, { priorGrant }, demanding).reason;
  const code = { grantType: 'authorization_code', redirectUri: 'https://app.example/callback' } as const;
  const grant: PriorGrant = {
    ...{ grantId: 'g-1', clientId: 'batch', scopes: ['orders:read', 'orders:write'], resource: ORDERS },
    revoked: false,
  };

  test('is held to at the endpoint that it concerns: pushed and signed for a code, a proof for a token', () => {
    assert.equal(reasonOf(code), 'request_not_pushed');
    assert.equal(reasonOf({ ...code, fulfils: ['pushed_authorization_requests'] }), 'request_not_signed');
    assert.equal(reasonOf({ ...code, fulfils: ['pushed_authorization_requests', 'signed_request_object'] }), null);
    assert.equal(reasonOf({ ...code, scopes: null }, grant), 'proof_missing');
    assert.equal(reasonOf({}), 'proof_missing');
    assert.equal(reasonOf({ grantType: 'refresh_token' }, grant), 'proof_missing');
    for (const [over, prior] of [
      [{ ...code, scopes: null }, grant],
      [{}, null],
      [{ grantType: 'refresh_token' }, grant],
    ] as const)
      assert.equal(reasonOf({ ...over, fulfils: ['dpop'] }, prior), null);
  });
  test('is a proof at the polls, and none where the code is given that a client polls with', () => {
    const polled = ['urn:ietf:params:oauth:grant-type:device_code', 'urn:openid:params:grant-type:ciba'] as const;
    const grantTypes = ['authorization_code', ...polled] as const;
    const polling = samplePolicy({
      clients: demanding.policy.clients.map((client) =>
        client.clientId === 'batch' ? { ...client, grantTypes } : client,
      ),
    });
    for (const grantType of polled) {
      const of = (over: Partial<GrantRequest>, priorGrant: PriorGrant | null): string | null =>
        ask({ scopes: ['orders:read'], grantType, ...over }, { priorGrant }, polling).reason;
      assert.equal(of({}, null), null);
      assert.equal(of({ scopes: null }, grant), 'proof_missing');
      assert.equal(of({ scopes: null, fulfils: ['dpop'] }, grant), null);
    }
  });
  test('is no matter of clients that nothing is required of', () => {
    assert.deepEqual(ask({ scopes: ['orders:read'] }), ask({ scopes: ['orders:read'], fulfils: ['dpop'] }));
  });
});
