import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { type Decision, decide, type Facts, type UseRequest } from '../../decision/index.ts';
import { ISSUER, sampleClient, samplePolicy } from '../../decision/testing/sample-policy.ts';
import type { Entry } from '../../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { type GuardUnderTest, HOST, startGuardUnderTest } from './testing/guard-under-test.ts';

function decisionOf(entry: Entry | undefined): Decision {
  return entry?.body['decision'] as unknown as Decision;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the API guard', () => {
  let ledger: TemporaryLedger;
  let guard: GuardUnderTest;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());
  beforeEach(async () => {
    guard = await startGuardUnderTest(ledger);
  });
  afterEach(() => guard.close());

  describe('what passes', () => {
    test('a token with the scope of the operation; the API learns who calls, and not the token', async () => {
      const token = await guard.issue('orders:read', { sub: 'alice' });
      const answer = await guard.call('GET', '/orders/o-1?fields=a', token, {
        'X-Ambit-Client': 'forged',
        X_Ambit_Scope: 'forged',
        'X-Forwarded-For': '6.6.6.6',
      });
      assert.equal(answer.status, 200);
      assert.match(answer.text, /from the API/);
      const [{ url, headers } = assert.fail()] = guard.seen;
      assert.equal(url, '/orders/o-1?fields=a');
      assert.equal(headers['x-ambit-client'], 'batch');
      assert.equal(headers['x-ambit-subject'], 'alice');
      assert.equal(headers['x-ambit-scope'], 'orders:read');
      assert.equal(headers.authorization, undefined);
      assert.equal(headers['x_ambit_scope'], undefined);
      assert.equal(headers['x-forwarded-for'], '127.0.0.1');
    });

    test('HEAD where GET may', async () => {
      assert.equal((await guard.call('HEAD', '/orders', await guard.issue())).status, 200);
    });

    test('a public operation, which looks at no token and passes none on', async () => {
      assert.equal((await guard.call('GET', '/health')).status, 200);
      assert.equal((await guard.call('GET', '/health', 'not-a-token', { 'X-Ambit-Client': 'forged' })).status, 200);
      for (const { headers } of guard.seen) {
        assert.equal(headers.authorization, undefined);
        assert.equal(headers['x-ambit-client'], undefined);
      }
    });

    test('an operation with optional security without a token, and with a good one only', async () => {
      assert.equal((await guard.call('GET', '/me')).status, 200);
      assert.equal((await guard.call('GET', '/me', 'not-a-token')).status, 401);
      assert.equal((await guard.call('GET', '/me', await guard.issue())).status, 200);
      assert.deepEqual(
        guard.seen.map(({ headers }) => headers['x-ambit-client']),
        [undefined, 'batch'],
      );
    });

    test('a CORS preflight of a known operation, without credentials', async () => {
      const cors = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' };
      assert.equal((await guard.call('OPTIONS', '/orders', null, cors)).status, 200);
      assert.equal((await guard.call('OPTIONS', '/orders/o-1', null, cors)).status, 405);
      assert.equal((await guard.call('OPTIONS', '/unknown', null, cors)).status, 404);
      assert.equal((await guard.call('OPTIONS', '/orders')).status, 405);
      assert.equal((await guard.call('OPTIONS', '/orders', await guard.issue(), cors)).status, 405);
      assert.equal(guard.seen.length, 1);
    });
  });

  describe('a preflight as a way round the token', () => {
    const cors = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'GET' };
    test('shows nothing of an API that answers OPTIONS as it answers GET, but what a browser looks at', async () => {
      const answer = await guard.call('OPTIONS', '/orders', null, cors);
      assert.equal(answer.status, 200);
      assert.doesNotMatch(answer.text, /from the API/);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(answer.headers.get('set-cookie'), undefined);
    });
    test('carries no cookie, no key and no method of its own to the API', async () => {
      await guard.call('OPTIONS', '/orders', null, { ...cors, Cookie: 'session=1', 'X-Api-Key': 'k' });
      const [{ headers } = assert.fail()] = guard.seen;
      assert.equal(headers.origin, 'https://shop.example');
      assert.equal(headers['access-control-request-method'], 'GET');
      assert.equal(headers.cookie, undefined);
      assert.equal(headers['x-api-key'], undefined);
      assert.equal((await guard.call('OPTIONS', '/orders?_method=POST', null, cors)).status, 400);
      assert.equal((await guard.call('OPTIONS', '/orders?access_token=t', null, cors)).status, 400);
    });
    test('with a body is none', async () => {
      const lines = Object.entries({ Host: HOST, Connection: 'close', 'Content-Length': '2', ...cors });
      const head = lines.map(([name, value]) => `${name}: ${value}\n`).join('');
      assert.equal((await guard.raw(`OPTIONS /orders HTTP/1.1\n${head}\n{}`)).status, 405);
      assert.deepEqual(guard.seen, []);
    });
  });

  describe('what is answered (RFC 6750 section 3)', () => {
    test('no credentials: 401 with a challenge that names no error', async () => {
      const answer = await guard.call('GET', '/orders');
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="orders"');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      for (const scheme of ['Basic YTpi', 'DPoP abc'])
        assert.equal((await guard.call('GET', '/orders', null, { Authorization: scheme })).status, 401);
    });

    test('a scope too few: 403 with the scopes that are needed and that this client may have', async () => {
      const answer = await guard.call('POST', '/orders', await guard.issue('orders:read', { client_id: 'lenient' }));
      assert.equal(answer.status, 403);
      assert.equal(
        answer.headers.get('www-authenticate'),
        'Bearer realm="orders", error="insufficient_scope", error_description="createOrder needs orders:write", scope="orders:write"',
      );
      assert.deepEqual(JSON.parse(answer.text), {
        error: 'insufficient_scope',
        error_description: 'createOrder needs orders:write',
      });
      assert.equal(guard.seen.length, 0);
    });

    test('a scope that the client may never have: 403 that invites to nothing', async () => {
      const answer = await guard.call('POST', '/orders', await guard.issue());
      assert.equal(answer.status, 403);
      assert.doesNotMatch(answer.headers.get('www-authenticate') ?? '', /scope="/);
    });

    test('a token in the query: 400, however it is spelled', async () => {
      const token = await guard.issue();
      for (const query of [
        `access_token=${token}`,
        `a=b&%61ccess_token=${token}`,
        `access_token[]=x`,
        '+access_token=x',
      ]) {
        const answer = await guard.call('GET', `/orders?${query}`);
        assert.equal(answer.status, 400, query);
        assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_request"/);
      }
      assert.equal((await guard.call('GET', '/orders?not_access_token=x', token)).status, 200);
    });

    test('credentials that can be read in two ways: 400', async () => {
      const token = await guard.issue();
      for (const value of [`Bearer ${token}, Bearer ${token}`, `Bearer ${token} x`, 'Bearer ', 'Bearer a=b'])
        assert.equal((await guard.call('GET', '/orders', null, { Authorization: value })).status, 400, value);
      const twice = `GET /orders HTTP/1.1\nHost: ${HOST}\nConnection: close\nAuthorization: Bearer ${token}\nAuthorization: Bearer ${token}\n\n`;
      assert.equal((await guard.raw(twice)).status, 400);
      assert.equal(guard.seen.length, 0);
    });
  });

  describe('ways round it', () => {
    for (const target of [
      '/orders/',
      '//orders',
      '/Orders',
      '/orders/%2e%2e/orders',
      '/orders/../orders',
      '/orders/x/../../orders',
      '/orders%2Fo-1',
      '/orders%2f..%2fexport',
      '/orders/%5c',
      '/orders/Export',
      '/orders/EXPORT',
      '/orders;a=b',
      '/orders/export;a',
      '/orders/o-1/',
      '/orders/%00',
      '/orders/%252e',
      `http://${HOST}/orders`,
      'http://evil.example/orders',
      '/unknown',
      '/',
    ])
      test(`no operation is reached by ${target}`, async () => {
        const { status } = await guard.call('GET', target, await guard.issue('orders:read'));
        assert(status === 400 || status === 404, String(status));
        assert.equal(guard.seen.length, 0);
      });

    test('%65xport is export, and needs what export needs', async () => {
      assert.equal((await guard.call('GET', '/orders/%65xport', await guard.issue())).status, 403);
    });

    test('the method is the one that is authorised, whatever else is said', async () => {
      const token = await guard.issue();
      for (const header of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])
        assert.equal((await guard.call('GET', '/orders', token, { [header]: 'POST' })).status, 200);
      for (const { method, headers } of guard.seen) {
        assert.equal(method, 'GET');
        assert(!Object.keys(headers).some((name) => name.includes('method')));
      }
      assert.equal((await guard.call('GET', '/orders?_method=POST', token)).status, 400);
      assert.equal((await guard.call('TRACE', '/orders', token)).status, 405);
      assert.equal((await guard.call('DELETE', '/orders', token)).headers.get('allow'), 'GET, HEAD, POST');
    });

    test('another host, and a Connection header that would strip the credentials', async () => {
      const token = await guard.issue();
      const other = `GET /orders HTTP/1.1\nHost: evil.example\nConnection: close\nAuthorization: Bearer ${token}\n\n`;
      assert.equal((await guard.raw(other)).status, 421);
      const stripping = `GET /orders HTTP/1.1\nHost: ${HOST}\nConnection: close, authorization\nAuthorization: Bearer ${token}\n\n`;
      assert.equal((await guard.raw(stripping)).status, 400);
    });
  });

  describe('tokens that are none', () => {
    const now = (): number => Math.floor(Date.now() / 1000);
    const cases: Readonly<Record<string, () => string | Promise<string>>> = {
      'expired a second ago': () => guard.sign({ exp: now() - 1 }),
      'for another audience': () => guard.issue('orders:read', { aud: 'https://customers.example' }),
      'of another issuer': () => guard.sign({ iss: 'https://evil.example' }),
      'signed by somebody else': () =>
        guard.sign({}, {}, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'unsigned (alg none)': () => `${guard.sign({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
      'an ID token': () => guard.sign({ nonce: 'n' }, { typ: 'JWT' }),
      'an ID token with the type of an access token': () => guard.sign({ nonce: 'n' }),
      'without an end': () => guard.sign({ exp: undefined }),
      'bound to a key (RFC 9449 section 7.2)': () => guard.issue('orders:read', { cnf: { jkt: 'x' } }),
      'with a subject that no header can carry': () => guard.issue('orders:read', { sub: 'a\r\nX-Ambit-Scope: b' }),
      'that no guard released': () => guard.sign(),
      'born with another client': async () => {
        const jti = 'the-same';
        await guard.issue('orders:read', { jti, client_id: 'lenient' });
        return guard.sign({ jti });
      },
    };
    for (const [name, make] of Object.entries(cases))
      test(`${name}: 401 invalid_token`, async () => {
        const answer = await guard.call('GET', '/orders', await make());
        assert.equal(answer.status, 401);
        assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
        assert.equal(guard.seen.length, 0);
      });

    test('a revoked one, within a second, in every spelling', async () => {
      const token = await guard.issue();
      assert.equal((await guard.call('GET', '/orders', token)).status, 200);
      const began = performance.now();
      await guard.revoke(token);
      await until(async () => (await guard.call('GET', '/orders', token)).status === 401);
      assert(performance.now() - began < 1000);
      const passed = guard.seen.length;
      const signature = token.slice(token.lastIndexOf('.') + 1);
      const last = signature.at(-1) ?? '';
      for (const other of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=')
        if (other !== last) assert.equal((await guard.call('GET', '/orders', token.slice(0, -1) + other)).status, 401);
      assert.equal((await guard.call('GET', '/orders', `${token}=`)).status, 401);
      assert.equal(guard.seen.length, passed);
    });

    test('one of a contained client, within a second, for as long as it is contained', async () => {
      const token = await guard.issue();
      assert.equal((await guard.call('GET', '/orders', token)).status, 200);
      const management = await ledger.writer('management');
      const say = (kind: 'client.contained' | 'client.released') =>
        management.append({ drafts: [draft({ kind, issuer: ISSUER, body: { clientId: 'batch' } })] });
      await say('client.contained');
      const began = performance.now();
      await until(async () => (await guard.call('GET', '/orders', token)).status === 401);
      assert(performance.now() - began < 1000);
      await say('client.released');
      await until(async () => (await guard.call('GET', '/orders', token)).status === 200);
      await management.close();
    });

    test('a token that no guard released leaves an entry at once', async () => {
      await guard.call('GET', '/orders', guard.sign());
      const [refused] = await guard.entries('token.use_refused');
      assert.equal(decisionOf(refused).reason, 'token_unrecorded');
    });

    test('a token lives at most as long as it was born to, whatever its server says of it later', async () => {
      const token = await guard.issue();
      await ledger.store.pool.query('update token_births set expires_at = extract(epoch from now())::bigint - 1');
      const answer = await guard.call('GET', '/orders', token);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /expired/);
      assert.deepEqual(guard.seen, []);
    });

    test('a token is for no other resource server than it was born for, whatever its server says of it later', async () => {
      const token = await guard.issue();
      await ledger.store.pool.query("update token_births set audience = 'https://customers.example'");
      const answer = await guard.call('GET', '/orders', token);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /another resource server/);
      assert.deepEqual(guard.seen, []);
    });

    test('a token has at most the scopes that it was born with', async () => {
      const jti = 'born-narrow';
      await guard.issue('orders:read', { jti, client_id: 'lenient' });
      const wider = guard.sign({ jti, client_id: 'lenient', scope: 'orders:read orders:write' });
      assert.equal((await guard.call('POST', '/orders', wider)).status, 403);
    });
  });

  describe('the policy of now', () => {
    test('takes a scope away from a token that still carries it', async () => {
      const token = await guard.issue('orders:write', { client_id: 'lenient' });
      assert.equal((await guard.call('POST', '/orders', token)).status, 200);
      guard.world.policy = samplePolicy({ clients: [sampleClient('lenient', { standing: ['orders:read'] })] });
      const answer = await guard.call('POST', '/orders', token);
      assert.equal(answer.status, 403);
      assert.match(answer.text, /the policy does not allow this client orders:write/);
    });

    test('only records what a client in observe mode does beyond it', async () => {
      const token = await guard.issue('orders:write', { client_id: 'watched' });
      assert.equal((await guard.call('POST', '/orders', token)).status, 200);
      guard.world.ledgerAway = true;
      assert.equal((await guard.call('POST', '/orders', token)).status, 200, 'an outage of the ledger lets pass');
      guard.world.ledgerAway = false;
      const [used] = await guard.entries('token.used');
      assert.equal(decisionOf(used).outcome, 'refuse');
    });
  });

  describe('silence of the feed', () => {
    test('calls of high risk end first, then all', async () => {
      const token = await guard.issue('orders:read orders:write', { client_id: 'lenient' });
      guard.world.silentSeconds = 1.5;
      assert.equal((await guard.call('GET', '/orders', token)).status, 200);
      const high = await guard.call('POST', '/orders', token);
      assert.equal(high.status, 503);
      assert.equal(high.headers.get('retry-after'), '1');
      guard.world.silentSeconds = Number.POSITIVE_INFINITY;
      assert.equal((await guard.call('GET', '/orders', token)).status, 503);
    });
  });

  describe('what is recorded', () => {
    test("a token's first use before it passes, the rest counted, and each can be decided again", async () => {
      const token = await guard.issue();
      for (let count = 0; count < 5; count++) await guard.call('GET', '/orders', token);
      await guard.call('GET', '/orders/o-1', token);
      const entries = await guard.entries();
      assert.deepEqual(
        entries.map(({ kind, body }) => [
          kind,
          (body['request'] as unknown as UseRequest).operation,
          body['count'] ?? 1,
        ]),
        [
          ['token.used', 'listOrders', 1],
          ['token.usage', 'listOrders', 4],
          ['token.usage', 'getOrder', 1],
        ],
      );
      for (const { body, digests } of entries) {
        assert.equal(digests['policy'], guard.world.policy.digest);
        assert.match(digests['openapi'] ?? '', /^sha256:/);
        const request = body['request'] as unknown as UseRequest;
        assert.deepEqual(decide(guard.world.policy, request, body['facts'] as unknown as Facts), body['decision']);
      }
    });

    test('each call that needs a high or critical scope, durably', async () => {
      const token = await guard.issue('orders:write', { client_id: 'lenient' });
      for (let count = 0; count < 3; count++) assert.equal((await guard.call('POST', '/orders', token)).status, 200);
      assert.equal((await guard.entries('token.used')).length, 3);
      assert.equal((await guard.entries('token.usage')).length, 0);
    });

    test('the first use of one token by many connections at once: one entry, the others counted', async () => {
      const token = await guard.issue();
      await Promise.all(Array.from({ length: 8 }, () => guard.call('GET', '/orders', token)));
      assert.equal((await guard.entries('token.used')).length, 1);
      const [usage] = await guard.entries('token.usage');
      assert.equal(usage?.body['count'], 7);
    });

    test('refused uses together, strangers as one entry, and no token anywhere', async () => {
      const token = await guard.issue();
      for (let count = 0; count < 4; count++) await guard.call('POST', '/orders', token);
      for (let count = 0; count < 3; count++) await guard.call('GET', '/orders');
      await guard.call('GET', '/orders', 'stranger-token');
      await guard.call('GET', '/nowhere');
      const refused = await guard.entries('token.use_refused');
      assert.deepEqual(
        refused.map(({ body }) => body['count']),
        [4],
      );
      const [summary] = await guard.entries('refusals.summarised');
      assert.deepEqual(summary?.body['refusals'], [
        { api: 'orders', reason: 'credentials_missing', count: 3 },
        { api: 'orders', reason: 'inactive', count: 1 },
        { api: 'orders', reason: 'path_unknown', count: 1 },
      ]);
      const all = JSON.stringify(await guard.entries());
      assert(!all.includes(token) && !all.includes('stranger-token') && !all.includes(token.split('.')[2] ?? ''));
    });

    test('a ledger that is away: nothing that has to be durable passes, the rest is counted and written later', async () => {
      const token = await guard.issue('orders:read orders:write', { client_id: 'lenient' });
      const fresh = await guard.issue();
      assert.equal((await guard.call('GET', '/orders', token)).status, 200);
      guard.world.ledgerAway = true;
      assert.equal((await guard.call('POST', '/orders', token)).status, 503);
      assert.equal((await guard.call('GET', '/orders', fresh)).status, 503, 'a first use');
      assert.equal((await guard.call('GET', '/orders', token)).status, 200);
      await assert.rejects(guard.flush(), { code: 'ledger_unavailable' });
      assert.equal((await guard.call('GET', '/orders', token)).status, 200);
      guard.world.ledgerAway = false;
      const [usage] = await guard.entries('token.usage');
      assert.equal(usage?.body['count'], 2);
      assert.equal((await guard.call('GET', '/orders', fresh)).status, 200);
    });

    test('when no more can be counted and the ledger is away, what would not be known of is refused', async (context) => {
      const small = await startGuardUnderTest(ledger, 1);
      context.after(() => small.close());
      const token = await small.issue();
      assert.equal((await small.call('GET', '/orders', token)).status, 200);
      small.world.ledgerAway = true;
      assert.equal((await small.call('GET', '/orders', token)).status, 200);
      assert.equal((await small.call('GET', '/orders/o-1', token)).status, 503);
      small.world.ledgerAway = false;
    });
  });
});
