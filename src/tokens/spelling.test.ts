import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createFingerprinter } from './fingerprinter.ts';
import { tokenFormat } from './spelling.ts';
import { TokenError } from './token-error.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });

function segment(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signedToken(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const input = `${segment({ alg: 'ES256', typ: 'at+jwt' })}.${segment({ sub: 'x' })}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

describe('the one spelling of a token', () => {
  test('a JWT as it was issued is a JWT', () => assert.equal(tokenFormat(signedToken()), 'jwt'));

  test('a token without dots is opaque, byte for byte', () => {
    assert.equal(tokenFormat('nC3J-6fBzYq1c~w+/.=='), 'opaque');
    assert.notEqual(fingerprinter.ofToken('abc'), fingerprinter.ofToken('abd'));
  });

  test('an opaque token may have dots, as long as it is not taken for a JWT', () => {
    assert.equal(tokenFormat('0.AXYA-x.AgABAAEAAAD'), 'opaque');
  });

  test('every last character of a signature that decodes to the same bytes is refused', () => {
    const token = signedToken();
    const bytes = Buffer.from(token.split('.')[2] ?? '', 'base64url');
    const respelled = [...BASE64URL]
      .map((character) => token.slice(0, -1) + character)
      .filter((other) => other !== token && Buffer.from(other.split('.')[2] ?? '', 'base64url').equals(bytes));
    assert.equal(respelled.length, 15);
    for (const other of respelled) assert.equal(tokenFormat(other), null);
  });

  for (const [name, respell] of [
    ['padding', (token: string) => `${token}=`],
    ['a trailing space', (token: string) => `${token} `],
    ['a line break within', (token: string) => `${token.slice(0, 40)}\n${token.slice(40)}`],
    ['a trailing NUL', (token: string) => `${token}\0`],
    ['a character beyond ASCII', (token: string) => `${token}é`],
    ['a trailing dot', (token: string) => `${token}.`],
    ['base64 for base64url', (token: string) => `${token.slice(0, -2)}+A`],
    ['a fourth segment', (token: string) => `${token}.AAAA`],
  ] as const)
    test(`a JWT with ${name} is refused`, () => {
      assert.equal(tokenFormat(respell(signedToken())), null);
    });

  test('whatever is inserted into a JWT without changing what its segments decode to is refused', () => {
    const token = signedToken();
    const meaning = (text: string): string =>
      text
        .split('.')
        .map((part) => Buffer.from(part, 'base64url').toString('hex'))
        .join('.');
    fc.assert(
      fc.property(fc.nat(token.length), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), (at, inserted) => {
        const other = token.slice(0, at) + inserted + token.slice(at);
        if (meaning(other) === meaning(token)) assert.equal(tokenFormat(other), null);
      }),
      { numRuns: 2000 },
    );
  });

  test('no two accepted JWTs decode to the same segments', () => {
    const part = fc.string({ unit: fc.constantFrom(...BASE64URL), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(part, part, (some, other) => {
        const [a, b] = [some, other].map((signature) => `${segment({ alg: 'ES256' })}.e30.${signature}`);
        if (a === b || a === undefined || b === undefined) return;
        if (!Buffer.from(some, 'base64url').equals(Buffer.from(other, 'base64url'))) return;
        assert.ok(tokenFormat(a) === null || tokenFormat(b) === null);
      }),
      { numRuns: 2000 },
    );
  });

  test('a JWT header behind white space, as a lenient server may read it, is held to the same spelling', () => {
    const header = Buffer.from(' \n{"alg":"ES256"}').toString('base64url');
    assert.equal(tokenFormat(`${header}.e30.QR`), null);
    assert.equal(tokenFormat(`${header}.e30.QQ`), 'jwt');
  });

  test('an encrypted JWT is opaque, but spelled canonically', () => {
    const header = segment({ alg: 'dir', enc: 'A256GCM' });
    assert.equal(tokenFormat(`${header}..AAAA.AAAA.AAAA`), 'opaque');
    assert.equal(tokenFormat(`${header}..AAAA.AAAA.AB`), null);
  });

  test('a token longer than 16 KiB is refused', () => assert.equal(tokenFormat('a'.repeat(16 * 1024 + 1)), null));
});

describe('fingerprints', () => {
  test('name their key and are the same for the same token', () => {
    const token = signedToken();
    assert.match(fingerprinter.ofToken(token), /^k1:[A-Za-z0-9_-]{43}$/);
    assert.equal(fingerprinter.ofToken(token), fingerprinter.ofToken(token));
  });

  test('know a JWT by its signing input, for ECDSA has a second signature for each', () => {
    const token = signedToken();
    const [header, payload] = token.split('.');
    const second = `${header}.${payload}.${randomBytes(64).toString('base64url')}`;
    assert.equal(fingerprinter.ofToken(token), fingerprinter.ofToken(second));
  });

  test('differ by kind, by key and by where one value ends and the next begins', () => {
    const other = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });
    const all = [
      fingerprinter.ofToken('abc'),
      fingerprinter.ofCode('abc'),
      fingerprinter.of('state', 'abc'),
      fingerprinter.of('code', 'abc'),
      fingerprinter.ofJti('ab', 'c'),
      fingerprinter.ofJti('a', 'bc'),
      other.ofToken('abc'),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  test('are refused for a token in another spelling, in words that hold none of it', () => {
    const token = `${signedToken()}=`;
    assert.throws(
      () => fingerprinter.ofToken(token),
      (error) =>
        error instanceof TokenError && error.code === 'token_malformed' && !error.message.includes(token.slice(0, 12)),
    );
  });

  test('need a key of 32 bytes', () => {
    assert.throws(() => createFingerprinter({ keyId: 'k1', key: randomBytes(31) }), { code: 'configuration_invalid' });
    assert.throws(() => createFingerprinter({ keyId: 'k:1', key: randomBytes(32) }), { code: 'configuration_invalid' });
  });
});
