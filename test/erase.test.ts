import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { elsewhere } from './system/elsewhere.ts';
import { signInAs } from './system/person.ts';
import { type System, startSystem } from './system/system.ts';
import { call } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const REASON = 'Alice Brandt rang at night: her telephone is gone';
const REDIRECT = 'http://127.0.0.1:4480/callback';

describe('ambit erase, of a person with a token, a session and a reason about her', { timeout: 300_000 }, () => {
  let system: System;
  let accessToken = '';
  let cookie = '';
  before(async () => {
    system = await startSystem();
  });
  after(() => system?.stop());

  const alice = () => ({ name: 'alice', password: system.passwordOf('alice') });
  const ambit = async (...args: string[]) => {
    const ran = await system.ambit(...args);
    assert.equal(ran.code, 0, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  };
  const settled = () =>
    until('the sequencer to catch up', async () => {
      const { rowCount } = await system.store.pool.query('SELECT 1 FROM ledger_pending LIMIT 1');
      return rowCount === 0;
    });
  const indexOf = async (kind: string): Promise<number> => {
    await settled();
    const { rows } = await system.store.pool.query<{ index: number }>(
      'SELECT max(index) AS index FROM ledger_entries WHERE kind = $1',
      [kind],
    );
    return rows[0]?.index ?? -1;
  };
  const evidence = (folder: string) =>
    ambit(...['evidence', '--data', 'data', '--from', '2026-01-01', '--to', '2100-01-01', '--out', folder]);
  const key = (): string => readFileSync(join(system.directory, 'data/keys/log.pub'), 'utf8').split('\n')[0] ?? '';

  /** The access token that Acme's shop gets in her name. */
  async function tokenOfAlice(): Promise<string> {
    const fetch = system.via.first as unknown as CustomFetch;
    const options = { execute: [allowInsecureRequests], [customFetch]: fetch };
    const shop = await discovery(
      new URL(system.issuer),
      'storefront',
      system.secretOf('storefront'),
      undefined,
      options,
    );
    const [pkceCodeVerifier, state] = [randomPKCECodeVerifier(), `alice-${randomState()}`];
    const start = buildAuthorizationUrl(shop, {
      ...{ redirect_uri: REDIRECT, scope: 'openid orders:read', state, code_challenge_method: 'S256' },
      code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    });
    const callback = await signInAs(alice(), start, REDIRECT, system.via.first);
    const tokens = await authorizationCodeGrant(shop, callback, { pkceCodeVerifier, expectedState: state });
    return tokens.access_token;
  }

  /** Her session in the console, as the `Cookie` header that opens it. */
  async function sessionOfAlice(): Promise<string> {
    const begun = await fetch(`${system.console}/session/sign-in`, { redirect: 'manual' });
    const browser = begun.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const start = new URL(begun.headers.get('location') ?? '');
    const callback = await signInAs(alice(), start, `${system.console}/session/callback`, system.via.first);
    const finished = await fetch(callback, { redirect: 'manual', headers: { cookie: browser } });
    const held = finished.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    return held.find((one) => !one.endsWith('=')) ?? '';
  }

  const signedIn = async (): Promise<number> =>
    (await fetch(`${system.console}/v1/session`, { headers: { cookie } })).status;

  test('she has all of it at first', async () => {
    accessToken = await tokenOfAlice();
    assert.equal((await call(system.via.first, `${system.apis.orders}/orders`, accessToken)).status, 200);
    cookie = await sessionOfAlice();
    assert.equal(await signedIn(), 200);
    await ambit('revoke', '--subject', 'alice', '--reason', REASON);
    accessToken = await tokenOfAlice();
    const shown = await ambit('ledger', 'show', String(await indexOf('revocation.ordered')), '--data', 'data');
    assert.match(shown, new RegExp(`reason: ${REASON}`));
    await evidence('before');
  });

  test('a dry run says what would go, and nobody is erased without being asked', async () => {
    const dry = await ambit('erase', '--subject', 'alice', '--dry-run');
    for (const line of [/1 token that work/, /1 sealed text/, /1 session/, /What stays/, /Nothing was erased/])
      assert.match(dry, line);
    const unasked = await system.ambit('erase', '--subject', 'alice', '--reason', 'request 4711');
    assert.deepEqual([unasked.code, /--yes/.test(unasked.stderr)], [2, true], unasked.stderr);
    assert.equal(await signedIn(), 200);
  });

  test('afterwards it is gone, and shown as erased', async () => {
    await ambit('erase', '--subject', 'alice', '--reason', 'request 4711', '--yes');
    assert.equal(await signedIn(), 401);
    await until('the guard to refuse her token', async () => {
      const { status } = await call(system.via.second, `${system.apis.orders}/orders`, accessToken);
      return status === 401;
    });
    const shown = await ambit('ledger', 'show', String(await indexOf('revocation.ordered')), '--data', 'data');
    assert.match(shown, /reason: \(erased\)/);
    const { rows } = await system.store.pool.query<{ fingerprint: string }>(
      "SELECT fingerprint FROM token_births WHERE client_id = 'storefront' AND type = 'access_token' LIMIT 1",
    );
    assert.match(await ambit('token', rows[0]?.fingerprint ?? '', '--data', 'data'), /subject {3}erased/);
    assert.match(await ambit('erase', '--subject', 'alice', '--reason', 'request 4711', '--yes'), /Erased already/);
  });

  test('no proof is broken: ledger, and packages of before and after', async () => {
    await settled();
    await ambit('ledger', 'verify', '--data', 'data');
    await evidence('after');
    for (const folder of ['before', 'after']) {
      const { code, stdout, stderr } = await elsewhere([
        ...['evidence', 'verify', join(system.directory, folder), '--key', key()],
      ]);
      assert.equal(code, 0, stdout + stderr);
    }
  });

  test('neither tables, nor their files, nor logs, nor evidence have her name, her sub or the reason', async () => {
    // What is in memory of PostgreSQL is written to its files.
    await system.store.pool.query('CHECKPOINT');
    const { rows: tables } = await system.store.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    assert.ok(tables.length > 20);
    for (const { name } of tables) {
      const { rows } = await system.store.pool.query<{ row: string }>(`SELECT one::text AS row FROM ${name} AS one`);
      for (const { row } of rows) {
        const bytes = [...row.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
          Buffer.from(hex, 'hex').toString('latin1'),
        );
        for (const text of [row, ...bytes]) assert.ok(!HERS.test(text), `${name}: ${text.slice(0, 400)}`);
      }
    }
    let read = 0;
    for (const folder of ['data', 'before', 'after'])
      for (const name of readdirSync(join(system.directory, folder), { recursive: true, encoding: 'utf8' })) {
        const file = join(system.directory, folder, name);
        if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
        assert.ok(!HERS.test(readFileSync(file, 'latin1')), file);
        read++;
      }
    assert.ok(read > 100, `${read} files`);
  });
});

const HERS = /alice|brandt|telephone is gone|request 4711/i;
