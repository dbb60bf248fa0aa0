import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { GatewayError } from './gateway-error.ts';
import { createGatewayServer } from './gateway-server.ts';
import { listen } from './listen.ts';
import { readHead } from './request-head.ts';
import { sendRaw } from './testing/raw-connection.ts';
import type { Listening, ProxyRequest, Upstream } from './types.ts';
import { createUpstream, headerOf } from './upstream.ts';

const PUBLIC = 'https://api.example';
const HOST = 'Host: api.example';

describe('the server behind', () => {
  let behave: RequestListener = (_request, response) => void response.end('fine');
  let behind: Server;
  let upstream: Upstream;
  const closers: (() => Promise<unknown>)[] = [];

  before(async () => {
    behind = createServer((request, response) => behave(request, response));
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    upstream = createUpstream({
      origin: originOf(behind),
      publicOrigin: PUBLIC,
      headersTimeoutSeconds: 0.3,
      bodyTimeoutSeconds: 0.3,
    });
  });
  after(async () => {
    await upstream.close();
    behind.closeAllConnections();
    await new Promise((resolve) => behind.close(resolve));
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  /** A server that writes these bytes, whatever it is asked, and then does this to the connection. */
  async function rawUpstream(bytes: string, then: (socket: Socket) => void = () => {}): Promise<Upstream> {
    const server = createSocketServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(bytes);
        then(socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const one = createUpstream({ origin: originOf(server), publicOrigin: PUBLIC, bodyTimeoutSeconds: 0.3 });
    closers.push(async () => {
      await one.close();
      server.close();
    });
    return one;
  }

  describe('asked for an answer that is read whole', () => {
    test('sees the public host, the public scheme and the client, and is asked for identity encoding', async () => {
      let seen: IncomingMessage['headers'] = {};
      behave = (request, response) => {
        seen = request.headers;
        response.end();
      };
      await upstream.request({ method: 'GET', target: '/', headers: ['accept', 'a/b'], remoteAddress: '192.0.2.1' });
      assert.deepEqual(seen, {
        accept: 'a/b',
        'accept-encoding': 'identity',
        connection: 'keep-alive',
        host: 'api.example',
        'x-forwarded-for': '192.0.2.1',
        'x-forwarded-host': 'api.example',
        'x-forwarded-proto': 'https',
      });
    });

    test('is given body and headers, and its answer comes back whole, without what describes the hop', async () => {
      behave = async (request, response) => {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        response.setHeader('set-cookie', ['a=1', 'b=2']);
        response.setHeader('server', 'Behind/1.0');
        response.setHeader('x-powered-by', 'PHP');
        response.setHeader('alt-svc', 'h3=":443"');
        response.statusCode = 201;
        response.end(`${request.method} ${request.url} ${body}`);
      };
      const answer = await upstream.request({ method: 'POST', target: '/a?b', body: 'c=d' });
      assert.equal(answer.status, 201);
      assert.equal(Buffer.from(answer.body).toString(), 'POST /a?b c=d');
      const names = answer.headers.filter((_, at) => at % 2 === 0);
      assert.deepEqual(names.sort(), ['content-length', 'date', 'set-cookie', 'set-cookie'].sort());
    });

    test('is not followed when it redirects', async () => {
      behave = (_request, response) => void response.writeHead(307, { location: 'http://evil.example/' }).end();
      const answer = await upstream.request({ method: 'POST', target: '/', body: 'secret' });
      assert.equal(answer.status, 307);
      assert.equal(headerOf(answer, 'location'), 'http://evil.example/');
    });

    test('is cut off when it answers too much', async () => {
      behave = (_request, response) => void response.end('a'.repeat(1001));
      await assert.rejects(upstream.request({ method: 'GET', target: '/', maxBytes: 1000 }), {
        code: 'upstream_answer_refused',
      });
    });

    test('is refused when it compresses against our wish', async () => {
      behave = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
      await assert.rejects(upstream.request({ method: 'GET', target: '/' }), { code: 'upstream_answer_refused' });
    });

    test('that answers nothing in time is a timeout: it may have acted', async () => {
      behave = () => {};
      await assert.rejects(upstream.request({ method: 'POST', target: '/', body: 'a' }), {
        code: 'upstream_timeout',
        status: 504,
      });
    });

    test('that stops in the middle is a timeout', async () => {
      behave = (_request, response) => void response.write('half');
      await assert.rejects(upstream.request({ method: 'GET', target: '/' }), { code: 'upstream_timeout' });
    });

    test('that breaks off has failed: it may have acted', async () => {
      behave = (request) => void request.socket.destroy();
      await assert.rejects(upstream.request({ method: 'POST', target: '/', body: 'a' }), {
        code: 'upstream_failed',
        status: 502,
      });
    });

    test('that is not there is unreachable: nothing was sent', async () => {
      const nobody = createUpstream({ origin: 'http://127.0.0.1:1', publicOrigin: PUBLIC });
      closers.push(() => nobody.close());
      await assert.rejects(nobody.request({ method: 'GET', target: '/' }), {
        code: 'upstream_unreachable',
        status: 502,
      });
    });

    for (const [name, bytes] of [
      ['no HTTP at all', 'hello\r\n\r\n'],
      ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
      ['a length beside chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ] as const)
      test(`that answers ${name} is refused`, async () => {
        const bad = await rawUpstream(bytes);
        await assert.rejects(bad.request({ method: 'GET', target: '/' }), { code: 'upstream_answer_refused' });
      });

    test('that breaks off within a token leaves nothing of it in the error', async () => {
      const bad = await rawUpstream('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz{"access_token":"secret"}');
      await assert.rejects(bad.request({ method: 'GET', target: '/' }), (error) => {
        assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /secret/);
        return error instanceof GatewayError;
      });
    });

    test('that answers less than it announced has failed', async () => {
      const bad = await rawUpstream('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', (socket) => socket.end());
      await assert.rejects(bad.request({ method: 'GET', target: '/' }), (error) => error instanceof GatewayError);
    });

    test('may say 103 first; only its answer counts', async () => {
      const early = await rawUpstream(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      );
      const answer = await early.request({ method: 'GET', target: '/' });
      assert.equal(answer.status, 200);
      assert.equal(Buffer.from(answer.body).toString(), 'ok');
    });

    test('needs an address that is one', () => {
      for (const origin of ['localhost:80', 'ftp://a', 'http://user:secret@a', ''])
        assert.throws(() => createUpstream({ origin, publicOrigin: PUBLIC }), GatewayError);
    });
  });

  describe('behind a proxy', () => {
    let options: Partial<ProxyRequest> = {};
    let through: Upstream;
    let listening: Listening;
    let outcomes: unknown[] = [];

    before(async () => {
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
    after(() => listening.close(1));
    const setUp = (one: Upstream = upstream, more: Partial<ProxyRequest> = {}): void => {
      through = one;
      options = more;
      outcomes = [];
    };
    const send = (lines: readonly string[], body = '') =>
      sendRaw(listening.port, `${lines.join('\r\n')}\r\n\r\n${body}`);

    test('gets exactly what was decided on, and nothing that the client claims about itself', async () => {
      setUp(upstream, {
        without: new Set(['authorization']),
        set: ['x-tenant', 'acme', 'X-Role', 'reader'],
        target: '/v2/orders',
      });
      let seen: string[] = [];
      let target = '';
      behave = (request, response) => {
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
      behave = (request, response) => void response.end(request.url);
      assert.equal(
        (await send(['GET /%6frders/%c3%a9?q=%zz HTTP/1.1', HOST, 'Connection: close'])).body,
        '/orders/%C3%A9?q=%zz',
      );
    });

    test('answers with several cookies, an error status and no hop headers, all passed on', async () => {
      setUp();
      behave = (_request, response) =>
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
      behave = (request, response) => {
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
      behave = (request, response) => void request.pipe(response);
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
        setUp(upstream, { maxBodyBytes: 10 });
        let whole = false;
        behave = async (request, response) => {
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
      const nobody = createUpstream({ origin: 'http://127.0.0.1:1', publicOrigin: PUBLIC });
      closers.push(() => nobody.close());
      setUp(nobody);
      const answer = await send(['POST / HTTP/1.1', HOST, 'Content-Length: 1000'], 'begin');
      assert.equal(answer.status, 502);
      assert.doesNotMatch(answer.body, /127\.0\.0\.1/);
      assert.deepEqual(outcomes, ['upstream_unreachable']);
    });

    test('that answers too late is answered 504', async () => {
      setUp();
      behave = () => {};
      assert.equal((await send(['GET / HTTP/1.1', HOST])).status, 504);
    });

    test('that breaks off in the middle breaks the connection off: half an answer never looks whole', async () => {
      const cut = await rawUpstream('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', (socket) =>
        setImmediate(() => socket.destroy()),
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
      behave = (request) => {
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
      behave = (_request, response) => void response.writeHead(401, { 'content-length': 2 }).end('no');
      const answer = await send(['POST / HTTP/1.1', HOST, 'Content-Length: 100000'], 'begin');
      assert.equal(answer.status, 401);
      assert.match(answer.head, /connection: close/i);
    });

    describe('when the head of its answer is looked at first', () => {
      test('nothing of the answer passes before the look is over, and the look may change it', async () => {
        const order: string[] = [];
        setUp(upstream, {
          onResponseHead: async (head) => {
            await new Promise((resolve) => setImmediate(resolve));
            order.push('looked');
            return { status: 303, headers: [...head.headers, 'x-looked', 'yes'] };
          },
        });
        behave = (_request, response) => void response.end('body that follows');
        const { status, head, body } = await send(['GET / HTTP/1.1', HOST, 'Connection: close']);
        assert.deepEqual([status, body, order.length], [303, 'body that follows', 1]);
        assert.match(head, /x-looked: yes/);
      });

      for (const [name, look] of [
        ['at once', () => assert.fail('no')],
        ['later', () => Promise.reject(new GatewayError('upstream_answer_refused', 'not this redirect'))],
      ] as const)
        test(`nothing of it passes when the look refuses ${name}`, async () => {
          setUp(upstream, { onResponseHead: look as () => never });
          behave = (_request, response) =>
            void response.writeHead(302, { location: 'http://evil.example' }).end('secret');
          const answer = await send(['GET / HTTP/1.1', HOST]);
          assert.ok(answer.status >= 500);
          assert.doesNotMatch(answer.head + answer.body, /evil|secret/);
        });
    });
  });
});

function originOf(server: { address(): unknown }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

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
