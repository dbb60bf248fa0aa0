import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AttackScene, attacks, type Outcome } from '../scene/attack-scene.ts';
import { FORM, GRANT, LEFT_BEHIND, NIGHTLY, NOT_THERE, tokenHead, UNREADABLE } from './common.ts';

const READ = `${GRANT}&scope=orders:read`;
const WIDE = `${GRANT}&scope=orders:write`;
const TYPE = `Content-Type: ${FORM}`;

/** The parser or the head's reading refuses: an answer without an OAuth error, or one with. */
const refusedAs = (client: string): Outcome => ({ client, server: [], ledger: [] });

const BY_PARSER = refusedAs('400');

/** F09 and the framing of requests: what is sent below HTTP's surface, by raw connections to each guard's own parser. */
export function requests(scene: AttackScene): void {
  const length = (body: string): string => `Content-Length: ${body.length}`;
  const sends = (more: () => readonly string[], body = '', target = '/token') => ({
    act: () => scene.raw(tokenHead(scene, more(), target), body),
  });
  const other = (line: string) => ({
    act: () => scene.raw([line, `Host: ${scene.host}`, TYPE, length(READ)], READ),
  });
  const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  /** A second request that somebody's server would read out of the first one's body. */
  const inner = (): string => `POST /token HTTP/1.1\r\nHost: x\r\n${TYPE}\r\n${length(WIDE)}\r\n\r\n${WIDE}`;

  describe('request smuggling', () => {
    attacks(scene, [
      {
        name: 'CL.TE: a length and chunks',
        ...sends(() => [TYPE, length(READ), 'Transfer-Encoding: chunked'], chunked(READ)),
        ...BY_PARSER,
      },
      {
        name: 'TE.CL: chunks and a length that ends in the middle',
        ...sends(() => [TYPE, 'Transfer-Encoding: chunked', 'Content-Length: 4'], `${chunked(READ)}${inner()}`),
        ...BY_PARSER,
      },
      {
        name: 'TE.TE: a coding that one of two servers doesn’t know',
        ...sends(() => [TYPE, 'Transfer-Encoding: xchunked'], chunked(READ)),
        ...UNREADABLE,
      },
      {
        name: 'TE.TE: identity before chunked',
        ...sends(() => [TYPE, 'Transfer-Encoding: identity, chunked'], chunked(READ)),
        ...UNREADABLE,
      },
      {
        name: 'TE twice',
        ...sends(() => [TYPE, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], chunked(READ)),
        ...BY_PARSER,
      },
      {
        name: 'two lengths that disagree',
        ...sends(() => [TYPE, length(READ), 'Content-Length: 0'], READ),
        ...BY_PARSER,
      },
      {
        name: 'two lengths that agree',
        ...sends(() => [TYPE, length(READ), length(READ)], READ),
        ...BY_PARSER,
      },
      {
        name: 'a length with a sign',
        ...sends(() => [TYPE, `Content-Length: +${READ.length}`], READ),
        ...BY_PARSER,
      },
      {
        name: 'a blank before the colon',
        ...sends(() => [TYPE, `Content-Length : ${READ.length}`], READ),
        ...BY_PARSER,
      },
      {
        name: 'a folded header (obs-fold)',
        ...sends(() => [TYPE, 'X-Note: one', ' Transfer-Encoding: chunked', length(READ)], READ),
        ...BY_PARSER,
      },
      {
        name: 'a line feed alone between headers',
        ...sends(() => [TYPE, `X-Note: one\nTransfer-Encoding: chunked`, length(READ)], READ),
        ...BY_PARSER,
      },
      {
        name: 'NUL in a header',
        ...sends(() => [TYPE, 'X-Note: a\0b', length(READ)], READ),
        ...BY_PARSER,
      },
      {
        name: 'the request is chunked: it goes on with a length, and nothing of its chunks',
        ...sends(
          () => [TYPE, 'Transfer-Encoding: chunked'],
          `${READ.length.toString(16)};x="${'y'.repeat(20)}"\r\n${READ}\r\n0\r\nX-Trailer: orders:write\r\n\r\n`,
        ),
        ...LEFT_BEHIND,
      },
      {
        name: 'a length in the trailers of a chunked request',
        ...sends(
          () => [TYPE, 'Transfer-Encoding: chunked'],
          `${READ.length.toString(16)}\r\n${READ}\r\n0\r\nContent-Length: 9\r\n\r\n`,
        ),
        ...BY_PARSER,
      },
      {
        name: 'another request behind a GET that has no body',
        act: () => scene.raw([`GET /jwks HTTP/1.1`, `Host: ${scene.host}`, length(inner())], inner()),
        ...UNREADABLE,
      },
      {
        name: 'Upgrade: h2c, to speak past the guard',
        ...sends(
          () => [TYPE, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk', length(READ)],
          READ,
        ),
        ...UNREADABLE,
      },
      {
        name: 'HTTP/1.0 without a host',
        act: () => scene.raw(['POST /token HTTP/1.0', TYPE, length(READ)], READ),
        ...refusedAs('421 invalid_request'),
      },
      {
        name: 'CONNECT',
        act: () => scene.raw([`CONNECT ${scene.host} HTTP/1.1`, `Host: ${scene.host}`]),
        ...refusedAs('0'),
      },
      {
        name: 'TRACE, which would send the credentials back',
        ...other('TRACE /token HTTP/1.1'),
        ...refusedAs('405 invalid_request'),
      },
      { name: 'a method that nobody knows', ...other('PROPFIND /token HTTP/1.1'), ...refusedAs('405 invalid_request') },
      { name: 'a method in another case', ...other('post /token HTTP/1.1'), ...BY_PARSER },
    ]);
  });

  describe('headers that speak of other hosts, methods and people', () => {
    attacks(scene, [
      {
        name: 'F09 another Host',
        act: () => scene.raw(['GET /.well-known/openid-configuration HTTP/1.1', 'Host: evil.example']),
        ...refusedAs('421 invalid_request'),
      },
      {
        name: 'F09 two Hosts, the right one first',
        act: () => scene.raw(['GET /jwks HTTP/1.1', `Host: ${scene.host}`, 'Host: evil.example']),
        ...UNREADABLE,
      },
      {
        name: 'F09 two Hosts, the right one last',
        act: () => scene.raw(['GET /jwks HTTP/1.1', 'Host: evil.example', `Host: ${scene.host}`]),
        ...UNREADABLE,
      },
      {
        name: 'F09 the host of the issuer with another port',
        act: () => scene.raw(['GET /jwks HTTP/1.1', 'Host: 127.0.0.1:1']),
        ...refusedAs('421 invalid_request'),
      },
      {
        name: 'F09 somebody else’s host in an absolute address',
        act: () => scene.raw(['GET http://evil.example/jwks HTTP/1.1', `Host: ${scene.host}`]),
        ...UNREADABLE,
      },
      {
        name: 'F09 the right host in an absolute address',
        act: () =>
          scene.raw([`POST http://${scene.host}/token HTTP/1.1`, `Host: ${scene.host}`, TYPE, length(READ)], READ),
        ...UNREADABLE,
      },
      {
        name: 'F09 forwarding headers: nothing of them reaches the server',
        ...sends(
          () => [
            TYPE,
            'X-Forwarded-Host: evil.example',
            'X-Forwarded-Proto: gopher',
            'Forwarded: host=evil.example',
            'X-Original-URL: /reg',
            'X-Rewrite-URL: /reg',
            length(READ),
          ],
          READ,
        ),
        ...LEFT_BEHIND,
      },
      {
        name: 'a method override to DELETE',
        ...sends(
          () => [TYPE, 'X-HTTP-Method-Override: DELETE', 'X-Method-Override: PUT', 'X-HTTP-Method: GET', length(READ)],
          READ,
        ),
        ...LEFT_BEHIND,
      },
      {
        name: 'a certificate that the guard never saw',
        ...sends(
          () => [TYPE, 'Client-Cert: :AAAA:', 'X-SSL-Client-Verify: SUCCESS', 'X-Client-Cert: AAAA', length(READ)],
          READ,
        ),
        ...LEFT_BEHIND,
      },
      {
        name: 'headers with underscores, which some servers read as dashes',
        ...sends(() => [TYPE, 'X_Forwarded_Host: evil.example', 'Client_Cert: AAAA', length(READ)], READ),
        ...LEFT_BEHIND,
      },
      {
        name: 'Connection names Authorization, so that a hop takes it away',
        ...sends(() => [TYPE, 'Connection: Authorization', length(READ)], READ),
        ...UNREADABLE,
      },
      {
        name: 'two content types',
        ...sends(() => [TYPE, 'Content-Type: application/json', length(READ)], READ),
        ...UNREADABLE,
      },
      {
        name: 'two Authorization headers',
        ...sends(() => [TYPE, 'Authorization: Basic eDp5', length(READ)], READ),
        ...UNREADABLE,
      },
      {
        name: 'a proof of possession that proves nothing',
        ...sends(() => [TYPE, 'DPoP: a.b.c', length(READ)], READ),
        ...{ client: '400 invalid_dpop_proof', server: [], ledger: [] },
      },
    ]);
    it('F09 what reaches the server has the issuer’s host, and no header that the client made up', async () => {
      const { reached } = await scene.observe(() =>
        scene.raw(
          tokenHead(scene, [
            TYPE,
            'X-Forwarded-For: 6.6.6.6',
            'Cookie: a=b',
            'X-Ambit-Client: root',
            'Forwarded: for=6.6.6.6',
            length(READ),
          ]),
          READ,
        ),
      );
      const [one] = reached;
      const headers = new Map<string, string>();
      for (let at = 0; at < (one?.rawHeaders.length ?? 0); at += 2)
        headers.set(String(one?.rawHeaders[at]).toLowerCase(), String(one?.rawHeaders[at + 1]));
      assert.equal(headers.get('host'), scene.host);
      for (const name of ['cookie', 'x-ambit-client', 'forwarded']) assert.equal(headers.has(name), false, name);
      assert.doesNotMatch([...headers.values()].join('\n'), /6\.6\.6\.6/);
    });
    it('F09 mix-up: an answer says which issuer it is of, errors too', async () => {
      const answer = await scene.base.request(
        'GET',
        '/auth?client_id=support-desk&redirect_uri=http%3A%2F%2F127.0.0.1%3A4481%2Fcallback&response_type=code&scope=openid+customers%3Apii',
      );
      assert.equal(new URL(answer.headers.get('location') ?? '').searchParams.get('iss'), scene.issuer);
    });
    it('F09, F25 every address of the metadata is the guard’s own, whatever the server says', async () => {
      const evil = {
        token_endpoint: 'http://evil.example/token',
        authorization_endpoint: 'javascript:alert(1)',
        registration_endpoint: 'file:///etc/passwd',
        signed_metadata: 'a.b.c',
      };
      const { json } = await scene.tampering(
        ({ target }, { text }) =>
          target.includes('well-known') ? { text: JSON.stringify({ ...JSON.parse(text), ...evil }) } : null,
        () => scene.base.request('GET', '/.well-known/openid-configuration'),
      );
      for (const [name, value] of Object.entries(json))
        if (name.endsWith('_endpoint') || name.endsWith('_uri'))
          assert.ok(String(value).startsWith(`${scene.issuer}/`), `${name}: ${value}`);
      assert.equal('signed_metadata' in json, false);
    });
  });

  describe('paths', () => {
    for (const path of [
      '/token/',
      '/TOKEN',
      '/Token',
      '/%74oken',
      '/token;a=b',
      '/token%2f',
      '/token.',
      '/token%00',
      '/admin',
      '/reg/x',
      '/session/end',
      '/me',
      '/auth/',
      '/AUTH',
    ])
      it(`the path ${path} leads nowhere`, async () => {
        const { got, reached, entries } = await scene.observe(() =>
          sends(() => [TYPE, length(WIDE)], WIDE, path).act(),
        );
        assert.ok(got.status === 404 || got.status === 400, String(got.status));
        assert.deepEqual([reached, entries], [[], []]);
      });
    for (const path of [
      '//token',
      '//evil.example/token',
      '/./token',
      '/x/../token',
      '/x/%2e%2e/token',
      '/\\evil/token',
      '/to\tken',
      'token',
      '*',
      '/token#x',
      '/interaction/../reg',
      '/interaction/%2e%2e/reg',
      '/auth/..%2freg',
    ])
      it(`the path ${JSON.stringify(path)} is refused`, async () => {
        const { got, reached, entries } = await scene.observe(() =>
          sends(() => [TYPE, length(WIDE)], WIDE, path).act(),
        );
        assert.ok([400, 404].includes(got.status), String(got.status));
        assert.deepEqual([reached, entries], [[], []]);
      });
    attacks(scene, [
      {
        name: 'a second realm',
        act: () => scene.base.request('GET', '/realms/other/protocol/openid-connect/token'),
        ...NOT_THERE,
      },
    ]);
  });

  describe('sizes', () => {
    attacks(scene, [
      {
        name: 'a form of more than 32 KiB',
        act: () => scene.base.post('/token', NIGHTLY, `${READ}&x=${'a'.repeat(32 * 1024)}`),
        ...refusedAs('413 invalid_request'),
      },
      {
        name: 'an address of more than 8 KiB',
        act: () => scene.base.request('GET', `/auth?x=${'a'.repeat(8192)}`),
        ...refusedAs('414 invalid_request'),
      },
      {
        name: 'a head of more than 16 KiB',
        ...sends(() => [TYPE, `X-Fill: ${'a'.repeat(16 * 1024)}`, length(READ)], READ),
        ...refusedAs('431'),
      },
    ]);
  });
}
