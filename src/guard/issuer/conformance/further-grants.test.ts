import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { afterEach, describe, it } from 'node:test';
import type { Facts } from '../../../decision/index.ts';
import type { Entry } from '../../../entries/index.ts';
import { ACCESS_TOKEN_TYPE, DEVICE_CODE, TOKEN_EXCHANGE } from '../../../oauth/index.ts';
import type { Client, Policy } from '../../../policy/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const BATCH = ['client_credentials', TOKEN_EXCHANGE];
/** Acme's server lets tokens live for five minutes. */
const LIFE = 60;
let wantsNonce = false;
const scene = realServerScene({
  serverFeatures: {
    deviceFlow: { enabled: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => wantsNonce },
  },
  serverGrants: ['token-exchange'],
  serverClients: {
    'mobile-app': { grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE] },
    'nightly-report': { grant_types: BATCH },
    'order-fulfilment': { grant_types: BATCH },
  },
});

/** A policy with devices and exchanges, in which clients are otherwise as said. */
const further =
  (change: Partial<Client>) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) => ({
      ...client,
      grantTypes: [...client.grantTypes, client.clientId === 'mobile-app' ? DEVICE_CODE : TOKEN_EXCHANGE],
      ...change,
    })),
  });
const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function proofBy({ publicKey, privateKey }: ReturnType<typeof keyPair>, nonce?: string): string {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
  const claims = { jti: randomUUID(), htm: 'POST', htu: `${scene.issuer}/token`, iat: Math.floor(Date.now() / 1000) };
  const input = `${part(header)}.${part({ ...claims, ...(nonce === undefined ? {} : { nonce }) })}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
const asked = async (scope = 'openid offline_access orders:read'): Promise<Record<string, string>> => {
  const answer = await scene.post('/device/auth', null, { client_id: 'mobile-app', scope });
  assert.equal(answer.status, 200, answer.text);
  return answer.json as Record<string, string>;
};
const typed = (answer: Record<string, string>): Promise<string> =>
  scene.typeCode(answer['verification_uri_complete'] ?? '', 'alice');
const poll = (code: unknown, proof: string | null = null): Promise<HttpAnswer> =>
  scene.post(
    '/token',
    null,
    { grant_type: DEVICE_CODE, device_code: String(code), client_id: 'mobile-app' },
    proof === null ? {} : { dpop: proof },
  );
const ownToken = async (client: string, scope: string): Promise<string> => {
  const { json, text } = await scene.post('/token', client, { grant_type: 'client_credentials', scope });
  assert.ok(typeof json['access_token'] === 'string', text);
  return json['access_token'];
};
const exchange = (subject: string, proof: string | null = null): Promise<HttpAnswer> =>
  scene.post(
    '/token',
    'nightly-report',
    { grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN_TYPE },
    proof === null ? {} : { dpop: proof },
  );
interface Born {
  readonly expiresAt: number;
  readonly serverExpiresAt?: number;
}
const bornIn = (entries: readonly Entry[]): Born => {
  const [born] = (entries.find(({ kind }) => kind === 'token.issued')?.body['tokens'] ?? []) as unknown as Born[];
  assert.ok(born !== undefined);
  return born;
};
const factsIn = (entries: readonly Entry[]): Facts[] =>
  entries.filter(({ kind }) => kind === 'decision.made').map(({ body }) => body['facts'] as unknown as Facts);
const drawsOf = async (grantId: string): Promise<unknown[]> => {
  const { rows } = await scene.store.pool.query<{ canary: number | null }>(
    'select distinct canary from token_births where grant_id = $1',
    [grantId],
  );
  return rows.map(({ canary }) => canary);
};
const grantIn = (entries: readonly Entry[]): string =>
  String(entries.find(({ kind }) => kind === 'token.issued')?.body['grantId']);

describe('proofs of possession at further grants', () => {
  afterEach(() => {
    wantsNonce = false;
    scene.usePolicy();
  });

  it('A14.1, B9 a client that has to prove a key gets a code without, and tokens with a proof alone', async () => {
    scene.usePolicy(further({ requires: ['dpop'] }));
    const answer = await asked();
    await typed(answer);
    const [bare, { sentOn }] = await scene.watching(() => poll(answer['device_code']));
    assert.deepEqual([bare.status, bare.json['error'], sentOn], [400, 'invalid_request', []], bare.text);
    const pair = keyPair();
    const tokens = await poll(answer['device_code'], proofBy(pair));
    assert.deepEqual([tokens.status, tokens.json['token_type']], [200, 'DPoP'], tokens.text);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.json['refresh_token']) };
    const form = { ...refresh, client_id: 'mobile-app' };
    const stolen = await scene.post('/token', null, form, { dpop: proofBy(keyPair()) });
    assert.equal(stolen.json['error'], 'invalid_grant');
    const own = await scene.post('/token', null, form, { dpop: proofBy(pair) });
    assert.deepEqual([own.status, own.json['token_type']], [200, 'DPoP'], own.text);
  });

  it('A14.1 a server that asks for a nonce does not end the code', async () => {
    scene.usePolicy(further({}));
    const answer = await asked();
    await typed(answer);
    wantsNonce = true;
    const pair = keyPair();
    const first = await poll(answer['device_code'], proofBy(pair));
    assert.equal(first.json['error'], 'use_dpop_nonce', first.text);
    const again = await poll(answer['device_code'], proofBy(pair, String(first.headers.get('dpop-nonce'))));
    assert.deepEqual([again.status, again.json['token_type']], [200, 'DPoP'], again.text);
  });

  it('A13.1 what is exchanged has to be proven, too, and a token that is bound is exchanged by nobody', async () => {
    scene.usePolicy(further({}));
    const held = await ownToken('nightly-report', 'orders:read');
    scene.usePolicy(further({ requires: ['dpop'] }));
    const [bare, { sentOn }] = await scene.watching(() => exchange(held));
    assert.deepEqual([bare.json['error'], sentOn], ['invalid_request', []], bare.text);
    const pair = keyPair();
    const own = { grant_type: 'client_credentials', scope: 'orders:read' };
    const bound = await scene.post('/token', 'nightly-report', own, { dpop: proofBy(pair) });
    const refused = await exchange(String(bound.json['access_token']), proofBy(pair));
    assert.deepEqual([refused.status, refused.json['error']], [400, 'invalid_request'], refused.text);
  });
});

describe('virtual expiry at further grants', () => {
  afterEach(() => scene.usePolicy());

  it('B6 a device’s token ends at the guards by the policy', async () => {
    scene.usePolicy(further({ maxTtlSeconds: LIFE, virtualExpiry: true }));
    const answer = await asked();
    await typed(answer);
    const [tokens, { entries }] = await scene.watching(() => poll(answer['device_code']));
    assert.equal(tokens.status, 200, tokens.text);
    assert.ok(Number(tokens.json['expires_in']) <= LIFE);
    const { expiresAt, serverExpiresAt = 0 } = bornIn(entries);
    assert.ok(serverExpiresAt > expiresAt);
  });

  it('A13.3, B6 what is exchanged ends with the token that it was exchanged for, if that ends first', async () => {
    scene.usePolicy(further({ maxTtlSeconds: LIFE, virtualExpiry: true }));
    const held = await ownToken('nightly-report', 'orders:read');
    await scene.store.pool.query('update token_births set expires_at = expires_at - 30 where client_id = $1', [
      'nightly-report',
    ]);
    const [answer, { entries }] = await scene.watching(() => exchange(held));
    assert.equal(answer.status, 200, answer.text);
    assert.ok(Number(answer.json['expires_in']) <= LIFE - 29);
    const { expiresAt, serverExpiresAt = 0 } = bornIn(entries);
    assert.ok(expiresAt <= Date.now() / 1000 + LIFE - 29);
    assert.ok(serverExpiresAt > expiresAt, 'its server would let it live on');
  });
});

describe('a canary at further grants', () => {
  const inPart = further({ mode: 'observe', canary: { percent: 50 } });
  afterEach(() => {
    scene.usePolicy();
    scene.server.aheadSeconds = 0;
  });

  it('is drawn where the code is given, and kept by the polls and what comes of them', async () => {
    scene.usePolicy(inPart);
    const [answer, { entries }] = await scene.watching(() => asked());
    const [facts] = factsIn(entries);
    assert.equal(typeof facts?.canary, 'number');
    await typed(answer);
    scene.server.aheadSeconds = 310;
    const [tokens, polled] = await scene.watching(() => poll(answer['device_code']));
    assert.equal(tokens.status, 200, tokens.text);
    assert.deepEqual(factsIn(polled.entries), [], 'the policy says the same of it');
    assert.deepEqual(await drawsOf(grantIn(polled.entries)), [facts?.canary]);
  });

  it('of a token holds for what it is exchanged for', async () => {
    scene.usePolicy(inPart);
    const [held, before] = await scene.watching(() => ownToken('nightly-report', 'orders:read'));
    const [answer, { entries }] = await scene.watching(() => exchange(held));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(factsIn(entries)[0]?.canary, factsIn(before.entries)[0]?.canary);
    assert.deepEqual((await drawsOf(grantIn(entries))).length, 1);
  });
});
