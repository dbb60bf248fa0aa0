import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatParameters } from '../../oauth/index.ts';
import { answerTo, codeFlowScene, queryOf } from './testing/code-flow-scene.ts';
import { CALLBACK, ISSUER, ORDERS } from './testing/test-policy.ts';

const scene = codeFlowScene();

describe('the authorization endpoint', () => {
  it('passes the request on anew, with its own handle as state', async () => {
    const answer = await scene.authorize({ nonce: 'n', claims_locales: 'de', include_granted_scopes: 'true' });
    assert.equal(answer.status, 303);
    const upstream = queryOf(scene.server.seen[0]?.path ?? '');
    assert.deepEqual(
      [...upstream.keys()],
      [
        'response_type',
        'client_id',
        'redirect_uri',
        'scope',
        'resource',
        'state',
        'code_challenge',
        'code_challenge_method',
        'nonce',
      ],
    );
    assert.equal(upstream.get('resource'), ORDERS);
    assert.notEqual(upstream.get('state'), 'client-state');
  });
  it('gives the client its own state and iss (RFC 9207)', async () => {
    const location = new URL((await scene.authorize()).headers.location ?? '');
    assert.equal(location.searchParams.get('state'), 'client-state');
    assert.equal(location.searchParams.get('iss'), ISSUER);
    assert.deepEqual([...location.searchParams.keys()], ['code', 'iss', 'state']);
  });
  it('takes a form as well, and redirects by 303 (RFC 9700 section 4.12)', async () => {
    const answer = await scene.guard.post('/auth', null, {
      response_type: 'code',
      client_id: 'web',
      redirect_uri: CALLBACK,
      scope: 'openid orders:read',
    });
    assert.equal(answer.status, 303);
    assert.equal(scene.server.seen[0]?.headers['content-type'], undefined);
  });
  it('tells the client what is refused, by redirect, and asks nobody', async () => {
    const answer = await scene.authorize({ scope: 'openid orders:refund' });
    const location = new URL(answer.headers.location ?? '');
    assert.equal(location.searchParams.get('error'), 'invalid_scope');
    assert.equal(location.searchParams.get('state'), 'client-state');
    assert.equal(location.searchParams.get('iss'), ISSUER);
    assert.deepEqual(scene.server.seen, []);
    assert.deepEqual(await scene.kinds(), ['decision.made']);
  });
  it('refuses request objects, claims and tokens in the front channel by redirect', async () => {
    for (const [more, error] of [
      [{ request: 'a.b.c' }, 'request_not_supported'],
      [{ claims: '{}' }, 'invalid_request'],
      [{ response_type: 'code token' }, 'unsupported_response_type'],
    ] as const)
      assert.equal(queryOf((await scene.authorize(more)).headers.location ?? '').get('error'), error);
    assert.deepEqual(scene.server.seen, []);
  });

  const unredirectable: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
    ['an unknown client', { client_id: 'nobody' }, []],
    ['another redirect URI', { redirect_uri: 'https://evil.example/callback' }, []],
    ['a redirect URI with more behind it', { redirect_uri: `${CALLBACK}/x` }, []],
    ['a redirect URI in another case', { redirect_uri: CALLBACK.toUpperCase() }, []],
    ['no redirect URI', {}, ['redirect_uri']],
    ['no client', {}, ['client_id']],
  ];
  for (const [name, more, without] of unredirectable)
    it(`never redirects for ${name}: the person sees a page`, async () => {
      const answer = await scene.authorize(more, without);
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.location, undefined);
      assert.match(answer.headers['content-type'] ?? '', /text\/html/);
      assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/);
      assert.doesNotMatch(answer.text, /evil/);
      assert.deepEqual(scene.server.seen, []);
      assert.deepEqual(await scene.kinds(), []);
    });
  it('never redirects for a parameter that stands twice', async () => {
    const query = formatParameters(Object.entries({ response_type: 'code', client_id: 'web', redirect_uri: CALLBACK }));
    for (const twice of [
      'state=a&state=b',
      'redirect_uri=https%3A%2F%2Fevil.example',
      'client_id=spa',
      'scope=a&scope=b',
    ])
      assert.equal((await scene.guard.request('GET', `/auth?${query}&${twice}`)).status, 400);
    assert.deepEqual(scene.server.seen, []);
  });
});

describe('B12: an authorization server that gives no answer', () => {
  it('B12 is told to the client by redirect, and the decision is closed', async () => {
    scene.server.respond.set('/auth', () => Promise.reject(new Error('breaks off')));
    const answer = await scene.authorize();
    assert.equal(answer.status, 303);
    const query = queryOf(answer.headers.location ?? '');
    assert.deepEqual(
      [query.get('error'), query.get('state'), query.get('iss'), query.has('code')],
      ['temporarily_unavailable', 'client-state', ISSUER, false],
    );
    assert.deepEqual(await scene.kinds(), ['decision.made', 'token.not_issued']);
  });
  it('B12 is told on a page where the client is not confirmed', async () => {
    scene.guard.world.policy = null;
    const answer = await scene.authorize();
    assert.deepEqual([answer.status, answer.headers.location, answer.headers['retry-after']], [503, undefined, '1']);
    assert.match(answer.headers['content-type'] ?? '', /html/);
  });
});

describe('a redirect of the authorization server', () => {
  const location = (make: (path: string) => string): void => {
    scene.server.respond.set('/auth', ({ path }) => ({ status: 302, headers: { location: make(path) } }));
  };
  it('within the server passes', async () => {
    location(() => '/interaction/abc');
    assert.equal((await scene.authorize()).headers.location, '/interaction/abc');
  });
  const refused: readonly (readonly [string, (path: string) => string])[] = [
    ['to somewhere else', () => 'https://evil.example/?code=c'],
    ['to the client without a known handle', () => `${CALLBACK}?code=c&state=guess`],
    ['to the client without state', () => `${CALLBACK}?code=c`],
    [
      'to another address with a known handle',
      (path) => `https://evil.example/callback?code=c&state=${queryOf(path).get('state')}`,
    ],
    ['with tokens in the fragment', (path) => `${answerTo(path, { code: 'c' })}#access_token=t`],
    ['with a token in the query', (path) => answerTo(path, { code: 'c', access_token: 't' })],
    ['with neither code nor error', (path) => answerTo(path, {})],
    ['as another issuer', (path) => answerTo(path, { code: 'c', iss: 'https://evil.example' })],
    ['to a script', () => 'javascript:alert(1)'],
  ];
  for (const [name, make] of refused)
    it(`${name} is not passed on`, async () => {
      location(make);
      const answer = await scene.authorize();
      assert.equal(answer.status, 502, answer.text);
      assert.equal(answer.headers.location, undefined);
    });
  it('answers one request once', async () => {
    let first = '';
    location((path) => {
      first ||= answerTo(path, { code: 'c' });
      return first;
    });
    assert.equal((await scene.authorize()).status, 303);
    assert.equal((await scene.authorize()).status, 502);
  });
  it('with the refusal of a person closes the decision', async () => {
    location((path) => answerTo(path, { error: 'access_denied', error_description: 'no "thanks"' }));
    const answer = await scene.authorize();
    assert.equal(queryOf(answer.headers.location ?? '').get('error'), 'access_denied');
    assert.deepEqual(await scene.kinds(), ['decision.made', 'token.not_issued']);
  });
  it('is looked at on the interaction pages too, which pass with their cookies', async () => {
    location(() => '/interaction/abc');
    await scene.authorize();
    const handle = queryOf(scene.server.seen[0]?.path ?? '').get('state') ?? '';
    scene.server.respond.set('/interaction/abc', () => ({
      status: 303,
      headers: { location: `${CALLBACK}?code=c&state=${handle}`, 'set-cookie': 'session=1' },
    }));
    const answer = await scene.guard.request('POST', '/interaction/abc', {
      headers: { cookie: 'a=b', authorization: 'Bearer x', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'password=p',
    });
    assert.equal(queryOf(answer.headers.location ?? '').get('state'), 'client-state');
    assert.deepEqual(answer.headers['set-cookie'], ['session=1']);
    const seen = scene.server.seen.at(-1);
    assert.deepEqual([seen?.headers.cookie, seen?.headers.authorization, seen?.body], ['a=b', undefined, 'password=p']);
  });
});

describe('discovery', () => {
  it('names what the guard serves and no more, at both addresses', async () => {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
      const { json } = await scene.guard.request('GET', path);
      assert.equal(json['issuer'], ISSUER);
      assert.equal(json['token_endpoint'], `${ISSUER}/token`);
      assert.ok(!('registration_endpoint' in json));
      assert.equal(json['userinfo_endpoint'], `${ISSUER}/me`);
      assert.ok(!(json['scopes_supported'] as string[]).includes('admin'));
    }
  });
  it('passes the keys as they are', async () => {
    const { json } = await scene.guard.request('GET', '/jwks');
    assert.equal((json['keys'] as unknown[]).length, 1);
  });
});
