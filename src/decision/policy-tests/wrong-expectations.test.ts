import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { indexOf } from '../policy-index.ts';
import { CUSTOMERS, ISSUER, ORDERS, sampleClient, samplePolicy } from '../testing/sample-policy.ts';
import { parsePolicyTests } from './parse-policy-tests.ts';
import { requestOf } from './request-of.ts';
import { runPolicyTests } from './run-policy-tests.ts';
import { testFieldsAt } from './schema.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;
const parsed = (fields: string, more = '') =>
  parsePolicyTests([{ path: 'a.test.yaml', text: `${more}expectations:\n  - { name: one, ${fields} }\n` }]);
const USE = 'use: { token: [orders:read], audience: https://orders.example, needs: [[orders:read]] }';

describe('an expectation that means nothing is told what is wrong, where', () => {
  const WRONG: readonly (readonly [fields: string, ...told: string[]])[] = [
    [
      `client: batch, ${USE}, resources: [https://orders.example], expect: { outcome: permit }`,
      'resources: a use of a token asks for nothing: say use, or this',
    ],
    [
      `client: batch, ${USE}, scopes: [a], expect: { outcome: permit }`,
      'scopes: a use of a token asks for nothing: say use, or this',
    ],
    [
      `client: batch, ${USE}, grantType: refresh_token, expect: { outcome: permit }`,
      'grantType: a use of a token asks for nothing: say use, or this',
    ],
    [
      `client: batch, ${USE}, redirectUri: x, expect: { outcome: permit }`,
      'redirectUri: a use of a token asks for nothing: say use, or this',
    ],
    [
      `client: batch, ${USE}, granted: [a], expect: { outcome: permit }`,
      'granted: a use of a token asks for nothing: say use, or this',
    ],
    [
      `client: batch, ${USE}, expect: { outcome: narrow, scopes: [a] }`,
      'expect.outcome: a use is permitted or refused',
    ],
    ['client: batch, expect: { outcome: refuse }', 'expect.outcome: a refusal is expected for a reason: add reason'],
    [
      'client: batch, expect: { outcome: permit, reason: client_unknown }',
      'expect.reason: only a refusal has a reason of its own: use withheld',
    ],
    ['client: batch, expect: { outcome: narrow }', 'expect.outcome: a narrowing leaves scopes: add scopes'],
    ['client: batch, at: 2027-01-31T00:00Z, expect: { outcome: permit }', 'at: a time reads 2027-01-31T00:00:00Z'],
    [
      'client: batch, at: "2027-01-31T00:00:00Z ", expect: { outcome: permit }',
      'at: a time reads 2027-01-31T00:00:00Z',
    ],
    [
      'client: batch, at: "2027-01-31T00:00:00.5Z", expect: { outcome: permit }',
      'at: a time reads 2027-01-31T00:00:00Z',
    ],
  ];
  for (const [fields, ...told] of WRONG)
    test(fields, () => {
      const { expectations, diagnostics } = parsed(fields);
      assert.deepEqual(expectations, []);
      assert.deepEqual(
        diagnostics.map(({ message }) => message),
        told.map((one) => `expectations.0.${one}`),
      );
      assert.ok(diagnostics.every(({ code, line, column }) => code === 'invalid' && line === 2 && column > 4));
    });

  test('for want of a name, or of any expectation', () => {
    const codes = (text: string) =>
      parsePolicyTests([{ path: 'a.test.yaml', text }]).diagnostics.map(
        ({ line, column, message }) => `${line}:${column} ${message}`,
      );
    assert.match(codes('expectations: []\n')[0] ?? '', /^1:1 expectations: at least 1 item was expected/);
    assert.match(
      codes('expectations: [{ name: "  a  ", client: b, expect: { outcome: permit } }]')[0] ?? '',
      /^1:24 .*name: at least 3 characters/,
    );
  });
});

test('the fields of each part of a file are those that it may have', () => {
  assert.deepEqual(testFieldsAt([]), ['at', 'expectations']);
  assert.ok(testFieldsAt(['expectations', 0]).includes('client'));
  assert.ok(testFieldsAt(['expectations', 0, 'expect']).includes('outcome'));
  assert.deepEqual(testFieldsAt(['expectations', 0, 'use']), ['token', 'audience', 'needs']);
  for (const path of [
    ['expectations'],
    ['at', 0],
    ['expectations', 0, 'name'],
    ['expectations', 0, 'use', 'needs'],
    ['expectations', 0, 'expect', 'scopes'],
  ])
    assert.deepEqual(testFieldsAt(path), [], path.join('.'));
});

describe('what an expectation asks', () => {
  const asked = (fields: string, policy = samplePolicy()) => {
    const [expectation] = parsed(fields).expectations;
    assert.ok(expectation);
    return requestOf(indexOf(policy), expectation, NOW);
  };

  test('is the request that a guard would make of it, its lists sorted and each name once', () => {
    assert.deepEqual(
      asked(
        'client: batch, grantType: refresh_token, granted: [openid, orders:read], scopes: [orders:write, orders:read, orders:read], resources: [https://b.example, https://a.example], expect: { outcome: permit }',
      ),
      {
        kind: 'asked',
        request: {
          ...{ kind: 'grant', issuer: ISSUER, clientId: 'batch', grantType: 'refresh_token' },
          ...{
            scopes: ['orders:read', 'orders:write'],
            resources: ['https://a.example', 'https://b.example'],
            redirectUri: null,
            fulfils: ['dpop', 'pushed_authorization_requests', 'signed_request_object'],
          },
        },
        facts: {
          ...{ time: NOW, token: null, feedSilentSeconds: null },
          priorGrant: {
            grantId: 'expectation',
            clientId: 'batch',
            scopes: ['openid', 'orders:read'],
            resource: ORDERS,
            revoked: false,
          },
        },
      },
    );
  });

  test('is for the resource server that its grant reaches, or for none', () => {
    const resourceOf = (granted: string) => {
      const answer = asked(
        `client: both, grantType: refresh_token, granted: [${granted}], expect: { outcome: permit }`,
      );
      return answer.kind === 'asked' ? answer.facts.priorGrant?.resource : answer.why;
    };
    assert.equal(resourceOf('customers:read'), CUSTOMERS);
    assert.equal(resourceOf('openid'), null);
  });

  test('is unclear where the policy has several issuers and does not know the client', () => {
    const policy = samplePolicy({
      issuers: [ISSUER, 'https://other.example'].map((issuer) => ({ issuer, level: 'guarded', mode: 'enforce' })),
    });
    assert.deepEqual(asked('client: stranger, expect: { outcome: permit }', policy), {
      kind: 'unclear',
      why: 'the policy has several issuers and does not know this client: add issuer',
    });
    assert.equal(
      asked('client: batch, grantType: client_credentials, expect: { outcome: permit }', policy).kind,
      'asked',
    );
    assert.equal(asked(`client: stranger, issuer: ${ISSUER}, expect: { outcome: permit }`, policy).kind, 'asked');
  });

  test('is by the only grant type that a client has beside refresh_token, and unclear where it has two', () => {
    const policy = samplePolicy({
      clients: [
        sampleClient('web', { grantTypes: ['authorization_code', 'refresh_token'] }),
        sampleClient('two', { grantTypes: ['authorization_code', 'client_credentials'] }),
        sampleClient('only', { grantTypes: ['refresh_token'] }),
      ],
    });
    const grantTypeOf = (client: string) => {
      const answer = asked(`client: ${client}, expect: { outcome: permit }`, policy);
      return answer.kind === 'asked' && answer.request.kind === 'grant' ? answer.request.grantType : answer.kind;
    };
    assert.deepEqual(['web', 'two', 'only', 'stranger'].map(grantTypeOf), [
      ...['authorization_code', 'unclear', 'unclear', 'client_credentials'],
    ]);
  });
});

describe('a slip in an expectation that does not hold is guessed', () => {
  const slips = (fields: string) => {
    const { expectations } = parsed(fields);
    return runPolicyTests(samplePolicy(), expectations, NOW).results.flatMap(({ differences }) =>
      differences.filter((one) => one.includes('did you mean')),
    );
  };
  for (const [fields, expected] of [
    ['client: bacth, expect: { outcome: permit }', 'The policy has no bacth; did you mean batch?'],
    [
      'client: batch, issuer: https://isuser.example, grantType: client_credentials, expect: { outcome: permit }',
      `The policy has no https://isuser.example; did you mean ${ISSUER}?`,
    ],
    [
      'client: batch, grantType: client_credentials, scopes: [orders:raed], expect: { outcome: permit }',
      'The policy has no orders:raed; did you mean orders:read?',
    ],
    [
      'client: batch, grantType: refresh_token, granted: [orders:raed], expect: { outcome: permit }',
      'The policy has no orders:raed; did you mean orders:read?',
    ],
    [
      'client: batch, grantType: client_credentials, scopes: [orders:read], resources: [https://order.example], expect: { outcome: permit }',
      `The policy has no https://order.example; did you mean ${ORDERS}?`,
    ],
    [
      'client: batch, use: { token: [orders:raed], audience: https://orders.example, needs: [[orders:read]] }, expect: { outcome: permit }',
      'The policy has no orders:raed; did you mean orders:read?',
    ],
    [
      'client: batch, use: { token: [], audience: https://orders.example, needs: [[orders:raed]] }, expect: { outcome: permit }',
      'The policy has no orders:raed; did you mean orders:read?',
    ],
    [
      'client: batch, use: { token: [], audience: https://order.example, needs: [[orders:read]] }, expect: { outcome: permit }',
      `The policy has no https://order.example; did you mean ${ORDERS}?`,
    ],
  ] as const)
    test(fields, () => assert.deepEqual(slips(fields), [expected]));

  test('and nothing is guessed where no name is near, or where it holds', () => {
    assert.deepEqual(slips('client: somebody-else, expect: { outcome: permit }'), []);
    assert.deepEqual(slips('client: bacth, expect: { outcome: refuse, reason: client_unknown }'), []);
  });
});
