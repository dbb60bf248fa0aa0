import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SignJWT } from 'jose';
import { createUpstream, type Upstream } from '../gateway/index.ts';
import { createAccessTokenReader } from './access-token-reader.ts';
import { createFingerprinter } from './fingerprinter.ts';
import type { AccessTokenReader, AccessTokenReaderOptions, UnreadableReason } from './types.ts';

const ISSUER = 'https://login.acme.example';
const START = Date.parse('2026-11-24T04:00:00Z');
const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });

interface Pair {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly jwk: object;
}

function pair(kid: string, alg: string): Pair {
  const { privateKey, publicKey } = ((): { privateKey: KeyObject; publicKey: KeyObject } => {
    if (alg.startsWith('ES')) return generateKeyPairSync('ec', { namedCurve: alg === 'ES256' ? 'P-256' : 'P-384' });
    if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
    return generateKeyPairSync('rsa', { modulusLength: 2048 });
  })();
  return { kid, alg, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

const es256 = pair('es', 'ES256');
const rs256 = pair('rs', 'RS256');

describe('reading access tokens', () => {
  let now = START;
  let listed: readonly Pair[] = [];
  let keysFetched = 0;
  let keysStatus = 200;
  let asked = 0;
  let introspected: (token: string, request: IncomingMessage) => { status?: number; body: string } = () => ({
    body: '{}',
  });
  let upstream: Upstream;
  let stop: () => Promise<void>;
  let hold: Promise<void> = Promise.resolve();

  before(async () => {
    const server = createServer((request, response) => void serve(request, response));
    const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/jwks') {
        keysFetched += 1;
        response.statusCode = keysStatus;
        response.end(JSON.stringify({ keys: listed.map(({ jwk }) => jwk) }));
        return;
      }
      asked += 1;
      let form = '';
      for await (const chunk of request) form += String(chunk);
      const token = new URLSearchParams(form).get('token') ?? '';
      const { status = 200, body } = introspected(token, request);
      await hold;
      response.statusCode = status;
      response.end(body);
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    upstream = createUpstream({ origin, publicOrigin: ISSUER });
    stop = async () => {
      await upstream.close();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  after(() => stop());
  beforeEach(() => {
    now = START;
    listed = [es256, rs256];
    keysFetched = 0;
    keysStatus = 200;
    asked = 0;
    hold = Promise.resolve();
  });

  function reader(options: Partial<AccessTokenReaderOptions> & { cacheSeconds?: number } = {}): AccessTokenReader {
    const { cacheSeconds = 0, ...rest } = options;
    return createAccessTokenReader({
      issuer: ISSUER,
      clock: () => now,
      fingerprinter,
      keys: { upstream, path: '/jwks' },
      introspection: { upstream, path: '/introspect', clientId: 'ambit-guard', clientSecret: 'se:cret', cacheSeconds },
      ...rest,
    });
  }

  const usual = {
    iss: ISSUER,
    aud: 'https://orders.acme.example',
    client_id: 'storefront',
    sub: 'alice',
    scope: 'orders:write orders:read',
    jti: 'j1',
  };

  function sign(
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    by: Pair = es256,
  ): Promise<string> {
    const iat = Math.floor(now / 1000);
    const payload = { ...usual, iat, exp: iat + 300, ...claims };
    return new SignJWT(JSON.parse(JSON.stringify(payload)))
      .setProtectedHeader({ alg: by.alg, kid: by.kid, typ: 'at+jwt', ...header })
      .sign(by.privateKey);
  }

  describe('JWTs (RFC 9068)', () => {
    for (const signer of [es256, rs256, pair('ps', 'PS256'), pair('ed', 'EdDSA')])
      test(`reads one signed with ${signer.alg}`, async () => {
        listed = [signer];
        const token = await sign({}, {}, signer);
        assert.deepEqual((await reader().read(token)).token, {
          format: 'jwt',
          fingerprint: fingerprinter.ofToken(token),
          jtiFingerprint: fingerprinter.ofJti(ISSUER, 'j1'),
          issuer: ISSUER,
          clientId: 'storefront',
          subject: 'alice',
          scopes: ['orders:read', 'orders:write'],
          audiences: ['https://orders.acme.example'],
          issuedAt: START / 1000,
          expiresAt: START / 1000 + 300,
          senderConstrained: false,
        });
      });

    test('a token of the client itself concerns no person', async () => {
      assert.equal((await reader().read(await sign({ sub: 'storefront' }))).token?.subject, null);
    });

    test('a token without scope has none, not all', async () => {
      assert.deepEqual((await reader().read(await sign({ scope: undefined }))).token?.scopes, []);
    });

    const refusals: readonly (readonly [name: string, claims: object, header: object, reason: UnreadableReason])[] = [
      ['an ID token by its type', {}, { typ: 'JWT' }, 'not_an_access_token'],
      ['an ID token by its nonce, whatever its type says', { nonce: 'n' }, {}, 'not_an_access_token'],
      ['an ID token by its at_hash', { at_hash: 'h' }, {}, 'not_an_access_token'],
      ['a logout token', { events: {} }, {}, 'not_an_access_token'],
      ['a token without type', {}, { typ: undefined }, 'not_an_access_token'],
      ['another issuer', { iss: `${ISSUER}/` }, {}, 'issuer_mismatch'],
      ['an issuer in other letters', { iss: ISSUER.toUpperCase() }, {}, 'issuer_mismatch'],
      ['an expired token', { exp: START / 1000 }, {}, 'expired'],
      ['a token without expiry', { exp: undefined }, {}, 'expiry_missing'],
      ['an expiry that is text', { exp: '99999999999' }, {}, 'claims_malformed'],
      ['an expiry beyond time', { exp: 1e300 }, {}, 'claims_malformed'],
      ['a token without iat', { iat: undefined }, {}, 'claims_malformed'],
      ['a token of the future', { iat: START / 1000 + 31 }, {}, 'not_yet_valid'],
      ['a token not yet valid', { nbf: START / 1000 + 31 }, {}, 'not_yet_valid'],
      ['a token of no client', { client_id: undefined }, {}, 'claims_malformed'],
      ['scopes as a list', { scope: ['orders:read'] }, {}, 'claims_malformed'],
      ['scopes out of grammar', { scope: 'orders:read  orders:write' }, {}, 'claims_malformed'],
      ['an audience that is no text', { aud: [1] }, {}, 'claims_malformed'],
      ['an unknown key', {}, { kid: 'other' }, 'key_unknown'],
      ["another key's id", {}, { kid: 'rs' }, 'key_unknown'],
    ];
    for (const [name, claims, header, reason] of refusals)
      test(`refuses ${name}`, async () => {
        assert.deepEqual(await reader().read(await sign({ ...claims }, { ...header })), { token: null, reason });
      });

    test('accepts the difference of clocks that is configured', async () => {
      const token = await sign({ iat: START / 1000 + 30, nbf: START / 1000 + 30 });
      assert.equal((await reader().read(token)).reason, null);
      assert.throws(() => reader({ clockSkewSeconds: 61 }), { code: 'configuration_invalid' });
    });

    test('refuses a signature by another key under a known kid', async () => {
      const token = await sign({}, {}, pair('es', 'ES256'));
      assert.equal((await reader().read(token)).reason, 'signature_invalid');
    });

    test('refuses alg none, and a shared secret made of the public key (RFC 8725 §2.1)', async () => {
      const [header, payload] = [
        { alg: 'none', typ: 'at+jwt' },
        { ...usual, exp: START / 1000 + 300 },
      ].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'));
      assert.equal((await reader().read(`${header}.${payload}.`)).reason, 'algorithm_refused');
      const secret = Buffer.from(JSON.stringify(rs256.jwk));
      const token = await new SignJWT(usual)
        .setProtectedHeader({ alg: 'HS256', kid: 'rs', typ: 'at+jwt' })
        .sign(secret);
      assert.equal((await reader().read(token)).reason, 'algorithm_refused');
    });

    test('refuses an algorithm that the issuer is not configured for', async () => {
      const only = reader({ algorithms: ['RS256'] });
      assert.equal((await only.read(await sign())).reason, 'algorithm_refused');
    });

    test('refuses a doubled member: of two readers one would take the wider scope', async () => {
      const encode = (text: string): string => Buffer.from(text).toString('base64url');
      const input = `${encode('{"alg":"ES256","kid":"es","typ":"at+jwt"}')}.${encode(
        `{"iss":"${ISSUER}","client_id":"c","exp":${START / 1000 + 9},"iat":0,"scope":"a","scope":"a b"}`,
      )}`;
      const { sign: signBytes } = await import('node:crypto');
      const signature = signBytes('sha256', Buffer.from(input), { key: es256.privateKey, dsaEncoding: 'ieee-p1363' });
      assert.equal((await reader().read(`${input}.${signature.toString('base64url')}`)).reason, 'malformed');
    });

    test('refuses extensions that must be understood (RFC 7515 §4.1.11)', async () => {
      const token = await new SignJWT(usual)
        .setProtectedHeader({ alg: 'ES256', kid: 'es', typ: 'at+jwt', crit: ['b64'], b64: true })
        .sign(es256.privateKey);
      assert.equal((await reader().read(token)).reason, 'malformed');
    });

    test('takes no key out of the token (jwk, jku: RFC 8725 §3.10)', async () => {
      const stranger = pair('stranger', 'ES256');
      const token = await sign({}, { jwk: stranger.jwk, jku: 'https://evil.example/jwks', kid: 'stranger' }, stranger);
      assert.equal((await reader().read(token)).reason, 'key_unknown');
    });

    test('refuses every other spelling, also of a token that it remembers (checklist M3)', async () => {
      const one = reader();
      const token = await sign();
      assert.equal((await one.read(token)).reason, null);
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      for (const character of alphabet) {
        const other = token.slice(0, -1) + character;
        if (other !== token) assert.equal((await one.read(other)).token, null);
      }
      for (const other of [`${token}=`, `${token} `, ` ${token}`, `${token}\n`, `${token}.`])
        assert.equal((await one.read(other)).token, null);
    });

    test('says which token is bound to a key (RFC 9449 §6)', async () => {
      assert.equal((await reader().read(await sign({ cnf: { jkt: 'x' } }))).token?.senderConstrained, true);
    });

    test('reads a remembered token no longer than it lives', async () => {
      const one = reader();
      const token = await sign();
      assert.equal(await one.read(token), await one.read(token), 'verified once');
      now += 300_000;
      assert.equal((await one.read(token)).reason, 'expired');
    });
  });

  describe('the keys of the issuer (RFC 7517)', () => {
    test('are fetched once for many tokens at once', async () => {
      const one = reader();
      const tokens = await Promise.all(Array.from({ length: 20 }, (_, at) => sign({ jti: `j${at}` })));
      await Promise.all(tokens.map((token) => one.read(token)));
      assert.equal(keysFetched, 1);
    });

    test('are fetched again for an unknown kid, but not for each one that a stranger makes up', async () => {
      const one = reader();
      await one.read(await sign());
      now += 31_000;
      const rotated = pair('new', 'ES256');
      listed = [rotated];
      assert.equal((await one.read(await sign({}, {}, rotated))).reason, null);
      for (let at = 0; at < 10; at += 1) await one.read(await sign({}, { kid: `made-up-${at}` }));
      assert.equal(keysFetched, 2);
    });

    test('that are taken out stop verifying, also for tokens that are remembered', async () => {
      const one = reader();
      const token = await sign({ exp: START / 1000 + 7200 });
      assert.equal((await one.read(token)).reason, null);
      now += 601_000;
      listed = [rs256];
      await one.read(token);
      await until(async () => (await one.read(token)).reason === 'key_unknown');
    });

    test('do for a day while the server does not answer, and no longer', async () => {
      const one = reader();
      const token = await sign({ exp: START / 1000 + 90_000 });
      await one.read(token);
      keysStatus = 500;
      now += 23 * 3600_000;
      assert.equal((await one.read(token)).reason, null);
      now += 3600_000 + 1000;
      await assert.rejects(one.read(token), { code: 'keys_unavailable' });
    });

    test('are missed loudly when they were never there', async () => {
      keysStatus = 500;
      await assert.rejects(reader().read(await sign()), { code: 'keys_unavailable' });
    });

    test('are no keys when they are short, symmetric, for encryption or of another curve', async () => {
      const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
      const short: Pair = {
        ...rs256,
        kid: 'short',
        privateKey: weak.privateKey,
        jwk: { ...weak.publicKey.export({ format: 'jwk' }), kid: 'short' },
      };
      const encryption: Pair = { ...es256, jwk: { ...es256.jwk, use: 'enc' } };
      const symmetric: Pair = { ...es256, jwk: { kty: 'oct', k: 'AAAA', kid: 'oct' } };
      const otherCurve: Pair = { ...pair('es', 'ES384'), alg: 'ES256' };
      listed = [short, encryption, symmetric, { ...otherCurve, jwk: { ...otherCurve.jwk, alg: undefined } }];
      const one = reader();
      const input = await sign();
      assert.equal((await one.read(input)).reason, 'key_unknown');
      assert.equal((await one.read(await sign({}, { kid: 'short', alg: 'RS256' }, rs256))).reason, 'key_unknown');
    });
  });

  describe('opaque tokens, by introspection (RFC 7662)', () => {
    const active = {
      active: true,
      client_id: 'customer-sync',
      token_type: 'Bearer',
      scope: 'customers:read',
      aud: 'https://customers.acme.example',
      iss: ISSUER,
      iat: START / 1000,
      exp: START / 1000 + 300,
    };
    const answer = (members: object) => (): { body: string } => ({ body: JSON.stringify(members) });

    test("are asked for with the guard's own credentials", async () => {
      introspected = (token, request) => {
        assert.equal(request.headers.authorization, `Basic ${Buffer.from('ambit-guard:se%3Acret').toString('base64')}`);
        return { body: JSON.stringify({ ...active, active: token === 'opaque-1' }) };
      };
      const { token } = await reader().read('opaque-1');
      assert.equal(token?.format, 'opaque');
      assert.equal(token?.clientId, 'customer-sync');
      assert.deepEqual(token?.scopes, ['customers:read']);
      assert.deepEqual(token?.audiences, ['https://customers.acme.example']);
      assert.equal((await reader().read('opaque-2')).reason, 'inactive');
    });

    for (const [name, members, reason] of [
      ['a token that is not active', { active: false }, 'inactive'],
      ['a refresh token that a server calls active', { ...active, token_type: undefined }, 'not_an_access_token'],
      ['a type that is none of ours', { ...active, token_type: 'refresh_token' }, 'not_an_access_token'],
      ['a token of another issuer', { ...active, iss: 'https://evil.example' }, 'issuer_mismatch'],
      ['an active token that has expired', { ...active, exp: START / 1000 }, 'expired'],
      ['a token without end', { ...active, exp: undefined }, 'expiry_missing'],
      ['a token of no client', { ...active, client_id: undefined }, 'claims_malformed'],
    ] as const)
      test(`refuses ${name}`, async () => {
        introspected = answer(members);
        assert.deepEqual(await reader().read('opaque'), { token: null, reason });
      });

    for (const [name, status, body] of [
      ['an error of the server', 500, '{}'],
      ['an answer that is no JSON', 200, 'active'],
      ['an answer with a doubled member', 200, '{"active":false,"active":true}'],
      ['an answer without `active`', 200, '{}'],
      ['`active` as text', 200, '{"active":"true"}'],
      ['an answer beyond 64 KiB', 200, JSON.stringify({ active: true, padding: 'x'.repeat(65_536) })],
    ] as const)
      test(`says nothing about the token after ${name}`, async () => {
        introspected = () => ({ status, body });
        await assert.rejects(reader().read('opaque'), { code: 'introspection_unavailable' });
      });

    test('says that its own credentials were refused', async () => {
      introspected = () => ({ status: 401, body: '{"error":"invalid_client"}' });
      await assert.rejects(reader().read('opaque'), { code: 'introspection_refused' });
    });

    test('are remembered as long as configured, and asked for anew where it must be fresh', async () => {
      introspected = answer(active);
      const one = reader({ cacheSeconds: 30 });
      await one.read('opaque');
      await one.read('opaque');
      assert.equal(asked, 1);
      await one.read('opaque', { fresh: true });
      assert.equal(asked, 2);
      now += 30_000;
      await one.read('opaque');
      assert.equal(asked, 3);
      one.forget('opaque');
      await one.read('opaque');
      assert.equal(asked, 4);
    });

    test('are not remembered unless configured', async () => {
      introspected = answer(active);
      const one = reader();
      await one.read('opaque');
      await one.read('opaque');
      assert.equal(asked, 2);
    });

    test('are never remembered beyond their end, nor dead ones for more than ten seconds', async () => {
      introspected = answer({ ...active, exp: START / 1000 + 5 });
      const one = reader({ cacheSeconds: 3600 });
      await one.read('short');
      now += 5000;
      introspected = answer({ active: false });
      assert.equal((await one.read('short')).reason, 'inactive');
      await one.read('short');
      assert.equal(asked, 2);
      now += 10_000;
      introspected = answer(active);
      assert.equal((await one.read('short')).reason, null);
    });

    test('are asked for once however many requests carry one; a fresh question is its own', async () => {
      introspected = answer(active);
      let release = (): void => {};
      hold = new Promise((resolve) => {
        release = resolve;
      });
      const one = reader();
      const readings = Array.from({ length: 16 }, () => one.read('opaque'));
      const fresh = one.read('opaque', { fresh: true });
      await until(async () => asked === 2);
      release();
      await Promise.all([...readings, fresh]);
      assert.equal(asked, 2);
    });

    test('are inactive where nobody is configured to be asked', async () => {
      assert.equal((await reader({ introspection: null }).read('opaque')).reason, 'inactive');
    });

    test('are not asked for when they are malformed', async () => {
      assert.equal((await reader().read('opaque token')).reason, 'malformed');
      assert.equal(asked, 0);
    });
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail('the condition never came true');
}
