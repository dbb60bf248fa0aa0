import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsBeyond } from './userinfo.ts';

test('A17.5 claims that the standard has a scope for need it, and others are the server’s matter', () => {
  const claims = { sub: 'a', email: 'a@b', email_verified: true, name: 'A', groups: ['x'], __proto__: null };
  assert.deepEqual(claimsBeyond(claims, ['openid']), ['email', 'email_verified', 'name']);
  assert.deepEqual(claimsBeyond(claims, ['email', 'openid', 'profile']), []);
  assert.deepEqual(claimsBeyond({ sub: 'a', address: {}, phone_number: '1' }, ['phone']), ['address']);
});

test('a claim in a language is the claim itself (OpenID Connect Core section 5.2)', () => {
  const claims = { sub: 'p', 'name#ja': 'n', 'email#x': 'e', 'nameless#ja': 'o' };
  assert.deepEqual(claimsBeyond(claims, ['openid', 'email']), ['name#ja']);
});
