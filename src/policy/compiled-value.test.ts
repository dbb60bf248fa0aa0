import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compiledValue } from './compiled-value.ts';
import { policyFile } from './schema/policy-file.ts';
import { clientText, scopeText } from './testing/shop-policy.ts';
import type { Client, Policy, Scope } from './types.ts';
import { readYaml } from './yaml-source.ts';

const LOGIN = 'https://login.example';
const STAFF = 'https://staff.example';

const compiled = (text: string): Policy => compiledValue(policyFile.parse(readYaml('a.yaml', text).value));
const clientOf = (fields: Readonly<Record<string, string>>, issuers = `${LOGIN}: { level: guarded }`): Client =>
  compiled(`issuers:\n  ${issuers}\nclients:\n${clientText('till', fields)}`).clients[0] ?? assert.fail();
const scopeOf = (fields: Readonly<Record<string, string>>): Scope =>
  compiled(`scopes:\n${scopeText('read', fields)}`).scopes[0] ?? assert.fail();

const LIMITS = {
  ...{ maxStaleSeconds: 30, maxStaleHighRiskSeconds: 1, maxSequencingLagSeconds: 2 },
  unrecordedTokens: 'refuse',
};

describe('the compiled value of files', () => {
  test('that say nothing is empty, with the limits that hold then', () => {
    assert.deepEqual(compiled(''), {
      ...{ format: 1, environment: '', issuers: [], people: [], resourceServers: [], scopes: [], clients: [] },
      limits: LIMITS,
    });
  });

  test('has every definition by its name, lists sorted, and no approval yet', () => {
    assert.deepEqual(
      compiled(`environment: production
issuers:
  ${STAFF}: { level: hooked, mode: observe, tenant: shop, description: For staff. }
  ${LOGIN}: { level: guarded }
people:
  p-2: {}
  p-1: { approvalKeys: [k2, k1], approves: high, identities: { github: 7 } }
  p-3: { identities: {} }
resourceServers:
  stock: { description: What there is., owner: p-1, audience: https://stock.example }
  orders: { description: What was sold., owner: t-shop, audience: https://orders.example }
limits: { maxStaleSeconds: 5 }
teams:
  t-shop: { description: Runs the shop., author: p-2, members: [p-3, p-1] }
  t-desk: { description: Answers calls., author: p-1, members: [p-1] }
attestors:
  reviews: { description: Looks at reviews., author: p-1, attests: session, approves: high, key: k }
approvals:
  author: p-1
  risk: { high: { team: t-shop }, critical: { count: 2 } }
  sensitivity: { restricted: { count: 3 }, confidential: {} }
waivers:
  two: { rule: a, definition: 'scope:write', owner: p-1, author: p-1, reason: It comes next month., expires: 2027-01-01T00:00:00Z }
  one: { rule: b, definition: 'scope:read', owner: p-1, author: p-1, reason: It comes next month., expires: 2027-01-01T00:00:00Z }
rules: { b: error, a: warning }
`),
      {
        ...{ format: 1, environment: 'production' },
        issuers: [
          { issuer: LOGIN, level: 'guarded', mode: 'enforce' },
          { issuer: STAFF, level: 'hooked', mode: 'observe', tenant: 'shop', description: 'For staff.' },
        ],
        people: [
          { id: 'p-1', approvalKeys: ['k1', 'k2'], approves: 'high', identities: { github: 7 }, approvals: [] },
          { id: 'p-2', approvalKeys: [], approves: null, approvals: [] },
          { id: 'p-3', approvalKeys: [], approves: null, approvals: [] },
        ],
        resourceServers: [
          { id: 'orders', description: 'What was sold.', owner: 't-shop', audience: 'https://orders.example' },
          { id: 'stock', description: 'What there is.', owner: 'p-1', audience: 'https://stock.example' },
        ],
        ...{ scopes: [], clients: [], limits: { ...LIMITS, maxStaleSeconds: 5 } },
        teams: [
          { id: 't-desk', description: 'Answers calls.', author: 'p-1', members: ['p-1'], approvals: [] },
          { id: 't-shop', description: 'Runs the shop.', author: 'p-2', members: ['p-1', 'p-3'], approvals: [] },
        ],
        attestors: [
          {
            ...{ id: 'reviews', description: 'Looks at reviews.', author: 'p-1', attests: 'session' },
            ...{ approves: 'high', key: 'k', approvals: [] },
          },
        ],
        approvals: {
          author: 'p-1',
          risk: { critical: { count: 2, team: null }, high: { count: 1, team: 't-shop' } },
          sensitivity: { confidential: { count: 1, team: null }, restricted: { count: 3, team: null } },
          approvals: [],
        },
        waivers: (['one', 'two'] as const).map((id) => ({
          ...{ id, rule: id === 'one' ? 'b' : 'a', definition: id === 'one' ? 'scope:read' : 'scope:write' },
          ...{ owner: 'p-1', author: 'p-1', reason: 'It comes next month.', expires: '2027-01-01T00:00:00Z' },
          approvals: [],
        })),
        rules: { a: 'warning', b: 'error' },
      },
    );
  });

  test('has of a scope what it says, and nothing of what it leaves out', () => {
    const bare = {
      ...{ name: 'read', resourceServer: 'orders', description: 'Does what read says.' },
      ...{ why: 'The shop needs it each day.', owner: 'p-1', author: 'p-1', risk: 'low', sensitivity: 'internal' },
      ...{ maxTtlSeconds: 600, reviewIntervalDays: 90, approvals: [] },
    };
    assert.deepEqual(scopeOf({}), bare);
    assert.deepEqual(
      scopeOf({
        issuers: `['${STAFF}', '${LOGIN}']`,
        implies: '[write, all]',
        replacedBy: '{ scopes: [write, all], deadline: 2027-06-30T00:00:00Z }',
        parameters: '{ to: { values: [b, a] }, from: { characters: digits, maxLength: 4 } }',
      }),
      {
        ...bare,
        ...{ issuers: [LOGIN, STAFF], implies: ['all', 'write'] },
        replacedBy: { scopes: ['all', 'write'], deadline: '2027-06-30T00:00:00Z' },
        parameters: { from: { characters: 'digits', maxLength: 4 }, to: { values: ['a', 'b'] } },
      },
    );
  });

  test('has of a client what it says, and nothing of what it leaves out', () => {
    const bare = {
      ...{ owner: 'p-1', author: 'p-1', purpose: 'Sells what there is.', grantTypes: ['client_credentials'] },
      ...{ redirectUris: [], standing: [], eligible: [], defaultScopes: null, overBroad: 'refuse' },
      ...{ maxTtlSeconds: 600, expires: '2030-01-01T00:00:00Z', clientId: 'till', issuer: LOGIN, mode: 'enforce' },
      approvals: [],
    };
    assert.deepEqual(clientOf({}), bare);
    assert.deepEqual(clientOf({ clientId: 'till', rotation: '{}' }), bare);
    assert.deepEqual(
      clientOf({
        ...{
          clientId: 'c-7',
          grantTypes: '[refresh_token, authorization_code]',
          standing: '[b, a]',
          eligible: '[d, c]',
        },
        redirectUris: "['https://b.example/', 'https://a.example/']",
        ...{ defaultScopes: '[b, a]', rotation: '{ secretDays: 90 }', mode: 'observe' },
      }),
      {
        ...bare,
        ...{ clientId: 'c-7', name: 'till', grantTypes: ['authorization_code', 'refresh_token'] },
        ...{ standing: ['a', 'b'], eligible: ['c', 'd'], redirectUris: ['https://a.example/', 'https://b.example/'] },
        ...{ defaultScopes: ['a', 'b'], rotation: { secretDays: 90 }, mode: 'observe' },
      },
    );
  });

  test('takes a client’s issuer for the only one, and its mode for that of the issuer', () => {
    const observed = `${LOGIN}: { level: guarded, mode: observe }`;
    const two = `${observed}\n  ${STAFF}: { level: hooked }`;
    const cases: readonly (readonly [fields: Readonly<Record<string, string>>, issuers: string, string, string])[] = [
      [{}, observed, LOGIN, 'observe'],
      [{ mode: 'enforce' }, observed, LOGIN, 'enforce'],
      [{ issuer: STAFF }, two, STAFF, 'enforce'],
      [{ issuer: LOGIN }, two, LOGIN, 'observe'],
      [{}, two, '', 'enforce'],
      [{ issuer: 'https://gone.example' }, observed, 'https://gone.example', 'enforce'],
    ];
    for (const [fields, issuers, issuer, mode] of cases) {
      const client = clientOf(fields, issuers);
      assert.deepEqual([client.issuer, client.mode], [issuer, mode], JSON.stringify(fields));
    }
  });

  test('has the routes of alerts by what they say, whatever their order', () => {
    const ROUTES = [
      '{ webhooks: [two, one], severities: [high, critical], alerts: [scope.refused, scope.granted], owners: [t-a, p-1] }',
      '{ webhooks: [all] }',
      '{ webhooks: [b], owners: [p-1] }',
    ];
    const routesOf = (lines: readonly string[]) =>
      compiled(`alertRoutes:\n${lines.map((line) => `  - ${line}\n`).join('')}`).alertRoutes;
    const sorted = [
      {
        ...{ alerts: ['scope.granted', 'scope.refused'], severities: ['critical', 'high'], owners: ['p-1', 't-a'] },
        webhooks: ['one', 'two'],
      },
      { owners: ['p-1'], webhooks: ['b'] },
      { webhooks: ['all'] },
    ];
    assert.deepEqual(routesOf(ROUTES), sorted);
    assert.deepEqual(routesOf([...ROUTES].reverse()), sorted);
  });

  test('has the roles of the console by name, and in each who has it, at the only issuer where none is named', () => {
    const consoleOf = (issuers: string) =>
      compiled(`issuers:\n  ${issuers}
console:
  author: p-1
  roles:
    viewer: [{ claim: groups, value: c }, { claim: groups, value: a }, { claim: groups, value: b }]
    admin: [{ claim: sub, value: '7', person: p-1, issuer: '${STAFF}' }]
`).console;
    const viewer = (value: string, issuer: string) => ({ claim: 'groups', value, person: null, issuer });
    const rolesAt = (issuer: string) => ({
      roles: [
        {
          ...{ role: 'admin', author: 'p-1', approvals: [] },
          mappings: [{ claim: 'sub', value: '7', person: 'p-1', issuer: STAFF }],
        },
        {
          ...{ role: 'viewer', author: 'p-1', approvals: [] },
          mappings: ['a', 'b', 'c'].map((value) => viewer(value, issuer)),
        },
      ],
    });
    assert.deepEqual(consoleOf(`${LOGIN}: { level: guarded }`), rolesAt(LOGIN));
    assert.deepEqual(consoleOf(`${LOGIN}: { level: guarded }\n  ${STAFF}: { level: hooked }`), rolesAt(''));
  });
});

test('a definition that nothing changed is the same object, and another one in other surroundings', () => {
  const scopes = policyFile.parse(
    readYaml('a.yaml', `scopes:\n${scopeText('read')}clients:\n${clientText('till')}`).value,
  );
  const issuers = (mode: 'enforce' | 'observe', issuer = LOGIN) => ({ [issuer]: { level: 'guarded', mode } as const });
  const [one, same, observed, elsewhere] = [
    compiledValue({ ...scopes, issuers: issuers('enforce') }),
    compiledValue({ ...scopes, issuers: issuers('enforce') }),
    compiledValue({ ...scopes, issuers: issuers('observe') }),
    compiledValue({ ...scopes, issuers: issuers('observe', STAFF) }),
  ];
  assert.equal(one.scopes[0], same.scopes[0]);
  assert.equal(one.clients[0], same.clients[0]);
  assert.deepEqual(
    [one, observed, elsewhere].map(({ clients: [client] }) => [client?.mode, client?.issuer]),
    [
      ['enforce', LOGIN],
      ['observe', LOGIN],
      ['observe', STAFF],
    ],
  );
  const renamed = compiledValue({ scopes: { write: scopes.scopes?.['read'] ?? assert.fail() } });
  assert.equal(renamed.scopes[0]?.name, 'write');
});
