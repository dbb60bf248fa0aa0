import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { formatParameters } from '../../../oauth/index.ts';
import { CALLBACK, errorOf, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene();
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const parametersOf = (more: Record<string, string> = {}): Record<string, string> => ({
  response_type: 'code',
  client_id: 'storefront',
  redirect_uri: CALLBACK,
  scope: 'openid orders:read',
  state: 'client-state',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ...more,
});
const authorize = (more: Record<string, string> = {}) =>
  scene.request('GET', `/auth?${formatParameters(Object.entries(parametersOf(more)))}`);
const queryOf = (address: string | null): URLSearchParams => new URL(address ?? '', scene.issuer).searchParams;

/** Told to the client by redirect; the authorization server never heard of it. */
async function refusedByRedirect(more: Record<string, string>, error: string): Promise<void> {
  const [answer, { sentOn }] = await scene.watching(() => authorize(more));
  const location = answer.headers.get('location') ?? '';
  assert.equal(answer.status, 303, answer.text);
  assert.ok(location.startsWith(`${CALLBACK}?`), location);
  const query = queryOf(location);
  assert.deepEqual([query.get('error'), query.get('state'), query.get('iss')], [error, 'client-state', scene.issuer]);
  assert.deepEqual(sentOn, []);
}

describe('A5: the authorization endpoint', () => {
  it('A5.1 takes a query by GET and a form by POST', async () => {
    for (const answer of [await authorize(), await scene.post('/auth', null, parametersOf())])
      assert.match(answer.headers.get('location') ?? '', /^\/interaction\//);
  });
  it('A5.1 redirects nowhere before client and redirect URI are confirmed', async () => {
    for (const more of [
      { client_id: 'nobody' },
      { redirect_uri: `${CALLBACK}/` },
      { redirect_uri: `${CALLBACK}?x=1` },
      { redirect_uri: CALLBACK.replace('127', '0127') },
      { redirect_uri: 'http://127.0.0.1:4481/callback' },
      { redirect_uri: '' },
    ]) {
      const [answer, { sentOn }] = await scene.watching(() => authorize(more));
      assert.deepEqual([answer.status, answer.headers.get('location'), sentOn], [400, null, []], JSON.stringify(more));
      assert.match(answer.headers.get('content-type') ?? '', /html/);
    }
  });
  it('A5.1 an application on a person’s machine may listen on any port of a loopback address (RFC 8252 §7.3)', async () => {
    const configuration = await openid.discovery(new URL(scene.issuer), 'mobile-app', undefined, openid.None(), {
      execute: [openid.allowInsecureRequests],
    });
    const redirectUri = 'http://127.0.0.1:51004/callback';
    const tokens = await scene.signIn(configuration, { redirect_uri: redirectUri, scope: 'openid orders:read' }, 'bob');
    assert.equal(tokens.scope, 'orders:read');
    for (const elsewhere of [
      'http://127.0.0.1:51004/other',
      'http://127.0.0.1:80@evil.example/callback',
      'http://[::1]:51004/callback',
    ])
      assert.equal((await authorize({ client_id: 'mobile-app', redirect_uri: elsewhere })).status, 400, elsewhere);
  });
  it('A5.2 code is the only response type, query and form_post the only response modes', async () => {
    for (const type of ['token', 'id_token', 'code token', 'code id_token', 'id_token token', 'none'])
      await refusedByRedirect({ response_type: type }, 'unsupported_response_type');
    for (const mode of ['fragment', 'query.jwt', 'jwt', 'web_message'])
      await refusedByRedirect({ response_mode: mode }, 'unsupported_response_mode');
  });
  it('A5.2 an answer by form_post comes as a page of the guard’s, with the code that the person signed in for', async () => {
    const storefront = await scene.configurationOf('storefront');
    const [tokens, { sentOn }] = await scene.watching(() =>
      scene.signIn(storefront, { scope: 'openid orders:read', response_mode: 'form_post' }),
    );
    assert.equal(tokens.scope, 'orders:read');
    assert.ok(sentOn.every(({ target }) => !target.includes('form_post')));
  });
  it('A5.2 what says how to ask passes, what grants is decided, and the rest stays behind', async () => {
    const [, { sentOn }] = await scene.watching(() =>
      authorize({
        nonce: 'n',
        prompt: 'login',
        max_age: '60',
        audience: 'x',
        include_granted_scopes: 'true',
        kc_idp_hint: 'x',
      }),
    );
    const query = queryOf(sentOn[0]?.target ?? '');
    assert.deepEqual([query.get('nonce'), query.get('prompt'), query.get('max_age')], ['n', 'login', '60']);
    assert.deepEqual(
      [query.has('audience'), query.has('include_granted_scopes'), query.has('kc_idp_hint')],
      [false, false, false],
    );
    assert.notEqual(query.get('state'), 'client-state');
  });
  for (const [name, more, error] of [
    ['A5.2 registration', { registration: '{}' }, 'registration_not_supported'],
    ['A5.2 dpop_jkt', { dpop_jkt: 'x' }, 'invalid_request'],
    ['A5.2 PKCE by plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['A5.3 claims', { claims: '{"id_token":{"groups":null}}' }, 'invalid_request'],
    [
      'A6.1 a request object by value',
      { request: `${part({ alg: 'none' })}.${part({ scope: 'orders:refund' })}.` },
      'request_not_supported',
    ],
    [
      'A6.4 a request object by reference',
      { request_uri: 'https://client.example/request.jwt' },
      'request_uri_not_supported',
    ],
    ['A8.1 authorization details', { authorization_details: '[{"type":"x"}]' }, 'invalid_authorization_details'],
  ] as const)
    it(`${name}: refused, told by redirect`, () => refusedByRedirect(more, error));
  it('A5.4 offline_access is a scope that the policy has to allow', async () => {
    scene.usePolicy((policy) => ({
      ...policy,
      clients: policy.clients.map((client) => ({
        ...client,
        standing: client.standing.filter((one) => one !== 'offline_access'),
      })),
    }));
    const [, { sentOn }] = await scene.watching(() =>
      authorize({ scope: 'openid offline_access orders:read', prompt: 'consent' }),
    );
    scene.usePolicy();
    assert.equal(queryOf(sentOn[0]?.target ?? '').get('scope'), 'openid orders:read');
  });
  it('A5.5 prompt=none is decided like any other request', async () => {
    const [, { sentOn }] = await scene.watching(() =>
      authorize({ prompt: 'none', scope: 'openid orders:read orders:refund' }),
    );
    assert.equal(queryOf(sentOn[0]?.target ?? '').get('scope'), 'openid orders:read');
    const desk = { client_id: 'support-desk', redirect_uri: 'http://127.0.0.1:4481/callback' };
    const refused = await authorize({ ...desk, prompt: 'none', scope: 'openid customers:pii' });
    assert.equal(queryOf(refused.headers.get('location')).get('error'), 'invalid_scope');
  });
  it('A5.6 a narrowed request is answered with the scope that it got', async () => {
    const storefront = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(storefront, { scope: 'openid orders:read orders:refund' });
    assert.equal(tokens.scope, 'orders:read');
  });
  it('A5.8 a code is known by what was decided for it, and no code from elsewhere is exchanged', async () => {
    const storefront = await scene.configurationOf('storefront');
    const { back, checks } = await scene.authorize(storefront, { scope: 'openid orders:read' });
    const foreign = new URL(back);
    foreign.searchParams.set('code', 'from-elsewhere');
    const [error, { sentOn }] = await scene.watching(() =>
      errorOf(openid.authorizationCodeGrant(storefront, foreign, checks)),
    );
    assert.deepEqual([error, sentOn], ['invalid_grant', []]);
    assert.equal((await openid.authorizationCodeGrant(storefront, back, checks)).scope, 'orders:read');
  });
});

describe('B12, B13: errors of the authorization endpoint', () => {
  it('B12 a scope that the client may not hold: invalid_scope, with state and iss', () =>
    refusedByRedirect({ client_id: 'storefront', scope: 'customers:pii' }, 'invalid_scope'));
  it('B12 a resource that nobody knows: invalid_target', () =>
    refusedByRedirect({ resource: 'https://elsewhere.example' }, 'invalid_target'));
  it('B13 a parameter that stands twice is told on a page, without state', async () => {
    const query = formatParameters(Object.entries(parametersOf()));
    for (const twice of ['state=b', 'redirect_uri=https%3A%2F%2Fevil.example', 'client_id=x', 'scope=a']) {
      const answer = await scene.request('GET', `/auth?${query}&${twice}`);
      assert.deepEqual([answer.status, answer.headers.get('location')], [400, null]);
      assert.doesNotMatch(answer.text, /client-state|evil/);
    }
  });
  it('B13 POST is answered 303, never 307', async () => {
    const answer = await scene.post('/auth', null, parametersOf({ scope: 'customers:pii' }));
    assert.equal(answer.status, 303);
  });
  it('B14 an error says nothing in characters that RFC 6749 forbids, and a page escapes', async () => {
    const answer = await authorize({ client_id: '<script>alert(1)</script>' });
    assert.doesNotMatch(answer.text, /<script/);
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });
});
