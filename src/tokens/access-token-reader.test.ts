import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SignJWT } from 'jose';
import {
  es256,
  fingerprinter,
  ISSUER,
  type IssuerUnderTest,
  rs256,
  START,
  signingPair,
  startIssuerUnderTest,
  usualClaims,
} from './testing/issuer-under-test.ts';
import type { UnreadableReason } from './types.ts';

describe('reading JWT access tokens (RFC 9068)', () => {
  let issuer: IssuerUnderTest;

  before(async () => {
    issuer = await startIssuerUnderTest();
  });
  beforeEach(() => issuer.reset());
  after(() => issuer.close());

  for (const signer of [es256, rs256, signingPair('ps', 'PS256'), signingPair('ed', 'EdDSA')])
    test(`reads one signed with ${signer.alg}`, async () => {
      issuer.listed = [signer];
      const token = await issuer.sign({}, {}, signer);
      assert.deepEqual((await issuer.reader().read(token)).token, {
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
        dpopJkt: null,
      });
    });

  test('a token of the client itself concerns no person', async () => {
    assert.equal((await issuer.reader().read(await issuer.sign({ sub: 'storefront' }))).token?.subject, null);
  });

  test('an end with a fraction of a second is the whole second before', async () => {
    const { token } = await issuer.reader().read(await issuer.sign({ exp: START / 1000 + 300.75 }));
    assert.equal(token?.expiresAt, START / 1000 + 300);
  });

  test('a token without scope has none, not all', async () => {
    assert.deepEqual((await issuer.reader().read(await issuer.sign({ scope: undefined }))).token?.scopes, []);
  });

  test('A2.1 finds the client where other servers write it (azp, cid, appid)', async () => {
    for (const name of ['azp', 'cid', 'appid']) {
      const token = await issuer.sign({ client_id: undefined, [name]: 'storefront' });
      assert.equal((await issuer.reader().read(token)).token?.clientId, 'storefront', name);
    }
    assert.equal((await issuer.reader().read(await issuer.sign({ azp: 'storefront' }))).reason, null);
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
    ['a token of two clients', { azp: 'support-desk' }, {}, 'claims_malformed'],
    ['a client that is no text', { azp: ['storefront'] }, {}, 'claims_malformed'],
    ['an ID token by what Keycloak says that it is', { typ: 'ID' }, {}, 'not_an_access_token'],
    ['a refresh token by what Keycloak says that it is', { typ: 'Refresh' }, {}, 'not_an_access_token'],
    ['scopes as a list', { scope: ['orders:read'] }, {}, 'claims_malformed'],
    ['scopes out of grammar', { scope: 'orders:read  orders:write' }, {}, 'claims_malformed'],
    ['an audience that is no text', { aud: [1] }, {}, 'claims_malformed'],
    ['an unknown key', {}, { kid: 'other' }, 'key_unknown'],
    ["another key's id", {}, { kid: 'rs' }, 'key_unknown'],
  ];
  for (const [name, claims, header, reason] of refusals)
    test(`refuses ${name}`, async () => {
      assert.deepEqual(await issuer.reader().read(await issuer.sign({ ...claims }, { ...header })), {
        token: null,
        reason,
      });
    });

  test('accepts the difference of clocks that is configured', async () => {
    const token = await issuer.sign({ iat: START / 1000 + 30, nbf: START / 1000 + 30 });
    assert.equal((await issuer.reader().read(token)).reason, null);
    assert.throws(() => issuer.reader({ clockSkewSeconds: 61 }), { code: 'configuration_invalid' });
  });

  test('refuses a signature by another key under a known kid', async () => {
    const token = await issuer.sign({}, {}, signingPair('es', 'ES256'));
    assert.equal((await issuer.reader().read(token)).reason, 'signature_invalid');
  });

  test('refuses alg none, and a shared secret made of the public key (RFC 8725 §2.1)', async () => {
    const [header, payload] = [
      { alg: 'none', typ: 'at+jwt' },
      { ...usualClaims, exp: START / 1000 + 300 },
    ].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'));
    assert.equal((await issuer.reader().read(`${header}.${payload}.`)).reason, 'algorithm_refused');
    const secret = Buffer.from(JSON.stringify(rs256.jwk));
    const token = await new SignJWT(usualClaims)
      .setProtectedHeader({ alg: 'HS256', kid: 'rs', typ: 'at+jwt' })
      .sign(secret);
    assert.equal((await issuer.reader().read(token)).reason, 'algorithm_refused');
  });

  test('refuses an algorithm that the issuer is not configured for', async () => {
    const only = issuer.reader({ algorithms: ['RS256'] });
    assert.equal((await only.read(await issuer.sign())).reason, 'algorithm_refused');
  });

  test('refuses a doubled member: of two readers one would take the wider scope', async () => {
    const encode = (text: string): string => Buffer.from(text).toString('base64url');
    const input = `${encode('{"alg":"ES256","kid":"es","typ":"at+jwt"}')}.${encode(
      `{"iss":"${ISSUER}","client_id":"c","exp":${START / 1000 + 9},"iat":0,"scope":"a","scope":"a b"}`,
    )}`;
    const { sign: signBytes } = await import('node:crypto');
    const signature = signBytes('sha256', Buffer.from(input), { key: es256.privateKey, dsaEncoding: 'ieee-p1363' });
    assert.equal((await issuer.reader().read(`${input}.${signature.toString('base64url')}`)).reason, 'malformed');
  });

  test('refuses extensions that must be understood (RFC 7515 §4.1.11)', async () => {
    const token = await new SignJWT(usualClaims)
      .setProtectedHeader({ alg: 'ES256', kid: 'es', typ: 'at+jwt', crit: ['b64'], b64: true })
      .sign(es256.privateKey);
    assert.equal((await issuer.reader().read(token)).reason, 'malformed');
  });

  test('takes no key out of the token (jwk, jku: RFC 8725 §3.10)', async () => {
    const stranger = signingPair('stranger', 'ES256');
    const token = await issuer.sign(
      {},
      { jwk: stranger.jwk, jku: 'https://evil.example/jwks', kid: 'stranger' },
      stranger,
    );
    assert.equal((await issuer.reader().read(token)).reason, 'key_unknown');
  });

  test('refuses every other spelling, also of a token that it remembers', async () => {
    const one = issuer.reader();
    const token = await issuer.sign();
    assert.equal((await one.read(token)).reason, null);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const character of alphabet) {
      const other = token.slice(0, -1) + character;
      if (other !== token) assert.equal((await one.read(other)).token, null);
    }
    for (const other of [`${token}=`, `${token} `, ` ${token}`, `${token}\n`, `${token}.`])
      assert.equal((await one.read(other)).token, null);
  });

  test('says who acts, and whom a token lets act (RFC 8693 §4.1, §4.4)', async () => {
    const read = async (claims: Record<string, unknown>) => await issuer.reader().read(await issuer.sign(claims));
    const party = { issuer: null, subject: null, clientId: null };
    const { token } = await read({
      act: { sub: 'b', act: { client_id: 'a' } },
      may_act: { iss: 'https://i.example', sub: 'c' },
    });
    assert.deepEqual(token?.actors, [
      { ...party, subject: 'b' },
      { ...party, clientId: 'a' },
    ]);
    assert.deepEqual(token?.mayAct, { ...party, issuer: 'https://i.example', subject: 'c' });
    const deep = Array.from({ length: 17 }).reduce<object>((act) => ({ sub: 'x', act }), { sub: 'x' });
    for (const claims of [
      { act: 'b' },
      { act: {} },
      { act: { sub: 7 } },
      { act: { sub: '' } },
      { act: deep },
      { may_act: ['a'] },
      { may_act: null },
    ])
      assert.equal((await read(claims)).reason, 'claims_malformed', JSON.stringify(claims).slice(0, 40));
  });

  test('says which token is bound to a key (RFC 9449 §6)', async () => {
    assert.equal((await issuer.reader().read(await issuer.sign({ cnf: { jkt: 'x' } }))).token?.senderConstrained, true);
  });

  test('reads a remembered token no longer than it lives', async () => {
    const one = issuer.reader();
    const token = await issuer.sign();
    assert.equal(await one.read(token), await one.read(token), 'verified once');
    issuer.now += 300_000;
    assert.equal((await one.read(token)).reason, 'expired');
  });
});
