import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import { GatewayError } from './gateway-error.ts';
import { createGatewayServer } from './gateway-server.ts';
import { listen } from './listen.ts';
import { readHead } from './request-head.ts';
import { sendRaw } from './testing/raw-connection.ts';
import { type ServerBehind, startServerBehind } from './testing/server-behind.ts';
import type { Listening, ProxyRequest, Upstream } from './types.ts';

const HOST = 'Host: api.example';

describe('the server behind a proxy', () => {
  let behind: ServerBehind;
  let options: Partial<ProxyRequest> = {};
  let through: Upstream;
  let listening: Listening;
  let outcomes: unknown[] = [];

  before(async () => {
    behind = await startServerBehind();
    const server = createGatewayServer(
      async (request, response) => {
        const head = readHead(request, { publicHosts: ['api.example'], paths: 'encoded' });
        try {
          outcomes.push(await through.proxy({ head, request, response, ...options }));
        } catch (error) {
          outcomes.push(error instanceof GatewayError ? error.code : error);
          throw error;
        }
      },
      (error) => outcomes.push(error),
    );
    listening = await listen(server, { host: '127.0.0.1', port: 0 });
  });
  after(async () => {
    await listening.close(1);
    await behind.close();
  });
  afterEach(() => behind.closeOthers());
  const setUp = (one: Upstream = behind.upstream, more: Partial<ProxyRequest> = {}): void => {
    through = one;
    options = more;
    outcomes = [];
  };
  const send = (lines: readonly string[], body = '') => sendRaw(listening.port, `${lines.join('\r\n')}\r\n\r\n${body}`);

  test('gets exactly what was decided on, and nothing that the client claims about itself', async () => {
    setUp(behind.upstream, {
      without: new Set(['authorization']),
      set: ['x-tenant', 'acme', 'X-Role', 'reader'],
      target: '/v2/orders',
    });
    let seen: string[] = [];
    let target = '';
    behind.behave = (request, response) => {
      seen = request.rawHeaders;
      target = request.url ?? '';
      response.end();
    };
    await send([
      'GET /orders?a=b HTTP/1.1',
      HOST,
      'Authorization: Bearer secret',
      'X-Tenant: evil',
      'x-role: admin',
      'X-Forwarded-For: 203.0.113.9',
      'Accept: a/b',
    ]);
    assert.equal(target, '/v2/orders');
    const headers = seen.map((text) => text.toLowerCase());
    assert.deepEqual(headers.slice(headers.indexOf('accept')), [
      ...['accept', 'a/b', 'x-tenant', 'acme', 'x-role', 'reader'],
      ...['x-forwarded-host', 'api.example', 'x-forwarded-proto', 'https'],
      ...['accept-encoding', 'identity', 'x-forwarded-for', '127.0.0.1'],
    ]);
    assert.ok(!headers.includes('bearer secret') && !headers.includes('evil') && !headers.includes('admin'));
    assert.deepEqual(outcomes, [200]);
  });

  test('gets its own path and query where nothing else is said', async () => {
    setUp();
    behind.behave = (request, response) => void response.end(request.url);
    assert.equal(
      (await send(['GET /%6frders/%c3%a9?q=%zz HTTP/1.1', HOST, 'Connection: close'])).body,
      '/orders/%C3%A9?q=%zz',
    );
  });

  test('answers with several cookies, an error status and no hop headers, all passed on', async () => {
    setUp();
    behind.behave = (_request, response) =>
      void response
        .writeHead(418, { 'set-cookie': ['a=1', 'b=2'], connection: 'close, x-hop', 'x-hop': '1', server: 'S' })
        .end('tea');
    const { status, head } = await send(['GET / HTTP/1.1', HOST, 'Connection: close']);
    assert.equal(status, 418);
    assert.match(head, /set-cookie: a=1\r\nset-cookie: b=2/i);
    assert.doesNotMatch(head, /x-hop|server:/i);
  });

  test('answers HEAD and 304 with no body and keeps the connection usable', async () => {
    setUp();
    behind.behave = (request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, { 'content-length': 5 }).end();
      else response.writeHead(304, { etag: '"a"' }).end();
    };
    const both = await send(['HEAD / HTTP/1.1', HOST, '', 'GET / HTTP/1.1', HOST, 'Connection: close']);
    assert.match(both.head, /content-length: 5/i);
    await until(() => outcomes.length === 2);
    assert.deepEqual(outcomes, [200, 304]);
  });

  test('gets a large body whole and gives one back, at the pace of the slower side', async () => {
    setUp();
    const large = randomBytes(8 * 1024 * 1024);
    behind.behave = (request, response) => void request.pipe(response);
    const received = await new Promise<Buffer>((resolve, reject) => {
      const outgoing = httpRequest(
        { port: listening.port, method: 'POST', path: '/', headers: { host: 'api.example' }, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            response.pause();
            setImmediate(() => response.resume());
          });
          response.on('end', () => resolve(Buffer.concat(chunks)));
          response.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(large);
    });
    assert.equal(hash(received), hash(large));
  });

  for (const [name, lines, body] of [
    ['announces', ['Content-Length: 20'], 'a'.repeat(20)],
    ['turns out to have', ['Transfer-Encoding: chunked'], `14\r\n${'a'.repeat(20)}\r\n0\r\n\r\n`],
  ] as const)
    test(`never gets a body whole that ${name} too much`, async () => {
      setUp(behind.upstream, { maxBodyBytes: 10 });
      let whole = false;
      behind.behave = async (request, response) => {
        request.on('error', () => {});
        request.on('end', () => {
          whole = true;
        });
        request.resume();
        request.on('close', () => response.destroy());
      };
      const answer = await send(['POST / HTTP/1.1', HOST, ...lines], body);
      assert.equal(answer.status, 413);
      assert.equal(whole, false);
      assert.deepEqual(outcomes, ['body_too_large']);
    });

  test('that is not there is answered 502, and the client hears it though its body is still on its way', async () => {
    const nobody = behind.nobody();
    setUp(nobody);
    const answer = await send(['POST / HTTP/1.1', HOST, 'Content-Length: 1000'], 'begin');
    assert.equal(answer.status, 502);
    assert.doesNotMatch(answer.body, /127\.0\.0\.1/);
    assert.deepEqual(outcomes, ['upstream_unreachable']);
  });

  test('that answers too late is answered 504', async () => {
    setUp();
    behind.behave = () => {};
    assert.equal((await send(['GET / HTTP/1.1', HOST])).status, 504);
  });

  test('that breaks off in the middle breaks the connection off: half an answer never looks whole', async () => {
    const cut = await behind.rawUpstream(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
      (socket) => setImmediate(() => socket.destroy()),
    );
    setUp(cut);
    const answer = await send(['GET / HTTP/1.1', HOST]);
    assert.ok(answer.closed);
    assert.doesNotMatch(answer.body, /0\r\n\r\n$/);
    assert.equal(outcomes.length, 1);
    assert.notEqual(outcomes[0], 200);
  });

  test('is left alone once the client has gone', async () => {
    setUp();
    let gone = false;
    let asked = false;
    behind.behave = (request) => {
      asked = true;
      request.socket.once('close', () => {
        gone = true;
      });
    };
    const outgoing = httpRequest({ port: listening.port, path: '/', headers: { host: 'api.example' }, agent: false });
    outgoing.on('error', () => {});
    outgoing.end();
    await until(() => asked);
    outgoing.destroy();
    await until(() => gone && outcomes.length === 1);
    assert.deepEqual(outcomes, ['upstream_failed']);
  });

  test('may answer before it has read the body; the connection is not used again', async () => {
    setUp();
    behind.behave = (_request, response) => void response.writeHead(401, { 'content-length': 2 }).end('no');
    const answer = await send(['POST / HTTP/1.1', HOST, 'Content-Length: 100000'], 'begin');
    assert.equal(answer.status, 401);
    assert.match(answer.head, /connection: close/i);
  });

  describe('when the head of its answer is looked at first', () => {
    test('nothing of the answer passes before the look is over, and the look may change it', async () => {
      const order: string[] = [];
      setUp(behind.upstream, {
        onResponseHead: async (head) => {
          await new Promise((resolve) => setImmediate(resolve));
          order.push('looked');
          return { status: 303, headers: [...head.headers, 'x-looked', 'yes'] };
        },
      });
      behind.behave = (_request, response) => void response.end('body that follows');
      const { status, head, body } = await send(['GET / HTTP/1.1', HOST, 'Connection: close']);
      assert.deepEqual([status, body, order.length], [303, 'body that follows', 1]);
      assert.match(head, /x-looked: yes/);
    });

    for (const [name, look] of [
      ['at once', () => assert.fail('no')],
      ['later', () => Promise.reject(new GatewayError('upstream_answer_refused', 'not this redirect'))],
    ] as const)
      test(`nothing of it passes when the look refuses ${name}`, async () => {
        setUp(behind.upstream, { onResponseHead: look as () => never });
        behind.behave = (_request, response) =>
          void response.writeHead(302, { location: 'http://evil.example' }).end('secret');
        const answer = await send(['GET / HTTP/1.1', HOST]);
        assert.ok(answer.status >= 500);
        assert.doesNotMatch(answer.head + answer.body, /evil|secret/);
      });
  });

  test('is let go when a client asks and never reads: else as many clients as there are connections stop all others', {
    timeout: 20_000,
  }, async () => {
    setUp();
    const impatient = createGatewayServer(
      async (request, response) => {
        const head = readHead(request, { publicHosts: ['api.example'] });
        await through.proxy({ head, request, response });
      },
      () => {},
      { silenceSeconds: 0.2 },
    );
    const other = await listen(impatient, { host: '127.0.0.1', port: 0 });
    const letGo = new Promise<void>((resolve) => {
      behind.behave = (_request, response) => {
        response.once('close', resolve);
        const write = (): void => {
          while (response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', write);
        write();
      };
    });
    const idle = connect(other.port, '127.0.0.1');
    idle.on('error', () => {}).pause();
    idle.write(`GET /export HTTP/1.1\r\n${HOST}\r\n\r\n`);
    await letGo;
    idle.destroy();
    await other.close(1);
  });
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail('the condition never came true');
}
