import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConnectError, type Inventory, readInventories, readSource } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads files that are given as text or as what JSON says. */
function read(files: Readonly<Record<string, unknown>>): readonly Inventory[] {
  return readInventories(
    Object.entries(files).map(([path, content]) =>
      readSource(path, bytes(typeof content === 'string' ? content : JSON.stringify(content))),
    ),
  );
}

function only(files: Readonly<Record<string, unknown>>): Inventory {
  const [inventory, ...others] = read(files);
  assert.ok(inventory !== undefined && others.length === 0);
  return inventory;
}

const client = (inventory: Inventory, name: string) => {
  const found = inventory.clients.find((one) => one.name === name);
  assert.ok(found, `${name} is among ${inventory.clients.map((one) => one.name)}`);
  return found;
};
const scopesOf = ({ scopes }: Inventory) =>
  Object.fromEntries(scopes.map((scope) => [scope.name, scope.resourceServer]));
const messages = ({ remarks }: Inventory) => remarks.map(({ at, message }) => `${at.file}:${at.line} ${message}`);

describe('a Keycloak realm', () => {
  const realm = {
    realm: 'acme',
    accessTokenLifespan: 300,
    attributes: { frontendUrl: 'https://sso.acme.example/' },
    defaultDefaultClientScopes: ['profile', 'role_list'],
    defaultOptionalClientScopes: ['orders:read'],
    clientScopes: [
      { name: 'profile', protocol: 'openid-connect' },
      { name: 'role_list', protocol: 'saml' },
      {
        name: 'orders:read',
        description: 'Reads orders of everybody',
        protocol: 'openid-connect',
        protocolMappers: [
          {
            protocolMapper: 'oidc-audience-mapper',
            config: { 'included.custom.audience': 'https://orders.acme.example' },
          },
        ],
      },
    ],
    clients: [
      {
        clientId: 'shop',
        standardFlowEnabled: true,
        redirectUris: ['https://shop.acme.example/callback'],
        secret: 'hunter2',
      },
      {
        clientId: 'report',
        standardFlowEnabled: false,
        serviceAccountsEnabled: true,
        defaultClientScopes: ['orders:read'],
        attributes: { 'access.token.lifespan': '600' },
      },
      { clientId: 'legacy', protocol: 'saml' },
      {
        clientId: 'app',
        publicClient: true,
        implicitFlowEnabled: true,
        attributes: { 'use.refresh.tokens': 'false' },
        enabled: false,
      },
    ],
    users: [{ username: 'alice', credentials: [{ secretData: 'hunter3' }] }],
  };

  test('has its issuer where it has an address of its own', () => {
    assert.equal(only({ 'r.json': realm }).issuer, 'https://sso.acme.example/realms/acme');
    assert.equal(only({ 'r.json': { ...realm, attributes: {} } }).issuer, null);
  });

  test('gives a client that names no scopes those that it gives everybody', () => {
    const { standing, defaultScopes, grantTypes, maxTtlSeconds, kind } = client(only({ 'r.json': realm }), 'shop');
    assert.deepEqual([standing, defaultScopes], [['orders:read', 'profile'], ['profile']]);
    assert.deepEqual([grantTypes, maxTtlSeconds, kind], [['authorization_code', 'refresh_token'], 300, 'confidential']);
  });

  test('has machines, lives of tokens of their own, and clients that get no refresh token', () => {
    const inventory = only({ 'r.json': realm });
    const { kind, grantTypes, standing, maxTtlSeconds } = client(inventory, 'report');
    assert.deepEqual(
      [kind, grantTypes, standing, maxTtlSeconds],
      ['machine', ['client_credentials'], ['orders:read'], 600],
    );
    assert.deepEqual(client(inventory, 'app').grantTypes, ['authorization_code', 'implicit']);
    assert.deepEqual(client(inventory, 'app').hints[0], 'Keycloak has it disabled.');
    assert.equal(inventory.scopes.find(({ name }) => name === 'orders:read')?.maxTtlSeconds, 600);
  });

  test('has an API where a scope puts an audience into the token', () => {
    const inventory = only({ 'r.json': realm });
    assert.deepEqual(scopesOf(inventory), { profile: null, 'orders:read': 'orders-acme-example' });
    assert.equal(inventory.resourceServers[0]?.audience, 'https://orders.acme.example');
  });

  test('leaves SAML out and says so, with its place', () => {
    const inventory = only({ 'r.json': JSON.stringify(realm, null, 1) });
    assert.deepEqual(
      inventory.clients.map(({ name }) => name),
      ['shop', 'report', 'app'],
    );
    assert.ok(messages(inventory).some((message) => /^r\.json:\d+ legacy is a client of SAML/.test(message)));
  });

  test('keeps no secret and nobody’s name', () => {
    const kept = JSON.stringify(only({ 'r.json': realm }));
    for (const secret of ['hunter2', 'hunter3', 'alice']) assert.ok(!kept.includes(secret), secret);
  });

  test('may be one of several in a file, or a client alone', () => {
    assert.deepEqual(
      read({ 'r.json': [realm, { realm: 'other', clients: [] }] }).map(({ title }) => title),
      ['Keycloak realm acme', 'Keycloak realm other'],
    );
    const alone = only({
      'c.json': { clientId: 'a', protocol: 'openid-connect', serviceAccountsEnabled: true, standardFlowEnabled: false },
    });
    assert.deepEqual([client(alone, 'a').grantTypes, client(alone, 'a').standing], [['client_credentials'], null]);
  });
});

describe('an Auth0 tenant', () => {
  const TENANT = `clients:
  - name: Shop ##ENV##
    app_type: regular_web
    callbacks: @@CALLBACKS@@
    grant_types: [authorization_code, "http://auth0.com/oauth/grant-type/password-realm"]
    client_secret: ##SECRET##
  - name: Batch
    client_id: abcdefghijklmnopqrstuvwxyz012345
    grant_types: [client_credentials]
resourceServers:
  - name: Orders API
    identifier: https://orders.acme.example
    token_lifetime: 3600
    scopes:
      - { value: orders:read, description: Reads orders of everybody }
      - value: orders:write
clientGrants:
  - client_id: abcdefghijklmnopqrstuvwxyz012345
    audience: https://orders.acme.example
    scope: [orders:read]
  - client_id: Stranger
    audience: https://orders.acme.example
    allow_all_scopes: true
`;

  test('is read with placeholders that aren’t YAML, each place as it stands', () => {
    const inventory = only({ 'tenant.yaml': TENANT });
    const shop = client(inventory, 'Shop ##ENV##');
    assert.deepEqual([shop.clientId, shop.redirectUris, shop.standing, shop.at.line], [null, null, null, 2]);
    assert.ok(
      messages(inventory).some((message) =>
        /^tenant\.yaml:5 .*password-realm" is none that a policy has/.test(message),
      ),
    );
  });

  test('gives clients what their grants give, and APIs their scopes and lives of tokens', () => {
    const inventory = only({ 'tenant.yaml': TENANT });
    const batch = client(inventory, 'abcdefghijklmnopqrstuvwxyz012345');
    assert.deepEqual(
      [batch.clientId, batch.standing, batch.kind, batch.maxTtlSeconds],
      [batch.name, ['orders:read'], 'machine', 3600],
    );
    assert.deepEqual(client(inventory, 'Stranger').standing, ['orders:read', 'orders:write']);
    assert.deepEqual(scopesOf(inventory), { 'orders:read': 'orders-api', 'orders:write': 'orders-api' });
  });

  test('is the same in the files of the directory form', () => {
    const inventory = only({
      'clients/Batch.json': '{ "name": "Batch", "grant_types": ["client_credentials"], "callbacks": @@CALLBACKS@@ }',
      'grants/batch.json': { client_id: 'Batch', audience: 'https://orders.acme.example', scope: ['orders:read'] },
      'resource-servers/Orders.json': {
        name: 'Orders',
        identifier: 'https://orders.acme.example',
        scopes: [{ value: 'orders:read' }],
      },
    });
    assert.deepEqual(client(inventory, 'Batch').standing, ['orders:read']);
    assert.deepEqual(client(inventory, 'Batch').redirectUris, null);
  });

  test('says where a section stands elsewhere', () => {
    const inventory = only({
      'tenant.yaml': 'clients: !include clients.yaml\nresourceServers: []\nclientGrants: []\n',
    });
    assert.match(messages(inventory)[0] ?? '', /^tenant\.yaml:1 clients stands elsewhere/);
  });
});

describe('clients of Hydra', () => {
  test('may come one by one, in a list, and in a page', () => {
    const one = {
      client_id: 'a',
      scope: 'openid  orders:read',
      grant_types: ['client_credentials'],
      redirect_uris: [],
    };
    for (const file of [one, [one], { items: [one], next_page_token: '' }]) {
      const { standing, kind, grantTypes } = client(only({ 'c.json': file }), 'a');
      assert.deepEqual([standing, kind, grantTypes], [['openid', 'orders:read'], 'machine', ['client_credentials']]);
    }
  });

  test('have the longest life that their flows give, where each gives one', () => {
    const life = (more: object) =>
      client(only({ 'c.json': { client_id: 'a', scope: '', grant_types: ['client_credentials'], ...more } }), 'a')
        .maxTtlSeconds;
    assert.equal(life({}), null);
    assert.equal(life({ client_credentials_grant_access_token_lifespan: '1h30m0s' }), 5400);
  });
});

test('a discovery document has an issuer and the scopes that it names', () => {
  const inventory = only({
    'openid-configuration': {
      issuer: 'https://id.acme.example',
      jwks_uri: 'https://id.acme.example/jwks',
      scopes_supported: ['openid', 'a', 'a'],
    },
  });
  assert.deepEqual([inventory.issuer, scopesOf(inventory)], ['https://id.acme.example', { a: null, openid: null }]);
});

describe('an API’s description', () => {
  test('has the scopes that its schemes define and its operations need', () => {
    const inventory = only({
      'orders.yaml': `openapi: 3.1.0
info: { title: Orders, version: '1' }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials: { tokenUrl: https://id.acme.example/token, scopes: { orders:read: Reads orders of everybody } }
    oidc: { type: openIdConnect, openIdConnectUrl: https://id.acme.example/.well-known/openid-configuration }
    key: { type: apiKey, in: header, name: key }
paths:
  /orders:
    get: { security: [{ oauth: [orders:read] }], responses: {} }
    post: { security: [{ oidc: [openid, orders:write], key: [no-scope] }], responses: {} }
`,
    });
    assert.deepEqual(scopesOf(inventory), { 'orders:read': 'orders', 'orders:write': 'orders', openid: null });
    assert.equal(inventory.issuer, 'https://id.acme.example');
    assert.equal(inventory.authoritative, false);
  });

  test('may be Swagger 2', () => {
    const inventory = only({
      's.json': {
        swagger: '2.0',
        info: { title: 'S', version: '1' },
        securityDefinitions: {
          o: { type: 'oauth2', flow: 'implicit', scopes: { 'a:b': 'Does something useful', 'x-more': 1 } },
        },
        paths: {},
      },
    });
    assert.deepEqual(scopesOf(inventory), { 'a:b': 's' });
  });
});

test('a KrakenD gateway has the scopes that it wants and the clients that it is', () => {
  const inventory = only({
    'krakend.json': {
      version: 3,
      endpoints: [
        {
          endpoint: '/orders',
          extra_config: {
            'auth/validator': {
              ...{ alg: 'RS256', jwk_url: 'https://id.acme.example/jwks', issuer: 'https://id.acme.example' },
              ...{
                audience: ['https://orders.acme.example'],
                scopes: ['orders:read'],
                scopes_key: 'scope',
                scopes_matcher: 'any',
              },
            },
          },
          backend: [
            {
              url_pattern: '/',
              extra_config: {
                'auth/client-credentials': {
                  client_id: 'gateway',
                  client_secret: 'hunter2',
                  scopes: 'stock:read,stock:write',
                },
              },
            },
          ],
        },
      ],
    },
  });
  assert.equal(inventory.issuer, 'https://id.acme.example');
  assert.deepEqual(scopesOf(inventory), { 'orders:read': 'orders-acme-example' });
  assert.deepEqual(client(inventory, 'gateway').standing, ['stock:read', 'stock:write']);
  assert.ok(!JSON.stringify(inventory).includes('hunter2'));
});

describe('what is no source', () => {
  const refused = (path: string, content: Uint8Array | string, code: string, place = '1:1') =>
    assert.throws(
      () => readInventories([readSource(path, typeof content === 'string' ? bytes(content) : content)]),
      (error) => {
        assert.ok(error instanceof ConnectError);
        assert.equal(error.code, code);
        assert.match(error.message, new RegExp(`^${path}:${place}: [^\\n]+$`));
        return true;
      },
    );

  test('is refused in one sentence with its place', () => {
    refused('a.json', '{"a": 1, "a": 2}', 'duplicate_member', '1:10');
    refused('a.json', '{"realm": "a",\n "clients": [}', 'malformed', '2:14');
    refused('a.json', `${'['.repeat(500)}`, 'too_deep', '1:201');
    refused('a.yaml', `${'['.repeat(1000)}${']'.repeat(1000)}`, 'too_deep', '1:[0-9]+');
    refused('a.yaml', `${'['.repeat(100_000)}`, 'too_deep', '1:[0-9]+');
    refused('a.yaml', 'a: [1\nb: 2', 'malformed', '2:1');
    refused('a.yaml', 'a: &x [*x]\nb: 1', 'malformed', '1:8');
    refused('a.yaml', 'a: 1\na: 2\n', 'duplicate_member', '2:1');
    refused('a.tf', 'resource "a" "b" {\n  x = \n}', 'malformed', '2:7');
    refused('a.tf', 'resource "a" "b" {\n  x = 1\n  x = 2\n}', 'duplicate_member', '3:3');
    refused('a.tf', `locals {\n  x = ${'['.repeat(5000)}\n}`, 'too_deep', '2:108');
    refused('a.json', Uint8Array.of(0xff, 0xfe, 0x7b, 0), 'not_text');
    refused('a.json', Uint8Array.of(0x7b, 0xc3, 0x28, 0x7d), 'not_text');
    refused('a.yaml', 'a: \0', 'not_text');
    refused('a.yaml', new Uint8Array(9 * 1024 * 1024), 'not_text');
    refused('a.yaml', ' '.repeat(9 * 1024 * 1024), 'too_large');
    refused('a.json', new Uint8Array(65 * 1024 * 1024), 'too_large');
    refused('a.json', '{"name": "something else"}', 'unrecognised');
  });

  test('is never quoted, for it may hold secrets', () => {
    for (const [path, text] of [
      ['a.json', '{"secret": "hunter2" "x"}'],
      ['a.yaml', 'secret: "hunter2" hunter3: x: y'],
      ['a.tf', 'secret = hunter2 hunter3'],
    ] as const)
      assert.throws(
        () => readSource(path, bytes(text)),
        (error) => !/hunter/.test((error as Error).message),
      );
  });

  test('may hold names that objects of JavaScript have', () => {
    const inventory = only({
      'r.json': '{"realm": "a", "__proto__": {"clients": 1}, "constructor": 1, "clients": [{"clientId": "__proto__"}]}',
    });
    assert.deepEqual(
      inventory.clients.map(({ clientId }) => clientId),
      ['__proto__'],
    );
  });
});
