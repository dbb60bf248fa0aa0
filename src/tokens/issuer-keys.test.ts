import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  es256,
  type IssuerUnderTest,
  rs256,
  type SigningPair,
  START,
  signingPair,
  startIssuerUnderTest,
  until,
} from './testing/issuer-under-test.ts';

describe('the keys of the issuer (RFC 7517)', () => {
  let issuer: IssuerUnderTest;

  before(async () => {
    issuer = await startIssuerUnderTest();
  });
  beforeEach(() => issuer.reset());
  after(() => issuer.close());

  test('are fetched once for many tokens at once', async () => {
    const one = issuer.reader();
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, at) => issuer.sign({ jti: `j${at}` })));
    await Promise.all(tokens.map((token) => one.read(token)));
    assert.equal(issuer.keysFetched, 1);
  });

  test('are fetched again for an unknown kid, but not for each one that a stranger makes up', async () => {
    const one = issuer.reader();
    await one.read(await issuer.sign());
    issuer.now += 31_000;
    const rotated = signingPair('new', 'ES256');
    issuer.listed = [rotated];
    assert.equal((await one.read(await issuer.sign({}, {}, rotated))).reason, null);
    for (let at = 0; at < 10; at += 1) await one.read(await issuer.sign({}, { kid: `made-up-${at}` }));
    assert.equal(issuer.keysFetched, 2);
  });

  test('that are taken out stop verifying, also for tokens that are remembered', async () => {
    const one = issuer.reader();
    const token = await issuer.sign({ exp: START / 1000 + 7200 });
    assert.equal((await one.read(token)).reason, null);
    issuer.now += 601_000;
    issuer.listed = [rs256];
    await one.read(token);
    await until(async () => (await one.read(token)).reason === 'key_unknown');
  });

  test('do for a day while the server does not answer, and no longer', async () => {
    const one = issuer.reader();
    const token = await issuer.sign({ exp: START / 1000 + 90_000 });
    await one.read(token);
    issuer.keysStatus = 500;
    issuer.now += 23 * 3600_000;
    assert.equal((await one.read(token)).reason, null);
    issuer.now += 3600_000 + 1000;
    await assert.rejects(one.read(token), { code: 'keys_unavailable' });
  });

  test('are missed loudly when they were never there', async () => {
    issuer.keysStatus = 500;
    await assert.rejects(issuer.reader().read(await issuer.sign()), { code: 'keys_unavailable' });
  });

  test('are no keys when they are short, symmetric, for encryption or of another curve', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const short: SigningPair = {
      ...rs256,
      kid: 'short',
      privateKey: weak.privateKey,
      jwk: { ...weak.publicKey.export({ format: 'jwk' }), kid: 'short' },
    };
    const encryption: SigningPair = { ...es256, jwk: { ...es256.jwk, use: 'enc' } };
    const symmetric: SigningPair = { ...es256, jwk: { kty: 'oct', k: 'AAAA', kid: 'oct' } };
    const otherCurve: SigningPair = { ...signingPair('es', 'ES384'), alg: 'ES256' };
    issuer.listed = [short, encryption, symmetric, { ...otherCurve, jwk: { ...otherCurve.jwk, alg: undefined } }];
    const one = issuer.reader();
    const input = await issuer.sign();
    assert.equal((await one.read(input)).reason, 'key_unknown');
    assert.equal((await one.read(await issuer.sign({}, { kid: 'short', alg: 'RS256' }, rs256))).reason, 'key_unknown');
  });
});
