import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene();
const NIGHTLY = 'nightly-report';
const GRANT = 'grant_type=client_credentials';
const WIDE = 'orders:read orders:write';

/** Refused, with this error, and the authorization server never heard of it. */
async function refused(
  answer: Promise<{ status: number; json: Record<string, unknown>; headers: Headers }>,
  status: number,
  error: string,
): Promise<void> {
  const [got, { sentOn }] = await scene.watching(() => answer);
  assert.deepEqual([got.status, got.json['error']], [status, error], JSON.stringify(got.json));
  assert.match(got.headers.get('cache-control') ?? '', /no-store/);
  assert.deepEqual(sentOn, []);
}

describe('A0: what oidc-provider reads in its own way', () => {
  const cases: readonly (readonly [name: string, form: string, error: string])[] = [
    ['an unknown scope, which it drops in silence', `${GRANT}&scope=admin:everything`, 'invalid_scope'],
    ['a scope that it would give', `${GRANT}&scope=orders:write`, 'invalid_scope'],
    ['two scopes', `${GRANT}&scope=orders:read&scope=orders:write`, 'invalid_request'],
    ['an empty scope before another', `${GRANT}&scope=&scope=orders:write`, 'invalid_request'],
    ['an encoded name of a parameter', `${GRANT}&%73cope=orders:write`, 'invalid_scope'],
    ['an encoded name beside the plain one', `${GRANT}&scope=orders:read&%73cope=orders:write`, 'invalid_request'],
    ['scope[]', `${GRANT}&scope[]=orders:write`, 'invalid_request'],
    ['Scope', `${GRANT}&Scope=orders:write`, 'invalid_request'],
    ['a tab between scopes', `${GRANT}&scope=orders:read%09orders:write`, 'invalid_scope'],
    ['NUL in a scope', `${GRANT}&scope=orders:read%00`, 'invalid_request'],
    ['a space that is none (NBSP)', `${GRANT}&scope=orders:read%C2%A0orders:write`, 'invalid_scope'],
    ['two spaces', `${GRANT}&scope=orders:read++orders:write`, 'invalid_scope'],
    ['a space before', `${GRANT}&scope=+orders:read`, 'invalid_scope'],
    ['a quote', `${GRANT}&scope=%22orders:read%22`, 'invalid_scope'],
    ['; between parameters', `${GRANT};scope=orders:write`, 'unsupported_grant_type'],
    ['the 65th parameter', `${GRANT}${Array.from({ length: 64 }, (_, at) => `&p${at}=1`).join('')}`, 'invalid_request'],
  ];
  for (const [name, form, error] of cases)
    it(`A0 ${name}`, () => refused(scene.post('/token', NIGHTLY, form), 400, error));

  it('A0 a form of more than 32 KiB', () =>
    refused(scene.post('/token', NIGHTLY, `${GRANT}&x=${'a'.repeat(32 * 1024)}`), 413, 'invalid_request'));
  for (const path of [
    '/token/',
    '/TOKEN',
    '//token',
    '/%74oken',
    '/./token',
    '/x/../token',
    '/token;a=b',
    '/token%2f',
    '/Token',
    '/token.',
  ])
    it(`A0 the path ${path}`, async () => {
      const { host } = new URL(scene.issuer);
      const form = `${GRANT}&client_id=${NIGHTLY}&client_secret=${scene.secretOf(NIGHTLY)}&scope=orders:write`;
      const [answer, { sentOn }] = await scene.watching(() =>
        scene.raw(
          `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form}`,
        ),
      );
      assert.ok(answer.status === 404 || answer.status === 400, answer.head);
      assert.deepEqual(sentOn, []);
    });
  it('A0 absolute form', async () => {
    const { host } = new URL(scene.issuer);
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.raw(`POST http://${host}/token HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`),
    );
    assert.equal(answer.status, 400);
    assert.deepEqual(sentOn, []);
  });
  it('A0 an encoded client id in Basic is the client that it decodes to', async () => {
    const authorization = `Basic ${Buffer.from(`%6eightly-report:${scene.secretOf(NIGHTLY)}`).toString('base64')}`;
    await refused(scene.post('/token', null, `${GRANT}&scope=orders:write`, { authorization }), 400, 'invalid_scope');
    const answer = await scene.post('/token', null, `${GRANT}&scope=orders:read`, { authorization });
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'orders:read']);
  });
  it('A0 another Host on discovery: endpoints stay the issuer’s', async () => {
    assert.equal(
      (await scene.raw('GET /.well-known/openid-configuration HTTP/1.1\r\nHost: evil.example\r\n\r\n')).status,
      421,
    );
    const { json } = await scene.request('GET', '/.well-known/openid-configuration', {
      headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    assert.doesNotMatch(JSON.stringify(json), /evil/);
  });
});

describe('A1: one reading', () => {
  it('A1.1 what goes on is written anew out of what was read, and nothing else', async () => {
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', NIGHTLY, `scope=orders%3aread&x=1&&${GRANT}&audience=https%3A%2F%2Felsewhere.example`),
    );
    assert.equal(answer.status, 200, answer.text);
    assert.equal(sentOn.length, 1);
    assert.match(sentOn[0]?.body ?? '', /^grant_type=client_credentials&scope=orders%3Aread&resource=[^&]+$/);
  });
  it('A1.2 a parameter that repeats is refused, empty ones too, after its name is decoded', async () => {
    for (const twice of [
      'grant_type=client_credentials',
      'scope=',
      'client%5fid=a&client_id=a',
      'nonsense=1&nonsense=2',
    ])
      await refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=orders:read&${twice}`), 400, 'invalid_request');
    const twoResources = `${GRANT}&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example`;
    await refused(scene.post('/token', NIGHTLY, twoResources), 400, 'invalid_target');
  });
  it('A1.3 an empty scope is an omitted one', async () => {
    const answer = await scene.post('/token', NIGHTLY, `${GRANT}&scope=`);
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'orders:read']);
    await refused(scene.post('/token', 'order-fulfilment', `${GRANT}&scope=`), 400, 'invalid_scope');
  });
  it('A1.4 parameters of vendors that widen are left behind', async () => {
    const widening =
      'include_granted_scopes=true&access_type=offline&approval_prompt=force&user_scope=admin&organization=o';
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', NIGHTLY, `${GRANT}&scope=orders:read&${widening}`),
    );
    assert.equal(answer.status, 200);
    assert.doesNotMatch(sentOn[0]?.body ?? '', /include|access_type|approval|user_scope|organization/);
  });
  it('A1.5 a body of another type, another charset or compressed is refused', async () => {
    const send = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = GRANT) =>
      scene.request('POST', '/token', { headers, body });
    for (const type of [
      'application/json',
      'text/plain;charset=UTF-8',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded; charset=utf-16le',
      'application/x-www-form-urlencoded; charset=utf-8; charset=utf-7',
    ])
      await refused(send({ 'content-type': type }), 400, 'invalid_request');
    const form = { 'content-type': 'APPLICATION/X-WWW-Form-Urlencoded;charset="UTF-8"' };
    await refused(
      send({ ...form, 'content-encoding': 'gzip' }, Uint8Array.from(gzipSync(GRANT))),
      415,
      'invalid_request',
    );
    const answer = await scene.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`, form);
    assert.equal(answer.status, 200);
  });
  it('A1.6 parameters in the query of a POST are refused at every direct endpoint', async () => {
    for (const path of ['/token', '/token/revocation', '/token/introspection'])
      await refused(scene.post(`${path}?scope=orders:write`, NIGHTLY, GRANT), 400, 'invalid_request');
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/auth?scope=orders:write', null, 'response_type=code&client_id=storefront'),
    );
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null]);
    assert.deepEqual(sentOn, []);
  });
  it('A1.7 broken or hidden encodings are refused, and nothing is decoded twice', async () => {
    for (const value of ['%zz', '%', '%C0%AF', '%ED%A0%80', '%00', '%0d%0aX', '%FF'])
      await refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=${value}`), 400, 'invalid_request');
    await refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=orders%253Aread`), 400, 'invalid_scope');
    await refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=a%2520b`), 400, 'invalid_scope');
  });
  it('A1.8 too many or too long scopes are refused, and too long an address', async () => {
    const many = Array.from({ length: 101 }, (_, at) => `s${at}`).join('+');
    await refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=${many}`), 400, 'invalid_scope');
    await refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=${'a'.repeat(257)}`), 400, 'invalid_scope');
    await refused(scene.request('GET', `/auth?x=${'a'.repeat(8192)}`), 414, 'invalid_request');
  });
  it('A1.10 no header and no parameter makes another method of POST', async () => {
    const override = { 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT', 'x-http-method': 'GET' };
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', NIGHTLY, `${GRANT}&scope=orders:read&_method=PUT`, override),
    );
    assert.equal(answer.status, 200);
    assert.deepEqual(
      sentOn.map(({ method }) => method),
      ['POST'],
    );
    assert.doesNotMatch(sentOn[0]?.body ?? '', /_method/);
  });
  it('A1.11 whatever the server has beside its listed endpoints is not there', async () => {
    for (const path of [
      '/reg',
      '/request/',
      '/device/auth',
      '/device',
      '/me/',
      '/backchannel',
      '/session/end',
      '/admin',
      '/',
      '/auth/',
    ])
      for (const method of ['GET', 'POST']) await refused(scene.request(method, path), 404, 'invalid_request');
  });
  it('A1.12 what a client says of hosts, addresses and certificates reaches nobody', async () => {
    const { host } = new URL(scene.issuer);
    const claimed = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Original-URL: /reg',
      'X-Rewrite-URL: /reg',
      'Client-Cert: :AAAA:',
      'X-Client-Cert: a',
      'X-SSL-Client-Verify: SUCCESS',
      'X-Ambit-Client: root',
    ];
    const answer = await scene.raw(
      `GET /interaction/nothing HTTP/1.1\r\nHost: ${host}\r\n${claimed.join('\r\n')}\r\n\r\n`,
    );
    assert.doesNotMatch(answer.head + answer.body, /evil/);
    assert.equal((await scene.raw(`GET /jwks HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`)).status, 400);
  });
  it('A1.13 no token, secret or assertion stands in what is written about a request', async () => {
    const [answer, { entries }] = await scene.watching(() =>
      scene.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`),
    );
    const written = JSON.stringify(entries);
    for (const secret of [String(answer.json['access_token']), scene.secretOf(NIGHTLY)])
      assert.ok(!written.includes(secret));
    assert.match(written, /"token:k1:[A-Za-z0-9_-]{43}"/);
  });
});

describe('A3: the grammar of scopes', () => {
  for (const [name, scope] of [
    ['a space at the end', 'orders:read '],
    ['two spaces', 'orders:read  orders:write'],
    ['a tab', 'orders:read\torders:write'],
    ['a quote', 'orders:"read'],
    ['a backslash', 'orders:\\read'],
    ['a letter beyond ASCII', 'orders:réad'],
  ] as const)
    it(`A3.1 refuses ${name}`, () =>
      refused(scene.post('/token', NIGHTLY, { grant_type: 'client_credentials', scope }), 400, 'invalid_scope'));
  it('A3.2 compares byte for byte, without order or repetition, and * is a scope like any other', async () => {
    for (const scope of ['Orders:Read', 'orders:READ', '*', 'orders:*', 'orders:rea', 'orders:read.'])
      await refused(scene.post('/token', NIGHTLY, { grant_type: 'client_credentials', scope }), 400, 'invalid_scope');
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', 'order-fulfilment', `${GRANT}&scope=orders:write+orders:read+orders:write`),
    );
    assert.equal(answer.json['scope'], WIDE);
    assert.match(sentOn[0]?.body ?? '', /scope=orders%3Aread%20orders%3Awrite&/);
  });
  it('A3.3 takes scopes joined by commas for one, which nobody may hold', () =>
    refused(scene.post('/token', NIGHTLY, `${GRANT}&scope=orders:read,orders:write`), 400, 'invalid_scope'));
});

describe('A4: no scope asked for', () => {
  it('A4.1 gets the default of the policy by name, though the server’s default is everything', async () => {
    const [answer, { sentOn }] = await scene.watching(() => scene.post('/token', NIGHTLY, GRANT));
    assert.equal(answer.json['scope'], 'orders:read');
    assert.match(sentOn[0]?.body ?? '', /&scope=orders%3Aread&/);
  });
  it('A4.1 is refused where the policy has no default', () =>
    refused(scene.post('/token', 'order-fulfilment', GRANT), 400, 'invalid_scope'));
});
