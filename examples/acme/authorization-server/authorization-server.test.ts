import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type RunningAuthorizationServer, startAuthorizationServer } from './authorization-server.ts';

const ISSUER = 'http://127.0.0.1:4400';
const ORDERS = 'https://orders.acme.example';
const CUSTOMERS = 'https://customers.acme.example';

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

describe("Acme's authorization server", () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'acme-authorization-server-'));
  const seen: string[] = [];
  let server: RunningAuthorizationServer;
  const start = (): Promise<RunningAuthorizationServer> =>
    startAuthorizationServer({ issuer: ISSUER, port: 0, dataDirectory });

  before(async () => {
    server = await start();
  });
  after(async () => {
    await server.close();
    rmSync(dataDirectory, { recursive: true });
  });

  const secretOf = (clientId: string): string =>
    server.credentials.clients.find((client) => client.client_id === clientId)?.client_secret ?? '';

  async function post(path: string, clientId: string, form: Record<string, string>): Promise<Answer> {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${secretOf(clientId)}`)}` },
      body: new URLSearchParams(form),
    });
    const text = await response.text();
    const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    for (const name of ['access_token', 'refresh_token', 'id_token'])
      if (typeof json[name] === 'string') seen.push(json[name]);
    return { status: response.status, json };
  }

  const introspect = (token: unknown): Promise<Answer> =>
    post('/token/introspection', 'ambit-guard', { token: String(token) });

  describe('client credentials', () => {
    test('for the orders come as a JWT access token (RFC 9068)', async () => {
      const { json } = await post('/token', 'nightly-report', {
        grant_type: 'client_credentials',
        scope: 'orders:read',
        resource: ORDERS,
      });
      const [header, claims] = decoded(json['access_token']);
      assert.equal(header?.['typ'], 'at+jwt');
      assert.equal(header?.['alg'], 'ES256');
      assert.deepEqual(
        [claims?.['iss'], claims?.['aud'], claims?.['scope'], claims?.['client_id'], claims?.['sub']],
        [ISSUER, ORDERS, 'orders:read', 'nightly-report', 'nightly-report'],
      );
      assert.equal(Number(claims?.['exp']) - Number(claims?.['iat']), 300);
    });

    test('for the customers come as an opaque token, which the guard may introspect', async () => {
      const { json } = await post('/token', 'customer-sync', {
        grant_type: 'client_credentials',
        scope: 'customers:read',
        resource: CUSTOMERS,
      });
      assert.doesNotMatch(String(json['access_token']), /\./);
      const { json: answer } = await introspect(json['access_token']);
      assert.deepEqual(
        [answer['active'], answer['client_id'], answer['scope'], answer['aud'], answer['iss'], answer['token_type']],
        [true, 'customer-sync', 'customers:read', CUSTOMERS, ISSUER, 'Bearer'],
      );
    });

    test('that ask for no scope get every scope of the resource server: broader than any policy', async () => {
      const { json } = await post('/token', 'nightly-report', { grant_type: 'client_credentials', resource: ORDERS });
      assert.equal(json['scope'], 'orders:read orders:write orders:refund');
    });

    test('that name no resource get that of their scopes', async () => {
      const { json } = await post('/token', 'nightly-report', {
        grant_type: 'client_credentials',
        scope: 'customers:export',
      });
      assert.equal(json['scope'], 'customers:export');
      assert.equal((await introspect(json['access_token'])).json['aud'], CUSTOMERS);
    });

    test('drop a scope of another resource without a word', async () => {
      const { json } = await post('/token', 'nightly-report', {
        grant_type: 'client_credentials',
        scope: 'orders:read customers:read',
        resource: ORDERS,
      });
      assert.equal(json['scope'], 'orders:read');
    });
  });

  test('introspection knows no JWT, and only the guard and its own client may ask', async () => {
    const form = { grant_type: 'client_credentials', scope: 'customers:read', resource: CUSTOMERS };
    const jwt = await post('/token', 'nightly-report', { grant_type: 'client_credentials', resource: ORDERS });
    assert.deepEqual((await introspect(jwt.json['access_token'])).json['error'], 'unsupported_token_type');
    const { json } = await post('/token', 'customer-sync', form);
    const token = String(json['access_token']);
    assert.equal((await post('/token/introspection', 'nightly-report', { token })).json['active'], false);
    assert.equal((await post('/token/introspection', 'customer-sync', { token })).json['active'], true);
  });

  describe('with a person at a browser', () => {
    test('alice signs in, consents, and the code gives tokens that rotate', async () => {
      const browser = createBrowser(server.url);
      const verifier = randomBytes(32).toString('base64url');
      const login = await browser.get(
        `/auth?${new URLSearchParams({
          client_id: 'support-desk',
          response_type: 'code',
          redirect_uri: 'http://127.0.0.1:4481/callback',
          scope: 'openid offline_access customers:read',
          resource: CUSTOMERS,
          prompt: 'consent',
          state: 's1',
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
        })}`,
      );
      assert.match(login.text, /<h1>Sign in to Acme<\/h1>/);
      assert.match(login.policy, /default-src 'none'.*form-action 'self' http:\/\/127\.0\.0\.1:4481/);
      const wrong = await browser.submit(login.text, { name: 'alice', password: 'wrong' });
      assert.equal(wrong.status, 401);
      const password = server.credentials.users.find(({ name }) => name === 'alice')?.password ?? '';
      const consent = await browser.submit(wrong.text, { name: 'alice', password });
      assert.match(consent.text, /<li><code>customers:read<\/code>/);
      const { location } = await browser.submit(consent.text, {});
      const callback = new URL(location ?? '');
      assert.equal(callback.origin + callback.pathname, 'http://127.0.0.1:4481/callback');
      assert.equal(callback.searchParams.get('state'), 's1');
      assert.equal(callback.searchParams.get('iss'), ISSUER);
      const code = callback.searchParams.get('code') ?? '';
      seen.push(code);

      const { json } = await post('/token', 'support-desk', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'http://127.0.0.1:4481/callback',
        code_verifier: verifier,
        resource: CUSTOMERS,
      });
      assert.equal(json['scope'], 'customers:read');
      assert.equal(decoded(json['id_token'])[1]?.['sub'], 'alice');
      const { json: answer } = await introspect(json['access_token']);
      assert.deepEqual([answer['sub'], answer['client_id']], ['alice', 'support-desk']);
      assert.equal((await introspect(json['refresh_token'])).json['token_type'], undefined);

      const refresh = (token: unknown): Promise<Answer> =>
        post('/token', 'support-desk', {
          grant_type: 'refresh_token',
          refresh_token: String(token),
          scope: 'customers:read',
          resource: CUSTOMERS,
        });
      const rotated = await refresh(json['refresh_token']);
      assert.equal(rotated.json['scope'], 'customers:read');
      assert.notEqual(rotated.json['refresh_token'], json['refresh_token']);
      assert.equal((await refresh(json['refresh_token'])).json['error'], 'invalid_grant', 'used a second time');
      assert.equal((await refresh(rotated.json['refresh_token'])).json['error'], 'invalid_grant', 'and its family');
    });

    test('may refuse, and the client learns so', async () => {
      const browser = createBrowser(server.url);
      const login = await browser.get(
        `/auth?${new URLSearchParams({
          client_id: 'storefront',
          response_type: 'code',
          redirect_uri: 'http://127.0.0.1:4480/callback',
          scope: 'openid orders:read',
        })}`,
      );
      const { location } = await browser.submit(login.text, {}, 'abort');
      assert.equal(new URL(location ?? '').searchParams.get('error'), 'access_denied');
    });

    test('an unknown sign-in says so and shows nothing of the inside', async () => {
      const response = await fetch(`${server.url}/interaction/unknown`);
      assert.equal(response.status, 400);
      assert.match(await response.text(), /has expired/);
    });
  });

  test('a restart keeps what was issued, under the same keys', async () => {
    const { json } = await post('/token', 'customer-sync', {
      grant_type: 'client_credentials',
      scope: 'customers:read',
      resource: CUSTOMERS,
    });
    const keys = await (await fetch(`${server.url}/jwks`)).text();
    await server.close();
    server = await start();
    assert.equal((await introspect(json['access_token'])).json['active'], true);
    assert.equal(await (await fetch(`${server.url}/jwks`)).text(), keys);
    await post('/token/revocation', 'customer-sync', { token: String(json['access_token']) });
    assert.equal((await introspect(json['access_token'])).json['active'], false);
  });

  test('its data directory holds no token and no code, and belongs to its owner alone', async () => {
    await server.close();
    const files = readdirSync(dataDirectory).map((name) => join(dataDirectory, name));
    assert.ok(seen.length > 10);
    for (const file of files) {
      assert.equal(statSync(file).mode & 0o077, 0, file);
      const content = readFileSync(file);
      for (const token of seen) assert.ok(!content.includes(token), `${file} holds a token`);
    }
    server = await start();
  });

  test('behind the guard its endpoints are under the address that the guard says', async () => {
    const response = await fetch(`${server.url}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': '127.0.0.1:4400', 'x-forwarded-proto': 'http' },
    });
    const metadata = (await response.json()) as Record<string, unknown>;
    assert.equal(metadata['issuer'], ISSUER);
    assert.equal(metadata['token_endpoint'], `${ISSUER}/token`);
  });
});

function decoded(jwt: unknown): Record<string, unknown>[] {
  return String(jwt)
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
}

interface Shown {
  readonly status: number;
  readonly text: string;
  readonly policy: string;
  /** Where it leads outside the server; null where it ends on a page. */
  readonly location: string | null;
}

/** Cookies, redirects and forms: all that these pages need. */
function createBrowser(origin: string) {
  const cookies = new Map<string, { value: string; path: string }>();

  const visit = async (target: string, init: RequestInit = {}): Promise<Shown> => {
    const url = new URL(target, origin);
    const sent = [...cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice(5) ?? '/';
      if (value === '') cookies.delete(name);
      else cookies.set(name, { value, path });
    }
    const location = response.headers.get('location');
    const text = await response.text();
    if (location !== null && new URL(location, url).origin === origin) return await visit(location);
    const policy = response.headers.get('content-security-policy') ?? '';
    return { status: response.status, text, policy, location };
  };

  return {
    get: (target: string) => visit(target),
    submit(page: string, fields: Record<string, string>, step = '(?:login|consent)') {
      const action = new RegExp(`<form method="post" action="([^"]+/${step})"`).exec(page)?.[1];
      assert.ok(action !== undefined, page);
      return visit(action, { method: 'POST', body: new URLSearchParams(fields) });
    },
  };
}
