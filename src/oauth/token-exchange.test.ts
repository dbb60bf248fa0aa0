import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ACCESS_TOKEN_TYPE,
  type DecidedScopes,
  formatParameters,
  OAuthError,
  parseParameters,
  parseTokenRequest,
  parseTokenResponse,
  TOKEN_EXCHANGE,
  tokenRequestParameters,
} from './index.ts';

const FORM = { grant_type: TOKEN_EXCHANGE, subject_token: 's', subject_token_type: ACCESS_TOKEN_TYPE };
const DECIDED: DecidedScopes = { scopes: ['a'], resource: 'https://api.example' };
const written = (more: Record<string, string>, decided = DECIDED): string =>
  formatParameters(
    tokenRequestParameters(
      parseTokenRequest(parseParameters(formatParameters(Object.entries({ ...FORM, ...more })))),
      decided,
    ),
  );

describe('a token exchange (RFC 8693 section 2.1)', () => {
  it('is written anew: access tokens alone, the decided scopes, and the target by the name that was used', () => {
    const more = { scope: 'a b', audience: 'https://api.example', code: 'c', refresh_token: 'r', may_act: 'x' };
    assert.deepEqual(Object.fromEntries(new URLSearchParams(written(more))), {
      ...FORM,
      ...{ requested_token_type: ACCESS_TOKEN_TYPE, scope: 'a', audience: 'https://api.example' },
    });
    assert.match(written({}), /&resource=https%3A%2F%2Fapi.example$/);
    assert.match(written({ resource: 'https://api.example', audience: 'x' }), /&resource=[^&]*&audience=[^&]*$/);
  });
  it('names all that it asks for as targets', () => {
    const request = parseTokenRequest(
      parseParameters(`${formatParameters(Object.entries(FORM))}&resource=https://a.example&audience=b`),
    );
    assert.deepEqual(request.grantType === TOKEN_EXCHANGE ? request.resources : null, ['b', 'https://a.example']);
  });
  for (const [name, more] of [
    ['no subject', { subject_token: '' }],
    ['no type of the subject', { subject_token_type: '' }],
    ['a refresh token', { subject_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }],
    ['a type in another case', { subject_token_type: ACCESS_TOKEN_TYPE.toUpperCase() }],
    ['an actor without its type', { actor_token: 'a' }],
    ['a type without its actor', { actor_token_type: ACCESS_TOKEN_TYPE }],
    ['a wish for an ID token', { requested_token_type: 'urn:ietf:params:oauth:token-type:id_token' }],
    ['an audience with a blank', { audience: 'a b' }],
  ] as const)
    it(`with ${name} is refused`, () => assert.throws(() => written(more), OAuthError));
  it('has one reading or none', () => {
    const name = fc.constantFrom(
      'subject_token',
      'subject_token_type',
      'actor_token',
      'audience',
      'scope',
      'requested_token_type',
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.string(), fc.constant(ACCESS_TOKEN_TYPE))), (more) => {
        try {
          const form = written(more, { scopes: [], resource: null });
          assert.deepEqual(parseTokenRequest(parseParameters(form)).grantType, TOKEN_EXCHANGE);
          assert.ok(!new URLSearchParams(form).has('scope'));
        } catch (error) {
          assert.ok(error instanceof OAuthError, String(error));
        }
      }),
    );
  });
});

describe('the response of a token exchange (RFC 8693 section 2.2.1)', () => {
  const response = (type?: string): string =>
    JSON.stringify({
      access_token: 't',
      token_type: 'Bearer',
      ...(type === undefined ? {} : { issued_token_type: type }),
    });
  it('says that it is an access token, and no other response says what it is', () => {
    assert.equal(parseTokenResponse(response(ACCESS_TOKEN_TYPE), TOKEN_EXCHANGE).issuedTokenType, ACCESS_TOKEN_TYPE);
    assert.equal(parseTokenResponse(response(), 'client_credentials').issuedTokenType, undefined);
    for (const [type, grantType] of [
      [undefined, TOKEN_EXCHANGE],
      ['urn:ietf:params:oauth:token-type:refresh_token', TOKEN_EXCHANGE],
      [ACCESS_TOKEN_TYPE, 'client_credentials'],
      [ACCESS_TOKEN_TYPE, undefined],
    ] as const)
      assert.throws(() => parseTokenResponse(response(type), grantType), OAuthError);
  });
});
