import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ISSUER, type IssuerUnderTest, START, startIssuerUnderTest, until } from './testing/issuer-under-test.ts';

describe('opaque tokens, by introspection (RFC 7662)', () => {
  let issuer: IssuerUnderTest;

  before(async () => {
    issuer = await startIssuerUnderTest();
  });
  beforeEach(() => issuer.reset());
  after(() => issuer.close());

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
    issuer.introspected = (token, request) => {
      assert.equal(request.headers.authorization, `Basic ${Buffer.from('ambit-guard:se%3Acret').toString('base64')}`);
      return { body: JSON.stringify({ ...active, active: token === 'opaque-1' }) };
    };
    const { token } = await issuer.reader().read('opaque-1');
    assert.equal(token?.format, 'opaque');
    assert.equal(token?.clientId, 'customer-sync');
    assert.deepEqual(token?.scopes, ['customers:read']);
    assert.deepEqual(token?.audiences, ['https://customers.acme.example']);
    assert.equal((await issuer.reader().read('opaque-2')).reason, 'inactive');
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
      issuer.introspected = answer(members);
      assert.deepEqual(await issuer.reader().read('opaque'), { token: null, reason });
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
      issuer.introspected = () => ({ status, body });
      await assert.rejects(issuer.reader().read('opaque'), { code: 'introspection_unavailable' });
    });

  test('says that its own credentials were refused', async () => {
    issuer.introspected = () => ({ status: 401, body: '{"error":"invalid_client"}' });
    await assert.rejects(issuer.reader().read('opaque'), { code: 'introspection_refused' });
  });

  test('are remembered as long as configured, and asked for anew where it must be fresh', async () => {
    issuer.introspected = answer(active);
    const one = issuer.reader({ cacheSeconds: 30 });
    await one.read('opaque');
    await one.read('opaque');
    assert.equal(issuer.asked, 1);
    await one.read('opaque', { fresh: true });
    assert.equal(issuer.asked, 2);
    issuer.now += 30_000;
    await one.read('opaque');
    assert.equal(issuer.asked, 3);
    one.forget('opaque');
    await one.read('opaque');
    assert.equal(issuer.asked, 4);
  });

  test('are not remembered unless configured', async () => {
    issuer.introspected = answer(active);
    const one = issuer.reader();
    await one.read('opaque');
    await one.read('opaque');
    assert.equal(issuer.asked, 2);
  });

  test('are never remembered beyond their end, nor dead ones for more than ten seconds', async () => {
    issuer.introspected = answer({ ...active, exp: START / 1000 + 5 });
    const one = issuer.reader({ cacheSeconds: 3600 });
    await one.read('short');
    issuer.now += 5000;
    issuer.introspected = answer({ active: false });
    assert.equal((await one.read('short')).reason, 'inactive');
    await one.read('short');
    assert.equal(issuer.asked, 2);
    issuer.now += 10_000;
    issuer.introspected = answer(active);
    assert.equal((await one.read('short')).reason, null);
  });

  test('are asked for once however many requests carry one; a fresh question is its own', async () => {
    issuer.introspected = answer(active);
    let release = (): void => {};
    issuer.hold = new Promise((resolve) => {
      release = resolve;
    });
    const one = issuer.reader();
    const readings = Array.from({ length: 16 }, () => one.read('opaque'));
    const fresh = one.read('opaque', { fresh: true });
    await until(async () => issuer.asked === 2);
    release();
    await Promise.all([...readings, fresh]);
    assert.equal(issuer.asked, 2);
  });

  test('are inactive where nobody is configured to be asked', async () => {
    assert.equal((await issuer.reader({ introspection: null }).read('opaque')).reason, 'inactive');
  });

  test('are not asked for when they are malformed', async () => {
    assert.equal((await issuer.reader().read('opaque token')).reason, 'malformed');
    assert.equal(issuer.asked, 0);
  });
});
