import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  guardMetadata,
  OAuthError,
  parseBackchannelRequest,
  parseBackchannelResponse,
  parseParameters,
  parseServerMetadata,
} from './index.ts';

const isUnusable = (error: unknown): boolean => error instanceof OAuthError && error.code === 'server_error';

describe('a backchannel request (CIBA Core section 7.1)', () => {
  it('brings no notification token to a server that could push tokens past the guard', () => {
    const form = parseParameters('scope=openid&login_hint=a&client_notification_token=t');
    assert.throws(() => parseBackchannelRequest(form, true), OAuthError);
    assert.equal(parseBackchannelRequest(form, false).passed.length, 2);
  });
  it('is polled for alone behind a server that could push', () => {
    const published = (modes: unknown): unknown => {
      const members = {
        ...{ issuer: 'https://a.example', authorization_endpoint: 'https://a.example/a' },
        ...{ token_endpoint: 'https://a.example/t', jwks_uri: 'https://a.example/j' },
        backchannel_authentication_endpoint: 'https://a.example/b',
        ...(modes === undefined ? {} : { backchannel_token_delivery_modes_supported: modes as string[] }),
      };
      const metadata = guardMetadata(parseServerMetadata(members, 'https://a.example'), 'https://a.example', []);
      return metadata['backchannel_token_delivery_modes_supported'];
    };
    assert.deepEqual(published(['poll', 'ping', 'push']), ['poll']);
    assert.deepEqual(published(['poll', 'ping']), ['poll', 'ping']);
    assert.deepEqual(published(undefined), ['poll']);
  });
});

describe('its acknowledgement (section 7.3)', () => {
  for (const more of [
    { auth_req_id: '' },
    { auth_req_id: 'a b' },
    { auth_req_id: undefined },
    { expires_in: 0 },
    { expires_in: 86_400 },
    { interval: 'x' },
    { access_token: 't' },
    { id_token: 't' },
  ])
    it(`with ${JSON.stringify(more)} can't be used`, () =>
      assert.throws(
        () => parseBackchannelResponse(JSON.stringify({ auth_req_id: 'a', expires_in: 60, ...more })),
        isUnusable,
      ));
  it('has one reading or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          assert.notEqual(parseBackchannelResponse(text).authReqId, '');
        } catch (error) {
          assert.ok(isUnusable(error), String(error));
        }
      }),
    );
  });
});
