import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { PARTNER_SECRET } from '../../../../examples/acme/authorization-server/more-grants.ts';
import { JWT_BEARER_GRANT } from '../../../oauth/index.ts';
import type { Client, Policy } from '../../../policy/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const PARTNER = 'https://partner.example';
const scene = realServerScene({
  serverGrants: ['jwt-bearer'],
  serverClients: {
    'order-fulfilment': { grant_types: ['client_credentials', JWT_BEARER_GRANT] },
    'mobile-app': { grant_types: ['authorization_code', 'refresh_token', JWT_BEARER_GRANT] },
  },
});

/** A policy in which two clients may bring the partner's assertions, otherwise as said. */
const trusting =
  (trusted: Partial<NonNullable<Client['assertions']>[number]> = {}) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) =>
      ['order-fulfilment', 'mobile-app'].includes(client.clientId)
        ? {
            ...client,
            grantTypes: [...client.grantTypes, JWT_BEARER_GRANT],
            assertions: [{ issuer: PARTNER, subjects: ['alice', 'svc-*'], ...trusted }],
          }
        : client,
    ),
  });
const assertion = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): string => {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: PARTNER, sub: 'alice', aud: scene.issuer, iat: now, exp: now + 60 };
  const input = [
    { alg: 'HS256', ...header },
    { ...usual, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', PARTNER_SECRET).update(input).digest('base64url')}`;
};
const bring = (
  text: string,
  more: Record<string, string> = {},
  client: string | null = 'order-fulfilment',
): Promise<HttpAnswer> =>
  scene.post('/token', client, { grant_type: JWT_BEARER_GRANT, assertion: text, scope: 'orders:read', ...more });
const said = ({ status, json }: HttpAnswer): unknown[] => [status, json['error']];
const reasonOf = (entries: readonly { readonly body: Record<string, unknown> }[]): unknown => {
  const { reason, withheld } = (entries[0]?.body['decision'] ?? { reason: null, withheld: [] }) as {
    readonly reason: string;
    readonly withheld: readonly { readonly reason: string }[];
  };
  return withheld[0]?.reason ?? reason;
};

describe('A12.1: assertions as grants (RFC 7523)', () => {
  it('A12.1 one that the policy takes gives what it, the policy and the request have in common', async () => {
    scene.usePolicy(trusting());
    const text = assertion({ scope: 'orders:read orders:write', resource: 'https://orders.acme.example', jti: 'j' });
    const [answer, { sentOn, entries }] = await scene.watching(() => bring(text, { x: '1', refresh_token: 'r' }));
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'orders:read'], answer.text);
    assert.deepEqual(
      [...new URLSearchParams(sentOn[0]?.body ?? '')],
      [
        ['grant_type', JWT_BEARER_GRANT],
        ['assertion', text],
        ['scope', 'orders:read'],
        ['resource', 'https://orders.acme.example'],
      ],
    );
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made', 'token.issued'],
    );
    assert.equal(entries[1]?.subject, scene.pseudonymOf('alice'));
    const recorded = JSON.stringify(entries[0]?.body);
    assert.ok(recorded.includes(`"issuer":"${PARTNER}"`) && !recorded.includes(text));
  });
  it('A12.1 whom it is for stands in no entry but as the policy’s own pattern', async () => {
    scene.usePolicy(trusting({ subjects: ['svc-*'] }));
    const [answer, { entries }] = await scene.watching(() => bring(assertion({ sub: 'svc-seven' })));
    scene.usePolicy(trusting());
    assert.equal(answer.status, 200, answer.text);
    assert.ok(
      JSON.stringify(entries).includes('"subjectPattern":"svc-*"') && !JSON.stringify(entries).includes('svc-seven'),
    );
  });
  for (const [name, claims, reason] of [
    ['another issuer', { iss: 'https://other.example' }, 'assertion_not_allowed'],
    ['the issuer itself, whose tokens are no assertions', () => ({ iss: scene.issuer }), 'assertion_not_allowed'],
    ['somebody whom the policy doesn’t name', { sub: 'mallory' }, 'assertion_not_allowed'],
    ['another audience', { aud: 'https://other.example' }, 'assertion_not_allowed'],
    ['two audiences', () => ({ aud: [scene.issuer, 'https://other.example'] }), 'assertion_not_allowed'],
    ['another client', { client_id: 'nightly-report' }, 'assertion_not_allowed'],
    ['the past', { exp: 1 }, 'assertion_expired'],
    ['a day', () => ({ exp: Math.floor(Date.now() / 1000) + 86_400 }), 'assertion_too_long'],
    ['other scopes', { scope: 'orders:write' }, 'scope_exceeds_assertion'],
    ['another API', { resource: 'https://customers.acme.example' }, 'resource_not_granted'],
  ] as const)
    it(`A12.1 one for ${name}: ${reason}, and the server is not asked`, async () => {
      const more = typeof claims === 'function' ? claims() : claims;
      const [answer, { sentOn, entries }] = await scene.watching(() => bring(assertion(more)));
      assert.deepEqual([answer.status, reasonOf(entries), sentOn], [400, reason, []], answer.text);
    });
  it('A12.1 the policy bounds the scopes and the life of those that it takes', async () => {
    scene.usePolicy(trusting({ scopes: ['orders:read'], maxLifeSeconds: 30 }));
    const [long, { entries }] = await scene.watching(() => bring(assertion()));
    assert.deepEqual([long.status, reasonOf(entries)], [400, 'assertion_too_long']);
    const exp = Math.floor(Date.now() / 1000) + 20;
    const [wide, happened] = await scene.watching(() => bring(assertion({ exp }), { scope: 'orders:write' }));
    scene.usePolicy(trusting());
    assert.deepEqual([...said(wide), reasonOf(happened.entries)], [400, 'invalid_scope', 'scope_exceeds_assertion']);
  });
  it('A12.1 an omitted scope is what the assertion is for, and the token endpoint is a name of the issuer', async () => {
    const text = assertion({ scope: 'orders:read', aud: `${scene.issuer}/token` });
    const [answer, { sentOn }] = await scene.watching(() => bring(text, { scope: '' }));
    assert.equal(answer.json['scope'], 'orders:read', answer.text);
    assert.match(sentOn[0]?.body ?? '', /&scope=orders%3Aread&/);
  });
  it('A12.1 a request without a client is of the one that the assertion names, by its name', async () => {
    const [answer, { sentOn }] = await scene.watching(() => bring(assertion({ client_id: 'mobile-app' }), {}, null));
    assert.equal(answer.status, 200, answer.text);
    assert.match(sentOn[0]?.body ?? '', /&client_id=mobile-app$/);
    assert.deepEqual(said(await bring(assertion(), {}, null)), [401, 'invalid_client']);
  });
  it('A12.1 what can not be read in one way is refused unread', async () => {
    const [head = '', payload = '', signature = ''] = assertion().split('.');
    const twice = Buffer.from(`{"iss":"${PARTNER}","iss":"x","sub":"alice"}`).toString('base64url');
    for (const text of [
      'a.b.c',
      'YQ',
      `${head}.${payload}`,
      `${head}.${payload}.${signature}=`,
      `${head}.${twice}.${signature}`,
      assertion({}, { alg: 'none' }),
      assertion({ sub: undefined }),
      assertion({ exp: undefined }),
      assertion({ aud: [] }),
      assertion({ scope: ['orders:read'] }),
      'eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn',
    ]) {
      const [answer, { sentOn }] = await scene.watching(() => bring(text));
      assert.deepEqual([...said(answer), sentOn], [400, 'invalid_grant', []], text);
    }
  });
  it('A12.1 one that the server doesn’t take gives nothing, and closes its decision', async () => {
    const [answer, { entries }] = await scene.watching(() => bring(assertion().replace(/[^.]*$/, 'A'.repeat(43))));
    assert.deepEqual(said(answer), [400, 'invalid_grant']);
    assert.deepEqual(
      entries.map(({ kind, body }) => [kind, body['error'] ?? null]),
      [
        ['decision.made', null],
        ['token.not_issued', 'invalid_grant'],
      ],
    );
  });
  it('A12.1 the grant is for clients whose policy has it', async () => {
    scene.usePolicy();
    const [answer, { sentOn }] = await scene.watching(() => bring(assertion()));
    scene.usePolicy(trusting());
    assert.deepEqual([...said(answer), sentOn], [400, 'unauthorized_client', []]);
  });
});
