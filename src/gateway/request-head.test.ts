import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { GatewayErrorCode } from './gateway-error.ts';
import { createGatewayServer } from './gateway-server.ts';
import { listen } from './listen.ts';
import { readBody } from './request-body.ts';
import { publicHostsOf, readHead, requireContentType } from './request-head.ts';
import { type RawAnswer, sendRaw } from './testing/raw-connection.ts';
import type { Listening, RequestHead } from './types.ts';

const HOST = 'Host: api.example';

describe('the head of a request over a real connection', () => {
  let listening: Listening;
  let paths: 'plain' | 'encoded' = 'encoded';
  const errors: unknown[] = [];

  before(async () => {
    const server = createGatewayServer(
      async (request, response) => {
        const head = readHead(request, { publicHosts: publicHostsOf('http://api.example'), paths });
        const body = await readBody(request, head, { maxBytes: 32 });
        if (head.path === '/form') requireContentType(head, 'application/x-www-form-urlencoded');
        if (head.path === '/broken') throw new Error('secret inside');
        const answer = JSON.stringify({
          ...head,
          headers: Object.fromEntries(head.headers),
          body: Buffer.from(body).toString('latin1'),
        });
        response.writeHead(200, { 'content-length': Buffer.byteLength(answer) });
        response.end(answer);
      },
      (error) => errors.push(error),
    );
    listening = await listen(server, { host: '127.0.0.1', port: 0 });
  });
  after(() => listening.close());

  const send = (lines: readonly string[], body = ''): Promise<RawAnswer> =>
    sendRaw(listening.port, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1'));

  type Echo = Omit<RequestHead, 'headers'> & { headers: Record<string, string>; body: string };
  async function accepted(lines: readonly string[], body = ''): Promise<Echo> {
    const answer = await send(lines, body);
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body) as Echo;
  }
  async function refused(lines: readonly string[], code: GatewayErrorCode, body = ''): Promise<void> {
    const answer = await send(lines, body);
    assert.equal((JSON.parse(answer.body || '{}') as { error?: string }).error, code, answer.head);
    assert.match(answer.head, /cache-control: no-store/i);
  }

  test('passes an ordinary request with what the next server needs', async () => {
    const head = await accepted(
      [
        'POST /orders/17?full=1 HTTP/1.1',
        HOST,
        'Authorization: Bearer abc',
        'Content-Type: text/plain',
        'Content-Length: 5',
        'Accept: */*',
        'Cookie: a=b',
      ],
      'hello',
    );
    assert.deepEqual([head.method, head.path, head.query, head.host], ['POST', '/orders/17', 'full=1', 'api.example']);
    assert.deepEqual(head.rawHeaders, [
      ...['authorization', 'Bearer abc', 'content-type', 'text/plain'],
      ...['content-length', '5', 'accept', '*/*', 'cookie', 'a=b'],
    ]);
    assert.equal(head.headers['authorization'], 'Bearer abc');
    assert.deepEqual([head.hasBody, head.body], [true, 'hello']);
  });

  describe('what the parser itself refuses, and must go on to', () => {
    for (const [name, lines, body] of [
      [
        'Content-Length beside Transfer-Encoding',
        ['POST / HTTP/1.1', HOST, 'Content-Length: 3', 'Transfer-Encoding: chunked'],
        '0\r\n\r\n',
      ],
      ['two Content-Lengths, even if equal', ['POST / HTTP/1.1', HOST, 'Content-Length: 1', 'Content-Length: 1'], 'a'],
      ['Transfer-Encoding: xchunked', ['POST / HTTP/1.1', HOST, 'Transfer-Encoding: xchunked'], '0\r\n\r\n'],
      [
        'chunked, then identity',
        ['POST / HTTP/1.1', HOST, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
        '0\r\n\r\n',
      ],
      ['a signed Content-Length', ['POST / HTTP/1.1', HOST, 'Content-Length: +2'], 'ab'],
      ['a space before the colon', ['GET / HTTP/1.1', 'Host : api.example'], ''],
      ['a folded header', ['GET / HTTP/1.1', HOST, 'X: a', ' b'], ''],
      ['a bare line feed', [`GET / HTTP/1.1\n${HOST}`], ''],
      ['a path beyond ASCII', ['GET /\xe9 HTTP/1.1', HOST], ''],
      ['no Host', ['GET / HTTP/1.1'], ''],
      ['a method in lower case', ['get / HTTP/1.1', HOST], ''],
      ['NUL in a header', ['GET / HTTP/1.1', HOST, 'X: a\0b'], ''],
      ['more than 16 KiB of headers', ['GET / HTTP/1.1', HOST, `X: ${'a'.repeat(16 * 1024)}`], ''],
    ] as const)
      test(name, async () => {
        const { status } = await send(lines, body);
        assert.ok(status === 400 || status === 431, String(status));
      });
  });

  describe('what the parser lets through and the gateway refuses', () => {
    for (const [name, lines, code, body] of [
      [
        'Transfer-Encoding: identity, chunked',
        ['POST / HTTP/1.1', HOST, 'Transfer-Encoding: identity, chunked'],
        'framing_refused',
        '0\r\n\r\n',
      ],
      [
        'Transfer-Encoding: Chunked',
        ['POST / HTTP/1.1', HOST, 'Transfer-Encoding: Chunked'],
        'framing_refused',
        '0\r\n\r\n',
      ],
      ['a second Host', ['GET / HTTP/1.1', HOST, 'Host: evil.example'], 'header_duplicated', ''],
      [
        'a second Authorization',
        ['GET / HTTP/1.1', HOST, 'Authorization: Bearer a', 'authorization: Bearer b'],
        'header_duplicated',
        '',
      ],
      [
        'a second Content-Type',
        ['POST / HTTP/1.1', HOST, 'Content-Type: a/b', 'Content-Type: c/d'],
        'header_duplicated',
        '',
      ],
      ['a second DPoP', ['GET / HTTP/1.1', HOST, 'DPoP: a', 'DPoP: b'], 'header_duplicated', ''],
      ['a second Origin', ['GET / HTTP/1.1', HOST, 'Origin: http://a', 'Origin: http://b'], 'header_duplicated', ''],
      [
        'a second X-Forwarded-Uri',
        ['GET / HTTP/1.1', HOST, 'X-Forwarded-Uri: /a', 'X-Forwarded-Uri: /b'],
        'header_duplicated',
        '',
      ],
      ['absolute form with another host', ['GET http://evil.example/token HTTP/1.1', HOST], 'target_refused', ''],
      ['absolute form with our host', ['GET http://api.example/token HTTP/1.1', HOST], 'target_refused', ''],
      ['//evil/token', ['GET //evil/token HTTP/1.1', HOST], 'target_refused', ''],
      ['OPTIONS *', ['OPTIONS * HTTP/1.1', HOST], 'target_refused', ''],
      ['TRACE', ['TRACE / HTTP/1.1', HOST], 'method_refused', ''],
      ['a WebDAV method', ['PROPFIND / HTTP/1.1', HOST], 'method_refused', ''],
      ['GET with a body', ['GET / HTTP/1.1', HOST, 'Content-Length: 1'], 'framing_refused', 'a'],
      [
        'HEAD with a chunked body',
        ['HEAD / HTTP/1.1', HOST, 'Connection: close', 'Transfer-Encoding: chunked'],
        'framing_refused',
        '0\r\n\r\n',
      ],
      [
        'Upgrade: h2c',
        [
          'GET / HTTP/1.1',
          HOST,
          'Connection: Upgrade, HTTP2-Settings',
          'Upgrade: h2c',
          'HTTP2-Settings: AAMAAABkAAQAAP__',
        ],
        'upgrade_refused',
        '',
      ],
      [
        'Upgrade: websocket',
        ['GET / HTTP/1.1', HOST, 'Connection: Upgrade', 'Upgrade: websocket'],
        'upgrade_refused',
        '',
      ],
      [
        'Connection that names Authorization (CVE-2025-48865)',
        ['GET / HTTP/1.1', HOST, 'Authorization: Bearer a', 'Connection: close, Authorization'],
        'header_refused',
        '',
      ],
      ['another Host', ['GET / HTTP/1.1', 'Host: evil.example'], 'host_refused', ''],
      ['our Host with another port', ['GET / HTTP/1.1', 'Host: api.example:81'], 'host_refused', ''],
      ['our Host in other letters', ['GET / HTTP/1.1', 'Host: API.example'], 'host_refused', ''],
      ['our Host with user info', ['GET / HTTP/1.1', 'Host: x@api.example'], 'host_refused', ''],
      [
        'more than 100 headers',
        ['GET / HTTP/1.1', HOST, ...Array.from({ length: 100 }, (_, at) => `X${at}: a`)],
        'headers_too_large',
        '',
      ],
      ['a URL beyond 8 KiB', [`GET /?${'a'.repeat(8192)} HTTP/1.1`, HOST], 'url_too_long', ''],
    ] as const)
      test(name, () => (name.startsWith('HEAD') ? headRefused(lines, body) : refused(lines, code, body)));

    async function headRefused(lines: readonly string[], body: string): Promise<void> {
      assert.equal((await send(lines, body)).status, 400);
    }

    test('a duplicate beyond the two thousandth header is not lost: so many are refused', async () => {
      const many = Array.from({ length: 2001 }, () => 'a:');
      await refused(['GET / HTTP/1.1', HOST, ...many, 'Authorization: Bearer a'], 'headers_too_large');
    });
  });

  describe('headers that only a proxy may send stay behind', () => {
    for (const header of [
      'Connection: keep-alive, TE',
      'Forwarded: for=1.2.3.4',
      'X-Forwarded-For: 1.2.3.4',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Prefix: /admin',
      'X-Forwarded-User: root',
      'X-Original-URL: /admin',
      'X-Rewrite-URL: /admin',
      'X-Real-IP: 1.2.3.4',
      'Client-Cert: :AAAA:',
      'X-Client-Cert: AAAA',
      'X-SSL-Client-Verify: SUCCESS',
      'X-Ambit-Client: root',
      'Remote-User: root',
      'X-HTTP-Method-Override: DELETE',
      'X-Method-Override: DELETE',
      'X_Forwarded_Proto: https',
      'Authorization_: Bearer b',
      'Proxy-Authorization: Basic AAAA',
      'Proxy-Connection: keep-alive',
      'TE: trailers',
      'Trailer: Authorization',
      'Expect: 100-continue',
      'Accept-Encoding: gzip',
      'Keep-Alive: timeout=5',
    ])
      test(header, async () => {
        const head = await accepted(['GET / HTTP/1.1', HOST, header, 'Accept: a/b']);
        assert.deepEqual(head.rawHeaders, ['accept', 'a/b']);
      });
  });

  describe('bodies', () => {
    test('a chunked body is read; chunk extensions and trailers do not reach anybody', async () => {
      const head = await accepted(
        ['POST / HTTP/1.1', HOST, 'Transfer-Encoding: chunked', 'Trailer: Authorization'],
        '5;a=b\r\nhello\r\n0\r\nAuthorization: Bearer evil\r\n\r\n',
      );
      assert.equal(head.body, 'hello');
      assert.deepEqual(head.rawHeaders, []);
    });

    test('one that announces too much is refused before it is read', () =>
      refused(['POST / HTTP/1.1', HOST, 'Content-Length: 33'], 'body_too_large'));

    test('one that turns out too long is refused and the connection ends', async () => {
      const answer = await send(['POST / HTTP/1.1', HOST, 'Transfer-Encoding: chunked'], `ff\r\n${'a'.repeat(100)}`);
      assert.equal(answer.status, 413);
      assert.ok(answer.closed);
    });

    for (const encoding of ['gzip', 'identity', 'x'])
      test(`one with Content-Encoding: ${encoding} is refused`, () =>
        refused(
          ['POST / HTTP/1.1', HOST, `Content-Encoding: ${encoding}`, 'Content-Length: 1'],
          'content_encoding_refused',
          'a',
        ));

    for (const [type, passes] of [
      ['application/x-www-form-urlencoded', true],
      ['APPLICATION/x-www-form-urlencoded; charset=UTF-8', true],
      ['application/x-www-form-urlencoded;charset="utf-8"', true],
      ['application/x-www-form-urlencoded; charset=utf-16le', false],
      ['application/x-www-form-urlencoded; charset=utf-8; charset=utf-7', false],
      ['application/x-www-form-urlencoded; boundary=a', false],
      ['application/x-www-form-urlencoded, application/json', false],
      ['application/json', false],
      ['multipart/form-data; boundary=a', false],
      ['', false],
    ] as const)
      test(`as a form, ${type || 'no type'} ${passes ? 'passes' : 'is refused'}`, async () => {
        const lines = [
          'POST /form HTTP/1.1',
          HOST,
          ...(type === '' ? [] : [`Content-Type: ${type}`]),
          'Content-Length: 1',
        ];
        if (passes) await accepted(lines, 'a');
        else await refused(lines, 'content_type_refused', 'a');
      });
  });

  test('HTTP/1.0 passes, as old proxies speak it, but not with Transfer-Encoding', async () => {
    assert.equal((await send(['GET / HTTP/1.0', HOST])).status, 200);
    assert.equal((await send(['POST / HTTP/1.0', HOST, 'Transfer-Encoding: chunked'], '0\r\n\r\n')).status, 400);
  });

  test('CONNECT gets no tunnel', async () => {
    const answer = await send(['CONNECT api.example:443 HTTP/1.1', HOST]);
    assert.notEqual(answer.status, 200);
  });

  test('an error that nobody foresaw is answered without a word about it', async () => {
    const answer = await send(['GET /broken HTTP/1.1', HOST]);
    assert.equal(answer.status, 500);
    assert.doesNotMatch(answer.body, /secret/);
    assert.match(String(errors.at(-1)), /secret inside/);
  });

  test('two requests on one connection are read apart', async () => {
    const answer = await sendRaw(
      listening.port,
      `GET /a HTTP/1.1\r\n${HOST}\r\n\r\nGET /b HTTP/1.1\r\n${HOST}\r\n\r\n`,
    );
    assert.match(answer.body, /"path":"\/a"/);
  });

  test('for an authorization server, paths have unreserved characters only', async () => {
    paths = 'plain';
    try {
      assert.equal(
        (await accepted(['GET /.well-known/openid-configuration HTTP/1.1', HOST])).path,
        '/.well-known/openid-configuration',
      );
      for (const target of ['/%74oken', '/token%20', '/token;a=b', '/token:a', '/token@', '/a,b'])
        await refused([`GET ${target} HTTP/1.1`, HOST], 'target_refused');
    } finally {
      paths = 'encoded';
    }
  });
});

test('a public URL is reached with and without the usual port', () => {
  assert.deepEqual(publicHostsOf('https://api.example'), ['api.example', 'api.example:443']);
  assert.deepEqual(publicHostsOf('http://127.0.0.1:4400/'), ['127.0.0.1:4400']);
});
