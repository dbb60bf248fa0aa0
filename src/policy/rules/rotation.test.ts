import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, scopeText } from '../testing/shop-policy.ts';
import { rulesOf } from '../testing/warned-of-shop.ts';

const REDIRECTS = { redirectUris: "['https://shop.example/callback']" };
const ROTATION = /secret-rotation|refresh-token|rotation-without/;

/** The rules of rotation that find something at a client. */
function found(fields: Record<string, string>, risk = 'high'): string[] {
  const scopes = scopeText('orders:write', { risk });
  const clients = clientText('app', { standing: '[orders:write]', ...fields });
  return rulesOf({ scopes, clients }).flatMap((one) => (ROTATION.test(one) ? one.replace('client:app ', '') : []));
}

describe('how old a secret may become', () => {
  test('is to be said of each client that keeps one and may hold what is risky, if only while elevated', () => {
    assert.deepEqual(found({}), ['secret-rotation-missing']);
    assert.deepEqual(found({ standing: '[]', eligible: '[orders:write]' }), ['secret-rotation-missing']);
    assert.deepEqual(found({ kind: 'agent' }), ['secret-rotation-missing']);
    assert.deepEqual(found({ grantTypes: '[authorization_code]', ...REDIRECTS }), ['secret-rotation-missing']);
    assert.deepEqual(found({ rotation: '{}' }), ['secret-rotation-missing']);
    assert.deepEqual(found({ rotation: '{ secretDays: 181 }' }), ['secret-rotation-long']);
    assert.deepEqual(found({ rotation: '{ secretDays: 180 }' }), []);
  });

  test('need not be where nothing risky is held, and not of who has none', () => {
    assert.deepEqual(found({}, 'low'), []);
    assert.deepEqual(found({ rotation: '{ secretDays: 1000 }' }, 'low'), []);
    const browser = { grantTypes: '[authorization_code]', ...REDIRECTS };
    assert.deepEqual(found({ ...browser, kind: 'public' }), []);
    assert.deepEqual(found({ ...browser, redirectUris: "['example.shop:/callback']" }), []);
    assert.deepEqual(found({ ...browser, grantTypes: '[implicit]' }), []);
  });

  test('is said in vain of who keeps none', () => {
    const browser = { grantTypes: '[authorization_code]', ...REDIRECTS, rotation: '{ secretDays: 200 }' };
    assert.deepEqual(found({ ...browser, kind: 'public' }), ['rotation-without-credential']);
    assert.deepEqual(found({ ...browser, redirectUris: "['example.shop:/callback']" }), [
      'rotation-without-credential',
    ]);
    assert.deepEqual(found({ ...browser, grantTypes: '[implicit]' }), ['rotation-without-credential']);
    assert.deepEqual(found({ ...browser, kind: 'confidential' }), ['secret-rotation-long']);
  });
});

describe('how old a refresh token may become', () => {
  const refreshing = (rotation: string, more: Record<string, string> = {}): string[] =>
    found({ grantTypes: '[authorization_code, refresh_token]', ...REDIRECTS, rotation, ...more });

  test('is to be said where it may give what is risky, public or not', () => {
    assert.deepEqual(refreshing('{ secretDays: 90 }'), ['refresh-token-unbounded']);
    assert.deepEqual(refreshing('{ secretDays: 90, refreshTokenDays: 91 }'), ['refresh-token-life-long']);
    assert.deepEqual(refreshing('{ secretDays: 90, refreshTokenDays: 90 }'), []);
    assert.deepEqual(refreshing('{}', { kind: 'public' }), ['refresh-token-unbounded']);
  });

  test('is said in vain where there is none', () => {
    assert.deepEqual(found({ rotation: '{ secretDays: 90, refreshTokenDays: 100 }' }), ['rotation-without-credential']);
  });
});
