import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { formatParameters } from '../../oauth/index.ts';
import {
  type Answered,
  type GuardUnderTest,
  startGuardUnderTest,
  startTestDatabase,
} from './testing/guard-under-test.ts';
import { type Claims, type PretendedServer, startPretendedServer } from './testing/pretended-server.ts';
import { CALLBACK, ISSUER, ORDERS, testPolicy } from './testing/test-policy.ts';

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let server: PretendedServer;
let guard: GuardUnderTest;

before(async () => {
  database = await startTestDatabase();
  server = await startPretendedServer(ISSUER);
});
after(async () => {
  await guard.close();
  await server.close();
  await database.stop();
});
beforeEach(async () => {
  await guard?.close();
  server.seen.length = 0;
  server.respond.clear();
  server.respond.set('/revoke', () => ({}));
  server.respond.set('/auth', ({ path }) => ({
    status: 303,
    headers: { location: answerTo(path, { code: randomCode() }) },
  }));
  guard = await startGuardUnderTest({
    databaseUrl: database.url,
    issuer: ISSUER,
    upstreamOrigin: server.origin,
    policy: testPolicy(),
  });
});

const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const randomCode = (): string => randomBytes(16).toString('base64url');
const queryOf = (address: string): URLSearchParams => new URL(address, 'http://x').searchParams;
/** What a server answers to an authorization request: the redirect URI with the request's own state. */
const answerTo = (path: string, parameters: Record<string, string>): string => {
  const query = queryOf(path);
  return `${query.get('redirect_uri')}?${formatParameters(Object.entries({ ...parameters, state: query.get('state') ?? '' }))}`;
};
const kinds = async (): Promise<string[]> => (await guard.entries()).map(({ kind }) => kind);

const authorize = (more: Record<string, string> = {}, without: readonly string[] = []): Promise<Answered> => {
  const parameters = {
    response_type: 'code',
    client_id: 'web',
    redirect_uri: CALLBACK,
    scope: 'openid orders:read',
    state: 'client-state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  };
  return guard.request(
    'GET',
    `/auth?${formatParameters(Object.entries(parameters).filter(([name]) => !without.includes(name)))}`,
  );
};
const codeFrom = (answer: Answered): string => queryOf(answer.headers.location ?? '').get('code') ?? '';
const exchange = (code: string, more: Record<string, string> = {}, client: string | null = 'web') =>
  guard.post('/token', client, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    ...more,
  });
const refresh = (refreshToken: string, more: Record<string, string> = {}, client = 'web') =>
  guard.post('/token', client, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
const issue = (claims: Claims = {}, response: Record<string, unknown> = {}): void => {
  server.respond.set('/token', () => ({
    body: {
      access_token: server.accessToken({
        client_id: 'web',
        sub: 'alice',
        aud: ORDERS,
        scope: 'orders:read',
        ...claims,
      }),
      token_type: 'Bearer',
      expires_in: 60,
      ...response,
    },
  }));
};
const idToken = (claims: Claims): string => server.accessToken({ aud: 'web', sub: 'alice', ...claims });

describe('the authorization endpoint', () => {
  it('passes the request on anew, with its own handle as state', async () => {
    const answer = await authorize({ nonce: 'n', claims_locales: 'de', include_granted_scopes: 'true' });
    assert.equal(answer.status, 303);
    const upstream = queryOf(server.seen[0]?.path ?? '');
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
    const location = new URL((await authorize()).headers.location ?? '');
    assert.equal(location.searchParams.get('state'), 'client-state');
    assert.equal(location.searchParams.get('iss'), ISSUER);
    assert.deepEqual([...location.searchParams.keys()], ['code', 'iss', 'state']);
  });
  it('takes a form as well, and redirects by 303 (RFC 9700 section 4.12)', async () => {
    const answer = await guard.post('/auth', null, {
      response_type: 'code',
      client_id: 'web',
      redirect_uri: CALLBACK,
      scope: 'openid orders:read',
    });
    assert.equal(answer.status, 303);
    assert.equal(server.seen[0]?.headers['content-type'], undefined);
  });
  it('tells the client what is refused, by redirect, and asks nobody', async () => {
    const answer = await authorize({ scope: 'openid orders:refund' });
    const location = new URL(answer.headers.location ?? '');
    assert.equal(location.searchParams.get('error'), 'invalid_scope');
    assert.equal(location.searchParams.get('state'), 'client-state');
    assert.equal(location.searchParams.get('iss'), ISSUER);
    assert.deepEqual(server.seen, []);
    assert.deepEqual(await kinds(), ['decision.made']);
  });
  it('refuses request objects, claims and tokens in the front channel by redirect', async () => {
    for (const [more, error] of [
      [{ request: 'a.b.c' }, 'request_not_supported'],
      [{ claims: '{}' }, 'invalid_request'],
      [{ response_type: 'code token' }, 'unsupported_response_type'],
    ] as const)
      assert.equal(queryOf((await authorize(more)).headers.location ?? '').get('error'), error);
    assert.deepEqual(server.seen, []);
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
      const answer = await authorize(more, without);
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.location, undefined);
      assert.match(answer.headers['content-type'] ?? '', /text\/html/);
      assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/);
      assert.doesNotMatch(answer.text, /evil/);
      assert.deepEqual(server.seen, []);
      assert.deepEqual(await kinds(), []);
    });
  it('never redirects for a parameter that stands twice', async () => {
    const query = formatParameters(Object.entries({ response_type: 'code', client_id: 'web', redirect_uri: CALLBACK }));
    for (const twice of [
      'state=a&state=b',
      'redirect_uri=https%3A%2F%2Fevil.example',
      'client_id=spa',
      'scope=a&scope=b',
    ])
      assert.equal((await guard.request('GET', `/auth?${query}&${twice}`)).status, 400);
    assert.deepEqual(server.seen, []);
  });
});

describe('a redirect of the authorization server', () => {
  const location = (make: (path: string) => string): void => {
    server.respond.set('/auth', ({ path }) => ({ status: 302, headers: { location: make(path) } }));
  };
  it('within the server passes', async () => {
    location(() => '/interaction/abc');
    assert.equal((await authorize()).headers.location, '/interaction/abc');
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
      const answer = await authorize();
      assert.equal(answer.status, 502, answer.text);
      assert.equal(answer.headers.location, undefined);
    });
  it('answers one request once', async () => {
    let first = '';
    location((path) => {
      first ||= answerTo(path, { code: 'c' });
      return first;
    });
    assert.equal((await authorize()).status, 303);
    assert.equal((await authorize()).status, 502);
  });
  it('with the refusal of a person closes the decision', async () => {
    location((path) => answerTo(path, { error: 'access_denied', error_description: 'no "thanks"' }));
    const answer = await authorize();
    assert.equal(queryOf(answer.headers.location ?? '').get('error'), 'access_denied');
    assert.deepEqual(await kinds(), ['decision.made', 'token.not_issued']);
  });
  it('is looked at on the interaction pages too, which pass with their cookies', async () => {
    location(() => '/interaction/abc');
    await authorize();
    const handle = queryOf(server.seen[0]?.path ?? '').get('state') ?? '';
    server.respond.set('/interaction/abc', () => ({
      status: 303,
      headers: { location: `${CALLBACK}?code=c&state=${handle}`, 'set-cookie': 'session=1' },
    }));
    const answer = await guard.request('POST', '/interaction/abc', {
      headers: { cookie: 'a=b', authorization: 'Bearer x', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'password=p',
    });
    assert.equal(queryOf(answer.headers.location ?? '').get('state'), 'client-state');
    assert.deepEqual(answer.headers['set-cookie'], ['session=1']);
    const seen = server.seen.at(-1);
    assert.deepEqual([seen?.headers.cookie, seen?.headers.authorization, seen?.body], ['a=b', undefined, 'password=p']);
  });
});

describe('a code', () => {
  it('gives the tokens that were decided, the refresh token with scopes of its own', async () => {
    const code = codeFrom(await authorize());
    issue({}, { refresh_token: 'rt', id_token: idToken({}) });
    const answer = await exchange(code);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json['refresh_token'], 'rt');
    const { rows } = await guard.store.pool.query(
      'select type, scopes from token_births where decision <> $1 order by type',
      [''],
    );
    assert.deepEqual(
      rows.slice(-2),
      [
        { type: 'access_token', scopes: ['orders:read'] },
        { type: 'refresh_token', scopes: ['openid', 'orders:read'] },
      ].slice(-rows.length),
    );
    const issued = (await guard.entries()).at(-1);
    assert.equal(issued?.subject, 'sub:5');
    assert.equal(issued?.after.length, 2, 'it follows from the exchange decision and the authorization decision');
    const written = JSON.stringify(await guard.entries());
    for (const secret of [code, 'alice', String(answer.json['access_token'])]) assert.ok(!written.includes(secret));
  });
  it('is good once; a second time takes the whole grant back (RFC 6749 section 4.1.2)', async () => {
    const code = codeFrom(await authorize());
    issue({}, { refresh_token: randomCode() });
    assert.equal((await exchange(code)).status, 200);
    assert.equal((await exchange(code)).json['error'], 'invalid_grant');
    assert.ok((await kinds()).includes('token.revoked'));
  });
  it('is good once also when two come at the same time', async () => {
    const code = codeFrom(await authorize());
    issue();
    const answers = await Promise.all([exchange(code), exchange(code), exchange(code)]);
    assert.ok(answers.filter(({ status }) => status === 200).length <= 1);
    assert.equal(server.seen.filter(({ path }) => path === '/token').length, 1);
  });

  const refused: readonly (readonly [string, Record<string, string>, string | null])[] = [
    ['of another client', {}, 'no-refresh'],
    ['with another redirect URI', { redirect_uri: 'https://app.example/other' }, 'web'],
    ['with another verifier', { code_verifier: 'w'.repeat(43) }, 'web'],
    ['without its verifier', { code_verifier: '' }, 'web'],
    ['that no guard saw', { code: 'unknown' }, 'web'],
  ];
  for (const [name, more, client] of refused)
    it(`${name} is refused, and the server is not asked`, async () => {
      const code = codeFrom(await authorize());
      const answer = await exchange(code, { code, ...more }, client);
      assert.equal(answer.json['error'], 'invalid_grant');
      assert.equal(server.seen.filter(({ path }) => path === '/token').length, 0);
      issue();
      if (!('code' in more)) assert.equal((await exchange(code)).status, 200, 'it stays good for its client');
    });
  it('without a challenge is refused with a verifier: the challenge was taken out on the way', async () => {
    const code = codeFrom(await authorize({}, ['code_challenge', 'code_challenge_method']));
    assert.equal((await exchange(code)).json['error'], 'invalid_grant');
  });
  it('of a public client needs PKCE', async () => {
    const code = codeFrom(await authorize({ client_id: 'spa' }, ['code_challenge', 'code_challenge_method']));
    const answer = await exchange(code, { client_id: 'spa', code_verifier: '' }, null);
    assert.equal(answer.json['error'], 'invalid_grant');
  });
  it('is given back when the server refuses it for the credentials', async () => {
    const code = codeFrom(await authorize());
    server.respond.set('/token', () => ({ status: 401, body: { error: 'invalid_client' } }));
    assert.equal((await exchange(code)).status, 401);
    issue();
    assert.equal((await exchange(code)).status, 200);
  });
  it('gives nothing that the policy took back meanwhile', async () => {
    const code = codeFrom(await authorize({ scope: 'openid orders:read orders:write' }));
    guard.world.policy = testPolicy({ webStanding: ['openid', 'orders:read'] });
    issue({ scope: 'orders:read orders:write' });
    const answer = await exchange(code);
    assert.equal(answer.json['error'], 'invalid_scope');
    assert.ok((await kinds()).includes('token.withheld'));
  });
  it('gives no refresh token to a client whose policy has none', async () => {
    const code = codeFrom(await authorize({ client_id: 'no-refresh' }));
    issue({ client_id: 'no-refresh' }, { refresh_token: randomCode() });
    const answer = await exchange(code, {}, 'no-refresh');
    assert.equal(answer.status, 400);
    assert.ok((await kinds()).includes('token.withheld'));
  });
  it('gives no id token of another client', async () => {
    const code = codeFrom(await authorize());
    issue({}, { id_token: idToken({ aud: 'spa' }) });
    assert.equal((await exchange(code)).status, 400);
  });
});

describe('a refresh token', () => {
  const granted = async (scope = 'openid orders:read orders:write'): Promise<string> => {
    const code = codeFrom(await authorize({ scope }));
    const token = randomCode();
    issue({ scope: scope.replace('openid ', '') }, { refresh_token: token });
    assert.equal((await exchange(code)).status, 200);
    server.seen.length = 0;
    return token;
  };
  const bodies = (): URLSearchParams[] =>
    server.seen.filter(({ path }) => path === '/token').map(({ body }) => new URLSearchParams(body));

  it('is refreshed with its scopes written in, also when none is asked for', async () => {
    const token = await granted();
    issue({ scope: 'orders:read orders:write' }, { refresh_token: token });
    assert.equal((await refresh(token)).status, 200);
    assert.equal(bodies()[0]?.get('scope'), 'openid orders:read orders:write');
    assert.equal(bodies()[0]?.get('resource'), ORDERS);
  });
  it('narrows an access token and keeps its own scopes', async () => {
    const token = await granted();
    issue({}, { refresh_token: token });
    assert.equal((await refresh(token, { scope: 'orders:read' })).json['scope'], 'orders:read');
    issue({ scope: 'orders:read orders:write' }, { refresh_token: token });
    assert.equal((await refresh(token)).json['scope'], 'orders:read orders:write');
  });
  it('never gives more than the grant held (RFC 6749 section 6)', async () => {
    const token = await granted('openid orders:read');
    const answer = await refresh(token, { scope: 'openid orders:read orders:write' });
    assert.equal(answer.json['error'], 'invalid_scope');
    assert.deepEqual(bodies(), []);
  });
  it('is asked of the policy of now: what it took back is left out', async () => {
    const token = await granted();
    guard.world.policy = testPolicy({ webStanding: ['openid', 'orders:read'] });
    issue({}, { refresh_token: token });
    assert.equal((await refresh(token)).status, 200);
    assert.equal(bodies()[0]?.get('scope'), 'openid orders:read');
  });
  it('of a server that ignores the narrowed scope is withheld', async () => {
    const token = await granted();
    guard.world.policy = testPolicy({ webStanding: ['openid', 'orders:read'] });
    issue({ scope: 'orders:read orders:write' }, { refresh_token: token });
    assert.equal((await refresh(token)).json['error'], 'invalid_scope');
  });
  it('carries no code of a broader grant along', async () => {
    const token = await granted();
    issue({}, { refresh_token: token });
    await refresh(token, { code: 'broader', scope: 'orders:read' });
    assert.equal(bodies()[0]?.has('code'), false);
  });
  it('of another client is refused', async () => {
    const token = await granted();
    assert.equal((await refresh(token, {}, 'both')).json['error'], 'invalid_grant');
    assert.deepEqual(bodies(), []);
  });
  it('that no guard released is refused', async () => {
    assert.equal((await refresh('from-elsewhere')).json['error'], 'invalid_grant');
    assert.deepEqual(bodies(), []);
  });
  it('that gave way to another ends the whole grant when it comes again (RFC 9700 section 4.14.2)', async () => {
    const token = await granted();
    const next = randomCode();
    issue({}, { refresh_token: next });
    assert.equal((await refresh(token, { scope: 'orders:read' })).status, 200);
    assert.equal((await refresh(token)).json['error'], 'invalid_grant');
    assert.ok((await kinds()).includes('token.revoked'));
    assert.equal((await refresh(next)).json['error'], 'invalid_grant', 'its successor is revoked with it');
  });
  it('used twice at once passes once', async () => {
    const token = await granted();
    const next = randomCode();
    issue({}, { refresh_token: next });
    const answers = await Promise.all([refresh(token, { scope: 'orders:read' }), refresh(token, { scope: 'openid' })]);
    assert.equal(bodies().length, 1);
    assert.equal(answers.filter(({ status }) => status === 200).length <= 1, true);
  });
});

describe('revocation (RFC 7009)', () => {
  const tokens = async (): Promise<{ access: string; refresh: string }> => {
    const code = codeFrom(await authorize());
    const token = randomCode();
    issue({}, { refresh_token: token });
    return { access: String((await exchange(code)).json['access_token']), refresh: token };
  };
  const revocations = async () => (await guard.entries()).filter(({ kind }) => kind === 'token.revoked');

  it('of an access token is durable before the answer', async () => {
    const { access } = await tokens();
    server.respond.set('/revoke', () => ({ status: 400, body: { error: 'unsupported_token_type' } }));
    const answer = await guard.post('/revoke', 'web', { token: access, token_type_hint: 'access_token' });
    assert.equal(answer.status, 200);
    assert.equal((await revocations()).length, 1);
  });
  it('of a refresh token takes its access tokens with it', async () => {
    const { refresh: token } = await tokens();
    assert.equal((await guard.post('/revoke', 'web', { token })).status, 200);
    assert.deepEqual((await revocations()).map(({ body }) => body['type']).sort(), [
      'access_token',
      'grant',
      'refresh_token',
    ]);
    assert.equal((await refresh(token)).json['error'], 'invalid_grant');
  });
  it('changes nothing for a client that is not authenticated', async () => {
    const { access } = await tokens();
    server.respond.set('/revoke', () => ({ status: 401, body: { error: 'invalid_client' } }));
    assert.equal((await guard.post('/revoke', 'web', { token: access })).status, 401);
    assert.equal((await revocations()).length, 0);
  });
  it('changes nothing for another client, and nobody learns that from the answer', async () => {
    const { access } = await tokens();
    const other = await guard.post('/revoke', 'spa', { token: access });
    const unknown = await guard.post('/revoke', 'spa', { token: 'nothing' });
    assert.deepEqual([other.status, other.text], [unknown.status, unknown.text]);
    assert.equal(other.status, 200);
    assert.equal((await revocations()).length, 0);
  });
  it('that can not be recorded is answered 503', async () => {
    const { access } = await tokens();
    guard.world.ledgerAway = () => true;
    assert.equal((await guard.post('/revoke', 'web', { token: access })).status, 503);
  });
});

describe('introspection (RFC 7662)', () => {
  const accessToken = async (): Promise<string> => {
    const code = codeFrom(await authorize({ scope: 'openid orders:read orders:write' }));
    issue({ scope: 'orders:read orders:write' });
    server.respond.set('/introspect', () => ({
      body: { active: true, scope: 'admin', client_id: 'x', exp: 2000000000, sub: 'alice', secret_extra: 'x' },
    }));
    return String((await exchange(code)).json['access_token']);
  };
  it('tells a resource server about a token that a guard released, with the scopes of its birth', async () => {
    const answer = await guard.post('/introspect', 'resource-server', { token: await accessToken() });
    assert.deepEqual(answer.json, {
      active: true,
      client_id: 'web',
      scope: 'orders:read orders:write',
      exp: 2000000000,
      sub: 'alice',
    });
  });
  it('leaves out what the policy took back', async () => {
    const token = await accessToken();
    guard.world.policy = testPolicy({ webStanding: ['orders:read'] });
    assert.equal((await guard.post('/introspect', 'web', { token })).json['scope'], 'orders:read');
  });
  it('says inactive of tokens of others, of tokens from elsewhere and of re-spelled ones', async () => {
    const token = await accessToken();
    assert.deepEqual((await guard.post('/introspect', 'spa', { token })).json, { active: false });
    assert.deepEqual((await guard.post('/introspect', 'web', { token: 'from-elsewhere' })).json, { active: false });
    assert.deepEqual((await guard.post('/introspect', 'web', { token: `${token}=` })).json, { active: false });
  });
  it('answers for a JWT that the server does not introspect', async () => {
    const token = await accessToken();
    server.respond.set('/introspect', () => ({ status: 400, body: { error: 'unsupported_token_type' } }));
    const answer = await guard.post('/introspect', 'web', { token });
    assert.equal(answer.json['active'], true);
    assert.deepEqual(answer.json['aud'], [ORDERS]);
  });
  it('answers nobody who does not authenticate', async () => {
    const token = await accessToken();
    assert.equal((await guard.post('/introspect', null, { token, client_id: 'web' })).status, 401);
    assert.equal((await guard.post('/introspect', 'nobody', { token })).status, 401);
  });
});

describe('discovery', () => {
  it('names what the guard serves and no more, at both addresses', async () => {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
      const { json } = await guard.request('GET', path);
      assert.equal(json['issuer'], ISSUER);
      assert.equal(json['token_endpoint'], `${ISSUER}/token`);
      assert.ok(!('registration_endpoint' in json) && !('userinfo_endpoint' in json));
      assert.ok(!(json['scopes_supported'] as string[]).includes('admin'));
    }
  });
  it('passes the keys as they are', async () => {
    const { json } = await guard.request('GET', '/jwks');
    assert.equal((json['keys'] as unknown[]).length, 1);
  });
});
