import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadOpenApi } from '../../operations/index.ts';
import { type Client, identifyPolicy, type Policy, type Scope } from '../../policy/index.ts';
import { sampleClient, samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import { diffPolicies } from './diff-policies.ts';

const BEFORE = samplePolicy().policy;
const OPERATIONS = [
  loadOpenApi(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Orders', version: '1' },
      servers: [{ url: 'https://orders.example' }],
      components: {
        securitySchemes: {
          oauth: {
            type: 'oauth2',
            flows: {
              clientCredentials: {
                tokenUrl: 'https://issuer.example/token',
                scopes: { 'orders:read': '', 'orders:write': '', 'orders:refund': '' },
              },
            },
          },
        },
      },
      paths: {
        '/orders': {
          get: { operationId: 'listOrders', security: [{ oauth: ['orders:read'] }], responses: {} },
          post: { operationId: 'placeOrder', security: [{ oauth: ['orders:write'] }], responses: {} },
        },
        '/refunds': {
          post: { operationId: 'refundOrder', security: [{ oauth: ['orders:refund', 'orders:write'] }], responses: {} },
        },
        '/me': { get: { operationId: 'getSelf', security: [{ oauth: [] }], responses: {} } },
      },
    }),
    { path: 'orders.json' },
  ),
];

const diff = (after: Policy, before = BEFORE) =>
  diffPolicies(identifyPolicy(before), identifyPolicy(after), { operations: OPERATIONS });

const withClient = (clientId: string, over: Partial<Client>): Policy => ({
  ...BEFORE,
  clients: BEFORE.clients.map((one) => (one.clientId === clientId ? { ...one, ...over } : one)),
});
const withScope = (name: string, over: Partial<Scope>): Policy => ({
  ...BEFORE,
  scopes: BEFORE.scopes.map((one) => (one.name === name ? { ...one, ...over } : one)),
});
const withLimits = (over: Partial<Policy['limits']>): Policy => ({ ...BEFORE, limits: { ...BEFORE.limits, ...over } });
const issuer = BEFORE.issuers[0]?.issuer ?? '';

/** Each: what is changed; then its changes, `+` a widening, and the words of one of them. */
const CASES: readonly (readonly [string, Policy, readonly string[], RegExp])[] = [
  [
    'a scope gained',
    withClient('batch', { standing: ['openid', 'orders:read'] }),
    ['+client_scope_gained'],
    /^batch may always hold openid, which it could not\.$/,
  ],
  [
    'a scope gained while elevated',
    withClient('batch', { eligible: ['openid', 'orders:refund'] }),
    ['+client_scope_gained'],
    /only while an elevation is active, which it could not/,
  ],
  [
    'an eligible scope that becomes standing',
    withClient('batch', { standing: ['orders:read', 'orders:refund'], eligible: [] }),
    ['+client_scope_gained'],
    /always hold orders:refund, where it could only while elevated/,
  ],
  [
    'a standing scope that becomes eligible',
    withClient('both', { standing: ['openid', 'orders:read'], eligible: ['customers:read'] }),
    ['·client_scope_lost'],
    /only while an elevation is active, where it could always/,
  ],
  [
    'a scope lost',
    withClient('both', { standing: ['openid', 'orders:read'] }),
    ['·client_scope_lost'],
    /both may no longer hold customers:read/,
  ],
  [
    'defaults gained',
    withClient('both', { defaultScopes: ['openid'] }),
    ['+client_default_scopes_changed'],
    /both gets openid when it asks for no scope, where it was refused/,
  ],
  [
    'defaults lost',
    withClient('batch', { defaultScopes: null }),
    ['·client_default_scopes_changed'],
    /is refused when it asks for no scope, where it got orders:read/,
  ],
  [
    'a grant type gained',
    withClient('watched', { grantTypes: ['authorization_code', 'client_credentials'] }),
    ['+client_grant_type_gained'],
    /watched may use the grant type authorization_code/,
  ],
  [
    'a grant type lost',
    withClient('both', { grantTypes: ['authorization_code', 'refresh_token'] }),
    ['·client_grant_type_lost'],
    /no longer use the grant type client_credentials/,
  ],
  [
    'a redirect URI exchanged',
    withClient('both', { redirectUris: ['https://other.example/'] }),
    ['+client_redirect_uri_gained', '·client_redirect_uri_lost'],
    /may use the redirect URI https:\/\/other/,
  ],
  [
    'a longer life of tokens',
    withClient('both', { maxTtlSeconds: 901 }),
    ['+client_token_life_changed'],
    /live 901 s at most, where it was 900 s/,
  ],
  ['a shorter life of tokens', withClient('both', { maxTtlSeconds: 899 }), ['·client_token_life_changed'], /899/],
  [
    'tokens that are given out though their server lets them live too long',
    withClient('both', { virtualExpiry: true }),
    ['+client_virtual_expiry_changed'],
    /are given out and end at the guards, where they were withheld/,
  ],
  [
    'a later end',
    withClient('ended', { expires: '2031-01-01T00:00:00Z' }),
    ['+client_expiry_changed'],
    /ends at 2031-01-01T00:00:00Z, later than 2020/,
  ],
  ['an earlier end', withClient('both', { expires: '2027-01-01T00:00:00Z' }), ['·client_expiry_changed'], /earlier/],
  [
    'a client that is only observed',
    withClient('both', { mode: 'observe' }),
    ['+client_mode_changed', '·client_risk_raised'],
    /gets whatever it asks for/,
  ],
  [
    'a client that is enforced',
    withClient('watched', { mode: 'enforce' }),
    ['·client_mode_changed'],
    /is refused, where it was only recorded/,
  ],
  [
    'a client that is narrowed',
    withClient('both', { overBroad: 'narrow' }),
    ['+client_over_broad_changed'],
    /which was refused whole/,
  ],
  [
    'a client that is refused whole',
    withClient('lenient', { overBroad: 'refuse' }),
    ['·client_over_broad_changed'],
    /refused whole/,
  ],
  [
    'another issuer of a client',
    withClient('both', { issuer: 'https://other.example' }),
    ['+client_issuer_changed'],
    /registered at https:\/\/other/,
  ],
  [
    'other words',
    withClient('both', { purpose: 'something else' }),
    ['·client_reworded'],
    /The purpose of both is something else, where it was tests/,
  ],
  [
    'a client gone',
    { ...BEFORE, clients: BEFORE.clients.filter(({ clientId }) => clientId !== 'watched') },
    ['·client_removed', '·client_scope_lost'],
    /watched is gone/,
  ],
  [
    'a client more',
    { ...BEFORE, clients: [...BEFORE.clients, sampleClient('new')] },
    ['+client_added', '+client_scope_gained'],
    /new is new at https:\/\/issuer\.example, with authorization_code, client_credentials and refresh_token/,
  ],
  [
    'a scope more',
    { ...BEFORE, scopes: [...BEFORE.scopes, sampleScope('orders:cancel')] },
    ['+scope_added'],
    /orders:cancel is new at orders, of low risk, for internal data/,
  ],
  [
    'a scope gone',
    { ...BEFORE, scopes: BEFORE.scopes.filter(({ name }) => name !== 'openid') },
    ['·scope_removed'],
    /nobody gets it any more/,
  ],
  [
    'a risk that rises',
    withScope('orders:read', { risk: 'high' }),
    ['·client_risk_raised', '·scope_risk_changed'],
    /rises from low to high; batch, both, ended, lenient and watched may hold it/,
  ],
  [
    'a risk that falls',
    withScope('orders:write', { risk: 'low' }),
    ['+scope_risk_changed'],
    /falls from high to low; lenient may hold it/,
  ],
  [
    'data called less sensitive',
    withScope('orders:write', { sensitivity: 'public' }),
    ['+scope_sensitivity_changed'],
    /called public, where it was internal/,
  ],
  [
    'data called more sensitive',
    withScope('orders:write', { sensitivity: 'restricted' }),
    ['·scope_sensitivity_changed'],
    /called restricted/,
  ],
  [
    'a scope of another resource server',
    withScope('orders:write', { resourceServer: 'customers' }),
    ['+scope_resource_server_changed'],
    /at customers, where it did at orders/,
  ],
  [
    'a longer life of a scope',
    withScope('orders:write', { maxTtlSeconds: 121 }),
    ['+scope_token_life_changed'],
    /lives 121 s/,
  ],
  [
    'fewer reviews',
    withScope('orders:write', { reviewIntervalDays: 91 }),
    ['+scope_review_changed'],
    /every 91 days, where it was every 90/,
  ],
  [
    'a scope in other words',
    withScope('orders:write', { why: 'somebody asked' }),
    ['·scope_reworded'],
    /The why of orders:write is now: somebody asked/,
  ],
  [
    'another issuer',
    { ...BEFORE, issuers: [...BEFORE.issuers, { issuer: 'https://two.example', level: 'guarded', mode: 'enforce' }] },
    ['+issuer_added'],
    /https:\/\/two\.example is new, guarded, in enforce/,
  ],
  [
    'an issuer that is only read',
    { ...BEFORE, issuers: [{ issuer, level: 'observed', mode: 'enforce' }] },
    ['+issuer_level_changed'],
    /is observed, where it was guarded/,
  ],
  [
    'an issuer that refuses nothing',
    { ...BEFORE, issuers: [{ issuer, level: 'guarded', mode: 'observe' }] },
    ['+issuer_mode_changed'],
    /they get whatever they ask for/,
  ],
  [
    'another audience',
    {
      ...BEFORE,
      resourceServers: BEFORE.resourceServers.map((one) =>
        one.id === 'orders' ? { ...one, audience: 'https://elsewhere.example' } : one,
      ),
    },
    ['+resource_server_audience_changed'],
    /Tokens for orders are for https:\/\/elsewhere/,
  ],
  [
    'a longer silence',
    withLimits({ maxStaleSeconds: 31 }),
    ['+limit_changed'],
    /silent for 31 s at most, where it was 30 s/,
  ],
  ['a shorter silence', withLimits({ maxStaleHighRiskSeconds: 0.5 }), ['·limit_changed'], /silent for 0\.5 s/],
  [
    'tokens without a birth',
    withLimits({ unrecordedTokens: 'record' }),
    ['+limit_changed'],
    /passes and is recorded, where it was refused/,
  ],
  [
    'another environment',
    { ...BEFORE, environment: 'staging' },
    ['·environment_changed'],
    /is for staging, where it was for test/,
  ],
  [
    'a person without a power',
    { ...BEFORE, people: [{ id: 'p-2', approvalKeys: [], approves: null, approvals: [] }] },
    ['·person_added'],
    /p-2 is new/,
  ],
  [
    'a person with a power',
    { ...BEFORE, people: [{ id: 'p-2', approvalKeys: ['k'], approves: 'high', approvals: [] }] },
    ['·person_added', '+person_power_changed', '+person_key_gained'],
    /p-2 may approve risks up to high, where it was nothing/,
  ],
  [
    'a role',
    {
      ...BEFORE,
      console: {
        roles: [
          {
            role: 'admin',
            author: 'p-1',
            approvals: [],
            mappings: [{ issuer, claim: 'groups', value: 'ops', person: null }],
          },
        ],
      },
    },
    ['+role_mapping_gained'],
    /Whoever signs in with groups "ops" of https:\/\/issuer\.example is an admin/,
  ],
];

describe('policy diff says of', () => {
  for (const [what, after, kinds, words] of CASES)
    test(what, () => {
      const { changes } = diff(after);
      const found = changes.map(({ kind, widening }) => `${widening ? '+' : '·'}${kind}`);
      assert.deepEqual([...new Set(found)].sort(), [...new Set(kinds)].sort());
      assert.ok(
        changes.some((change) => words.test(change.words)),
        changes.map((change) => change.words).join('\n'),
      );
      for (const change of changes) assert.match(change.words, /^[^\n]+$/);
    });
});

describe('policy diff names what a change empowers to', () => {
  const operationsOf = (after: Policy, kind: string) =>
    diff(after)
      .changes.find((change) => change.kind === kind)
      ?.operations.map(({ method, path, operation }) => `${method} ${path} ${operation}`);

  test('with the operations of the scope, its risk and its data', () => {
    const [change] = diff(
      withClient('both', { standing: ['customers:read', 'openid', 'orders:read', 'orders:write'] }),
    ).changes;
    assert.deepEqual(change?.operations, [{ api: 'Orders', method: 'POST', path: '/orders', operation: 'placeOrder' }]);
    assert.deepEqual([change?.risk, change?.sensitivity, change?.scopes], ['high', 'internal', ['orders:write']]);
  });
  test('and not with what needs another scope, too', () =>
    assert.deepEqual(operationsOf(withClient('both', { eligible: ['orders:refund'] }), 'client_scope_gained'), []));
  test('but with that where the other is held', () =>
    assert.deepEqual(operationsOf(withClient('lenient', { eligible: ['orders:refund'] }), 'client_scope_gained'), [
      'POST /refunds refundOrder',
    ]));
  test('with everything that a client that lives longer may do', () =>
    assert.deepEqual(
      operationsOf(withClient('lenient', { expires: '2040-01-01T00:00:00Z' }), 'client_expiry_changed'),
      ['GET /orders listOrders', 'POST /orders placeOrder'],
    ));
  test('with what any token may, for a new client', () =>
    assert.deepEqual(operationsOf({ ...BEFORE, clients: [...BEFORE.clients, sampleClient('new')] }, 'client_added'), [
      'GET /me getSelf',
    ]));
  test('with every scope, for a client that is only observed', () =>
    assert.equal(operationsOf(withClient('both', { mode: 'observe' }), 'client_mode_changed')?.length, 3));
});

describe('policy diff says whose approval a widening needs', () => {
  const people: Policy['people'] = [
    { id: 'p-1', approvalKeys: ['the author’s'], approves: 'critical', approvals: [] },
    { id: 'p-2', approvalKeys: [], approves: 'critical', approvals: [] },
    { id: 'p-3', approvalKeys: ['one'], approves: 'critical', approvals: [] },
    { id: 'p-4', approvalKeys: ['another'], approves: 'high', approvals: [] },
  ];
  const gain = (scope: string) => {
    const { clients } = withClient('watched', { mode: 'enforce', standing: ['orders:read', scope] });
    const { changes, holds } = diff(
      { ...BEFORE, people, clients },
      { ...withClient('watched', { mode: 'enforce' }), people },
    );
    return { holds, approval: changes.find(({ kind }) => kind === 'client_scope_gained')?.approval };
  };

  test('not the author’s, nor that of somebody without a key or the power', () => {
    assert.deepEqual(gain('orders:refund').approval?.approvers, ['p-3']);
    assert.deepEqual(gain('orders:write').approval?.approvers, ['p-3', 'p-4']);
  });
  test('and does not hold without it', () => {
    assert.equal(gain('orders:refund').holds, false);
    assert.match(gain('orders:refund').approval?.lack ?? '', /nobody's approval of this definition holds/);
    assert.deepEqual(gain('openid'), { holds: true, approval: null });
  });
});
