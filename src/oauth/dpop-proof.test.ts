import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDpopProof, parseThumbprint } from './dpop-proof.ts';
import { OAuthError } from './oauth-error.ts';

const CALLED = { method: 'POST', address: 'https://login.example/token' };
/** RFC 7638 §3.1 has this key and its thumbprint. */
const RSA = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
};
const JKT = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const HEADER = { typ: 'dpop+jwt', alg: 'RS256', jwk: RSA };
const CLAIMS = { jti: 'a', htm: 'POST', htu: 'https://login.example/token', iat: 1 };
const segment = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const proof = (header: unknown = HEADER, claims: unknown = CLAIMS, signature = 'c2ln'): string =>
  `${segment(header)}.${segment(claims)}.${signature}`;
const isRefused = (text: string): void =>
  assert.throws(
    () => parseDpopProof(text, CALLED),
    (error) => error instanceof OAuthError && error.code === 'invalid_dpop_proof' && error.status === 400,
  );

describe('A17.4: a DPoP proof (RFC 9449 section 4)', () => {
  it('names its key by the thumbprint of RFC 7638, whatever stands beside the key', () => {
    for (const jwk of [RSA, { ...RSA, kid: 'x', alg: 'RS256' }])
      assert.equal(parseDpopProof(proof({ ...HEADER, jwk }), CALLED).jkt, JKT);
  });
  it('goes on as it came', () => assert.equal(parseDpopProof(proof(), CALLED).text, proof()));
  it('is for an address without its query, in any spelling that a URL has', () => {
    for (const htu of [
      'https://login.example/token?x=1',
      'https://LOGIN.example:443/token',
      'https://login.example/token#x',
    ])
      assert.equal(parseDpopProof(proof(HEADER, { ...CLAIMS, htu }), CALLED).jkt, JKT);
  });
  const { e: _e, ...incomplete } = RSA;
  for (const [name, text] of [
    ['of another type', proof({ ...HEADER, typ: 'JWT' })],
    ['without a type', proof({ alg: 'RS256', jwk: RSA })],
    ['that nobody signed', proof({ ...HEADER, alg: 'none' })],
    ['that nobody signed, with nothing where the signature stands', proof(HEADER, CLAIMS, '')],
    ['of a shared secret', proof({ ...HEADER, alg: 'HS256' })],
    ['whose key is a shared secret', proof({ ...HEADER, jwk: { kty: 'oct', k: 'c2VjcmV0' } })],
    ['that shows its private key', proof({ ...HEADER, jwk: { ...RSA, d: 'x' } })],
    ['without a key', proof({ ...HEADER, jwk: undefined })],
    ['with half a key', proof({ ...HEADER, jwk: incomplete })],
    ['with a key that is a list', proof({ ...HEADER, jwk: [RSA] })],
    ['with two keys', proof(JSON.stringify(HEADER).replace('"alg"', '"jwk":{"kty":"EC"},"alg"'))],
    ['with what has to be understood', proof({ ...HEADER, crit: ['x'] })],
    ['for another method', proof(HEADER, { ...CLAIMS, htm: 'GET' })],
    ['for another address', proof(HEADER, { ...CLAIMS, htu: 'https://login.example/request' })],
    ['for another host', proof(HEADER, { ...CLAIMS, htu: 'https://other.example/token' })],
    ['for no address', proof(HEADER, { ...CLAIMS, htu: ['https://login.example/token'] })],
    ['without jti', proof(HEADER, { ...CLAIMS, jti: undefined })],
    ['with a time that is text', proof(HEADER, { ...CLAIMS, iat: '1' })],
    ['in four parts', `${proof()}.x`],
    ['in another spelling of its signature', proof(HEADER, CLAIMS, 'c2lh_')],
    ['with padding', proof().replace('.c2ln', '=.c2ln')],
    ['that is too long', proof({ ...HEADER, x: 'x'.repeat(8192) })],
    ['that is empty', ''],
  ] as const)
    it(`${name}: invalid_dpop_proof`, () => isRefused(text));
  it('is a proof or an OAuthError, whatever was sent', () => {
    const parts = fc.oneof(fc.string(), fc.json(), fc.constantFrom(JSON.stringify(HEADER), JSON.stringify(CLAIMS)));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 4 }), fc.boolean(), (texts, encoded) => {
        const text = texts.map((one) => (encoded ? segment(one) : one)).join('.');
        try {
          assert.match(parseDpopProof(text, CALLED).jkt, /^[A-Za-z0-9_-]{43}$/);
        } catch (error) {
          assert.ok(error instanceof OAuthError, String(error));
        }
      }),
    );
  });
  it('dpop_jkt is a thumbprint and nothing else', () => {
    assert.equal(parseThumbprint(JKT), JKT);
    for (const text of ['', 'x', `${JKT}=`, `${JKT}A`, JKT.replace('-', '+')])
      assert.throws(() => parseThumbprint(text), OAuthError);
  });
});
