import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { formatParameters, parseParameters } from '../../../oauth/index.ts';
import type { Requirement } from '../../../policy/index.ts';
import { CALLBACK, type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene({ serverFeatures: { requestObjects: { enabled: true } } });
const ORDERS = 'https://orders.acme.example';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const signed = (
  payload: unknown,
  header: unknown = { alg: 'HS256', typ: 'oauth-authz-req+jwt' },
  key?: string,
): string => {
  const input = `${part(header)}.${part(payload)}`;
  const secret = key ?? scene.secretOf('storefront');
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const claimsOf = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: 'storefront',
  aud: scene.issuer,
  response_type: 'code',
  client_id: 'storefront',
  redirect_uri: CALLBACK,
  scope: 'openid orders:read',
  resource: ORDERS,
  state: randomUUID(),
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ...more,
});
const authorize = (request: string, more: Record<string, string> = {}): Promise<HttpAnswer> =>
  scene.request('GET', `/auth?${formatParameters(Object.entries({ client_id: 'storefront', request, ...more }))}`);
const queryOf = (address: string | null): URLSearchParams => new URL(address ?? '', scene.issuer).searchParams;
const told = async (answer: HttpAnswer): Promise<string> => {
  const location = answer.headers.get('location') ?? '';
  if (location.startsWith('/')) return 'passed';
  if (location !== '') return `redirect ${queryOf(location).get('error')}`;
  return `${answer.status} ${/Error: <code>([a-z_]+)/.exec(answer.text)?.[1] ?? answer.json['error']}`;
};
async function comesTo(
  request: string,
  outcome: string,
  more: Record<string, string> = {},
): Promise<readonly unknown[]> {
  const [answer, { sentOn, entries }] = await scene.watching(() => authorize(request, more));
  assert.equal(await told(answer), outcome, answer.text);
  assert.equal(sentOn.length, outcome === 'passed' ? 1 : 0);
  return entries.map(({ kind, body }) => {
    const { outcome: decided, reason } = (body['decision'] ?? {}) as { outcome?: string; reason?: string | null };
    return [kind, decided ?? body['error'], reason].filter((one) => one != null).join(' ');
  });
}
const outside = { redirect_uri: CALLBACK, state: 'outside' };

describe('A6: request objects by value (JAR, RFC 9101)', () => {
  it('A6.1 the metadata say that they are taken, and by which algorithms', async () => {
    const { json } = await scene.request('GET', '/.well-known/openid-configuration');
    assert.equal(json['request_parameter_supported'], true);
    assert.equal(json['request_uri_parameter_supported'], false);
    const algorithms = json['request_object_signing_alg_values_supported'] as string[];
    assert.ok(algorithms.includes('HS256') && !algorithms.includes('none'));
  });
  it('A6.1 is decided by what is in it, goes on unchanged with nothing beside it, and signs a person in', async () => {
    const storefront = await scene.configurationOf('storefront');
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const code_challenge = await openid.calculatePKCECodeChallenge(verifier);
    const object = signed(claimsOf({ state, code_challenge, exp: Math.floor(Date.now() / 1000) + 60, max_age: 600 }));
    const address = new URL(
      `${scene.issuer}/auth?${formatParameters([
        ['client_id', 'storefront'],
        ['request', object],
        ['response_type', 'code'],
        ['scope', 'openid orders:read'],
        ['login_hint', 'mallory'],
      ])}`,
    );
    const [back, { sentOn, entries }] = await scene.watching(() => scene.browse(address, 'alice'));
    const sent = parseParameters(sentOn[0]?.target.split('?')[1] ?? '');
    assert.deepEqual(Object.fromEntries(sent), { client_id: ['storefront'], request: [object] });
    const [request] = entries.map(({ body }) => body['request']);
    assert.deepEqual((request as { fulfils?: string[] }).fulfils, ['signed_request_object']);
    const tokens = await openid.authorizationCodeGrant(storefront, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    assert.equal(tokens.scope, 'orders:read');
  });
  it('A6.1 what differs inside and outside is refused', async () => {
    for (const more of [
      { scope: 'openid' },
      { response_type: 'token' },
      { redirect_uri: 'http://127.0.0.1:4481/callback' },
    ])
      assert.deepEqual(
        await comesTo(signed(claimsOf()), more.redirect_uri ? '400 invalid_request' : 'redirect invalid_request', {
          ...outside,
          ...more,
        }),
        [],
      );
  });
  it('A6.1 what only stands outside counts for nothing', async () => {
    const { scope: _scope, ...claims } = claimsOf();
    assert.deepEqual(await comesTo(signed(claims), 'redirect invalid_scope', { scope: 'openid orders:read' }), [
      'decision.made permit',
      'token.not_issued scope_exceeds_decision',
    ]);
  });
  it('A6.2 is never narrowed: what the client may not hold all of is refused whole', async () => {
    const wide = signed(claimsOf({ scope: 'openid orders:read orders:refund' }));
    assert.deepEqual(await comesTo(wide, 'redirect invalid_scope'), [
      'decision.made narrow',
      'token.not_issued scope_exceeds_decision',
    ]);
    assert.deepEqual(await comesTo(signed(claimsOf({ scope: 'customers:pii' })), 'redirect invalid_scope'), [
      'decision.made refuse nothing_left',
    ]);
  });
  it('A6.2 has to name the resource of its scopes, for none can be put in', async () => {
    const { resource: _resource, ...claims } = claimsOf();
    assert.deepEqual(await comesTo(signed(claims), 'redirect invalid_target'), [
      'decision.made permit',
      'token.not_issued audience_differs',
    ]);
    await comesTo(signed({ ...claims, scope: 'openid' }), 'passed');
    await comesTo(signed(claimsOf({ resource: [ORDERS] })), 'passed');
  });
  it('A6.2 one that is encrypted is refused', async () => {
    await comesTo('eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn', '400 invalid_request_object');
    await comesTo('eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn', 'redirect invalid_request_object', outside);
  });
  it('A6.3 nobody signed it: refused, whether it says so or not', async () => {
    await comesTo(`${part({ alg: 'none' })}.${part(claimsOf())}.`, '400 invalid_request_object');
    await comesTo(signed(claimsOf(), { alg: 'none' }), '400 invalid_request_object');
    await comesTo(signed(claimsOf()).replace(/[^.]*$/, ''), '400 invalid_request_object');
  });
  it('A6.3 somebody else signed it: the server says so, and no code comes of it', async () => {
    const [answer, { entries }] = await scene.watching(() =>
      authorize(signed(claimsOf(), undefined, 'another secret')),
    );
    assert.doesNotMatch(answer.headers.get('location') ?? '', /interaction|code=/);
    assert.ok(!entries.some(({ kind }) => kind === 'token.issued'));
  });
  const now = Math.floor(Date.now() / 1000);
  for (const [name, more, header] of [
    ['A6.3 for another audience', { aud: 'https://other.example' }],
    ['A6.3 for two audiences', () => ({ aud: [scene.issuer, 'https://other.example'] })],
    ['A6.3 for nobody', { aud: undefined }],
    ['A6.3 from another client', { iss: 'support-desk' }],
    ['A6.3 of another client', { client_id: 'support-desk' }],
    ['A6.3 of no client', { client_id: undefined }],
    ['A6.3 that would do as the client’s own assertion', { sub: 'storefront' }],
    ['A6.3 with an object in it', { request: 'a.b.c' }],
    ['A6.3 with a reference in it', { request_uri: 'urn:x:y' }],
    ['A6.3 of another type', {}, { alg: 'HS256', typ: 'client-authentication+jwt' }],
    ['A6.3 with what has to be understood', {}, { alg: 'HS256', crit: ['x'] }],
    ['A6.3 that is over', { exp: now - 1 }],
    ['A6.3 that is not good yet', { nbf: now + 3600 }],
    ['A6.3 whose end is text', { exp: '9999999999' }],
    ['A6.5 with scopes as a list', { scope: ['openid', 'orders:read'] }],
    ['A6.5 with a resource that is none', { resource: [{}] }],
    ['A6.5 with an empty scope', { scope: '' }],
    ['A6.5 with a member that nobody knows', { audience: 'https://other.example' }],
    ['A6.5 without a state of its own', { state: undefined }],
    ['A6.5 with a state that can be guessed', { state: 's' }],
  ] as const)
    it(`${name}: invalid_request_object`, async () => {
      const claims = claimsOf(typeof more === 'function' ? more() : more);
      const answer = await authorize(signed(claims, header));
      assert.match(await told(answer), /^(?:400|redirect) invalid_request_object$/);
    });
  it('A6.5 one that asks for an answer by form_post is refused, for the server would write it', async () => {
    const answer = await authorize(signed(claimsOf({ response_mode: 'form_post' })));
    assert.match(answer.text, /name="error" value="unsupported_response_mode"/);
  });
  it('A6.5 with a member twice: invalid_request_object', async () => {
    const twice = JSON.stringify(claimsOf()).replace('"scope":', '"scope":"openid customers:pii","scope":');
    await comesTo(signed(twice), '400 invalid_request_object');
  });
  it('A6.1 is good once, for any guard: its state stands for it', async () => {
    const object = signed(claimsOf());
    await comesTo(object, 'passed');
    for (const again of [object, object])
      assert.deepEqual(await comesTo(again, 'redirect invalid_request_object'), [
        'decision.made permit',
        'token.not_issued request_object_used',
      ]);
  });
  it('A6.1 a pushed one is read alike, and told as the token endpoint tells', async () => {
    const push = (claims: Record<string, unknown>) =>
      scene.post('/request', 'storefront', { client_id: 'storefront', request: signed(claims) });
    const wide = await push(claimsOf({ scope: 'openid orders:read orders:refund' }));
    assert.deepEqual([wide.status, wide.json['error']], [400, 'invalid_scope']);
    const object = await push(claimsOf());
    assert.equal(object.status, 201, object.text);
    const reference = { client_id: 'storefront', request_uri: String(object.json['request_uri']) };
    const answer = await scene.request('GET', `/auth?${formatParameters(Object.entries(reference))}`);
    assert.equal(await told(answer), 'passed');
  });
  it('A6.1 a policy may require signed requests', async () => {
    const requires: readonly Requirement[] = ['signed_request_object'];
    scene.usePolicy((policy) => ({
      ...policy,
      clients: policy.clients.map((client) => (client.clientId === 'storefront' ? { ...client, requires } : client)),
    }));
    try {
      await comesTo(signed(claimsOf()), 'passed');
      const plain = claimsOf() as Record<string, string>;
      const answer = await scene.request('GET', `/auth?${formatParameters(Object.entries(plain))}`);
      assert.equal(await told(answer), 'redirect invalid_request');
    } finally {
      scene.usePolicy();
    }
  });
});
