import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDeviceAuthorizationResponse, OAuthError, parseDeviceAuthorizationResponse } from './index.ts';

const ISSUER = 'https://issuer.example';
const GIVEN = {
  device_code: 'd',
  user_code: 'ABCD-EFGH',
  verification_uri: 'http://inside.example/device',
  expires_in: 600,
};
const isUnusable = (error: unknown): boolean => error instanceof OAuthError && error.code === 'server_error';
const written = (more: Record<string, unknown>): string =>
  formatDeviceAuthorizationResponse(parseDeviceAuthorizationResponse(JSON.stringify({ ...GIVEN, ...more })), ISSUER, [
    ISSUER,
    'http://inside.example',
  ]);

describe('a device authorization response (RFC 8628 section 3.2)', () => {
  it('is written anew, with the page at the issuer and nothing that no RFC has', () => {
    const complete = 'https://issuer.example/device?user_code=ABCD-EFGH';
    assert.deepEqual(
      JSON.parse(written({ interval: 5, verification_uri_complete: complete, scope: 'all', extra: 1 })),
      {
        ...{ device_code: 'd', user_code: 'ABCD-EFGH', verification_uri: 'https://issuer.example/device' },
        ...{ verification_uri_complete: complete, expires_in: 600, interval: 5 },
      },
    );
  });
  for (const [name, more] of [
    ['no code', { device_code: undefined }],
    ['an empty code', { device_code: '' }],
    ['a code in other letters', { user_code: 'Ä' }],
    ['a life that is no number', { expires_in: '600' }],
    ['a life without end', { expires_in: 86_400 }],
    ['a life of nothing', { expires_in: 0 }],
    ['an interval below one', { interval: 0 }],
    ['a token', { access_token: 't' }],
    ['a page elsewhere', { verification_uri: 'https://evil.example/device' }],
    ['a page elsewhere, with the code in it', { verification_uri_complete: 'https://evil.example/device?user_code=x' }],
    ['a page that only looks like the issuer’s', { verification_uri: 'https://issuer.example@evil.example/' }],
    ['a page that is a script', { verification_uri: 'javascript:alert(1)' }],
  ] as const)
    it(`with ${name} can't be used`, () => assert.throws(() => written(more), isUnusable));
  it('has one reading or none', () => {
    assert.throws(() => parseDeviceAuthorizationResponse('{"device_code":"a","device_code":"b"}'), isUnusable);
    assert.throws(() => parseDeviceAuthorizationResponse('[]'), isUnusable);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .dictionary(fc.constantFrom(...Object.keys(GIVEN)), fc.anything())
            .map((one) => JSON.stringify({ ...GIVEN, ...one })),
        ),
        (text) => {
          try {
            const { deviceCode, expiresInSeconds } = parseDeviceAuthorizationResponse(text);
            assert.ok(deviceCode.length > 0 && expiresInSeconds > 0);
          } catch (error) {
            assert.ok(isUnusable(error), String(error));
          }
        },
      ),
    );
  });
});
