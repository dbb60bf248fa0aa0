import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { type Inventory, readInventories, readSource } from '../connect/index.ts';
import { compilePolicy, type PolicyFileText } from '../policy/index.ts';
import { DraftError, type DraftOptions, draftPolicy, type PolicyDraft } from './index.ts';

const OPTIONS: DraftOptions = { folder: 'ambit', environment: null, issuer: null };

interface RealmClient {
  readonly clientId: string;
  readonly [name: string]: unknown;
}

const SHOP: RealmClient = {
  clientId: 'shop',
  description: 'The shop on the web',
  standardFlowEnabled: true,
  redirectUris: ['https://shop.acme.example/callback'],
  defaultClientScopes: ['profile'],
  optionalClientScopes: ['orders:read'],
};
const REPORT: RealmClient = {
  clientId: 'report',
  standardFlowEnabled: false,
  serviceAccountsEnabled: true,
  defaultClientScopes: ['orders:read'],
  optionalClientScopes: [],
};

function realm(
  clients: readonly RealmClient[] = [SHOP, REPORT],
  more: object = {},
  path = 'realm.json',
): readonly Inventory[] {
  const text = JSON.stringify({
    realm: 'acme',
    accessTokenLifespan: 300,
    clientScopes: [{ name: 'profile' }, { name: 'orders:read', description: 'Reads orders of everybody' }],
    clients,
    ...more,
  });
  return readInventories([readSource(path, new TextEncoder().encode(text))]);
}

/** The folder after a draft was written. */
function written(files: readonly PolicyFileText[], { files: changed }: PolicyDraft): PolicyFileText[] {
  const after = new Map([...files, ...changed].map(({ path, text }) => [path, text]));
  return [...after].map(([path, text]) => ({ path, text }));
}

const textOf = (files: readonly PolicyFileText[], path: string): string =>
  files.find((file) => file.path === path)?.text ?? '';
const first = (inventories = realm(), options = OPTIONS): PolicyFileText[] =>
  written([], draftPolicy([], inventories, options));

describe('a first policy', () => {
  test('reads as a person would write it, with a TODO for all that nobody knows', () => {
    const files = first();
    assert.deepEqual(
      files.map(({ path }) => path),
      ['ambit/policy.yaml', 'ambit/scopes.yaml', 'ambit/clients.yaml'],
    );
    assert.ok(
      textOf(files, 'ambit/clients.yaml').endsWith(`
clients:
  # Keycloak realm acme:
  shop:
    # Keycloak gives openid to whoever asks and lists it nowhere: add it if this signs people in.
    owner: TODO
    author: TODO
    purpose: The shop on the web
    kind: confidential
    grantTypes: [authorization_code, refresh_token]
    redirectUris: [https://shop.acme.example/callback]
    standing: [orders:read, profile]
    defaultScopes: [profile]
    maxTtlSeconds: 300
    expires: TODO
  report:
    owner: TODO
    author: TODO
    purpose: TODO
    kind: machine
    grantTypes: [client_credentials]
    standing: [orders:read]
    defaultScopes: [orders:read]
    maxTtlSeconds: 300
    expires: TODO
`),
      textOf(files, 'ambit/clients.yaml'),
    );
  });

  test('lacks nothing else: with its TODOs said, it compiles', () => {
    const files = first(realm(), {
      ...OPTIONS,
      environment: 'production',
      issuer: 'https://sso.acme.example/realms/acme',
    });
    const said: Readonly<Record<string, string>> = {
      level: 'guarded',
      owner: 'p-101',
      author: 'p-101',
      purpose: 'Counts orders for the morning meeting.',
      description: 'Tells who somebody is.',
      why: 'The shop greets people by name.',
      risk: 'low',
      sensitivity: 'internal',
      reviewIntervalDays: '90',
      expires: '2028-06-30T00:00:00Z',
    };
    const filled = files.map(({ path, text }) => ({
      path,
      text: text.replaceAll(/(\w+): TODO$/gm, (_, field) => `${field}: ${said[field]}`),
    }));
    const people = { path: 'ambit/people.yaml', text: 'people:\n  p-101: {}\n' };
    const { diagnostics, identified } = compilePolicy([...filled, people]);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      identified?.policy.clients.map(({ clientId, kind }) => [clientId, kind]),
      [
        ['report', 'machine'],
        ['shop', 'confidential'],
      ],
    );
  });

  test('counts its TODOs as ambit check does', () => {
    const draft = draftPolicy([], realm(), OPTIONS);
    const { diagnostics } = compilePolicy(draft.files);
    assert.equal(draft.todos.length, diagnostics.filter(({ code }) => code === 'todo').length);
    assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))], ['todo']);
  });

  test('has a definition for each scope that a client holds and nobody defines', () => {
    const files = first(realm([{ ...REPORT, defaultClientScopes: ['stock:read', 'openid'] }]));
    const { scopes } = parse(textOf(files, 'ambit/scopes.yaml')) as { scopes: Record<string, Record<string, unknown>> };
    assert.equal(scopes['stock:read']?.['resourceServer'], 'TODO');
    assert.equal(scopes['openid']?.['resourceServer'], undefined);
  });

  test('has clients whose ids nobody knows by a name, and asks for the id', () => {
    const source = readSource(
      't.yaml',
      new TextEncoder().encode(
        'clients:\n  - name: My Shop ü\n    app_type: spa\n  - name: my shop\n    app_type: spa\n',
      ),
    );
    const { clients } = parse(textOf(first(readInventories([source])), 'ambit/clients.yaml')) as {
      clients: Record<string, Record<string, unknown>>;
    };
    assert.deepEqual(Object.keys(clients), ['my-shop-u', 'my-shop']);
    assert.equal(clients['my-shop']?.['clientId'], 'TODO');
  });

  test('keeps a client that is known by its name from one that has that name as its id', () => {
    const tenant =
      'clients:\n  - { name: Shop!, app_type: spa }\n  - { name: Other, client_id: shop, app_type: spa }\n';
    const inventories = readInventories([readSource('t.yaml', new TextEncoder().encode(tenant))]);
    const files = first(inventories);
    const { clients } = parse(textOf(files, 'ambit/clients.yaml')) as {
      clients: Record<string, Record<string, unknown>>;
    };
    assert.deepEqual(
      Object.entries(clients).map(([name, { clientId }]) => [name, clientId]),
      [
        ['shop', 'TODO'],
        ['shop-2', 'shop'],
      ],
    );
    assert.deepEqual(draftPolicy(files, inventories, OPTIONS).files, []);
  });

  test('leaves out what can be no scope and no client id, and says where that stood', () => {
    const { files, remarks } = draftPolicy(
      [],
      realm([
        { ...REPORT, defaultClientScopes: ['a b', 'a:{b}', 'ok'] },
        { ...SHOP, clientId: 'my shop' },
      ]),
      OPTIONS,
    );
    assert.ok(!files.some(({ text }) => /a b|my shop/.test(text)));
    assert.deepEqual(remarks.map(({ at, message }) => `${at.file}:${at.line} ${message.slice(0, 20)}`).sort(), [
      'realm.json:1 "a b" can be no scop',
      'realm.json:1 "a:{b}" has braces, ',
      'realm.json:1 "my shop" can be no ',
    ]);
  });

  test('says of redirect URIs that no request can be compared with what they are', () => {
    const files = first(
      realm([{ ...SHOP, redirectUris: ['*', 'https://u:hunter2@x.example/', 'https://x.example/cb'] }]),
    );
    const { clients } = parse(textOf(files, 'ambit/clients.yaml')) as { clients: { shop: { redirectUris: string[] } } };
    assert.deepEqual(clients.shop.redirectUris, [
      'TODO: *, but it is no absolute URI',
      'TODO: https://…@x.example/, but it has a user',
      'https://x.example/cb',
    ]);
  });

  test('keeps one client id of two issuers apart', () => {
    const both = [
      ...realm([REPORT], { attributes: { frontendUrl: 'https://a.example' } }),
      ...realm([REPORT], { attributes: { frontendUrl: 'https://b.example' } }),
    ];
    const { clients } = parse(textOf(first(both), 'ambit/clients.yaml')) as {
      clients: Record<string, Record<string, unknown>>;
    };
    assert.deepEqual(
      Object.entries(clients).map(([name, { clientId, issuer }]) => [name, clientId, issuer]),
      [
        ['report', undefined, 'https://a.example/realms/acme'],
        ['report-2', 'report', 'https://b.example/realms/acme'],
      ],
    );
    const files = first(both);
    assert.deepEqual(draftPolicy(files, both, OPTIONS).files, []);
  });

  test('puts what an authorization server and an API’s description say of a scope together', () => {
    const api = `openapi: 3.1.0
info: { title: Stock, version: '1' }
components:
  securitySchemes:
    o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://x.example, scopes: { orders:read: Other words for it, profile: Who somebody is, stock:read: Reads what is in stock } } } }
paths: {}
`;
    const inventories = [...readInventories([readSource('stock.yaml', new TextEncoder().encode(api))]), ...realm()];
    const files = first(inventories);
    const { scopes } = parse(textOf(files, 'ambit/scopes.yaml')) as { scopes: Record<string, Record<string, unknown>> };
    assert.deepEqual(
      Object.entries(scopes).map(([name, { resourceServer, description }]) => [name, resourceServer, description]),
      [
        ['profile', undefined, 'Who somebody is'],
        ['orders:read', undefined, 'Reads orders of everybody'],
        ['stock:read', 'stock', 'Reads what is in stock'],
      ],
    );
    assert.match(textOf(files, 'ambit/policy.yaml'), /resourceServers:\n {2}# API Stock:\n {2}stock:\n/);
  });
});

describe('reading the same again', () => {
  test('changes no byte, whatever people made of the files meanwhile', () => {
    const files = first().map(({ path, text }) => ({
      path,
      text: text.replaceAll('\n', '\r\n').replace('owner: TODO', 'owner:   "p-101"  # Anna'),
    }));
    const draft = draftPolicy(files, realm(), OPTIONS);
    assert.deepEqual([draft.files, draft.added, draft.filled, draft.differences, draft.gone], [[], [], [], [], []]);
  });

  test('fills in what is known now, and nothing that somebody said', () => {
    const files = first(realm([{ ...SHOP, description: undefined }]));
    const edited = files.map(({ path, text }) => ({
      path,
      text: text
        .replace('grantTypes: [authorization_code, refresh_token]', 'grantTypes: TODO # ask Anna')
        .replace('maxTtlSeconds: 300\n    expires', 'maxTtlSeconds: 60\n    expires'),
    }));
    const draft = draftPolicy(edited, realm([SHOP]), {
      ...OPTIONS,
      environment: 'staging',
      issuer: 'https://sso.acme.example/realms/acme',
    });
    const after = written(edited, draft);
    assert.match(textOf(after, 'ambit/clients.yaml'), /grantTypes: \[authorization_code, refresh_token\] # ask Anna\n/);
    assert.match(textOf(after, 'ambit/clients.yaml'), /purpose: The shop on the web\n/);
    assert.match(textOf(after, 'ambit/clients.yaml'), /maxTtlSeconds: 60\n/);
    assert.match(textOf(after, 'ambit/policy.yaml'), /^environment: staging$/m);
    assert.match(
      textOf(after, 'ambit/policy.yaml'),
      /^ {2}https:\/\/sso\.acme\.example\/realms\/acme:\n {4}level: TODO$/m,
    );
    assert.deepEqual(
      draft.differences.map(({ message }) => message),
      ['shop: the source gives tokens 300 seconds, and the policy 60 at most'],
    );
    assert.deepEqual(draftPolicy(after, realm([SHOP]), OPTIONS).files, []);
  });

  test('finds a client by its id once that was filled in', () => {
    const tenant = (more: string) =>
      readInventories([
        readSource('t.yaml', new TextEncoder().encode(`clients:\n  - name: Shop\n    app_type: spa\n${more}`)),
      ]);
    const files = first(tenant('')).map(({ path, text }) => ({
      path,
      text: text.replace('clientId: TODO', 'clientId: abc123'),
    }));
    assert.deepEqual(draftPolicy(files, tenant(''), OPTIONS).files, []);
    assert.deepEqual(draftPolicy(files, tenant('    client_id: abc123\n'), OPTIONS).added, []);
  });

  test('says where the policy is otherwise than its source, at its line, and leaves it', () => {
    const files = first().map(({ path, text }) => ({
      path,
      text: text.replace('standing: [orders:read, profile]', 'standing: [profile, stock:read]'),
    }));
    const draft = draftPolicy(files, realm(), OPTIONS);
    assert.deepEqual(draft.files, []);
    assert.deepEqual(
      draft.differences.map(({ at, message }) => `${at.file}:${at.line}:${at.column} ${message}`),
      [
        "ambit/clients.yaml:14:5 shop: the source has the scope orders:read, and the policy doesn't; the policy has the scope stock:read, and the source doesn't",
      ],
    );
  });

  test('counts a scope that is eligible as one that the policy has', () => {
    const files = first().map(({ path, text }) => ({
      path,
      text: text.replace('standing: [orders:read, profile]', 'standing: [profile]\n    eligible: [orders:read]'),
    }));
    assert.deepEqual(draftPolicy(files, realm(), OPTIONS).differences, []);
  });

  test('takes somebody’s word for it that a client is an agent', () => {
    const files = first().map(({ path, text }) => ({ path, text: text.replace('kind: machine', 'kind: agent') }));
    assert.deepEqual(draftPolicy(files, realm(), OPTIONS).differences, []);
  });

  test('says what the sources no longer have, and removes nothing', () => {
    const files = first();
    const draft = draftPolicy(files, realm([SHOP], { clientScopes: [{ name: 'profile' }] }), OPTIONS);
    assert.deepEqual(draft.files, []);
    assert.deepEqual(draft.gone.map(({ at, message }) => `${at.file}:${at.line}:${at.column} ${message}`).sort(), [
      'ambit/clients.yaml:18:3 report is in the policy and in none of the sources: remove it if it is gone',
    ]);
  });

  test('adds what is new behind the rest, laid out as that is', () => {
    const clients = `clients:
    # Ours since ever.
    report:
        owner: p-101   # Anna
        grantTypes: [client_credentials]
        standing: [orders:read]
        defaultScopes: [orders:read]
    # the last one, so far

# People come below.
people:
    p-101: {}
`;
    const files = [{ path: 'ambit/all.yaml', text: clients }];
    const draft = draftPolicy(files, realm(), OPTIONS);
    const after = textOf(written(files, draft), 'ambit/all.yaml');
    assert.ok(after.startsWith(clients.slice(0, clients.indexOf('\n# People'))));
    assert.ok(after.endsWith(clients.slice(clients.indexOf('\n# People'))));
    assert.match(after, /# the last one, so far\n {4}# Keycloak realm acme:\n {4}shop:\n {8}# Keycloak gives/);
    assert.deepEqual(draftPolicy(written(files, draft), realm(), OPTIONS).files, []);
  });

  for (const [what, text] of [
    ['{}', 'clients: {} # none yet\nlimits: {}\n'],
    ['nothing', 'clients: # none yet\nlimits: {}\n'],
    ['null', 'clients: null\n'],
    ['no end of line', 'limits: {}\nclients:'],
    ['a document’s end', 'limits: {}\n...\n'],
    ['a mark of its encoding', '\ufefflimits: {}\n'],
    ['nothing but a comment', '# nothing yet'],
  ] as const)
    test(`adds clients to a file that has ${what}`, () => {
      const files = [{ path: 'ambit/clients.yaml', text }];
      const after = written(files, draftPolicy(files, realm(), OPTIONS));
      const { clients } = parse(textOf(after, 'ambit/clients.yaml')) as { clients: object };
      assert.deepEqual(Object.keys(clients), ['shop', 'report']);
      for (const line of text.replace(/\{\}|null/, '').split('\n'))
        assert.ok(textOf(after, 'ambit/clients.yaml').includes(line.trimEnd()), line);
      assert.deepEqual(draftPolicy(after, realm(), OPTIONS).files, []);
    });

  test('touches no policy that can’t be read, and none in which nothing can be added', () => {
    const refused = (text: string, code: string) =>
      assert.throws(
        () => draftPolicy([{ path: 'ambit/clients.yaml', text }], realm(), OPTIONS),
        (error) => error instanceof DraftError && error.code === code && error.message.startsWith('ambit/clients.yaml'),
      );
    refused('clients: [', 'policy_unreadable');
    refused('clients: { other: { owner: p-101 } }', 'not_editable');
  });

  test('takes an issuer only where it is clear whose it is', () => {
    const two = [...realm(), ...realm([], { realm: 'other' })];
    assert.throws(
      () => draftPolicy([], two, { ...OPTIONS, issuer: 'https://x.example' }),
      (error) => error instanceof DraftError && error.code === 'issuer_ambiguous',
    );
  });

  test('leaves overlays and expectations alone', () => {
    const others = [
      { path: 'ambit/staging.yaml', text: 'overlay: staging\nclients:\n  shop: { mode: observe }\n' },
      { path: 'ambit/shop.test.yaml', text: 'expectations: []\n' },
      { path: 'ambit/approvals/x.note', text: 'note' },
    ];
    const after = written(others, draftPolicy(others, realm(), OPTIONS));
    for (const { path, text } of others) assert.equal(textOf(after, path), text);
    assert.ok(textOf(after, 'ambit/clients.yaml').includes('\n  shop:\n'));
  });
});
