import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { formatBasicCredentials, formatParameters, parseParameters } from '../../../oauth/index.ts';
import { CALLBACK, type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene();
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const DESK = { client_id: 'support-desk', redirect_uri: 'http://127.0.0.1:4481/callback' };

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
const push = (more: Record<string, string> = {}, client = 'storefront'): Promise<HttpAnswer> =>
  scene.post('/request', client, parametersOf(more));
const pushed = async (more: Record<string, string> = {}): Promise<string> => {
  const answer = await push(more);
  assert.equal(answer.status, 201, answer.text);
  return String(answer.json['request_uri']);
};
const bring = (request_uri: string, more: Record<string, string> = {}): Promise<HttpAnswer> =>
  scene.request('GET', `/auth?${formatParameters(Object.entries({ client_id: 'storefront', request_uri, ...more }))}`);
const outcomes = (entries: readonly { kind: string; body: unknown }[]): string[] =>
  entries.map(({ kind, body }) => {
    const { decision, error } = body as { decision?: { outcome: string; reason: string | null }; error?: string };
    return [kind, decision?.outcome ?? error, decision?.reason].filter((part) => part != null).join(' ');
  });
/** Nobody's address is known: a page, and nothing reaches the server. */
async function isNobodys(requestUri: string, more: Record<string, string> = {}): Promise<void> {
  const [answer, { sentOn }] = await scene.watching(() => bring(requestUri, more));
  assert.deepEqual([answer.status, answer.headers.get('location'), sentOn], [400, null, []]);
  assert.match(answer.text, /invalid_request_uri/);
}
const requiring = (requires: readonly 'pushed_authorization_requests'[]) =>
  scene.usePolicy((policy) => ({
    ...policy,
    clients: policy.clients.map((client) => (client.clientId === 'storefront' ? { ...client, requires } : client)),
  }));

describe('A7: pushed requests (RFC 9126)', () => {
  it('A7.1 the metadata name the endpoint, under the issuer’s address', async () => {
    const { json } = await scene.request('GET', '/.well-known/openid-configuration');
    assert.equal(json['pushed_authorization_request_endpoint'], `${scene.issuer}/request`);
  });
  it('A7.1 openid-client pushes, signs in, and gets what was decided, whichever guard it meets', async () => {
    const storefront = await scene.configurationOf('storefront');
    const verifier = openid.randomPKCECodeVerifier();
    const [address, { sentOn, entries }] = await scene.watching(async () =>
      openid.buildAuthorizationUrlWithPAR(storefront, {
        ...parametersOf({ scope: 'openid orders:read orders:refund', nonce: 'n', audience: 'elsewhere' }),
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      }),
    );
    assert.deepEqual(
      [...address.searchParams.keys()].sort(),
      ['client_id', 'request_uri'],
      'nothing of the request is in the address',
    );
    const form = parseParameters(sentOn[0]?.body ?? '');
    assert.deepEqual([sentOn[0]?.target, form.get('scope')], ['/request', ['openid orders:read']]);
    assert.deepEqual([form.has('audience'), form.get('nonce'), form.get('client_id')], [false, ['n'], ['storefront']]);
    assert.notDeepEqual(form.get('state'), ['client-state']);
    const made = entries[0]?.body['request'] as { fulfils?: string[] };
    assert.deepEqual(made.fulfils, ['pushed_authorization_requests']);
    const back = await scene.browse(address, 'alice');
    const tokens = await openid.authorizationCodeGrant(storefront, back, {
      pkceCodeVerifier: verifier,
      expectedState: 'client-state',
      expectedNonce: 'n',
    });
    assert.equal(tokens.scope, 'orders:read');
  });
  it('A7.1, B10 the answer is 201, stored nowhere, with a reference and its end and nothing else', async () => {
    const answer = await push();
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [201, 'no-store']);
    assert.deepEqual(Object.keys(answer.json).sort(), ['expires_in', 'request_uri']);
    assert.match(String(answer.json['request_uri']), /^urn:ietf:params:oauth:request_uri:/);
    assert.equal(answer.json['expires_in'], 60);
  });
  it('A7.1 a public client pushes by its id, and its id stands once in what goes on', async () => {
    const redirect_uri = 'http://127.0.0.1:51004/callback';
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/request', null, parametersOf({ client_id: 'mobile-app', redirect_uri })),
    );
    assert.equal(answer.status, 201, answer.text);
    assert.deepEqual(parseParameters(sentOn[0]?.body ?? '').get('client_id'), ['mobile-app']);
  });
  for (const [name, more, error] of [
    ['A7.1 a scope that the client may not hold', { scope: 'customers:pii' }, 'invalid_scope'],
    ['A7.1 a resource that nobody knows', { resource: 'https://elsewhere.example' }, 'invalid_target'],
    ['A7.1 a redirect URI that is not registered', { redirect_uri: `${CALLBACK}/` }, 'invalid_request'],
    ['A7.1 another response type', { response_type: 'code token' }, 'unsupported_response_type'],
    ['A7.1 PKCE by plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['A7.1 a reference in a pushed request (§2.1)', { request_uri: 'urn:x:y' }, 'invalid_request'],
    ['A7.1 two clients', { client_id: 'support-desk' }, 'invalid_request'],
  ] as const)
    it(`${name}: refused as the token endpoint refuses`, async () => {
      const [answer, { sentOn }] = await scene.watching(() => push(more));
      assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, error, []], answer.text);
    });
  it('A7.1 a parameter that stands twice, or in the query: refused', async () => {
    const body = formatParameters(Object.entries(parametersOf()));
    for (const [path, form] of [
      ['/request', `${body}&scope=openid`],
      ['/request?scope=openid', body],
    ] as const) {
      const [answer, { sentOn, entries }] = await scene.watching(() => scene.post(path, 'storefront', form));
      assert.deepEqual([answer.status, answer.json['error'], sentOn, entries], [400, 'invalid_request', [], []]);
    }
  });
  it('A7.1 a wrong secret and an unknown client are told alike, and the decision is closed', async () => {
    const headers = (client: string) => ({ authorization: formatBasicCredentials(client, 'wrong') });
    const [wrong, { entries }] = await scene.watching(() =>
      scene.post('/request', null, parametersOf(), headers('storefront')),
    );
    const unknown = await scene.post('/request', null, parametersOf({ client_id: 'nobody' }), headers('nobody'));
    assert.deepEqual([wrong.status, wrong.json], [401, { error: 'invalid_client', ...descriptionOf(wrong) }]);
    assert.deepEqual([unknown.status, unknown.json], [wrong.status, wrong.json]);
    assert.deepEqual(outcomes(entries), ['decision.made permit', 'token.not_issued invalid_client']);
  });
  it('A7.2 is taken once, by whichever guard', async () => {
    const requestUri = await pushed();
    const answers = await Promise.all([bring(requestUri), bring(requestUri), bring(requestUri)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 400, 400]);
    await isNobodys(requestUri);
  });
  it('A7.2 is of its client: another one neither takes it nor spends it', async () => {
    const requestUri = await pushed();
    await isNobodys(requestUri, { client_id: 'support-desk' });
    const answer = await bring(requestUri);
    assert.match(answer.headers.get('location') ?? '', /^\/interaction\//);
  });
  it('A7.2 one that was pushed past the guards is refused and counted', async () => {
    const response = await fetch(`${scene.serverUrl()}/request`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: formatBasicCredentials('support-desk', scene.secretOf('support-desk')),
      },
      body: formatParameters(Object.entries(parametersOf({ ...DESK, scope: 'openid customers:pii' }))),
    });
    assert.equal(response.status, 201);
    const { request_uri: requestUri } = (await response.json()) as { request_uri: string };
    const [, { entries }] = await scene.watching(async () => {
      await isNobodys(requestUri, { client_id: 'support-desk', redirect_uri: DESK.redirect_uri });
      await scene.settle();
    });
    const counted = entries.find(({ kind }) => kind === 'refusals.summarised')?.body['refusals'];
    assert.ok(
      (counted as { reason: string }[]).some(({ reason }) => reason === 'request_uri_unknown'),
      JSON.stringify(counted),
    );
  });
  it('A7.2 one whose time is over is refused', async () => {
    const requestUri = await pushed();
    await scene.store.pool.query('update pushed_authorization_requests set expires_at = 0 where used_at is null');
    await isNobodys(requestUri);
  });
  it('A7.3 what stands beside a reference is dropped, wherever it leads', async () => {
    const requestUri = await pushed();
    const [answer, { sentOn }] = await scene.watching(() =>
      bring(requestUri, {
        scope: 'openid orders:refund',
        redirect_uri: 'https://evil.example',
        state: 'other',
        claims: '{}',
      }),
    );
    assert.equal(answer.status, 303, answer.text);
    assert.deepEqual([...parseParameters(sentOn[0]?.target.split('?')[1] ?? '').keys()].sort(), [
      'client_id',
      'request_uri',
    ]);
  });
  it('A7.3 what the policy took back since it was pushed is told to the client, with its own state', async () => {
    const requestUri = await pushed({ scope: 'openid orders:read orders:write' });
    scene.usePolicy((policy) => ({
      ...policy,
      clients: policy.clients.map((client) => ({
        ...client,
        standing: client.standing.filter((scope) => scope !== 'orders:write'),
      })),
    }));
    const [answer, { sentOn, entries }] = await scene
      .watching(() => bring(requestUri))
      .finally(() => scene.usePolicy());
    const query = new URL(answer.headers.get('location') ?? '').searchParams;
    assert.deepEqual([query.get('error'), query.get('state'), sentOn], ['invalid_scope', 'client-state', []]);
    assert.deepEqual(outcomes(entries), ['decision.made narrow', 'token.not_issued scope_exceeds_decision']);
  });
  it('A7.4 a policy may require it: a request that is not pushed is told so, a pushed one passes', async () => {
    requiring(['pushed_authorization_requests']);
    try {
      const [answer, { sentOn, entries }] = await scene.watching(() =>
        scene.request('GET', `/auth?${formatParameters(Object.entries(parametersOf()))}`),
      );
      const query = new URL(answer.headers.get('location') ?? '').searchParams;
      assert.deepEqual([query.get('error'), query.get('state'), sentOn], ['invalid_request', 'client-state', []]);
      assert.deepEqual(outcomes(entries), ['decision.made refuse request_not_pushed']);
      assert.match((await bring(await pushed())).headers.get('location') ?? '', /^\/interaction\//);
    } finally {
      scene.usePolicy();
    }
  });
  it('A7.2 neither the reference nor the handle stands in the database', async () => {
    const requestUri = await pushed();
    const { rows } = await scene.store.pool.query<{ text: string }>(
      'select row_to_json(one)::text as text from pushed_authorization_requests as one',
    );
    const id = requestUri.split(':').at(-1) ?? '';
    assert.ok(rows.length > 0 && rows.every(({ text }) => !text.includes(id)));
  });
});

function descriptionOf({ json }: HttpAnswer): Record<string, unknown> {
  return { error_description: json['error_description'] };
}
