import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

/** A request with a target that `inject` would make a path of. */
async function rawly({ server }: TemporaryConsole, path: string, headers: Record<string, string>) {
  if (!server.server.listening) await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    request({ host: '127.0.0.1', port, path, headers, agent: false }).on('response', resolve).on('error', reject).end(),
  );
  answer.resume();
  return { status: answer.statusCode, policy: String(answer.headers['content-security-policy']) };
}

describe('the console’s server', () => {
  let console: TemporaryConsole;
  before(async () => {
    console = await temporaryConsole();
  });
  after(() => console.close());

  test('every answer has strict headers, and nothing inline may run', async () => {
    const cookie = await console.signIn(['viewers']);
    for (const url of [
      '/',
      '/sign-in',
      '/clients/x',
      '/assets/app-1.js',
      '/v1/status',
      '/v1/nothing',
      '/session/sign-in',
    ]) {
      const { headers } = await console.ask({ url, headers: { cookie } });
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/, url);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /base-uri 'none'/);
      assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
      assert.match(String(headers['strict-transport-security']), /^max-age=\d+/);
      assert.equal(headers['access-control-allow-origin'], undefined);
      if (!url.startsWith('/assets/')) assert.equal(headers['cache-control'], 'no-store');
    }
    const asset = await console.ask({ url: '/assets/app-1.js' });
    assert.match(String(asset.headers['cache-control']), /immutable/);
  });

  test('files that were not built into it are not served, whatever the path says', async () => {
    for (const url of ['/assets/notes.txt', '/assets/../../package.json', '/assets/%2e%2e/x', '//etc/passwd'])
      assert.equal((await console.ask({ url })).statusCode, 404, url);
  });

  test('who mistypes an address gets a page that says so, and a program gets words for programs', async () => {
    const person = await console.ask({ url: '/clients/a/b', headers: { accept: 'text/html,*/*;q=0.8' } });
    assert.equal(person.statusCode, 404);
    assert.match(person.body, /<title>Ambit/);
    assert.match(String(person.headers['content-security-policy']), /default-src 'none'/);
    const program = await console.ask({ url: '/clients/a/b' });
    assert.deepEqual([program.statusCode, JSON.parse(program.body).error.code], [404, 'not_found']);
    const call = await console.ask({ url: '/v1/nothing', headers: { accept: 'text/html' } });
    assert.equal(call.statusCode, 401);
  });

  test('another name for its address is not answered (DNS rebinding)', async () => {
    for (const host of ['evil.example', 'console.example:8443', 'console.example.', ''])
      assert.equal((await console.ask({ url: '/v1/status', headers: { host } })).statusCode, 421, host);
  });

  for (const [what, headers] of [
    ['without the custom header', { 'x-ambit-console': '' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another port of the same host', { origin: 'https://console.example:8443', 'sec-fetch-site': 'same-site' }],
    ['with the origin null', { origin: 'null' }],
    ['from a page that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['from an address bar', { 'sec-fetch-site': 'none' }],
  ] as const)
    test(`what changes anything is refused ${what} (CSRF)`, async () => {
      const cookie = await console.signIn(['admins']);
      for (const url of [
        '/v1/policy/activate',
        '/v1/tokens/revoke',
        '/v1/ledger/verify',
        '/session/end',
        '/session/recover',
      ]) {
        const answer = await console.ask({ method: 'POST', url, headers: { cookie, ...headers }, payload: {} });
        assert.deepEqual([answer.statusCode, JSON.parse(answer.body).error.code], [403, 'not_same_origin'], url);
      }
      assert.equal((await console.ask({ url: '/v1/session', headers: { cookie } })).statusCode, 200);
    });

  test('a form can not change anything: its content types are not read', async () => {
    const cookie = await console.signIn(['admins']);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await console.ask({
        method: 'POST',
        url: '/v1/tokens/revoke',
        headers: { cookie, 'content-type': type },
        payload: '{"grantId":"g"}',
      });
      assert.equal(answer.statusCode, 400, type);
    }
  });

  test('another site’s page may not read either, where the browser says who asks', async () => {
    const cookie = await console.signIn(['viewers']);
    for (const site of ['cross-site', 'same-site']) {
      for (const url of ['/v1/status', '/%761/status', '/v1/%73tatus?x=1']) {
        const answer = await console.ask({ url, headers: { cookie, 'sec-fetch-site': site } });
        assert.equal(answer.statusCode, 403, `${site} ${url}`);
      }
    }
  });

  test('a target that is no path is answered like a path that there isn’t, with every header, and never under another host', async () => {
    const { host } = new URL('https://console.example');
    for (const target of [
      '/%zz',
      '/clients/%E0%A4',
      'http://evil.example/v1/status',
      '*',
      `/clients/${'a'.repeat(3000)}`,
    ]) {
      const ask = (headers: Record<string, string>) => rawly(console, target, headers);
      const answer = await ask({ host });
      assert.equal(answer.status, 404, target);
      assert.match(answer.policy, /default-src 'none'/, target);
      assert.equal((await ask({ host: 'evil.example' })).status, 421, target);
    }
  });

  test('a client’s id may be as long as a URL', async () => {
    const cookie = await console.signIn(['viewers']);
    const id = encodeURIComponent(`https://app.example/${'a'.repeat(400)}`);
    assert.equal((await console.ask({ url: `/clients/${id}` })).statusCode, 200);
    const answer = await console.ask({ url: `/v1/clients/${id}`, headers: { cookie } });
    assert.match(JSON.parse(answer.body).error.message, /There is no client https:\/\/app/);
  });
});

test('without TLS the cookies have another name and neither Secure nor the prefix, and there is no HSTS', async () => {
  const console = await temporaryConsole('http://127.0.0.1:4430');
  try {
    assert.match(await console.signIn(['viewers']), /^ambit-plain=[\w-]{43}$/);
    const { headers } = await console.ask({ url: '/session/sign-in' });
    assert.doesNotMatch(String(headers['set-cookie']), /Secure|__Host-/);
    assert.equal(headers['strict-transport-security'], undefined);
  } finally {
    await console.close();
  }
});
