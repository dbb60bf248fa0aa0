import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { DEVICE_CODE } from '../../../oauth/index.ts';
import type { Client, Policy } from '../../../policy/index.ts';
import { orderRevocation, stepRevocation } from '../../../revocation/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const DEVICE = { grant_type: DEVICE_CODE };
const scene = realServerScene({
  serverFeatures: { deviceFlow: { enabled: true } },
  serverClients: {
    'mobile-app': { grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE] },
    'support-desk': { grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE] },
  },
});

/** A policy in which the applications may use devices, and are otherwise as said. */
const withDevices =
  (change: Partial<Client> = {}) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) =>
      ['mobile-app', 'support-desk', 'storefront'].includes(client.clientId)
        ? { ...client, grantTypes: [...client.grantTypes, DEVICE_CODE], ...change }
        : client,
    ),
  });
const ask = (form: string, client: string | null = null): Promise<HttpAnswer> =>
  scene.post('/device/auth', client, client === null ? `client_id=mobile-app&${form}` : form);
const poll = (code: unknown, more: Record<string, string> = {}, client: string | null = null): Promise<HttpAnswer> =>
  scene.post('/token', client, {
    ...DEVICE,
    device_code: String(code),
    ...(client === null ? { client_id: 'mobile-app' } : {}),
    ...more,
  });
const asked = async (form = 'scope=openid offline_access orders:read'): Promise<Record<string, string>> => {
  const answer = await ask(form);
  assert.equal(answer.status, 200, answer.text);
  return answer.json as Record<string, string>;
};
const typed = (answer: Record<string, string>, person = 'alice'): Promise<string> =>
  scene.typeCode(answer['verification_uri_complete'] ?? '', person);

/** Somebody has all revoked that a client holds, or waits for. */
const revokeOf = async (clientId: string): Promise<void> => {
  const { order } = await orderRevocation(scene.management, {
    ...{ selection: { kind: 'client', clientId }, asked: randomUUID(), reason: async () => null },
    ...{ by: { kind: 'policy', person: null, cause: 'client_removed' }, after: [] },
  });
  while ((await stepRevocation(scene.management, order, 'client_removed')).left > 0);
};

describe('A14.1, B10: the device grant (RFC 8628)', () => {
  it('A14.1 scopes are decided where the code is given, once, and polling writes nothing', async () => {
    scene.usePolicy(withDevices());
    const [answer, { sentOn, entries }] = await scene.watching(() => ask('scope=orders:read openid&prompt=none&x=1'));
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(
      sentOn.map(({ target, body }) => [target, body]),
      [
        [
          '/device/auth',
          'scope=openid%20orders%3Aread&resource=https%3A%2F%2Forders.acme.example&client_id=mobile-app',
        ],
      ],
    );
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made'],
    );
    const code = answer.json['device_code'];
    const [pending, happened] = await scene.watching(async () => [await poll(code), await poll(code)]);
    assert.deepEqual(
      pending.map(({ status, json }) => [status, json['error']]),
      [
        [400, 'authorization_pending'],
        [400, 'authorization_pending'],
      ],
    );
    assert.deepEqual([happened.sentOn.length, happened.entries], [2, []]);

    assert.match(await typed(answer.json as Record<string, string>), /Sign-in Success/);
    const [tokens, issued] = await scene.watching(() => poll(code));
    assert.deepEqual([tokens.status, tokens.json['scope']], [200, 'orders:read'], tokens.text);
    assert.equal(issued.sentOn[0]?.body?.includes('scope='), false, 'a poll asks for no scope');
    const [birth] = issued.entries;
    assert.deepEqual([birth?.kind, birth?.body['grantType']], ['token.issued', DEVICE_CODE]);
    assert.equal(issued.entries.length, 1, 'the decision is the one at the other endpoint');
    const introspection = await scene.post('/token/introspection', 'ambit-guard', {
      token: String(tokens.json['access_token']),
    });
    assert.equal(introspection.json['active'], true);
  });
  it('A14.1 openid-client completes the flow through either guard, and refreshes', async () => {
    const configuration = await openid.discovery(new URL(scene.issuer), 'mobile-app', undefined, openid.None(), {
      execute: [openid.allowInsecureRequests],
    });
    const response = await openid.initiateDeviceAuthorization(configuration, {
      scope: 'openid offline_access orders:read',
    });
    assert.match(await typed(response as unknown as Record<string, string>), /Sign-in Success/);
    const tokens = await openid.pollDeviceAuthorizationGrant(configuration, { ...response, interval: 0 });
    assert.equal(tokens.claims()?.sub, 'alice');
    const again = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    assert.equal(again.scope, 'orders:read');
  });
  it('A14.1 a scope at the poll is refused, whatever it asks for', async () => {
    const { device_code: code } = await asked();
    const [answer, { sentOn }] = await scene.watching(() => poll(code, { scope: 'orders:read' }));
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_request', []]);
  });
  it('A14.1 nobody uses the grant whose policy has it not', async () => {
    scene.usePolicy();
    const [answer, { sentOn }] = await scene.watching(() => ask('scope=orders:read'));
    scene.usePolicy(withDevices());
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'unauthorized_client', []]);
  });
  it('A14.1 what is of high or critical risk no device code gives, whatever the policy lets the client hold', async () => {
    scene.usePolicy(withDevices({ standing: ['openid', 'orders:read', 'orders:write'] }));
    const [answer, { sentOn, entries }] = await scene.watching(() => ask('scope=orders:read orders:write'));
    scene.usePolicy(withDevices());
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_scope', []]);
    assert.match(JSON.stringify(entries[0]?.body['decision']), /"reason":"scope_too_risky_for_device"/);
  });
  it('A4.1 an omitted scope is never passed on as omitted', async () => {
    const [, { sentOn }] = await scene.watching(() => ask(''));
    assert.match(sentOn[0]?.body ?? '', /^scope=openid%20orders%3Aread&/);
    scene.usePolicy(withDevices({ defaultScopes: null }));
    const [answer, without] = await scene.watching(() => ask(''));
    scene.usePolicy(withDevices());
    assert.deepEqual([answer.status, answer.json['error'], without.sentOn], [400, 'invalid_scope', []]);
  });
  it('A14.1 another client’s code, a code of nobody and a code as a code of the other flow are the same: invalid', async () => {
    const { device_code: code = '' } = await asked();
    const [answers, { sentOn }] = await scene.watching(async () => [
      await poll(code, {}, 'support-desk'),
      await poll('nobody’s'.replace('’', '')),
      await scene.post('/token', null, {
        ...{ grant_type: 'authorization_code', client_id: 'mobile-app', code },
        ...{ redirect_uri: 'http://127.0.0.1:4482/callback', code_verifier: 'v'.repeat(43) },
      }),
    ]);
    assert.deepEqual([answers.map(({ json }) => json['error']), sentOn], [Array(3).fill('invalid_grant'), []]);
    assert.equal((await poll(code)).json['error'], 'authorization_pending', 'its own client still waits');
  });
  it('A14.1 a code whose tokens were given out ends its grant when it comes again', async () => {
    const answer = await asked();
    await typed(answer);
    const tokens = await poll(answer['device_code']);
    assert.equal(tokens.status, 200, tokens.text);
    const [again, { sentOn, entries }] = await scene.watching(() => poll(answer['device_code']));
    assert.deepEqual([again.status, again.json['error'], sentOn], [400, 'invalid_grant', []]);
    assert.ok(entries.some(({ kind, body }) => kind === 'token.revoked' && body['reason'] === 'code_replayed'));
  });
  it('A14.1 a code that was revoked while it waited gives nothing', async () => {
    const answer = await asked();
    await typed(answer);
    await revokeOf('mobile-app');
    const [tokens, { sentOn, entries }] = await scene.watching(() => poll(answer['device_code']));
    assert.deepEqual([tokens.status, tokens.json['error'], sentOn], [400, 'invalid_grant', []]);
    assert.match(JSON.stringify(entries[0]?.body['decision']), /"reason":"grant_revoked"/);
  });
  it('A14.1 of two polls at once, at either guard, one is told to slow down', async () => {
    const { device_code: code } = await asked();
    scene.server.beforeAnswer = () => new Promise((resolve) => setTimeout(resolve, 30));
    const errors = (await Promise.all([poll(code), poll(code)])).map(({ json }) => json['error']).sort();
    scene.server.beforeAnswer = null;
    assert.deepEqual(errors, ['authorization_pending', 'slow_down']);
  });
  it('A14.1 what the policy took back since the code was given ends it, and the server is not asked', async () => {
    const answer = await asked();
    await typed(answer);
    scene.usePolicy(withDevices({ standing: ['openid', 'offline_access'] }));
    const [tokens, { sentOn }] = await scene.watching(() => poll(answer['device_code']));
    scene.usePolicy(withDevices());
    assert.deepEqual([tokens.status, tokens.json['error'], sentOn], [400, 'invalid_grant', []]);
    assert.equal((await poll(answer['device_code'])).json['error'], 'invalid_grant', 'for good');
  });
  it('A14.1 another policy that permits the same is decided by, once', async () => {
    const answer = await asked();
    await poll(answer['device_code']);
    const { digest } = scene.policy;
    scene.usePolicy((policy) => ({ ...withDevices()(policy), waivers: [] }));
    Object.assign(scene.policy, { digest: `sha256:${'1'.repeat(64)}` });
    const [, { entries }] = await scene.watching(async () => [
      await poll(answer['device_code']),
      await poll(answer['device_code']),
    ]);
    scene.usePolicy(withDevices());
    assert.equal(scene.policy.digest, digest);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made'],
    );
  });
  it('A14.1 a person who says no, and a code that is over, are told so and end it', async () => {
    const answer = await asked();
    await scene.typeCode(answer['verification_uri_complete'] ?? '', 'alice', 'abort');
    const [no, { entries }] = await scene.watching(() => poll(answer['device_code']));
    assert.deepEqual([no.status, no.json['error']], [400, 'access_denied']);
    assert.deepEqual(
      entries.map(({ kind, body }) => [kind, body['error']]),
      [['token.not_issued', 'access_denied']],
    );
    assert.equal((await poll(answer['device_code'])).json['error'], 'invalid_grant');
    const late = await asked();
    await scene.store.pool.query('update authorization_codes set expires_at = 1 where polled_by is not null');
    const [over, { sentOn }] = await scene.watching(() => poll(late['device_code']));
    assert.deepEqual([over.status, over.json['error'], sentOn], [400, 'expired_token', []]);
  });
  it('B10 a server that gives more than was decided at the poll gets its tokens back', async () => {
    const answer = await asked('scope=openid offline_access orders:read');
    await typed(answer);
    scene.server.changeClaims = (claims) => void Object.assign(claims, { scope: 'orders:read orders:write' });
    const [tokens, { entries }] = await scene.watching(() => poll(answer['device_code']));
    scene.server.changeClaims = null;
    assert.deepEqual([tokens.status, tokens.json['error']], [400, 'invalid_scope']);
    assert.ok(entries.some(({ kind }) => kind === 'token.withheld'));
    assert.equal((await poll(answer['device_code'])).json['error'], 'invalid_grant');
  });
  it('B10 the page for the code is the issuer’s, and no way to the endpoint in another spelling', async () => {
    const { verification_uri: page = '', verification_uri_complete: complete = '' } = await asked();
    assert.deepEqual([page, complete.startsWith(`${page}?user_code=`)], [`${scene.issuer}/device`, true]);
    assert.equal((await scene.request('GET', '/device')).status, 200);
    for (const path of ['/device/auth/', '/device/AUTH', '/Device/auth', '/device/', '/device/auth?x=1'])
      assert.ok([400, 404].includes((await scene.post(path, null, 'client_id=mobile-app&scope=openid')).status), path);
  });
  it('A1.2, A1.6, A8.1 what can not be read in one way, and what nobody decides, is refused there too', async () => {
    for (const [form, error] of [
      ['scope=openid&scope=orders:read', 'invalid_request'],
      ['scope=orders:read&authorization_details=%5B%5D', 'invalid_authorization_details'],
      ['scope=orders:read&claims=%7B%7D', 'invalid_request'],
      ['scope=orders:read&request=a.b.c', 'request_not_supported'],
      ['Scope=orders:read', 'invalid_request'],
      ['scope=orders:read&resource=https%3A%2F%2Fnobody.example', 'invalid_target'],
    ] as const) {
      const [answer, { sentOn }] = await scene.watching(() => ask(form));
      assert.deepEqual([answer.json['error'], sentOn], [error, []], form);
    }
  });
  it('A2.2, A17.3 an unknown client gets what a wrong secret gets, and metadata name endpoint and grant', async () => {
    const [answer, { sentOn }] = await scene.watching(() => scene.post('/device/auth', null, 'client_id=nobody'));
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [401, 'invalid_client', []]);
    const { json } = await scene.request('GET', '/.well-known/openid-configuration');
    assert.equal(json['device_authorization_endpoint'], `${scene.issuer}/device/auth`);
    assert.ok((json['grant_types_supported'] as string[]).includes(DEVICE_CODE));
  });
});
