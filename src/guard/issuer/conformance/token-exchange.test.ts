import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { ACCESS_TOKEN_TYPE, TOKEN_EXCHANGE } from '../../../oauth/index.ts';
import type { Client, Policy } from '../../../policy/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const BATCH = ['client_credentials', TOKEN_EXCHANGE];
const ORDERS = 'https://orders.acme.example';
const scene = realServerScene({
  serverGrants: ['token-exchange'],
  serverClients: {
    'nightly-report': { grant_types: BATCH },
    'order-fulfilment': { grant_types: BATCH },
    storefront: { grant_types: ['authorization_code', 'refresh_token', TOKEN_EXCHANGE] },
  },
});

/** A policy in which the batch clients may exchange, and one of them is otherwise as said. */
const exchanging =
  (change: Partial<Client> = {}, whose = 'order-fulfilment') =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) => ({
      ...client,
      grantTypes: client.clientId === 'customer-sync' ? client.grantTypes : [...client.grantTypes, TOKEN_EXCHANGE],
      ...(client.clientId === whose ? change : {}),
    })),
  });
const OF_STOREFRONT = { exchange: { tokensOf: ['storefront'] } };
const ownToken = async (client: string, scope: string): Promise<string> => {
  const { json, text } = await scene.post('/token', client, { grant_type: 'client_credentials', scope });
  assert.ok(typeof json['access_token'] === 'string', text);
  return json['access_token'];
};
const tokenOfAlice = async (scope = 'openid orders:read'): Promise<string> =>
  (await scene.signIn(await scene.configurationOf('storefront'), { scope })).access_token;
const exchange = (
  subject: string,
  more: Record<string, string> = {},
  client: string | null = 'order-fulfilment',
): Promise<HttpAnswer> =>
  scene.post('/token', client, {
    ...{ grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN_TYPE },
    ...more,
  });
const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const said = ({ status, json }: HttpAnswer): unknown[] => [status, json['error']];

describe('A13: token exchange (RFC 8693)', () => {
  it('A13.1 asks the server by name for what the subject’s token held and the policy allows, and for nothing else', async () => {
    scene.usePolicy(exchanging({ overBroad: 'narrow' }));
    const held = await ownToken('order-fulfilment', 'orders:read');
    const [answer, { sentOn, entries }] = await scene.watching(() =>
      exchange(held, { scope: 'orders:read orders:write', requested_token_type: ACCESS_TOKEN_TYPE, x: '1' }),
    );
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'orders:read'], answer.text);
    const sent = new URLSearchParams(sentOn[0]?.body ?? '');
    assert.deepEqual(
      [...sent].filter(([name]) => name !== 'subject_token'),
      [
        ['grant_type', TOKEN_EXCHANGE],
        ['subject_token_type', ACCESS_TOKEN_TYPE],
        ['requested_token_type', ACCESS_TOKEN_TYPE],
        ['scope', 'orders:read'],
        ['resource', ORDERS],
      ],
    );
    const [decision] = entries;
    assert.match(JSON.stringify(decision?.body['decision']), /"outcome":"narrow".*"scope_exceeds_grant"/);
    assert.ok(
      decision?.refs.some((ref) => ref.startsWith('token:')),
      'the subject’s birth is named',
    );
  });
  it('A13.1 more than the subject’s token held is refused, though the policy allows it and the server would give it', async () => {
    scene.usePolicy(exchanging());
    const held = await ownToken('order-fulfilment', 'orders:read');
    const [answer, { sentOn }] = await scene.watching(() => exchange(held, { scope: 'orders:write' }));
    assert.deepEqual([...said(answer), sentOn], [400, 'invalid_scope', []]);
  });
  it('A13.1 an omitted scope is what the token held and the policy allows now', async () => {
    const held = await ownToken('order-fulfilment', 'orders:read orders:write');
    scene.usePolicy(exchanging({ standing: ['orders:read'] }));
    const [answer, { sentOn }] = await scene.watching(() => exchange(held));
    scene.usePolicy(exchanging());
    assert.equal(answer.json['scope'], 'orders:read', answer.text);
    assert.match(sentOn[0]?.body ?? '', /&scope=orders%3Aread&/);
  });
  it('A13.1 another audience is refused by either name, and the token’s own is asked for by the name that the client used', async () => {
    const held = await ownToken('order-fulfilment', 'orders:read');
    for (const target of [
      { resource: 'https://customers.acme.example' },
      { audience: 'https://customers.acme.example' },
      { audience: 'customers' },
      { resource: ORDERS, audience: 'https://customers.acme.example' },
    ]) {
      const [answer, { sentOn }] = await scene.watching(() => exchange(held, target));
      assert.deepEqual([...said(answer), sentOn], [400, 'invalid_target', []], JSON.stringify(target));
    }
    const [answer, { sentOn }] = await scene.watching(() => exchange(held, { audience: ORDERS }));
    assert.equal(answer.status, 200, answer.text);
    assert.match(sentOn[0]?.body ?? '', /&audience=https%3A%2F%2Forders.acme.example$/);
  });
  it('A13.1 only access tokens go in and come out', async () => {
    const held = await ownToken('order-fulfilment', 'orders:read');
    const type = (name: string): string => `urn:ietf:params:oauth:token-type:${name}`;
    for (const more of [
      { subject_token_type: type('refresh_token') },
      { subject_token_type: type('id_token') },
      { subject_token_type: type('jwt') },
      { requested_token_type: type('refresh_token') },
      { requested_token_type: type('id_token') },
      { actor_token_type: ACCESS_TOKEN_TYPE },
      { actor_token: held },
      { actor_token: held, actor_token_type: type('id_token') },
    ]) {
      const [answer, { sentOn }] = await scene.watching(() => exchange(held, more));
      assert.deepEqual([...said(answer), sentOn], [400, 'invalid_request', []], JSON.stringify(more));
    }
  });
  it('A13.2 a client acts by the token of another only where the policy names that client', async () => {
    const alice = await tokenOfAlice();
    const [answer, { sentOn, entries }] = await scene.watching(() => exchange(alice));
    assert.deepEqual([...said(answer), sentOn], [400, 'invalid_request', []]);
    assert.match(JSON.stringify(entries[0]?.body['decision']), /"reason":"actor_not_allowed"/);
    scene.usePolicy(exchanging(OF_STOREFRONT));
    const acting = await exchange(alice);
    scene.usePolicy(exchanging());
    assert.equal(acting.status, 200, acting.text);
    assert.equal(claimsOf(acting.json['access_token'])['sub'], 'alice');
  });
  it('A13.2 an actor is named by a token of the client’s own, and stands in what comes back', async () => {
    scene.usePolicy(exchanging(OF_STOREFRONT));
    const alice = await tokenOfAlice();
    const actor = {
      actor_token: await ownToken('order-fulfilment', 'orders:read'),
      actor_token_type: ACCESS_TOKEN_TYPE,
    };
    const [answer, { entries }] = await scene.watching(() => exchange(alice, actor));
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(claimsOf(answer.json['access_token'])['act'], { sub: 'order-fulfilment' });
    assert.equal(entries.at(-1)?.subject, scene.pseudonymOf('alice'));
    const [others, { sentOn }] = await scene.watching(async () =>
      exchange(alice, { ...actor, actor_token: await ownToken('nightly-report', 'orders:read') }),
    );
    assert.deepEqual(
      [...said(others), sentOn.length],
      [400, 'invalid_request', 1],
      'the one that got the actor’s token',
    );
  });
  it('A13.2 one that comes back without its actor, or with another, is withheld', async () => {
    const alice = await tokenOfAlice();
    const actor = {
      actor_token: await ownToken('order-fulfilment', 'orders:read'),
      actor_token_type: ACCESS_TOKEN_TYPE,
    };
    for (const act of [undefined, { sub: 'nightly-report' }, { sub: 'order-fulfilment', act: { sub: 'somebody' } }]) {
      scene.server.changeClaims = (claims) => void Object.assign(claims, { act });
      const [answer, { entries }] = await scene.watching(() => exchange(alice, actor));
      assert.equal(answer.status, 400);
      assert.deepEqual(entries.find(({ kind }) => kind === 'token.withheld')?.body['faults'], ['actor_differs']);
    }
    scene.server.changeClaims = (claims) => void Object.assign(claims, { sub: 'bob' });
    const [, { entries }] = await scene.watching(() => exchange(alice));
    scene.server.changeClaims = null;
    assert.deepEqual(entries.find(({ kind }) => kind === 'token.withheld')?.body['faults'], ['subject_differs']);
  });
  it('A13.2 whom the subject’s token lets act counts before the policy (may_act)', async () => {
    for (const [mayAct, status] of [
      [{ client_id: 'order-fulfilment' }, 200],
      [{ sub: 'order-fulfilment' }, 200],
      [{ sub: 'nightly-report' }, 400],
      [{ sub: 'order-fulfilment', iss: 'https://other.example' }, 400],
      [{ client_id: 'order-fulfilment', sub: 'bob' }, 400],
    ] as const) {
      scene.server.changeClaims = (claims) => void Object.assign(claims, { may_act: mayAct });
      const alice = await tokenOfAlice();
      scene.server.changeClaims = null;
      scene.usePolicy(exchanging(status === 200 ? {} : OF_STOREFRONT));
      assert.equal((await exchange(alice)).status, status, JSON.stringify(mayAct));
    }
  });
  it('A13.2 no more act one behind another than the policy says', async () => {
    const chained: Partial<Client> = { exchange: { tokensOf: ['storefront', 'order-fulfilment'], maxActors: 1 } };
    scene.usePolicy(exchanging(chained));
    const actor = {
      actor_token: await ownToken('order-fulfilment', 'orders:read'),
      actor_token_type: ACCESS_TOKEN_TYPE,
    };
    const once = String((await exchange(await tokenOfAlice(), actor)).json['access_token']);
    const [answer, { entries }] = await scene.watching(() => exchange(once, actor));
    assert.deepEqual(said(answer), [400, 'invalid_request']);
    assert.match(JSON.stringify(entries[0]?.body['decision']), /"reason":"actors_too_many"/);
    scene.usePolicy(exchanging({ exchange: { tokensOf: ['storefront'], maxActors: 2 } }));
    const twice = await exchange(once, actor);
    assert.deepEqual(claimsOf(twice.json['access_token'])['act'], {
      sub: 'order-fulfilment',
      act: { sub: 'order-fulfilment' },
    });
    scene.usePolicy(exchanging());
  });
  it('A13.3 a subject’s token is one that a guard released, unrevoked, in its own spelling', async () => {
    const held = await ownToken('order-fulfilment', 'orders:read');
    const direct = await fetch(`${scene.serverUrl()}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`order-fulfilment:${scene.secretOf('order-fulfilment')}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders:read', resource: ORDERS }),
    });
    const past = ((await direct.json()) as { access_token: string }).access_token;
    const [head, payload] = held.split('.');
    for (const token of [past, 'nonsense', `${held}=`, `${head}.${payload}.${'A'.repeat(86)}`]) {
      const [answer, { sentOn }] = await scene.watching(() => exchange(token));
      assert.deepEqual([...said(answer), sentOn], [400, 'invalid_request', []], token.slice(0, 8));
    }
    await scene.post('/token/revocation', 'order-fulfilment', { token: held });
    const [answer, { sentOn }] = await scene.watching(() => exchange(held));
    assert.deepEqual([...said(answer), sentOn], [400, 'invalid_request', []]);
  });
  it('A13.3 what came of a token ends with its grant, and no later than the token', async () => {
    scene.usePolicy(exchanging(OF_STOREFRONT));
    const configuration = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(configuration, { scope: 'openid offline_access orders:read', prompt: 'consent' });
    await scene.store.pool.query(
      "update token_births set expires_at = extract(epoch from now())::bigint + 40 where type = 'access_token' and subject = $1",
      [scene.pseudonymOf('alice')],
    );
    const answer = await exchange(tokens.access_token);
    assert.ok(Number(answer.json['expires_in']) <= 41, answer.text);
    const acting = String(answer.json['access_token']);
    const active = async (): Promise<unknown> =>
      (await scene.post('/token/introspection', 'ambit-guard', { token: acting })).json['active'];
    assert.equal(await active(), true);
    await openid.tokenRevocation(configuration, tokens.refresh_token ?? '');
    assert.equal(await active(), false);
    scene.usePolicy(exchanging());
  });
  it('A13.3 a public client, which anybody could be, exchanges nothing', async () => {
    const held = await ownToken('order-fulfilment', 'orders:read');
    const [answer, { sentOn }] = await scene.watching(() => exchange(held, { client_id: 'mobile-app' }, null));
    assert.deepEqual([...said(answer), sentOn], [400, 'unauthorized_client', []]);
  });
  it('A13.4 the response says what it is', async () => {
    const held = await ownToken('order-fulfilment', 'orders:read');
    const answer = await exchange(held);
    assert.equal(answer.json['issued_token_type'], ACCESS_TOKEN_TYPE);
    assert.deepEqual(Object.keys(answer.json).sort(), [
      'access_token',
      'expires_in',
      'issued_token_type',
      'scope',
      'token_type',
    ]);
  });
  it('A13.1 the grant is for clients whose policy has it', async () => {
    scene.usePolicy();
    const held = await ownToken('order-fulfilment', 'orders:read');
    const [answer, { sentOn }] = await scene.watching(() => exchange(held));
    scene.usePolicy(exchanging());
    assert.deepEqual([...said(answer), sentOn], [400, 'unauthorized_client', []]);
  });
});
