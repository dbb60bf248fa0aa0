import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide } from '../decide.ts';
import { CUSTOMERS, ISSUER, ORDERS, samplePolicy } from '../testing/sample-policy.ts';
import type { Facts, GrantRequest, PriorGrant } from '../types.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;
const ASKED: GrantRequest = {
  ...{ kind: 'grant', issuer: ISSUER, clientId: 'batch', grantType: 'client_credentials' },
  ...{ scopes: ['orders:read'], resources: [], redirectUri: null },
};
const HELD: PriorGrant = {
  ...{ grantId: 'g-1', clientId: 'batch', scopes: ['orders:read'], resource: ORDERS, revoked: false },
};
const refreshed = { grantType: 'refresh_token' } as const;

/** What is asked, with which earlier grant; then how it is refused, and with which error a client is told (RFC 6749 §5.2). */
const REFUSED: readonly (readonly [
  ...[what: string, asked: Partial<GrantRequest>, prior: PriorGrant | null],
  ...[mode: string, reason: string, error: string],
])[] = [
  [
    'at an issuer that the policy does not know',
    { issuer: 'https://other.example' },
    null,
    'enforce',
    'issuer_unknown',
    'invalid_client',
  ],
  ['of a client that it does not know', { clientId: 'stranger' }, null, 'enforce', 'client_unknown', 'invalid_client'],
  ['of a client that has ended', { clientId: 'ended' }, null, 'enforce', 'client_expired', 'unauthorized_client'],
  [
    'by a grant type that the client has not',
    { clientId: 'watched', grantType: 'authorization_code' },
    null,
    'observe',
    'grant_type_not_allowed',
    'unauthorized_client',
  ],
  [
    'with a redirect URI that is not registered',
    { redirectUri: 'https://app.example/callback/' },
    null,
    'enforce',
    'redirect_uri_not_registered',
    'invalid_request',
  ],
  ['by a refresh of nothing', refreshed, null, 'enforce', 'grant_missing', 'invalid_grant'],
  [
    'by a refresh of what another client holds',
    refreshed,
    { ...HELD, clientId: 'both' },
    'enforce',
    'grant_of_other_client',
    'invalid_grant',
  ],
  [
    'by a refresh of what was revoked',
    refreshed,
    { ...HELD, revoked: true },
    'enforce',
    'grant_revoked',
    'invalid_grant',
  ],
  ['for two resources', { resources: [CUSTOMERS, ORDERS] }, null, 'enforce', 'resource_ambiguous', 'invalid_target'],
  [
    'for a resource that nobody serves',
    { resources: ['https://other.example'] },
    null,
    'enforce',
    'resource_unknown',
    'invalid_target',
  ],
  [
    'for another resource than the grant is for',
    { ...refreshed, resources: [CUSTOMERS] },
    HELD,
    'enforce',
    'resource_not_granted',
    'invalid_target',
  ],
  [
    'for no scope, where the client has no default',
    { clientId: 'lenient', scopes: null },
    null,
    'enforce',
    'scope_omitted_without_default',
    'invalid_scope',
  ],
  [
    'for scopes of two resources',
    { clientId: 'both', scopes: ['customers:read', 'orders:read'] },
    null,
    'enforce',
    'resource_ambiguous',
    'invalid_target',
  ],
  [
    'for nothing that the client may hold',
    { clientId: 'lenient', scopes: ['customers:read'] },
    null,
    'enforce',
    'nothing_left',
    'invalid_scope',
  ],
  [
    'for more than the client may hold',
    { scopes: ['orders:read', 'orders:write'] },
    null,
    'enforce',
    'scope_not_allowed_for_client',
    'invalid_scope',
  ],
  [
    'of a client that is only observed',
    { clientId: 'watched', scopes: ['orders:write'] },
    null,
    'observe',
    'nothing_left',
    'invalid_scope',
  ],
];

describe('a request for scopes is refused', () => {
  for (const [what, asked, priorGrant, mode, reason, error] of REFUSED)
    test(what, () => {
      const facts: Facts = { time: NOW, priorGrant, token: null, feedSilentSeconds: null };
      const decision = decide(samplePolicy(), { ...ASKED, ...asked }, facts);
      assert.deepEqual(
        [decision.outcome, decision.mode, decision.reason, decision.error],
        ['refuse', mode, reason, error],
      );
      assert.deepEqual([decision.scopes, decision.maxTtlSeconds, decision.resource], [[], 0, null]);
    });
});

describe('a request is judged', () => {
  const facts: Facts = { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null };

  test('at an issuer that has no client as one of a stranger', () => {
    const { issuers } = samplePolicy().policy;
    const other = { issuer: 'https://other.example', level: 'guarded', mode: 'observe' } as const;
    const policy = samplePolicy({ issuers: [...issuers, other] });
    const { outcome, mode, reason } = decide(policy, { ...ASKED, issuer: other.issuer }, facts);
    assert.deepEqual([outcome, mode, reason], ['refuse', 'observe', 'client_unknown']);
  });

  test('by the redirect URI that is registered as by none', () => {
    const redirectUri = 'https://app.example/callback';
    const { outcome } = decide(samplePolicy(), { ...ASKED, grantType: 'authorization_code', redirectUri }, facts);
    assert.equal(outcome, 'permit');
  });
});
