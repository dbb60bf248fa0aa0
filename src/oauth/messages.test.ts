import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  authorizationRequestParameters,
  formatParameters,
  formatTokenResponse,
  guardMetadata,
  OAuthError,
  parseAuthorizationRequest,
  parseParameters,
  parseRedirectTarget,
  parseServerMetadata,
  parseTokenRequest,
  parseTokenResponse,
  provesCodeChallenge,
} from './index.ts';

const refusal = (code: string) => (error: unknown) => error instanceof OAuthError && error.code === code;
const authorize = (query: string) => {
  const parameters = parseParameters(query);
  return parseAuthorizationRequest(parameters, parseRedirectTarget(parameters));
};
const base = 'client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('authorization request', () => {
  const refused: readonly (readonly [string, string, string])[] = [
    ['a token in the front channel', 'response_type=token', 'unsupported_response_type'],
    ['a hybrid response', 'response_type=code+id_token', 'unsupported_response_type'],
    ['another response mode', 'response_type=code&response_mode=fragment', 'unsupported_response_mode'],
    ['a request object', 'response_type=code&request=a.b.c', 'request_not_supported'],
    ['a request by reference', 'response_type=code&request_uri=urn%3Ax', 'request_uri_not_supported'],
    ['claims that can not be read', 'response_type=code&claims=%5B%5D', 'invalid_request'],
    ['a registration', 'response_type=code&registration=%7B%7D', 'registration_not_supported'],
    ['authorization details', 'response_type=code&authorization_details=%5B%5D', 'invalid_authorization_details'],
    ['a key to bind the code to (DPoP)', 'response_type=code&dpop_jkt=x', 'invalid_request'],
    ['PKCE plain', `response_type=code&code_challenge=${challenge}&code_challenge_method=plain`, 'invalid_request'],
    ['PKCE without method, which means plain', `response_type=code&code_challenge=${challenge}`, 'invalid_request'],
    ['a PKCE method without challenge', 'response_type=code&code_challenge_method=S256', 'invalid_request'],
    ['a resource with a fragment', 'response_type=code&resource=https%3A%2F%2Fa.example%23b', 'invalid_target'],
    ['a relative resource', 'response_type=code&resource=%2Fa', 'invalid_target'],
    ['a scope with two spaces', 'response_type=code&scope=a++b', 'invalid_scope'],
  ];
  for (const [name, query, code] of refused)
    it(`refuses ${name}`, () => assert.throws(() => authorize(`${base}&${query}`), refusal(code)));

  it('trusts no redirect before client and redirect URI are there', () => {
    assert.throws(() => parseRedirectTarget(parseParameters('client_id=app')), refusal('invalid_request'));
    assert.throws(
      () => parseRedirectTarget(parseParameters('client_id=app&redirect_uri=https%3A%2F%2Fa%23b')),
      refusal('invalid_request'),
    );
  });
  it('is written anew with the decided scopes, the resource and the handle as state', () => {
    const request = authorize(
      `${base}&response_type=code&scope=openid+admin&state=s&nonce=n&include_granted_scopes=true&access_type=offline&code_challenge=${challenge}&code_challenge_method=S256`,
    );
    const written = formatParameters(
      authorizationRequestParameters(request, { scopes: ['openid'], resource: 'https://api.example' }, 'handle'),
    );
    assert.equal(
      written,
      `response_type=code&${base}&scope=openid&resource=https%3A%2F%2Fapi.example&state=handle&code_challenge=${challenge}&code_challenge_method=S256&nonce=n`,
    );
  });
});

describe('PKCE', () => {
  it('knows the verifier of RFC 7636 Appendix B and no other', () => {
    assert.ok(provesCodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', challenge));
    assert.ok(!provesCodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl', challenge));
    assert.ok(!provesCodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'short'));
  });
});

describe('token request', () => {
  it('refuses grants that nobody here knows', () => {
    for (const grantType of ['implicit', 'urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer', 'x'])
      assert.throws(
        () => parseTokenRequest(parseParameters(`grant_type=${grantType}`)),
        refusal('unsupported_grant_type'),
      );
  });
  it('refuses authorization details at every grant', () => {
    assert.throws(
      () => parseTokenRequest(parseParameters('grant_type=client_credentials&authorization_details=%5B%5D')),
      refusal('invalid_authorization_details'),
    );
  });
  it('refuses a request without grant type, or with a malformed verifier', () => {
    assert.throws(() => parseTokenRequest(parseParameters('scope=a')), refusal('invalid_request'));
    assert.throws(
      () => parseTokenRequest(parseParameters('grant_type=authorization_code&code=c&code_verifier=short')),
      refusal('invalid_request'),
    );
  });
});

describe('token response', () => {
  const answer = (members: Record<string, unknown>) =>
    JSON.stringify({ access_token: 't', token_type: 'Bearer', expires_in: 60, ...members });

  it('is written anew with its scope, also where the server left it out', () => {
    const response = parseTokenResponse(answer({ internal: 'x' }));
    assert.equal(response.scopes, null);
    assert.deepEqual(JSON.parse(formatTokenResponse({ ...response, scopes: ['a', 'b'] })), {
      access_token: 't',
      token_type: 'Bearer',
      expires_in: 60,
      scope: 'a b',
    });
  });
  const unusable: readonly (readonly [string, string])[] = [
    ['two scopes', '{"access_token":"t","token_type":"Bearer","scope":"a","scope":"a admin"}'],
    ['a scope that is a list', answer({ scope: ['a'] })],
    ['no access token', answer({ access_token: undefined })],
    ['another token type', answer({ token_type: 'mac' })],
    ['a fractional life', answer({ expires_in: 1.5 })],
    ['a life as text', answer({ expires_in: '60' })],
    ['a negative life', answer({ expires_in: -1 })],
    ['authorization details', answer({ authorization_details: [] })],
    ['scopes of the refresh token of their own', answer({ refresh_token_scope: 'admin' })],
    ['a form', 'access_token=t'],
    ['a list', '[]'],
  ];
  for (const [name, text] of unusable)
    it(`can't be used with ${name}`, () => assert.throws(() => parseTokenResponse(text), refusal('server_error')));
});

describe('metadata', () => {
  const issuer = 'https://login.example';
  const upstream = {
    issuer,
    authorization_endpoint: 'http://internal:4410/auth',
    token_endpoint: 'http://internal:4410/token',
    jwks_uri: 'http://internal:4410/jwks',
    registration_endpoint: 'http://internal:4410/reg',
    pushed_authorization_request_endpoint: 'http://internal:4410/request',
    signed_metadata: 'a.b.c',
    grant_types_supported: ['implicit', 'authorization_code', 'refresh_token'],
    response_types_supported: ['code', 'id_token token'],
    scopes_supported: ['openid', 'admin'],
    subject_types_supported: ['public'],
  };
  it('names only what the guard serves, under the issuer', () => {
    const published = guardMetadata(parseServerMetadata(upstream, issuer), issuer, ['openid']);
    assert.equal(published['token_endpoint'], 'https://login.example/token');
    assert.deepEqual(published['grant_types_supported'], ['authorization_code', 'refresh_token']);
    assert.deepEqual(published['response_types_supported'], ['code']);
    assert.deepEqual(published['scopes_supported'], ['openid']);
    assert.doesNotMatch(JSON.stringify(published), /internal|registration_endpoint|signed_metadata|admin/);
    assert.equal(published['pushed_authorization_request_endpoint'], 'https://login.example/request');
  });
  it('A17.3 names the ways to authenticate whose proof the guard sends on', () => {
    const methods = [
      'none',
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
      'attest_jwt_client_auth',
    ];
    const members = {
      ...upstream,
      token_endpoint_auth_methods_supported: methods,
      revocation_endpoint_auth_methods_supported: ['tls_client_auth'],
    };
    const published = guardMetadata(parseServerMetadata(members, issuer), issuer, []);
    assert.deepEqual(published['token_endpoint_auth_methods_supported'], ['none', 'private_key_jwt']);
    assert.deepEqual(published['revocation_endpoint_auth_methods_supported'], []);
  });
  it('refuses the metadata of another issuer (RFC 8414 section 3.3)', () => {
    assert.throws(() => parseServerMetadata({ ...upstream, issuer: `${issuer}/` }, issuer), refusal('server_error'));
  });
});
