import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatBasicCredentials, identifyClient, OAuthError, parseBasicCredentials, parseParameters } from './index.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const jwt = (claims: string): string =>
  [`{"alg":"ES256"}`, claims, 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const assertionBody = (assertion: string): string =>
  `client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=${assertion}`;
const refuses = (authorization: string | null, body: string, code: string) =>
  assert.throws(
    () => identifyClient(authorization, parseParameters(body)),
    (error: unknown) => error instanceof OAuthError && error.code === code,
  );

describe('client identification', () => {
  it('reads Basic with its form encoding (RFC 6749 section 2.3.1)', () => {
    const client = identifyClient(basic('%6d2m:s%3Acret+x'), parseParameters(''));
    assert.equal(client.clientId, 'm2m');
    assert.equal(client.authorization, formatBasicCredentials('m2m', 's:cret x'));
    assert.deepEqual(client.parameters, []);
  });
  it('reads id and secret out of the body', () => {
    const client = identifyClient(null, parseParameters('client_id=a&client_secret=b'));
    assert.equal(client.method, 'client_secret_post');
  });
  it('reads a public client', () => {
    assert.equal(identifyClient(null, parseParameters('client_id=app')).method, 'none');
  });
  it('reads the unverified subject of an assertion, only to find the policy', () => {
    const client = identifyClient(null, parseParameters(assertionBody(jwt('{"iss":"a","sub":"a"}'))));
    assert.equal(client.clientId, 'a');
    assert.equal(client.method, 'client_assertion');
  });
  it('takes __proto__ for a client id like any other', () => {
    assert.equal(identifyClient(basic('__proto__:x'), parseParameters('')).clientId, '__proto__');
  });

  it('refuses Basic beside a secret in the body', () => refuses(basic('a:b'), 'client_secret=b', 'invalid_request'));
  it('refuses Basic beside an assertion', () =>
    refuses(basic('a:b'), assertionBody(jwt('{"iss":"a","sub":"a"}')), 'invalid_request'));
  it('refuses a secret beside an assertion', () =>
    refuses(null, `client_secret=b&${assertionBody(jwt('{"iss":"a","sub":"a"}'))}`, 'invalid_request'));
  it('refuses Basic of one client with the id of another', () =>
    refuses(basic('a:b'), 'client_id=b', 'invalid_request'));
  it('refuses an assertion of one client with the id of another', () =>
    refuses(null, `client_id=b&${assertionBody(jwt('{"iss":"a","sub":"a"}'))}`, 'invalid_request'));
  it('refuses an assertion whose issuer is not its subject', () =>
    refuses(null, assertionBody(jwt('{"iss":"b","sub":"a"}')), 'invalid_client'));
  it('refuses an assertion with two subjects', () =>
    refuses(null, assertionBody(jwt('{"iss":"a","sub":"b","sub":"a"}')), 'invalid_client'));
  it('refuses an assertion spelled otherwise', () =>
    refuses(null, assertionBody(`${jwt('{"iss":"a","sub":"a"}')}%3D`), 'invalid_client'));
  it('refuses another assertion type', () =>
    refuses(null, `client_assertion_type=x&client_assertion=${jwt('{"iss":"a","sub":"a"}')}`, 'invalid_client'));
  it('refuses a request without client', () => refuses(null, '', 'invalid_client'));
  it('refuses another scheme', () => refuses('Bearer abc', '', 'invalid_client'));
  it('refuses an id with characters that no client id has', () => refuses(null, 'client_id=%C3%A9', 'invalid_client'));

  for (const [name, header] of [
    ['missing padding', 'Basic YTpi'.slice(0, -1)],
    ['characters that are not base64', 'Basic YTp!i'],
    ['other bits in the last character', 'Basic YTpiYx=='],
    ['no colon', basic('ab')],
    ['two credentials', `${basic('a:b')}, ${basic('c:d')}`],
    ['bytes that are not UTF-8', 'Basic /zo6'],
  ] as const)
    it(`refuses Basic with ${name}, with a challenge`, () =>
      assert.throws(
        () => parseBasicCredentials(header),
        (error: unknown) => error instanceof OAuthError && error.status === 401 && error.challenge !== null,
      ));

  it('reads back the credentials that it wrote', () => {
    const visible = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
    });
    fc.assert(
      fc.property(visible, visible, (clientId, secret) => {
        assert.deepEqual(parseBasicCredentials(formatBasicCredentials(clientId, secret)), { clientId, secret });
      }),
    );
  });
});
