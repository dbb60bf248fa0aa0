import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isNativeRedirect, redirectUriProblem, registeredRedirectUri } from './redirect-uri.ts';

describe('a redirect URI that may be compared exactly', () => {
  test('is https, http to this machine alone, or of a scheme that is a domain name turned round', () => {
    for (const uri of [
      'https://shop.example/callback?a=1',
      'http://localhost/callback',
      'http://localhost:8080/callback',
      'http://127.0.0.1/callback',
      'http://127.10.200.255:1/callback',
      'http://[::1]:3000/callback',
      'example.shop:/callback',
      'com.example-1.shop.app:/callback',
      'c-o+m.example:/callback',
    ])
      assert.equal(redirectUriProblem(uri), null, uri);
  });

  test('is nothing else, and each is told why', () => {
    for (const [uri, why] of [
      ['/callback', 'it is no absolute URI'],
      ['shop', 'it is no absolute URI'],
      [' https://shop.example/', 'it has characters that no URI has (RFC 3986)'],
      ['https://shop.example/ ', 'it has characters that no URI has (RFC 3986)'],
      ['https://shop.example/\u007f', 'it has characters that no URI has (RFC 3986)'],
      ['https://shop.example/ä', 'it has characters that no URI has (RFC 3986)'],
      ...[...'\\"<>^`{|}'].map(
        (letter) => [`https://shop.example/${letter}`, 'it has characters that no URI has (RFC 3986)'] as const,
      ),
      ['https://shop.example/#', 'it has a fragment (RFC 6749 §3.1.2)'],
      ['https://*.shop.example/', 'it has a wildcard'],
      ['https://shop.example/*', 'it has a wildcard'],
      ['https://me@shop.example/', 'it has a user'],
      ['https://:word@shop.example/', 'it has a user'],
      ['http://shop.example/callback', 'it is http to another host than this one'],
      ['http://localhost.shop.example/', 'it is http to another host than this one'],
      ['http://my-localhost/', 'it is http to another host than this one'],
      ['http://128.0.0.1/', 'it is http to another host than this one'],
      ['http://[::2]/', 'it is http to another host than this one'],
      ['shop:/callback', 'its scheme is not one of a domain name turned round (RFC 8252 §7.1)'],
      ['javascript:alert(1)', 'its scheme is not one of a domain name turned round (RFC 8252 §7.1)'],
      ['example.:/callback', 'its scheme is not one of a domain name turned round (RFC 8252 §7.1)'],
      ['example..shop:/callback', 'its scheme is not one of a domain name turned round (RFC 8252 §7.1)'],
      ['1example.shop:/callback', 'it is no absolute URI'],
      ['example.a+b:/callback', 'its scheme is not one of a domain name turned round (RFC 8252 §7.1)'],
    ] as const)
      assert.equal(redirectUriProblem(uri), why, uri);
  });
});

test('an application on a person’s own machine receives a redirect by its own scheme or on a loopback address', () => {
  for (const uri of [
    'example.shop:/callback',
    'http://localhost:1/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'https://localhost/',
  ])
    assert.equal(isNativeRedirect(uri), true, uri);
  for (const uri of ['http://shop.example/', 'nowhere', 'https://shop.example/', 'https://localhost.example/'])
    assert.equal(isNativeRedirect(uri), false, uri);
});

describe('the registered redirect URI that a request names', () => {
  const native = {
    redirectUris: [
      'http://127.0.0.1:4482/callback',
      'http://[::1]/cb?a=1',
      'http://localhost/',
      'example.shop:/callback',
    ],
  };
  test('is the same, letter by letter', () => {
    for (const uri of native.redirectUris) assert.equal(registeredRedirectUri(native, uri), uri);
    for (const uri of [
      'http://127.0.0.1:4482/callback/',
      'http://127.0.0.1:4482/Callback',
      'http://127.0.0.1:4482/callback?x=1',
      'http://127.0.0.1:4482',
      'example.shop:/callback/',
    ])
      assert.equal(registeredRedirectUri(native, uri), null, uri);
  });
  test('may have another port on a loopback address (RFC 8252 §7.3)', () => {
    for (const [asked, registered] of [
      ['http://127.0.0.1:51004/callback', 'http://127.0.0.1:4482/callback'],
      ['http://127.0.0.1/callback', 'http://127.0.0.1:4482/callback'],
      ['http://[::1]:65535/cb?a=1', 'http://[::1]/cb?a=1'],
      ['http://localhost:1/', 'http://localhost/'],
    ] as const)
      assert.equal(registeredRedirectUri(native, asked), registered, asked);
  });
  test('has no other host, path, query or scheme by way of its port', () => {
    for (const asked of [
      'http://127.0.0.1:80@evil.example/callback',
      'http://127.0.0.1:1:2/callback',
      'http://127.0.0.1:/callback',
      'http://127.0.0.1:080/callback',
      'http://127.0.0.1:65536/callback',
      'http://127.0.0.1:4482.evil.example/callback',
      'http://127.0.0.1.evil.example/callback',
      'http://127.0.0.2:4482/callback',
      'http://127.1:4482/callback',
      'http://localhost:4482/callback',
      'http://[::1]:4482/callback',
      'https://127.0.0.1:4482/callback',
      'HTTP://127.0.0.1:4482/callback',
      'http://127.0.0.1:5/x/../callback',
      'http://127.0.0.1:5\\callback',
      'http://127.0.0.1:5/callback#',
      'http://127.0.0.1:5/callback\n',
    ])
      assert.equal(registeredRedirectUri(native, asked), null, asked);
  });
  test('is exact for a client that keeps a secret, or works on its own', () => {
    for (const kind of ['confidential', 'machine'] as const)
      assert.equal(registeredRedirectUri({ ...native, kind }, 'http://127.0.0.1:5/callback'), null);
    for (const kind of ['public', 'agent'] as const)
      assert.notEqual(registeredRedirectUri({ ...native, kind }, 'http://127.0.0.1:5/callback'), null);
  });
  test('leads to the same host, path and query as what was asked for, whatever that was', () => {
    const piece = fc.constantFrom(
      'http://',
      '127.0.0.1',
      '[::1]',
      'localhost',
      ':',
      '@',
      '/',
      '?a=1',
      '#',
      '80',
      '4482',
      'callback',
      'cb',
      'evil.example',
      '\\',
      '.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const asked = pieces.join('');
        const registered = registeredRedirectUri(native, asked);
        if (registered === null) return;
        const [one, other] = [new URL(asked), new URL(registered)];
        one.port = other.port = '';
        assert.equal(one.href, other.href);
      }),
    );
  });
});
