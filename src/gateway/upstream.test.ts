import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { GatewayError } from './gateway-error.ts';
import { PUBLIC, type ServerBehind, startServerBehind } from './testing/server-behind.ts';
import { createUpstream, headerOf } from './upstream.ts';

describe('the server behind, asked for an answer that is read whole', () => {
  let behind: ServerBehind;

  before(async () => {
    behind = await startServerBehind();
  });
  after(() => behind.close());
  afterEach(() => behind.closeOthers());

  test('sees the public host, the public scheme and the client, and is asked for identity encoding', async () => {
    let seen: IncomingMessage['headers'] = {};
    behind.behave = (request, response) => {
      seen = request.headers;
      response.end();
    };
    await behind.upstream.request({
      method: 'GET',
      target: '/',
      headers: ['accept', 'a/b'],
      client: { socket: { remoteAddress: '192.0.2.1' }, rawHeaders: ['X-Forwarded-For', '198.51.100.1'] } as never,
    });
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
    behind.behave = async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.setHeader('server', 'Behind/1.0');
      response.setHeader('x-powered-by', 'PHP');
      response.setHeader('alt-svc', 'h3=":443"');
      response.statusCode = 201;
      response.end(`${request.method} ${request.url} ${body}`);
    };
    const answer = await behind.upstream.request({ method: 'POST', target: '/a?b', body: 'c=d' });
    assert.equal(answer.status, 201);
    assert.equal(Buffer.from(answer.body).toString(), 'POST /a?b c=d');
    const names = answer.headers.filter((_, at) => at % 2 === 0);
    assert.deepEqual(names.sort(), ['content-length', 'date', 'set-cookie', 'set-cookie'].sort());
  });

  test('is not followed when it redirects', async () => {
    behind.behave = (_request, response) => void response.writeHead(307, { location: 'http://evil.example/' }).end();
    const answer = await behind.upstream.request({ method: 'POST', target: '/', body: 'secret' });
    assert.equal(answer.status, 307);
    assert.equal(headerOf(answer, 'location'), 'http://evil.example/');
  });

  test('is cut off when it answers too much', async () => {
    behind.behave = (_request, response) => void response.end('a'.repeat(1001));
    await assert.rejects(behind.upstream.request({ method: 'GET', target: '/', maxBytes: 1000 }), {
      code: 'upstream_answer_refused',
    });
  });

  test('is refused when it compresses against our wish', async () => {
    behind.behave = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    await assert.rejects(behind.upstream.request({ method: 'GET', target: '/' }), { code: 'upstream_answer_refused' });
  });

  test('that answers nothing in time is a timeout: it may have acted', async () => {
    behind.behave = () => {};
    await assert.rejects(behind.upstream.request({ method: 'POST', target: '/', body: 'a' }), {
      code: 'upstream_timeout',
      status: 504,
    });
  });

  test('that stops in the middle is a timeout', async () => {
    behind.behave = (_request, response) => void response.write('half');
    await assert.rejects(behind.upstream.request({ method: 'GET', target: '/' }), { code: 'upstream_timeout' });
  });

  test('that breaks off has failed: it may have acted', async () => {
    behind.behave = (request) => void request.socket.destroy();
    await assert.rejects(behind.upstream.request({ method: 'POST', target: '/', body: 'a' }), {
      code: 'upstream_failed',
      status: 502,
    });
  });

  test('that is not there is unreachable: nothing was sent', async () => {
    const nobody = behind.nobody();
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
      const bad = await behind.rawUpstream(bytes);
      await assert.rejects(bad.request({ method: 'GET', target: '/' }), { code: 'upstream_answer_refused' });
    });

  test('that breaks off within a token leaves nothing of it in the error', async () => {
    const bad = await behind.rawUpstream(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz{"access_token":"secret"}',
    );
    await assert.rejects(bad.request({ method: 'GET', target: '/' }), (error) => {
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /secret/);
      return error instanceof GatewayError;
    });
  });

  test('that answers less than it announced has failed', async () => {
    const bad = await behind.rawUpstream('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', (socket) => socket.end());
    await assert.rejects(bad.request({ method: 'GET', target: '/' }), (error) => error instanceof GatewayError);
  });

  test('may say 103 first; only its answer counts', async () => {
    const early = await behind.rawUpstream(
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
