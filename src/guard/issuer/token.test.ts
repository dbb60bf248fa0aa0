import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type GuardUnderTest, startGuardUnderTest, startTestDatabase } from './testing/guard-under-test.ts';
import { type Claims, type PretendedServer, startPretendedServer } from './testing/pretended-server.ts';
import { ISSUER, ORDERS, testPolicy } from './testing/test-policy.ts';

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
  guard = await startGuardUnderTest({
    databaseUrl: database.url,
    issuer: ISSUER,
    upstreamOrigin: server.origin,
    policy: testPolicy(),
  });
});

const claimsFor = (clientId: string, more: Claims = {}): Claims => ({
  client_id: clientId,
  sub: clientId,
  aud: ORDERS,
  scope: 'orders:read',
  ...more,
});
const issue = (claims: Claims, response: Record<string, unknown> = {}): void => {
  server.respond.set('/token', () => ({
    body: { access_token: server.accessToken(claims), token_type: 'Bearer', expires_in: 60, ...response },
  }));
};
const kinds = async (): Promise<string[]> => (await guard.entries()).map(({ kind }) => kind);
const tokenRequests = (): string[] => server.seen.filter(({ path }) => path === '/token').map(({ body }) => body);
const askBatch = (form: Record<string, string> | string = {}) =>
  guard.post('/token', 'batch', typeof form === 'string' ? form : { grant_type: 'client_credentials', ...form });

describe('a request for scopes that the policy allows', () => {
  it('goes upstream written anew, with the decided scopes and the resource', async () => {
    issue(claimsFor('batch'));
    const answer = await askBatch({
      scope: 'orders:read',
      audience: 'https://elsewhere.example',
      include_granted_scopes: '1',
    });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(tokenRequests(), [
      `grant_type=client_credentials&scope=orders%3Aread&resource=${encodeURIComponent(ORDERS)}`,
    ]);
  });
  it('gets the policy default when it asks for no scope, and never the default of the server', async () => {
    issue(claimsFor('batch'));
    await askBatch();
    assert.match(tokenRequests()[0] ?? '', /scope=orders%3Aread&/);
  });
  it('is answered with the scope even where the server leaves it out, and never cached', async () => {
    issue(claimsFor('batch'));
    const answer = await askBatch();
    assert.equal(answer.json['scope'], 'orders:read');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['pragma'], 'no-cache');
  });
  it('leaves decision and issuance in the ledger, and no token', async () => {
    issue(claimsFor('batch'));
    const answer = await askBatch();
    const [decision, issued] = await guard.entries();
    assert.equal(decision?.kind, 'decision.made');
    assert.deepEqual(Object.keys(decision?.body ?? {}).sort(), ['decision', 'facts', 'request']);
    assert.equal(issued?.kind, 'token.issued');
    assert.ok(issued?.refs.includes(`token:${guard.fingerprinter.ofToken(String(answer.json['access_token']))}`));
    const written = JSON.stringify(await guard.entries());
    assert.ok(!written.includes(String(answer.json['access_token'])));
    assert.ok(!written.includes('secret'));
  });
  it('finds its decision durable before the server is asked', async () => {
    let durable: string[] = [];
    server.respond.set('/token', (_seen) => {
      return kinds().then((found) => {
        durable = found;
        return { status: 503 };
      }) as Promise<never>;
    });
    await askBatch();
    assert.deepEqual(durable, ['decision.made']);
  });
});

describe('a request for more', () => {
  it('is refused with its reason, and the server is never asked', async () => {
    const answer = await askBatch({ scope: 'orders:read orders:write' });
    assert.equal(answer.status, 400);
    assert.equal(answer.json['error'], 'invalid_scope');
    assert.match(String(answer.json['error_description']), /may not hold orders:write .*decision sha256:/);
    assert.deepEqual(server.seen, []);
    assert.deepEqual(await kinds(), ['decision.made']);
  });
  it('bound to a key is refused rather than answered with a token that is not', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', dpop: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.AA' };
    const answer = await guard.request('POST', '/token', { headers, body: 'grant_type=client_credentials' });
    assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_request']);
    assert.deepEqual(server.seen, []);
  });
  it('is narrowed where the policy says so', async () => {
    issue(claimsFor('lenient'));
    const answer = await guard.post('/token', 'lenient', {
      grant_type: 'client_credentials',
      scope: 'orders:read orders:refund',
    });
    assert.equal(answer.status, 200, answer.text);
    assert.match(tokenRequests()[0] ?? '', /scope=orders%3Aread&/);
  });
  it('passes as it was asked where the client is only observed, and the entry says what would have been refused', async () => {
    issue(claimsFor('watched', { scope: 'orders:read orders:write' }), { expires_in: 7200 });
    const answer = await guard.post('/token', 'watched', {
      grant_type: 'client_credentials',
      scope: 'orders:read orders:write',
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json['scope'], 'orders:read orders:write');
    const [decision] = await guard.entries();
    assert.match(JSON.stringify(decision?.body['decision']), /"outcome":"refuse"/);
  });
});

describe('a response that is not what was decided is withheld and taken back', () => {
  const cases: readonly (readonly [name: string, claims: Claims, response: Record<string, unknown>, fault: string])[] =
    [
      ['wider scopes in the token', { scope: 'orders:read admin' }, { scope: 'orders:read' }, 'scope_exceeds_decision'],
      ['wider scopes under the name of another vendor (scp)', { scp: ['admin'] }, {}, 'scope_exceeds_decision'],
      ['wider scopes as permissions', { permissions: ['admin'] }, {}, 'scope_exceeds_decision'],
      ['authorization details', { authorization_details: [{ type: 'x' }] }, {}, 'access_token_unreadable'],
      ['wider scopes in the response', {}, { scope: 'orders:read admin' }, 'scope_exceeds_decision'],
      ['a longer life in the token', { exp: Math.floor(Date.now() / 1000) + 7200 }, {}, 'life_exceeds_decision'],
      ['a longer life in the response', {}, { expires_in: 7200 }, 'life_exceeds_decision'],
      ['another audience', { aud: 'https://customers.example' }, {}, 'audience_differs'],
      ['a second audience', { aud: [ORDERS, 'https://customers.example'] }, {}, 'audience_differs'],
      ['another client', { client_id: 'lenient' }, {}, 'client_differs'],
      [
        'a refresh token for a client of its own (RFC 6749 4.4.3)',
        {},
        { refresh_token: 'r1' },
        'refresh_token_not_allowed',
      ],
      ['an id token for a client of its own', {}, { id_token: 'a.b.c' }, 'id_token_not_allowed'],
      ['a token bound to a key', { cnf: { jkt: 'x' } }, {}, 'sender_constrained'],
      ['a token that nobody can read', { iss: 'https://elsewhere.example' }, {}, 'access_token_unreadable'],
    ];
  for (const [name, claims, response, fault] of cases)
    it(name, async () => {
      issue(claimsFor('batch', claims), response);
      const answer = await askBatch();
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json['error'], 'invalid_scope');
      assert.doesNotMatch(answer.text, /access_token|eyJ/);
      const withheld = (await guard.entries()).find(({ kind }) => kind === 'token.withheld');
      assert.deepEqual(withheld?.body['faults'], [fault]);
      const revoked = server.seen
        .filter(({ path }) => path === '/revoke')
        .map(({ body }) => body.includes('refresh_token'));
      assert.deepEqual(revoked, 'refresh_token' in response ? [true, false] : [false], 'the refresh token goes first');
    });

  it('a token in a spelling that no token has, known by a fingerprint all the same', async () => {
    const token = `${server.accessToken(claimsFor('batch'))}=`;
    server.respond.set('/token', () => ({ body: { access_token: token, token_type: 'Bearer' } }));
    const answer = await askBatch();
    assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_scope']);
    const withheld = (await guard.entries()).find(({ kind }) => kind === 'token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['access_token_unreadable']);
    assert.ok(withheld?.refs.includes(`token:${guard.fingerprinter.of('malformed token', token)}`));
    assert.ok((await kinds()).includes('token.revoked'));
    assert.equal(server.seen.filter(({ path }) => path === '/revoke').length, 1);
  });

  it('a token signed by somebody else', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    server.respond.set('/token', () => ({
      body: { access_token: server.accessToken(claimsFor('batch'), privateKey), token_type: 'Bearer' },
    }));
    assert.equal((await askBatch()).status, 400);
    assert.ok((await kinds()).includes('token.withheld'));
  });
});

describe('a response that has no single meaning is withheld', () => {
  const unreadable: readonly (readonly [string, () => { headers?: Record<string, string>; body: string }])[] = [
    ['two scopes', () => ({ body: '{"access_token":"t","token_type":"Bearer","scope":"a","scope":"b"}' })],
    ['a form', () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'access_token=t' })],
    [
      'authorization details',
      () => ({ body: '{"access_token":"t","token_type":"Bearer","authorization_details":[]}' }),
    ],
    ['another token type', () => ({ body: '{"access_token":"t","token_type":"mac"}' })],
    ['a life that is no number', () => ({ body: '{"access_token":"t","token_type":"Bearer","expires_in":"3600"}' })],
    ['a negative life', () => ({ body: '{"access_token":"t","token_type":"Bearer","expires_in":-1}' })],
    ['JSON that breaks off', () => ({ body: '{"access_token":"t","token_type":"Bearer"' })],
  ];
  for (const [name, respond] of unreadable)
    it(`B2, B5 ${name}: the token in it is taken back`, async () => {
      server.respond.set('/token', respond);
      const answer = await askBatch();
      assert.equal(answer.status, 502);
      assert.equal(answer.json['error'], 'server_error');
      assert.deepEqual(await kinds(), ['decision.made', 'token.withheld', 'token.revoked']);
      const [, withheld, revoked] = await guard.entries();
      assert.deepEqual(withheld?.body['faults'], ['response_unreadable']);
      assert.deepEqual(withheld?.refs.at(-1), `token:${guard.fingerprinter.ofToken('t')}`);
      assert.equal(revoked?.body['upstream'], 'revoked');
      assert.deepEqual(
        server.seen.filter(({ path }) => path === '/revoke').map(({ body }) => body),
        ['token=t&token_type_hint=access_token'],
      );
    });
  it('without a token in it, nothing is taken back, and the decision ends unknown', async () => {
    server.respond.set('/token', () => ({ body: '<html>' }));
    assert.equal((await askBatch()).status, 502);
    assert.deepEqual(await kinds(), ['decision.made', 'token.not_issued']);
  });
  it('B5 is revoked at the server also while the ledger is away', async () => {
    issue(claimsFor('batch', { scope: 'orders:read admin' }));
    guard.world.ledgerAway = (kind) => kind === 'token.withheld';
    const answer = await askBatch();
    assert.equal(answer.status, 503);
    assert.doesNotMatch(answer.text, /eyJ/);
    assert.equal(server.seen.filter(({ path }) => path === '/revoke').length, 1);
  });
});

describe('what can be read in two ways never goes upstream', () => {
  const ambiguous: readonly (readonly [string, string])[] = [
    ['a scope twice', 'grant_type=client_credentials&scope=orders:read&scope=admin'],
    ['scope[]', 'grant_type=client_credentials&scope[]=admin'],
    ['Scope', 'grant_type=client_credentials&Scope=admin'],
    ['a broken encoding', 'grant_type=client_credentials&scope=%zz'],
    ['two methods of authentication', 'grant_type=client_credentials&client_id=batch&client_secret=secret'],
    ['the id of another client', 'grant_type=client_credentials&client_id=lenient'],
  ];
  for (const [name, body] of ambiguous)
    it(name, async () => {
      const answer = await askBatch(body);
      assert.equal(answer.status, 400);
      assert.equal(answer.json['error'], 'invalid_request');
      assert.deepEqual(server.seen, []);
    });
  it('parameters in the query', async () => {
    const answer = await guard.post('/token?scope=admin', 'batch', { grant_type: 'client_credentials' });
    assert.equal(answer.status, 400);
    assert.deepEqual(server.seen, []);
  });
  it('JSON, another charset, no content type', async () => {
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded; charset=utf-16le',
      'multipart/form-data',
    ])
      assert.equal(
        (await guard.request('POST', '/token', { headers: { 'content-type': type }, body: '{}' })).status,
        400,
      );
    assert.equal((await guard.request('POST', '/token', { body: 'grant_type=client_credentials' })).status, 400);
    assert.deepEqual(server.seen, []);
  });
  it('GET', async () => assert.equal((await guard.request('GET', '/token')).status, 405));
});

describe('who asks', () => {
  it('gets one answer for an unknown client and a wrong secret', async () => {
    server.respond.set('/token', () => ({ status: 401, body: { error: 'invalid_client', error_description: 'x' } }));
    const wrong = await askBatch();
    const unknown = await guard.post('/token', 'nobody', { grant_type: 'client_credentials' });
    assert.deepEqual([unknown.status, unknown.text], [401, wrong.text]);
    assert.equal(unknown.headers['www-authenticate'], wrong.headers['www-authenticate']);
  });
  it('leaves no entry of its own as a stranger', async () => {
    await guard.post('/token', 'nobody', { grant_type: 'client_credentials' });
    await guard.post('/token', '__proto__', { grant_type: 'client_credentials' });
    assert.deepEqual(await kinds(), []);
  });
  it('must prove itself for client_credentials (RFC 6749 section 4.4)', async () => {
    const answer = await guard.post('/token', null, { grant_type: 'client_credentials', client_id: 'batch' });
    assert.equal(answer.json['error'], 'unauthorized_client');
  });
  it('is refused as a client that has expired', async () => {
    const answer = await guard.post('/token', 'ended', { grant_type: 'client_credentials', scope: 'orders:read' });
    assert.equal(answer.json['error'], 'unauthorized_client');
  });
});

describe('when something is away, nothing is waved through', () => {
  it('no policy: 503', async () => {
    guard.world.policy = null;
    const answer = await askBatch();
    assert.equal(answer.status, 503);
    assert.equal(answer.headers['retry-after'], '1');
  });
  it('a ledger that is silent for too long: 503', async () => {
    guard.world.silentSeconds = 31;
    assert.equal((await askBatch()).status, 503);
  });
  it('the ledger at the decision: 503, and the server is not asked', async () => {
    guard.world.ledgerAway = () => true;
    assert.equal((await askBatch()).status, 503);
    assert.deepEqual(server.seen, []);
  });
  it('the ledger at the issuance: 503 without a token, and the same request gets it later without a second one', async () => {
    issue(claimsFor('batch'));
    guard.world.ledgerAway = (kind) => kind === 'token.issued';
    const refused = await askBatch();
    assert.equal(refused.status, 503);
    assert.doesNotMatch(refused.text, /access_token/);
    guard.world.ledgerAway = () => false;
    const released = await askBatch();
    assert.equal(released.status, 200);
    assert.equal(tokenRequests().length, 1);
    assert.deepEqual(await kinds(), ['decision.made', 'token.issued']);
  });
  it('a held token is for the same credentials only', async () => {
    issue(claimsFor('batch'));
    guard.world.ledgerAway = (kind) => kind === 'token.issued';
    await askBatch();
    guard.world.ledgerAway = () => false;
    server.respond.set('/token', () => ({ status: 401, body: { error: 'invalid_client' } }));
    const other = await guard.post('/token', null, {
      grant_type: 'client_credentials',
      client_id: 'batch',
      client_secret: 'guess',
    });
    assert.equal(other.status, 401);
  });
  it('the authorization server: 503, and the decision is closed', async () => {
    server.respond.set('/token', () => ({ status: 500 }));
    const answer = await askBatch();
    assert.equal(answer.status, 503);
    assert.deepEqual(await kinds(), ['decision.made', 'token.not_issued']);
  });
});

describe('every path that is no endpoint is refused', () => {
  for (const path of [
    '/token/',
    '/TOKEN',
    '/register',
    '/me/',
    '/admin',
    '/',
    '/interaction/',
    '/.well-known/webfinger',
  ])
    it(path, async () => {
      assert.equal((await guard.request('GET', path)).status, 404);
      assert.deepEqual(server.seen, []);
    });
  for (const path of ['//token', '/x/../token', '/%74oken', '/token;a=b', '/token%2f'])
    it(path, async () => {
      assert.ok((await guard.request('POST', path)).status >= 400);
      assert.deepEqual(server.seen, []);
    });
});
