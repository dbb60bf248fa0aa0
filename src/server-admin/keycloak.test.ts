import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readInventories, readSource } from '../connect/index.ts';
import { askKeycloak, type ServerAdminError } from './index.ts';

const TOKEN = 'admin-token-of-the-test';

/** A realm's administration, to the letter of what Keycloak documents of it. */
describe('Keycloak’s admin REST API', () => {
  const answers = new Map<string, unknown>();
  const asked: IncomingMessage[] = [];
  let status = 200;
  let origin = '';
  const server = createServer((request, response) => {
    asked.push(request);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    let answer = answers.get(pathname);
    if (pathname.endsWith('/clients') && Array.isArray(answer)) {
      const first = Number(searchParams.get('first'));
      answer = answer.slice(first, first + Number(searchParams.get('max')));
    }
    response.statusCode = answer === undefined ? 404 : status;
    if (status === 302) response.setHeader('location', 'http://127.0.0.1:9/');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? { error: 'none' }));
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    status = 200;
    asked.length = 0;
    const realm = '/admin/realms/acme';
    answers.set(realm, { realm: 'acme', accessTokenLifespan: 300, attributes: { frontendUrl: 'https://sso.example' } });
    answers.set(
      `${realm}/clients`,
      Array.from({ length: 230 }, (_, index) => ({
        ...{ id: `uuid-${index}`, clientId: `client-${index}`, secret: 'hunter2', registrationAccessToken: 'hunter3' },
        ...{
          publicClient: false,
          standardFlowEnabled: false,
          serviceAccountsEnabled: true,
          protocol: 'openid-connect',
        },
      })),
    );
    answers.set(`${realm}/client-scopes`, [{ id: 's1', name: 'orders:read', protocol: 'openid-connect' }]);
    answers.set(`${realm}/default-default-client-scopes`, [{ id: 's1', name: 'orders:read' }]);
    answers.set(`${realm}/default-optional-client-scopes`, []);
    answers.set(`${realm}/identity-provider/instances`, [
      { alias: 'google', enabled: true, config: { clientSecret: 'hunter4' } },
    ]);
  });
  const ask = (address = `${origin}/admin/realms/acme`) =>
    askKeycloak({ realm: new URL(address), token: TOKEN, signal: new AbortController().signal });
  const refused = async (code: ServerAdminError['code'], says: RegExp, address?: string): Promise<void> => {
    await assert.rejects(ask(address), (error: ServerAdminError) => {
      assert.equal(error.code, code);
      assert.match(error.message, says);
      assert.doesNotMatch(`${error.message}${String(error.cause)}`, new RegExp(TOKEN));
      return true;
    });
  };

  test('is asked page by page, by GET alone, and gives what the export’s reader reads', async () => {
    const realm = await ask();
    const [inventory] = readInventories([readSource('realm.json', new TextEncoder().encode(JSON.stringify(realm)))]);
    assert.equal(inventory?.issuer, 'https://sso.example/realms/acme');
    assert.deepEqual([inventory?.clients.length, inventory?.clients.at(-1)?.clientId], [230, 'client-229']);
    assert.deepEqual(inventory?.clients[0]?.standing, ['orders:read']);
    assert.deepEqual(
      inventory?.signIns?.map(({ name }) => name),
      ['google'],
    );
    assert.ok(asked.every(({ method, headers }) => method === 'GET' && headers.authorization === `Bearer ${TOKEN}`));
    assert.equal(asked.filter(({ url }) => url?.includes('/clients?')).length, 3);
  });

  test('leaves every secret where it is', async () => {
    assert.doesNotMatch(JSON.stringify(await ask()), /hunter/);
  });

  test('that refuses, sends elsewhere or says something else is told of in a sentence', async () => {
    for (const [code, says] of [
      [401, /the token is not taken/],
      [403, /view-realm/],
      [302, /sends elsewhere/],
      [500, /try again/],
    ] as const) {
      status = code;
      await refused('server_refused', says);
    }
    status = 200;
    answers.set('/admin/realms/acme/client-scopes', { not: 'a list' });
    await refused('answer_unreadable', /answers with no list/);
    await refused('server_refused', /no such realm/, `${origin}/admin/realms/other`);
  });

  test('is asked over https alone where it is on another machine', async () => {
    await refused('server_unreachable', /https alone/, 'http://keycloak.example/admin/realms/acme');
  });
});
