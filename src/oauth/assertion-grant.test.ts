import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { OAuthError, readAssertion } from './index.ts';

const GIVEN = { iss: 'https://i.example', sub: 's', aud: 'https://as.example', exp: 2_000_000_000 };
const written = (claims: string, header = '{"alg":"ES256"}'): string =>
  `${[header, claims].map((part) => Buffer.from(part).toString('base64url')).join('.')}.c2ln`;
const isUnusable = (error: unknown): boolean => error instanceof OAuthError && error.code === 'invalid_grant';

describe('an assertion (RFC 7523 section 3)', () => {
  it('says whose, for whom, until when, and what for at most', () => {
    const more = { iat: 1, scope: 'b a', resource: ['y', 'x', 'y'], client_id: 'c' };
    assert.deepEqual(readAssertion(written(JSON.stringify({ ...GIVEN, ...more }))), {
      ...{ issuer: GIVEN.iss, subject: 's', audiences: [GIVEN.aud], expiresAt: GIVEN.exp, issuedAt: 1 },
      ...{ scopes: ['a', 'b'], resources: ['x', 'y'], clientId: 'c' },
    });
    const { scopes, resources, clientId, issuedAt } = readAssertion(written(JSON.stringify(GIVEN)));
    assert.deepEqual([scopes, resources, clientId, issuedAt], [null, null, null, null]);
    assert.deepEqual(
      readAssertion(written(JSON.stringify({ ...GIVEN, scope: '' }))).scopes,
      [],
      'for nothing, not for all',
    );
  });
  for (const more of [
    { iss: 7 },
    { sub: '' },
    { aud: {} },
    { aud: [''] },
    { exp: '2000000000' },
    { exp: -1 },
    { iat: 'x' },
    { scope: 7 },
    { scope: 'a  b' },
    { client_id: '' },
    { client_id: ['c'] },
    { resource: {} },
  ])
    it(`with ${JSON.stringify(more)} can't be used`, () =>
      assert.throws(() => readAssertion(written(JSON.stringify({ ...GIVEN, ...more }))), isUnusable));
  it('that nobody signed can’t be used, whatever case says so', () => {
    for (const header of ['{"alg":"none"}', '{"alg":"NONE"}', '{}', '{"alg":"ES256","alg":"none"}', '[]'])
      assert.throws(() => readAssertion(written(JSON.stringify(GIVEN), header)), isUnusable, header);
  });
  it('has one reading or none', () => {
    const claim = fc.constantFrom('iss', 'sub', 'aud', 'exp', 'iat', 'scope', 'resource', 'client_id', '__proto__');
    const claims = fc.dictionary(claim, fc.jsonValue()).map((more) => written(JSON.stringify({ ...GIVEN, ...more })));
    fc.assert(
      fc.property(
        fc.oneof(
          claims,
          fc.string(),
          fc.json().map((text) => written(text)),
        ),
        (text) => {
          try {
            const { issuer, subject, audiences } = readAssertion(text);
            assert.ok(issuer !== '' && subject !== '' && audiences.length > 0);
          } catch (error) {
            assert.ok(isUnusable(error), String(error));
          }
        },
      ),
    );
  });
});
