import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BackchannelAuthenticationRequest, Provider } from 'oidc-provider';
import * as openid from 'openid-client';
import { CIBA } from '../../../oauth/index.ts';
import type { Client, Policy } from '../../../policy/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const ORDERS = 'https://orders.acme.example';
const grant_types = ['authorization_code', 'refresh_token', CIBA];
/** What waits on the devices of people, by the server's own reckoning. */
const waiting: { readonly provider: Provider; readonly request: BackchannelAuthenticationRequest }[] = [];
const scene = realServerScene({
  serverFeatures: {
    ciba: {
      enabled: true,
      deliveryModes: ['poll', 'ping'],
      processLoginHint: async (_ctx, hint) => hint,
      validateRequestContext: async () => {},
      verifyUserCode: async () => {},
      triggerAuthenticationDevice: async (ctx, request) => void waiting.push({ provider: ctx.oidc.provider, request }),
    },
  },
  serverClients: {
    storefront: { grant_types, backchannel_token_delivery_mode: 'poll' },
    'support-desk': {
      ...{ grant_types, backchannel_token_delivery_mode: 'ping' },
      backchannel_client_notification_endpoint: 'https://desk.acme.example/ping',
    },
  },
});

const withCiba =
  (change: Partial<Client> = {}) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) =>
      ['storefront', 'support-desk', 'mobile-app'].includes(client.clientId)
        ? { ...client, grantTypes: [...client.grantTypes, CIBA], ...change }
        : client,
    ),
  });
const ask = (more: Record<string, string> = {}, client: string | null = 'storefront'): Promise<HttpAnswer> =>
  scene.post('/backchannel', client, { scope: 'openid orders:read', login_hint: 'alice', ...more });
const poll = (id: unknown, client = 'storefront'): Promise<HttpAnswer> =>
  scene.post('/token', client, { grant_type: CIBA, auth_req_id: String(id) });
/** The person says yes to the last request, to more than it asked for. */
const saysYes = async (): Promise<void> => {
  const { provider, request } = waiting.at(-1) as (typeof waiting)[number];
  const { accountId, clientId } = request as unknown as { accountId: string; clientId: string };
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(ORDERS, 'orders:read orders:write orders:refund');
  await provider.backchannelResult(request, await grant.save());
};
const said = ({ status, json }: HttpAnswer): unknown[] => [status, json['error']];

describe('A14.2, B10: backchannel requests (CIBA)', () => {
  it('A14.2 scopes are decided where the request is made, and the person’s answer is polled for', async () => {
    scene.usePolicy(withCiba());
    const [answer, { sentOn, entries }] = await scene.watching(() =>
      ask({ scope: 'openid orders:read orders:refund', binding_message: 'W4', x: '1' }),
    );
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(
      sentOn.map(({ target, body }) => [target, body]),
      [
        [
          '/backchannel',
          'scope=openid%20orders%3Aread&resource=https%3A%2F%2Forders.acme.example&login_hint=alice&binding_message=W4',
        ],
      ],
    );
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made'],
    );
    const id = answer.json['auth_req_id'];
    const [pending, during] = await scene.watching(() => poll(id));
    assert.deepEqual([...said(pending), during.entries], [400, 'authorization_pending', []]);
    await saysYes();
    const [tokens, issued] = await scene.watching(() => poll(id));
    assert.deepEqual([tokens.status, tokens.json['scope']], [200, 'orders:read'], tokens.text);
    assert.deepEqual(
      issued.entries.map(({ kind, body }) => [kind, body['grantType']]),
      [['token.issued', CIBA]],
    );
    assert.deepEqual(said(await poll(id)), [400, 'invalid_grant'], 'once');
  });
  it('A14.2 openid-client completes the flow', async () => {
    const configuration = await scene.configurationOf('storefront');
    const response = await openid.initiateBackchannelAuthentication(configuration, {
      ...{ scope: 'openid orders:read', login_hint: 'alice' },
    });
    await saysYes();
    const tokens = await openid.pollBackchannelAuthenticationGrant(configuration, { ...response, interval: 0 });
    assert.equal(tokens.claims()?.sub, 'alice');
  });
  it('A14.2 nobody uses the grant whose policy has it not, and no public client asks people elsewhere', async () => {
    scene.usePolicy();
    const [answer, { sentOn }] = await scene.watching(() => ask());
    scene.usePolicy(withCiba());
    assert.deepEqual([...said(answer), sentOn], [400, 'unauthorized_client', []]);
    const [open, happened] = await scene.watching(() => ask({ client_id: 'mobile-app' }, null));
    assert.deepEqual([...said(open), happened.sentOn], [400, 'unauthorized_client', []]);
  });
  it('A14.2 an id of another client is invalid, and what the policy took back since ends it', async () => {
    const id = (await ask()).json['auth_req_id'];
    assert.deepEqual(said(await poll(id, 'support-desk')), [400, 'invalid_grant']);
    await saysYes();
    scene.usePolicy(withCiba({ standing: ['openid'] }));
    const [answer, { sentOn }] = await scene.watching(() => poll(id));
    scene.usePolicy(withCiba());
    assert.deepEqual([...said(answer), sentOn], [400, 'invalid_grant', []]);
  });
  it('A14.2 pings pass where the server can not push', async () => {
    const more = { scope: 'openid customers:read', client_notification_token: 't'.repeat(24) };
    const [answer, { sentOn }] = await scene.watching(() => ask(more, 'support-desk'));
    assert.equal(answer.status, 200, answer.text);
    assert.match(sentOn[0]?.body ?? '', /&client_notification_token=t+$/);
  });
  it('A14.2 metadata name endpoint, grant and modes, and push is never among them', async () => {
    const { json } = await scene.request('GET', '/.well-known/openid-configuration');
    assert.equal(json['backchannel_authentication_endpoint'], `${scene.issuer}/backchannel`);
    assert.deepEqual(json['backchannel_token_delivery_modes_supported'], ['poll', 'ping']);
    assert.ok((json['grant_types_supported'] as string[]).includes(CIBA));
  });
  it('A14.2, B12 what can not be read in one way, and what nobody decides, is refused', async () => {
    for (const [more, error] of [
      [{ login_hint: '' }, 'invalid_request'],
      [{ login_hint_token: 't' }, 'invalid_request'],
      [{ scope: 'orders:read' }, 'invalid_scope'],
      [{ request: 'a.b.c' }, 'request_not_supported'],
      [{ claims: '{}' }, 'invalid_request'],
      [{ authorization_details: '[]' }, 'invalid_authorization_details'],
      [{ requested_expiry: '1e3' }, 'invalid_request'],
      [{ Login_Hint: 'bob' }, 'invalid_request'],
    ] as const) {
      const [answer, { sentOn }] = await scene.watching(() => ask(more));
      assert.deepEqual([...said(answer), sentOn], [400, error, []], JSON.stringify(more));
    }
    const [answer, { entries }] = await scene.watching(() => ask({ login_hint: 'nobody' }));
    assert.deepEqual(said(answer), [400, 'unknown_user_id']);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made', 'token.not_issued'],
    );
  });
});
