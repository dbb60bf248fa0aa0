import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  type RunningAuthorizationServer,
  startAuthorizationServer,
} from '../../examples/acme/authorization-server/authorization-server.ts';
import { createUpstream, listen, type Upstream } from '../gateway/index.ts';
import { formatBasicCredentials, formatParameters } from '../oauth/index.ts';
import { revokeAtServer, type ServerRevocationOptions } from './index.ts';

const ISSUER = 'http://127.0.0.1:4400';

describe('revoking at a real authorization server, by Ambit’s own client', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-server-revocation-'));
  let server: RunningAuthorizationServer;
  let upstream: Upstream;
  let own: ServerRevocationOptions;
  before(async () => {
    server = await startAuthorizationServer({ issuer: ISSUER, port: 0, dataDirectory: directory });
    upstream = createUpstream({ origin: server.url, publicOrigin: ISSUER });
    own = {
      upstream,
      revocationPath: '/token/revocation',
      introspectionPath: '/token/introspection',
      clientId: 'ambit-guard',
      clientSecret: readFileSync(join(directory, 'ambit-guard.secret'), 'utf8').trim(),
    };
  });
  after(async () => {
    await upstream.close();
    await server.close();
    rmSync(directory, { recursive: true });
  });

  const secretOf = (clientId: string): string =>
    server.credentials.clients.find(({ client_id }) => client_id === clientId)?.client_secret ?? '';
  const tokenOf = async (clientId: string, scope: string): Promise<string> => {
    const { body } = await upstream.request({
      method: 'POST',
      target: '/token',
      headers: [
        ...['authorization', formatBasicCredentials(clientId, secretOf(clientId))],
        ...['content-type', 'application/x-www-form-urlencoded'],
      ],
      body: formatParameters([
        ['grant_type', 'client_credentials'],
        ['scope', scope],
      ]),
    });
    return String((JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>)['access_token']);
  };

  test('is believed where the token was active before and is not after', async () => {
    const token = await tokenOf('customer-sync', 'customers:read');
    assert.equal(await revokeAtServer(own, token, 'access_token'), 'revoked');
    assert.equal(await revokeAtServer(own, token, 'access_token'), 'not_active');
  });

  test('of a token that it never gave, or gave up, is no revocation', async () => {
    assert.equal(await revokeAtServer(own, 'a'.repeat(43), null), 'not_active');
  });

  test('of a JWT is nothing that it can do', async () => {
    const token = await tokenOf('nightly-report', 'orders:read');
    assert.equal(await revokeAtServer(own, token, 'access_token'), 'unsupported');
  });

  test('where it has no revocation endpoint', async () => {
    assert.equal(await revokeAtServer({ ...own, revocationPath: null }, 'token', null), 'unsupported');
  });

  test('by a client that may neither revoke nor introspect what is another’s is told 200, which proves nothing', async () => {
    const token = await tokenOf('customer-sync', 'customers:read');
    const others = { ...own, clientId: 'nightly-report', clientSecret: secretOf('nightly-report') };
    assert.notEqual(await revokeAtServer(others, token, null), 'revoked');
    assert.equal(await revokeAtServer(own, token, null), 'revoked', 'it was active all the while');
  });

  test('by wrong credentials', async () => {
    const token = await tokenOf('customer-sync', 'customers:read');
    assert.equal(await revokeAtServer({ ...own, clientSecret: 'wrong' }, token, null), 'refused');
  });
});

describe('revoking at a server that answers as it likes', () => {
  /** Status and body of the next answers, in order; the last one stays. */
  let answers: [status: number, body: string][] = [];
  const fake = createServer((request, response) => {
    request.resume().on('end', () => {
      const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, ''];
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  const ACTIVE = '{"active":true}';
  const INACTIVE = '{"active":false}';
  let options: ServerRevocationOptions;
  let close: () => Promise<void>;
  before(async () => {
    const listening = await listen(fake, { host: '127.0.0.1', port: 0 });
    const upstream = createUpstream({ origin: `http://127.0.0.1:${listening.port}`, publicOrigin: ISSUER });
    options = { upstream, revocationPath: '/r', introspectionPath: '/i', clientId: 'ambit', clientSecret: 's' };
    close = async () => {
      await upstream.close();
      await listening.close(1);
    };
  });
  after(() => close());

  for (const [said, told, expected] of [
    [
      'revokes it',
      [
        [200, ACTIVE],
        [200, ''],
        [200, INACTIVE],
      ],
      'revoked',
    ],
    [
      'says 200 and goes on taking it for good',
      [
        [200, ACTIVE],
        [200, ''],
        [200, ACTIVE],
      ],
      'refused',
    ],
    [
      'does not let it introspect',
      [
        [403, '{}'],
        [200, ''],
        [403, '{}'],
      ],
      'unproven',
    ],
    [
      'can be asked only before',
      [
        [200, ACTIVE],
        [200, ''],
        [500, ''],
      ],
      'unproven',
    ],
    [
      'can be asked only after',
      [
        [500, ''],
        [200, ''],
        [200, INACTIVE],
      ],
      'unproven',
    ],
    [
      'refuses',
      [
        [200, ACTIVE],
        [400, '{"error":"invalid_request"}'],
      ],
      'refused',
    ],
    [
      'has no way to',
      [
        [200, ACTIVE],
        [400, '{"error":"unsupported_token_type"}'],
      ],
      'unsupported',
    ],
    [
      'answers 400 with what is no JSON',
      [
        [200, ACTIVE],
        [400, '<p>'],
      ],
      'refused',
    ],
    [
      'is not available',
      [
        [200, ACTIVE],
        [503, ''],
      ],
      'unreachable',
    ],
    [
      'has too much to do',
      [
        [200, ACTIVE],
        [429, ''],
      ],
      'unreachable',
    ],
  ] as const)
    test(`that ${said}: ${expected}`, async () => {
      answers = told.map(([status, body]) => [status, body]);
      assert.equal(await revokeAtServer(options, 'token', null), expected);
    });
});
