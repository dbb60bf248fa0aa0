import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseClaims } from './claims-request.ts';
import { OAuthError } from './oauth-error.ts';

describe('A5.3: the claims parameter (OpenID Connect Core section 5.5)', () => {
  it('names its claims, once each, and goes on in one spelling', () => {
    const { names, text } = parseClaims(
      ' {"userinfo": {"email": {"essential": true}, "name": null}, "id_token": {"acr": {"values": ["a", 1]}, "email": {"value": "x"}}}',
    );
    assert.deepEqual(names, ['acr', 'email', 'name']);
    assert.equal(
      text,
      '{"id_token":{"acr":{"values":["a",1]},"email":{"value":"x"}},"userinfo":{"email":{"essential":true},"name":null}}',
    );
    assert.deepEqual(parseClaims('{}').names, []);
  });
  for (const [name, text] of [
    ['a list', '[]'],
    ['a text', '"email"'],
    ['a claim twice', '{"userinfo":{"email":null,"email":{"essential":true}}}'],
    ['a place twice', '{"userinfo":{},"userinfo":{"email":null}}'],
    ['another place', '{"access_token":{"email":null}}'],
    ['a list of claims', '{"userinfo":["email"]}'],
    ['a wish that nobody knows', '{"userinfo":{"verified_claims":{"claims":{"birthdate":null}}}}'],
    ['a wish that is a text', '{"userinfo":{"email":"x"}}'],
    ['essential that is no boolean', '{"userinfo":{"email":{"essential":"true"}}}'],
    ['a value that is an object', '{"userinfo":{"email":{"value":{}}}}'],
    ['values that are none', '{"userinfo":{"email":{"values":"x"}}}'],
    ['a name with a blank', '{"userinfo":{"e mail":null}}'],
    [
      'too many',
      JSON.stringify({ userinfo: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`c${at}`, null])) }),
    ],
    ['too much', JSON.stringify({ userinfo: { email: { value: 'x'.repeat(9000) } } })],
    ['half of it', '{"userinfo":'],
  ] as const)
    it(`with ${name}: invalid_request`, () => {
      assert.throws(
        () => parseClaims(text),
        (error) => error instanceof OAuthError && error.code === 'invalid_request',
      );
    });
  it('is one reading or an OAuthError, and what goes on reads the same', () => {
    const wish = fc.oneof(fc.constant(null), fc.record({ essential: fc.boolean() }), fc.jsonValue());
    const claims = fc.dictionary(fc.constantFrom('email', 'name', '__proto__', 'x y'), wish);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('userinfo', 'id_token', 'other'), claims), (places) => {
        try {
          const read = parseClaims(JSON.stringify(places));
          assert.deepEqual(parseClaims(read.text), read);
        } catch (error) {
          assert.ok(error instanceof OAuthError, String(error));
        }
      }),
    );
  });
});
