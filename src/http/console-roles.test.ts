import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ROLES, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const [V, U, P, A] = ['viewer', 'auditor', 'approver', 'admin'] as const;
const ALL = [V, U, P, A];

/** Who may call what: a new route, or a role that gains one, is a line that a reviewer sees here. */
const MATRIX: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/session': ALL,
  'GET /v1/status': ALL,
  'GET /v1/overview': ALL,
  'GET /v1/policy': ALL,
  'GET /v1/policy/definitions': ALL,
  'GET /v1/policy/activations': ALL,
  'POST /v1/policy/activate': [A],
  'GET /v1/proposal': ALL,
  'POST /v1/proposal/approve': [P],
  'GET /v1/scopes': ALL,
  'GET /v1/scopes/:name': ALL,
  'GET /v1/clients': ALL,
  'GET /v1/clients/:id': ALL,
  'GET /v1/checks': ALL,
  'POST /v1/checks': [A],
  'GET /v1/alerts': ALL,
  'GET /v1/alerts/:id': ALL,
  'POST /v1/alerts/:id/retry': [A],
  'GET /v1/controls': ALL,
  'POST /v1/evidence': [U, A],
  'GET /v1/tokens': ALL,
  'GET /v1/tokens/:fingerprint': ALL,
  'POST /v1/tokens/revoke': [A],
  'POST /v1/revocations': [A],
  'POST /v1/revocations/:id/continue': [A],
  'POST /v1/revocations/:id/server': [],
  'POST /v1/revocations/:id/finish': [A],
  'GET /v1/revocations/:id': ALL,
  'GET /v1/containments': ALL,
  'GET /v1/containments/report': ALL,
  'POST /v1/containments': [A],
  'POST /v1/containments/release': [A],
  'GET /v1/adoptions': ALL,
  'POST /v1/adoptions': [A],
  'POST /v1/adoptions/close': [A],
  'POST /v1/adoptions/hand-back': [A],
  'GET /v1/elevations': ALL,
  'GET /v1/elevations/:id': ALL,
  'POST /v1/elevations': ALL,
  'POST /v1/elevations/:id/approve': [P, A],
  'POST /v1/elevations/:id/deny': [P, A],
  'POST /v1/elevations/:id/withdraw': ALL,
  'POST /v1/elevations/:id/end': [P, A],
  'POST /v1/elevations/:id/review': [P, A],
  'GET /v1/erasures': [U, A],
  'POST /v1/erasures': [A],
  'GET /v1/ledger/checkpoint': ALL,
  'GET /v1/ledger/log-keys': ALL,
  'GET /v1/ledger/newest-checkpoint': ALL,
  'GET /v1/ledger/tile/*': ALL,
  'GET /v1/ledger/blob/*': ALL,
  'GET /v1/ledger/entries': ALL,
  'GET /v1/ledger/entries/:index': ALL,
  'GET /v1/ledger/entries/:index/texts': ALL,
  'POST /v1/ledger/verify': [U, A],
  'POST /v1/recovery': [],
};

const PUBLIC = ['GET /session/sign-in', 'GET /session/callback', 'POST /session/end', 'POST /session/recover'];

const bodyFor = (route: string): object => {
  if (route.endsWith('checks')) return { note: 'a check run\n' };
  if (route.endsWith('/elevations')) return { client: 'nobody', scopes: ['s'], seconds: 60, reason: 'a drill' };
  if (route.endsWith('/review')) return { verdict: 'justified', reason: 'a drill' };
  if (route.includes('elevations')) return {};
  if (route.endsWith('server')) return { token: 'a-token' };
  if (route.endsWith('adoptions')) return { windowSeconds: 60, maxLifeSeconds: 60, reason: 'a drill' };
  if (route.includes('adoptions')) return { reason: 'a drill' };
  if (route.includes('containments')) return { client: 'nobody', reason: 'a drill' };
  if (route.endsWith('erasures')) return { person: 'p-1', reason: 'a drill' };
  if (route.endsWith('revocations')) return { client: 'nobody', reason: 'a drill' };
  if (route.endsWith('revoke')) return { grantId: 'g' };
  if (route.endsWith('approve')) return { kind: 'scope', name: 's', definition: `sha256:${'0'.repeat(64)}` };
  const to = new Date().toISOString();
  return route.endsWith('evidence') ? { from: '2026-01-01T00:00:00.000Z', to } : {};
};

describe('every call as every role, and with none', () => {
  let console: TemporaryConsole;
  const cookies = new Map<string, string>();
  before(async () => {
    console = await temporaryConsole();
    for (const role of ALL) cookies.set(role, await console.signIn([`${role}s`]));
  });
  after(() => console.close());

  const call = (route: string, cookie?: string) => {
    const [method = 'GET', url = ''] = route.split(' ');
    return console.ask({
      method: method as 'GET',
      url: url
        .replace(':fingerprint', `f1:${'a'.repeat(43)}`)
        .replace(':index', '0')
        .replace('/elevations/:id', `/elevations/sha256:${'0'.repeat(64)}`)
        .replace('/alerts/:id', `/alerts/sha256:${'0'.repeat(64)}`)
        .replace('/revocations/:id', `/revocations/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`)
        .replace(/\/:\w+$/, '/x'),
      ...(method === 'POST' ? { payload: bodyFor(route) } : {}),
      headers: cookie === undefined ? {} : { cookie },
    });
  };

  test('the list above has every route', () => {
    const declared = console.server.declaredRoutes.filter(({ method }) => method !== 'HEAD');
    const ours = declared.filter(({ roles }) => roles !== 'everybody').map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(ours.sort(), Object.keys(MATRIX).sort());
    const open = declared.filter(({ roles }) => roles === 'everybody').map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(
      open.filter((route) => route.includes('/session') || route.includes('/v1')),
      PUBLIC,
    );
  });

  for (const [route, allowed] of Object.entries(MATRIX)) {
    test(`${route} without a session`, async () => {
      const { statusCode, body } = await call(route);
      assert.equal(statusCode, 401, body);
      assert.equal((await call(route, `__Host-ambit=${'a'.repeat(43)}`)).statusCode, 401);
      assert.equal((await call(route, `${cookies.get('admin')}; ${cookies.get('viewer')}`)).statusCode, 401);
    });
    for (const role of ALL)
      test(`${route} as ${role}: ${allowed.includes(role) ? 'allowed' : 'refused'}`, async () => {
        const { statusCode, body } = await call(route, cookies.get(role));
        if (allowed.includes(role)) assert.ok(![401, 403, 500].includes(statusCode), `${statusCode} ${body}`);
        else assert.deepEqual([statusCode, JSON.parse(body).error.code], [403, 'not_allowed']);
      });
  }

  test('HEAD is held to the same roles as GET', async () => {
    const ask = (cookie: string) => console.ask({ method: 'HEAD', url: '/v1/policy', headers: { cookie } });
    assert.equal((await ask('')).statusCode, 401);
    assert.equal((await ask(cookies.get('viewer') ?? '')).statusCode, 200);
  });

  test('a path that there is not says nothing to who is not signed in', async () => {
    assert.equal((await console.ask({ url: '/v1/nothing' })).statusCode, 401);
    const signedIn = { headers: { cookie: cookies.get('viewer') ?? '' } };
    assert.equal((await console.ask({ url: '/v1/nothing', ...signedIn })).statusCode, 404);
    assert.equal((await console.ask({ url: '/nothing' })).statusCode, 404);
  });

  test('a route that names no role can not be added', () => {
    assert.throws(
      () => console.server.get('/v1/forgotten', async () => ({})),
      /does not say who may call it|listening/,
    );
  });

  test('a policy that takes a role away takes it from sessions that are open', async () => {
    const cookie = cookies.get('admin') ?? '';
    const verify = () => console.ask({ method: 'POST', url: '/v1/ledger/verify', payload: {}, headers: { cookie } });
    assert.equal((await verify()).statusCode, 202);
    console.setPolicy(ROLES.replace('value: admins', 'value: nobody'));
    assert.equal((await verify()).statusCode, 403);
    assert.equal((await call('GET /v1/status', cookie)).statusCode, 403);
    console.setPolicy('');
    assert.equal((await call('GET /v1/status', cookies.get('viewer'))).statusCode, 403);
    console.setPolicy(ROLES);
    assert.equal((await verify()).statusCode, 202);
  });
});
