import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { formatBasicCredentials, formatParameters } from '../../../src/oauth/index.ts';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import {
  authorizationQuery,
  CALLBACKS,
  CHALLENGE,
  FORM,
  GRANT,
  NIGHTLY,
  NOT_THERE,
  UNREADABLE,
  withClient,
} from './common.ts';

const DESK = 'support-desk';

/** F07, F08, F10, F13, F14: ways to a scope beside the ones that a guard decides. Each is one that the server itself would go. */
export function doors(scene: AttackScene): void {
  const { base } = scene;
  /** As the client itself would sign it, which the server takes. */
  const signed = (claims: Record<string, unknown>): string => {
    const input = [{ alg: 'HS256' }, { iss: DESK, aud: scene.issuer, client_id: DESK, ...claims }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${input}.${createHmac('sha256', base.secretOf(DESK)).update(input).digest('base64url')}`;
  };
  const authorizes = (more: () => Record<string, string | null>) => ({
    act: () => base.request('GET', `/auth?${authorizationQuery(DESK, more())}`),
  });
  const REFUSED_OBJECT = { client: '303 invalid_request_object', server: [], ledger: [] };
  const REFUSED_REFERENCE = { client: '303 request_uri_not_supported', server: [], ledger: [] };
  const UNKNOWN_REFERENCE = {
    client: '400 invalid_request_uri',
    server: [],
    ledger: ['stranger at authorization: request_uri_unknown'],
  };
  const bring = (reference: string, client = DESK) =>
    base.request(
      'GET',
      `/auth?${formatParameters([
        ['client_id', client],
        ['request_uri', reference],
      ])}`,
    );
  const pushNarrow = async (): Promise<string> =>
    String(
      (await base.post('/request', DESK, authorizationQuery(DESK, { scope: 'openid customers:read' }))).json[
        'request_uri'
      ],
    );
  const usual = {
    response_type: 'code',
    redirect_uri: CALLBACKS[DESK],
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  };
  const wide = () => ({ ...usual, scope: 'openid customers:pii', state: randomUUID() });
  const narrow = () => ({
    ...usual,
    ...{ scope: 'openid customers:read', resource: 'https://customers.acme.example', state: randomUUID() },
  });

  describe('F07 request objects (JAR)', () => {
    it('F07 the server itself believes the inside of an object', async () => {
      const query = authorizationQuery(DESK, { scope: 'openid', request: signed({ ...wide(), prompt: 'none' }) });
      const { location, text } = await scene.direct('GET', `/auth?${query}`);
      assert.match(location ?? text, /error=login_required/);
    });
    attacks(scene, [
      {
        name: 'F07 asks for little outside and much inside an object',
        ...authorizes(() => ({ scope: 'openid', request: signed(wide()) })),
        ...{ client: '303 invalid_request', server: [], ledger: [] },
      },
      {
        name: 'F07 asks for nothing outside, and for all inside an object',
        ...authorizes(() => ({ scope: null, state: null, request: signed(wide()) })),
        client: '303 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_needs_elevation'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F07 has an object narrowed that can not be',
        act: () =>
          scene.under(withClient(DESK, { overBroad: 'narrow' }), () =>
            base.request('GET', `/auth?${authorizationQuery(DESK, { state: null, request: signed(wide()) })}`),
          ),
        client: '303 invalid_scope',
        server: [],
        ledger: ['decision narrow: openid', 'not issued: refused, scope_exceeds_decision'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F07 an object in an object',
        ...authorizes(() => ({ scope: 'openid', request: signed({ request: signed(wide()) }) })),
        ...REFUSED_OBJECT,
      },
      {
        name: 'F07 an object that nobody signed',
        ...authorizes(() => ({ scope: 'openid', request: `${signed(wide()).replace(/[^.]*$/, '')}` })),
        ...REFUSED_OBJECT,
      },
      {
        name: 'F07 an object that somebody else signed, which the server finds out',
        act: async () => {
          const forged = signed(narrow()).replace(/[^.]*$/, 'Zm9yZ2Vk');
          const answer = await base.request(
            'GET',
            `/auth?${authorizationQuery(DESK, { state: null, request: forged })}`,
          );
          assert.doesNotMatch(`${answer.headers.get('location')}`, /interaction|code=/);
          return answer;
        },
        client: '303 invalid_request_object',
        server: ['GET /auth'],
        ledger: ['decision permit: customers:read openid', 'not issued: refused, invalid_request_object'],
      },
      {
        name: 'F07 one object a second time',
        act: async () => {
          const query = authorizationQuery(DESK, { state: null, request: signed(narrow()) });
          assert.match(`${(await base.request('GET', `/auth?${query}`)).headers.get('location')}`, /^\/interaction/);
          return await base.request('GET', `/auth?${query}`);
        },
        client: '303 invalid_request_object',
        server: ['GET /auth'],
        ledger: [
          'decision permit: customers:read openid',
          'decision permit: customers:read openid',
          'not issued: refused, request_object_used',
        ],
      },
      {
        name: 'F07 an object that is the client’s own assertion, too',
        ...authorizes(() => ({ state: null, request: signed({ ...narrow(), sub: DESK }) })),
        ...REFUSED_OBJECT,
      },
      {
        name: 'F07 an encrypted object, which no guard can read',
        ...authorizes(() => ({ scope: 'openid', request: 'eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn' })),
        ...REFUSED_OBJECT,
      },
      {
        name: 'F07 an object that somebody else keeps, to be changed after it was read',
        ...authorizes(() => ({ scope: 'openid', request_uri: 'https://evil.example/object' })),
        ...REFUSED_REFERENCE,
      },
      {
        name: 'F07 an object inside of the guard’s own network',
        ...authorizes(() => ({ scope: 'openid', request_uri: 'http://169.254.169.254/latest/meta-data' })),
        ...REFUSED_REFERENCE,
      },
      {
        name: 'F07 an object posted to the token endpoint',
        act: () => base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read&request=${signed(wide())}`),
        client: '200',
        server: ['POST /token'],
        ledger: ['decision permit: orders:read', 'issued: orders:read'],
      },
    ]);
  });

  describe('F08 pushed requests (PAR)', () => {
    let pushed = '';
    it('F08 the server itself takes a pushed request', async () => {
      const authorization = formatBasicCredentials(DESK, base.secretOf(DESK));
      const headers = { 'content-type': FORM, authorization };
      const body = authorizationQuery(DESK, { scope: 'openid customers:pii' });
      const { status, text } = await scene.direct('POST', '/request', { headers, body });
      assert.equal(status, 201, text);
      pushed = (JSON.parse(text) as { request_uri: string }).request_uri;
    });
    attacks(scene, [
      {
        name: 'F08 pushes a wide request through the guard',
        act: () => base.post('/request', DESK, authorizationQuery(DESK, { scope: 'openid customers:pii' })),
        client: '400 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_needs_elevation'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F08 pushes a narrow request, and a wide one by reference in it',
        act: () => base.post('/request', DESK, authorizationQuery(DESK, { scope: 'openid', request_uri: pushed })),
        ...UNREADABLE,
      },
      {
        name: 'F08 pushes with the credentials of one client for another',
        act: () => base.post('/request', NIGHTLY, authorizationQuery(DESK, { scope: 'openid' })),
        ...UNREADABLE,
      },
      {
        name: 'F08 pushes without the secret',
        act: () => base.post('/request', null, authorizationQuery(DESK, { scope: 'openid customers:read' })),
        client: '401 invalid_client',
        server: ['POST /request'],
        ledger: ['decision permit: customers:read openid', 'not issued: refused, invalid_client'],
      },
      {
        name: 'F08 brings a request that was pushed past the guards',
        ...authorizes(() => ({ scope: null, request_uri: pushed })),
        ...UNKNOWN_REFERENCE,
      },
      {
        name: 'F08 swaps: brings a pushed request, and another scope beside it',
        ...authorizes(() => ({ scope: 'openid', request_uri: pushed })),
        ...UNKNOWN_REFERENCE,
      },
      {
        name: 'F08 brings a pushed request in capitals, as a server would read it',
        ...authorizes(() => ({ scope: null, request_uri: pushed.replace('urn:', 'URN:') })),
        ...UNKNOWN_REFERENCE,
      },
      {
        name: 'F08 brings a pushed request and nothing else that would show where answers go',
        act: () => bring(pushed),
        ...UNKNOWN_REFERENCE,
      },
      {
        name: 'F08 brings another client’s request, which stays good for its own',
        act: async () => {
          const own = await pushNarrow();
          const answer = await bring(own, 'storefront');
          assert.equal((await bring(own)).status, 303);
          return answer;
        },
        client: '400 invalid_request_uri',
        server: ['POST /request', 'GET /auth'],
        ledger: ['decision permit: customers:read openid', 'stranger at authorization: request_uri_unknown'],
      },
      {
        name: 'F08 brings one request a second time',
        act: async () => {
          const own = await pushNarrow();
          assert.equal((await bring(own)).status, 303);
          return await bring(own);
        },
        client: '400 invalid_request_uri',
        server: ['POST /request', 'GET /auth'],
        ledger: ['decision permit: customers:read openid', 'stranger at authorization: request_uri_unknown'],
      },
      {
        name: 'F08 brings a pushed request to the server’s own pages',
        act: () =>
          base.request(
            'GET',
            `/auth/?${formatParameters([
              ['client_id', DESK],
              ['request_uri', pushed],
            ])}`,
          ),
        ...NOT_THERE,
      },
    ]);
  });

  const UNSUPPORTED = { client: '400 unsupported_grant_type', server: [], ledger: [] };
  const grants = (form: Record<string, string>, client = NIGHTLY) => ({ act: () => base.post('/token', client, form) });
  describe('F10 assertions and passwords', () => {
    attacks(scene, [
      {
        name: 'F10 an assertion of somebody as a grant',
        ...grants({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: 'a.b.c',
          scope: 'orders:write',
        }),
        client: '400 invalid_grant',
        server: [],
        ledger: [],
      },
      {
        name: 'F10 a SAML assertion as a grant',
        ...grants({
          grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
          assertion: 'x',
          scope: 'orders:write',
        }),
        ...UNSUPPORTED,
      },
      {
        name: 'F10 somebody’s password as a grant',
        ...grants({ grant_type: 'password', username: 'alice', password: 'x', scope: 'orders:write' }),
        client: '400 unauthorized_client',
        server: [],
        ledger: ['decision refuse: grant_type_not_allowed'],
        alerts: ['high scope.refused: orders:write'],
      },
      { name: 'F10 a grant type in another case', ...grants({ grant_type: 'Client_Credentials' }), ...UNSUPPORTED },
      { name: 'F10 a grant type with a blank', ...grants({ grant_type: 'client_credentials ' }), ...UNSUPPORTED },
    ]);
  });

  const STRANGER = { server: [], ledger: ['stranger at authorization: client_unknown'] };
  describe('F13 registration, and clients that nobody knows', () => {
    let registered: { client_id: string; client_secret: string; registration_access_token: string };
    const metadata = {
      redirect_uris: ['https://evil.example/callback'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code'],
      scope: 'openid offline_access',
    };
    const json = { 'content-type': 'application/json' };
    it('F13 the server itself registers whoever asks', async () => {
      const { status, text } = await scene.direct('POST', '/reg', { headers: json, body: JSON.stringify(metadata) });
      assert.equal(status, 201, text);
      registered = JSON.parse(text) as typeof registered;
      scene.secrets.add(registered.client_secret).add(registered.registration_access_token);
    });
    attacks(scene, [
      {
        name: 'F13 registers a client of its own',
        act: () => base.request('POST', '/reg', { headers: json, body: JSON.stringify(metadata) }),
        ...NOT_THERE,
      },
      {
        name: 'F13 widens the registration that it has',
        act: () =>
          base.request('PUT', `/reg/${registered.client_id}`, {
            headers: { ...json, authorization: `Bearer ${registered.registration_access_token}` },
            body: JSON.stringify({ ...metadata, scope: 'openid offline_access groups' }),
          }),
        ...NOT_THERE,
      },
      {
        name: 'F13 consent phishing: a client of the server’s that no policy knows asks a person',
        act: () =>
          base.request(
            'GET',
            `/auth?${formatParameters([
              ['client_id', registered.client_id],
              ['response_type', 'code'],
              ['redirect_uri', 'https://evil.example/callback'],
              ['scope', 'openid offline_access customers:pii'],
            ])}`,
          ),
        client: '400 invalid_request',
        ...STRANGER,
      },
      {
        name: 'F13 a known client’s consent, sent to an address of the attacker’s',
        act: () =>
          base.request('GET', `/auth?${authorizationQuery(DESK, { redirect_uri: 'https://evil.example/callback' })}`),
        client: '400 invalid_request',
        server: [],
        ledger: ['stranger at authorization: redirect_uri_not_registered'],
      },
      ...[
        'http://127.0.0.1:4481/callback/',
        'http://127.0.0.1:4481/callback?x=1',
        'http://127.0.0.1:4481@evil.example/callback',
        'http://127.0.0.1:4481/../callback',
        'HTTP://127.0.0.1:4481/callback',
        'javascript:alert(1)',
      ].map((address) => ({
        name: `F13 a redirect URI that only looks registered: ${address}`,
        act: () => base.request('GET', `/auth?${authorizationQuery(DESK, { redirect_uri: address })}`),
        client: '400 invalid_request',
        server: [],
        ledger: ['stranger at authorization: redirect_uri_not_registered'],
      })),
      {
        name: 'F13 a redirect URI with a fragment, behind which the code would stand',
        act: () => base.request('GET', `/auth?${authorizationQuery(DESK, { redirect_uri: `${CALLBACKS[DESK]}#x` })}`),
        client: '400 invalid_request',
        server: [],
        ledger: [],
      },
      {
        name: 'F13 a client that no policy knows asks for a token of its own',
        act: () =>
          base.post('/token', null, `${GRANT}&scope=orders:read`, {
            authorization: formatBasicCredentials(registered.client_id, registered.client_secret),
          }),
        client: '401 invalid_client',
        server: [],
        ledger: ['stranger at token: client_unknown'],
      },
      {
        name: 'F13 a client id that is the address of a document (CIMD)',
        act: () => base.post('/token', null, `${GRANT}&client_id=${encodeURIComponent('https://evil.example/client')}`),
        client: '401 invalid_client',
        server: [],
        ledger: ['stranger at token: client_unknown'],
      },
    ]);
  });
}
