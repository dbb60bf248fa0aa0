import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, scopeText } from '../testing/shop-policy.ts';
import { refusedBy, rulesOf, warnedBy } from '../testing/warned-of-shop.ts';

const REDIRECTS = { redirectUris: "['https://shop.example/callback']" };
const grant = (name: string): string => `'urn:ietf:params:oauth:grant-type:${name}'`;

describe('a client’s kind contradicts its grant types', () => {
  const refused = (kind: string, grantType: string): string[] => {
    const redirects = grantType === 'authorization_code' || grantType === 'implicit' ? REDIRECTS : {};
    return refusedBy({ clients: clientText('app', { kind, grantTypes: `[${grantType}]`, ...redirects }) });
  };

  for (const [kind, grantType] of [
    ['public', 'client_credentials'],
    ['machine', 'authorization_code'],
    ['machine', 'implicit'],
    ['machine', 'password'],
    ['machine', grant('device_code')],
    ['machine', "'urn:openid:params:grant-type:ciba'"],
  ] as const)
    test(`where it is ${kind} and has ${grantType}`, () => {
      assert.deepEqual(refused(kind, grantType), ['kind-contradicts-grant-types']);
    });

  for (const [kind, grantType] of [
    ['public', 'authorization_code'],
    ['public', grant('device_code')],
    ['machine', 'client_credentials'],
    // Workloads exchange the token that their platform gave them for one of their own (RFC 7523 §2.1, RFC 8693 §2.1).
    ['machine', grant('jwt-bearer')],
    ['machine', grant('token-exchange')],
    ['agent', 'client_credentials'],
    ['agent', 'authorization_code'],
    ['confidential', 'client_credentials'],
    ['confidential', 'authorization_code'],
  ] as const)
    test(`not where it is ${kind} and has ${grantType}`, () => {
      assert.deepEqual(refused(kind, grantType), []);
    });

  test('never where it says none', () => {
    const grantTypes = '[authorization_code, client_credentials]';
    assert.deepEqual(refusedBy({ clients: clientText('app', { grantTypes, ...REDIRECTS }) }), []);
  });
});

test('a refresh token goes with a token exchange, which may answer with one (RFC 8693 §2.2.1), and not with an assertion alone', () => {
  const refreshing = (name: string): string[] =>
    refusedBy({ clients: clientText('app', { grantTypes: `[refresh_token, ${grant(name)}]` }) });
  assert.deepEqual(refreshing('token-exchange'), []);
  assert.deepEqual(refreshing('jwt-bearer'), ['refresh-without-code']);
});

test('a device code that can give what an elevation allows, or one of a pattern, is found with all of it', () => {
  const scopes =
    scopeText('orders:write', { risk: 'high' }) +
    scopeText('refunds:{account}', {
      parameters: '{ account: { characters: digits, maxLength: 6 } }',
      ...{ risk: 'critical', maxTtlSeconds: '60', reviewIntervalDays: '30' },
    });
  const clients = clientText('scanner', {
    grantTypes: `[${grant('device_code')}]`,
    standing: "[orders:write, 'refunds:17']",
    rotation: '{ secretDays: 90 }',
  });
  assert.deepEqual(warnedBy('device-grant-risky-scope', { scopes, clients }), [
    'scanner may get orders:write refunds:17 by a code that somebody types in elsewhere',
  ]);
});

test('a client with both forbidden grants is told of each', () => {
  const clients = clientText('app', { grantTypes: '[implicit, password]', ...REDIRECTS });
  assert.deepEqual(rulesOf({ clients }), ['client:app grant-type-implicit', 'client:app grant-type-password']);
});
