import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAuthorizationRequest, parseRedirectTarget } from './authorization-request.ts';
import { OAuthError } from './oauth-error.ts';
import { parseRequestObject } from './request-object.ts';

const ABOUT = { clientId: 'web', issuer: 'https://login.example', now: 1000 };
const CLAIMS = { iss: 'web', aud: ABOUT.issuer, client_id: 'web', scope: 'openid' };
const segment = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const object = (claims: unknown, header: unknown = { alg: 'ES256' }): string =>
  `${segment(header)}.${segment(claims)}.c2ln`;
const read = (text: string, outside: readonly (readonly [string, string])[] = []) =>
  parseRequestObject(text, new Map(outside.map(([name, value]) => [name, [value]])), ABOUT);

describe('A6: a request object (RFC 9101)', () => {
  it('says what it says as text, and goes on as it came', () => {
    const text = object({
      ...CLAIMS,
      exp: 1001,
      nbf: 1000,
      jti: 'a',
      max_age: 0,
      resource: ['https://a', 'https://b'],
    });
    const { parameters, text: goesOn } = read(text, [['scope', 'openid']]);
    assert.deepEqual(Object.fromEntries(parameters), {
      ...{ client_id: ['web'], scope: ['openid'], max_age: ['0'], resource: ['https://a', 'https://b'] },
    });
    assert.equal(goesOn, text);
  });
  it('of every algorithm that signs, and of none that does not', () => {
    for (const alg of ['RS256', 'PS384', 'ES512', 'EdDSA', 'HS256']) assert.ok(read(object(CLAIMS, { alg })));
    for (const alg of ['none', 'None', '', 'RSA-OAEP', 'ES256K', undefined, ['ES256']])
      assert.throws(() => read(object(CLAIMS, { alg })), OAuthError);
  });
  it('is one reading or an OAuthError, whatever was sent, and whatever it asks for is read', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()), fc.constant({}));
    const names = fc.constantFrom(
      'scope',
      'state',
      'redirect_uri',
      'resource',
      'claims',
      'exp',
      'request',
      'max_age',
      'sub',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(names, fc.string()), value), fc.string(), (members, noise) => {
        const texts = [object({ ...CLAIMS, response_type: 'code', redirect_uri: 'https://a', ...members }), noise];
        for (const text of texts)
          try {
            const { parameters } = read(text);
            for (const values of parameters.values()) assert.ok(values.every((one) => one !== ''));
            parseAuthorizationRequest(parameters, parseRedirectTarget(parameters));
          } catch (error) {
            assert.ok(error instanceof OAuthError, String(error));
          }
      }),
    );
  });
});
