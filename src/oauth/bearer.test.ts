import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatBearerChallenge, OAuthError, parseBearerAuthorization } from './index.ts';

const refuses = (rawHeaders: readonly string[]) =>
  assert.throws(
    () => parseBearerAuthorization(rawHeaders),
    (error: unknown) => error instanceof OAuthError && error.code === 'invalid_request',
  );

describe('bearer credentials (RFC 6750 section 2.1)', () => {
  it('reads the token, the scheme in any case', () => {
    assert.equal(parseBearerAuthorization(['authorization', 'bEARER abc.DEF-_~+/=']), 'abc.DEF-_~+/=');
  });
  it('sees no credentials in another scheme or no header', () => {
    assert.equal(parseBearerAuthorization(['Authorization', 'Basic YTpi']), null);
    assert.equal(parseBearerAuthorization(['Host', 'api.example']), null);
  });
  it('refuses a second Authorization header, in whatever case, which Node drops silently', () =>
    refuses(['Authorization', 'Bearer a', 'AUTHORIZATION', 'Bearer b']));
  it('refuses a bearer beside another scheme', () =>
    refuses(['Authorization', 'Basic YTpi', 'Authorization', 'Bearer b']));
  it('refuses two tokens in one header', () => refuses(['Authorization', 'Bearer a, Bearer b']));
  it('refuses an empty token', () => refuses(['Authorization', 'Bearer']));
  it('refuses spaces around the token', () => {
    refuses(['Authorization', 'Bearer  a']);
    refuses(['Authorization', 'Bearer a ']);
  });
});

describe('bearer challenge (RFC 6750 section 3)', () => {
  it('names no error where no credentials came', () => {
    assert.equal(formatBearerChallenge({ realm: 'orders' }), 'Bearer realm="orders"');
  });
  it('names the scopes that the operation needs', () => {
    assert.equal(
      formatBearerChallenge({
        realm: 'orders',
        error: 'insufficient_scope',
        errorDescription: 'needs "more"',
        scopes: ['orders:read', 'orders:write'],
      }),
      `Bearer realm="orders", error="insufficient_scope", error_description="needs 'more'", scope="orders:read orders:write"`,
    );
  });
  it('lets no realm break out of its quotes', () => {
    assert.equal(formatBearerChallenge({ realm: 'a", error="x\r\n' }), `Bearer realm="a', error='x??"`);
  });
});
