import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isNativeRedirect, redirectUriProblem } from './redirect-uri.ts';

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
  for (const uri of ['example.shop:/callback', 'http://localhost:1/', 'http://127.0.0.1/', 'http://[::1]/'])
    assert.equal(isNativeRedirect(uri), true, uri);
  for (const uri of ['https://localhost/', 'http://shop.example/', 'nowhere', 'https://shop.example/'])
    assert.equal(isNativeRedirect(uri), false, uri);
});
