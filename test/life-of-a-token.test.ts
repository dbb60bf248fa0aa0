import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  tokenRevocation,
} from 'openid-client';
import { parseEntry } from '../src/entries/index.ts';
import { signInAs } from './system/person.ts';
import type { Fetch } from './system/routed-fetch.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken, call, postAs } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const REVOCATION_BOUND_SECONDS = 1;

describe('the life of a token, over two guards of each kind', { timeout: 240_000 }, () => {
  let system: System;
  let shorten = false;

  before(async () => {
    system = await startSystem({
      changeClaims: (claims) => {
        if (shorten) claims['exp'] = Number(claims['iat']) + 2;
      },
    });
  });
  after(() => system?.stop());

  /** What is in the log once all that is durable now is. */
  const entriesOf = async (kind: string) => {
    await until('the sequencer to catch up', async () => {
      const { rows } = await system.store.pool.query<{ waiting: number }>(
        'SELECT count(*) AS waiting FROM ledger_pending',
      );
      return rows[0]?.waiting === 0;
    });
    const { rows } = await system.store.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM ledger_entries WHERE kind = $1 ORDER BY index',
      [kind],
    );
    return rows.map(({ bytes }) => parseEntry(bytes).entry);
  };

  test('a narrow request is permitted by either guard, and its token works at either', async () => {
    const { first, second } = system.via;
    for (const [issue, use] of [
      [first, second],
      [second, first],
    ] as const) {
      const { status, json } = await askForToken(system, issue, 'nightly-report', 'orders:read');
      assert.equal(status, 200);
      assert.equal(json['scope'], 'orders:read');
      assert.equal((await call(use, `${system.apis.orders}/orders`, json['access_token'])).status, 200);
    }
  });

  test('a broad request is refused before a token exists, and the ledger says why', async () => {
    const before = (await entriesOf('token.issued')).length;
    const { status, json } = await askForToken(system, system.via.first, 'nightly-report', 'orders:read orders:refund');
    assert.deepEqual([status, json['error']], [400, 'invalid_scope']);
    assert.equal(json['access_token'], undefined);
    const refusals = (await entriesOf('decision.made'))
      .map(({ body }) => body['decision'] as { outcome: string; withheld: unknown })
      .filter(({ outcome }) => outcome === 'refuse');
    assert.deepEqual(
      refusals.map(({ withheld }) => withheld),
      [[{ scope: 'orders:refund', reason: 'scope_not_allowed_for_client' }]],
    );
    assert.equal((await entriesOf('token.issued')).length, before);
  });

  test('a broad request is narrowed where the policy says so, and the client is told', async () => {
    const asked = 'customers:read customers:export';
    const { status, json } = await askForToken(system, system.via.second, 'customer-sync', asked);
    assert.deepEqual([status, json['scope']], [200, 'customers:read']);
    const list = await call(system.via.first, `${system.apis.customers}/customers`, json['access_token']);
    assert.equal(list.status, 200);
  });

  test('an omitted scope gets the policy’s default and not the server’s', async () => {
    const { status, json } = await askForToken(system, system.via.first, 'nightly-report', null);
    assert.deepEqual([status, json['scope']], [200, 'orders:read']);
    const none = await askForToken(system, system.via.first, 'order-fulfilment', null);
    assert.deepEqual([none.status, none.json['error']], [400, 'invalid_scope']);
  });

  test('a call outside the token’s scope is refused with the challenge of RFC 6750', async () => {
    const { json } = await askForToken(system, system.via.first, 'order-fulfilment', 'orders:read');
    const refused = await call(system.via.second, `${system.apis.orders}/orders`, json['access_token'], 'POST');
    assert.equal(refused.status, 403);
    assert.match(refused.challenge, /^Bearer .*error="insufficient_scope"/);
    assert.match(refused.challenge, /scope="orders:write"/);
  });

  test('a token of one API is nothing at another', async () => {
    const { json } = await askForToken(system, system.via.first, 'nightly-report', 'orders:read');
    const refused = await call(system.via.first, `${system.apis.customers}/customers`, json['access_token']);
    assert.equal(refused.status, 401);
    assert.match(refused.challenge, /error="invalid_token"/);
  });

  test('a revocation at one guard is known at the other within a second, for a JWT and for an opaque token', async () => {
    for (const [client, scope, url, parts] of [
      ['nightly-report', 'orders:read', `${system.apis.orders}/orders`, 3],
      ['customer-sync', 'customers:read', `${system.apis.customers}/customers`, 1],
    ] as const) {
      const { json } = await askForToken(system, system.via.first, client, scope);
      const token = String(json['access_token']);
      assert.equal(token.split('.').length, parts, 'a JWT has three parts, an opaque token one');
      assert.equal((await call(system.via.second, url, token)).status, 200);
      const { status } = await postAs(system, system.via.first, client, 'revocation_endpoint', { token });
      const answered = performance.now();
      assert.equal(status, 200);
      for (const guard of [system.via.second, system.via.first]) {
        const refused = await until(
          'the guard to refuse it',
          async () => {
            const answer = await call(guard, url, token);
            return answer.status === 401 && answer;
          },
          5,
        );
        assert.match(refused.challenge, /error="invalid_token"/);
      }
      const seconds = (performance.now() - answered) / 1000;
      assert.ok(seconds <= REVOCATION_BOUND_SECONDS, `${scope} took ${seconds} s`);
    }
  });

  test('a token ends at its end', async () => {
    shorten = true;
    const { status, json } = await askForToken(system, system.via.first, 'nightly-report', 'orders:read');
    shorten = false;
    assert.equal(status, 200);
    const url = `${system.apis.orders}/orders`;
    assert.equal((await call(system.via.first, url, json['access_token'])).status, 200);
    const refused = await until('the end of the token', async () => {
      const answer = await call(system.via.second, url, json['access_token']);
      return answer.status === 401 && answer;
    });
    assert.match(refused.challenge, /error="invalid_token"/);
  });

  describe('of alice, by code with PKCE through the real pages', () => {
    const redirectUri = 'http://127.0.0.1:4480/callback';

    async function configurationVia(fetch: Fetch): Promise<Configuration> {
      const configuration = await discovery(
        new URL(system.issuer),
        'storefront',
        system.secretOf('storefront'),
        undefined,
        {
          execute: [allowInsecureRequests],
          [customFetch]: fetch as unknown as CustomFetch,
        },
      );
      return configuration;
    }

    async function signIn(scope: string) {
      const configuration = await configurationVia(system.via.first);
      const verifier = randomPKCECodeVerifier();
      const state = randomState();
      const start = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope,
        prompt: 'consent',
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      const alice = { name: 'alice', password: system.passwordOf('alice') };
      const callback = await signInAs(alice, start, redirectUri, system.via.first);
      return { callback, verifier, state };
    }

    test('it is issued, used, refreshed on the other guard, and revoked with all that came of it', async () => {
      const { callback, verifier, state } = await signIn('openid offline_access orders:read orders:write');
      // The code is exchanged at the other guard than the one that it came through.
      const second = await configurationVia(system.via.second);
      const tokens = await authorizationCodeGrant(second, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
      });
      assert.equal(tokens.claims()?.sub, 'alice');
      const orders = `${system.apis.orders}/orders`;
      assert.equal((await call(system.via.first, orders, tokens.access_token)).status, 200);

      const first = await configurationVia(system.via.first);
      const refreshed = await refreshTokenGrant(first, String(tokens.refresh_token), { scope: 'orders:read' });
      assert.equal(refreshed.scope, 'orders:read');
      assert.equal((await call(system.via.second, orders, refreshed.access_token)).status, 200);
      assert.equal((await call(system.via.second, orders, refreshed.access_token, 'POST')).status, 403);

      await tokenRevocation(first, String(refreshed.refresh_token));
      const answered = performance.now();
      for (const token of [tokens.access_token, refreshed.access_token])
        await until(
          'the other guard to refuse it',
          async () => (await call(system.via.second, orders, token)).status === 401,
          5,
        );
      assert.ok((performance.now() - answered) / 1000 <= REVOCATION_BOUND_SECONDS);
      await assert.rejects(refreshTokenGrant(second, String(refreshed.refresh_token)), { error: 'invalid_grant' });
    });

    test('a broad request is narrowed before the pages are shown, and the code brings no more', async () => {
      const { callback, verifier, state } = await signIn('openid orders:read orders:refund');
      const first = await configurationVia(system.via.first);
      const tokens = await authorizationCodeGrant(first, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
      });
      assert.equal(tokens.scope?.includes('orders:refund'), false);
      const url = `${system.apis.orders}/orders/1001/refund`;
      assert.equal((await call(system.via.second, url, tokens.access_token, 'POST')).status, 403);
    });

    test('a code that is used twice is refused by the other guard too', async () => {
      const { callback, verifier, state } = await signIn('openid orders:read');
      const checks = { pkceCodeVerifier: verifier, expectedState: state };
      const tokens = await authorizationCodeGrant(await configurationVia(system.via.first), callback, checks);
      const second = await configurationVia(system.via.second);
      await assert.rejects(authorizationCodeGrant(second, callback, checks), { error: 'invalid_grant' });
      await until(
        'the tokens of the replayed code to end (RFC 6749 §4.1.2)',
        async () => (await call(system.via.first, `${system.apis.orders}/orders`, tokens.access_token)).status === 401,
        5,
      );
    });
  });

  test('ambit token shows its life, and never the token', async () => {
    const { json } = await askForToken(system, system.via.first, 'nightly-report', 'orders:read');
    const token = String(json['access_token']);
    await call(system.via.first, `${system.apis.orders}/orders`, token);
    const { jti } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { jti: string };
    const shown = await until('the use in the ledger', async () => {
      const { stdout } = await system.ambit('token', jti, '--data', `${system.directory}/data`);
      return stdout.includes('used') && stdout;
    });
    assert.match(shown, /nightly-report/);
    assert.match(shown, /orders:read/);
    assert.equal(shown.includes(token), false);
  });

  test('one byte that is changed in one row is found and located', async () => {
    const verify = () => system.ambit('ledger', 'verify', '--data', `${system.directory}/data`, '--format', 'json');
    const whole = await verify();
    assert.equal(whole.code, 0, whole.stdout + whole.stderr);
    const change = 'UPDATE ledger_entries SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) WHERE index = 7';
    await system.store.pool.query(change);
    const changed = await verify();
    assert.equal(changed.code, 1);
    const report = JSON.parse(changed.stdout) as { faults: { index: number }[] };
    assert.ok(report.faults.some(({ index }) => index === 7));
    await system.store.pool.query(change);
    assert.equal((await verify()).code, 0);
  });

  /** PostgreSQL goes on removing and renaming files meanwhile, and a look that missed one is no look: it is taken anew. */
  const filesWith = (text: string): string[] => {
    for (let looks = 1; ; looks += 1) {
      const { status, stdout, stderr } = spawnSync('grep', ['-rlaF', '-e', text, `${system.directory}/data`], {
        encoding: 'utf8',
      });
      if (status === 0) return stdout.trim().split('\n');
      if (status === 1) return [];
      assert.ok(looks < 20, `the data directory can't be searched: ${stderr}`);
    }
  };

  test('no token and no secret is anywhere in the data directory', async () => {
    const { json } = await askForToken(system, system.via.first, 'customer-sync', 'customers:read');
    const wanted = [String(json['access_token']), system.secretOf('customer-sync'), system.passwordOf('alice')];
    await system.store.pool.query('CHECKPOINT');
    assert.notDeepEqual(filesWith('customer-sync'), [], 'what is in the database is found there');
    for (const secret of wanted) assert.deepEqual(filesWith(secret), [], 'a secret is in the data directory');
  });
});
