import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type IdentifiedPolicy, identifyPolicy } from '../../policy/index.ts';
import { ISSUER, sampleClient, samplePolicy } from '../testing/sample-policy.ts';
import { parsePolicyTests } from './parse-policy-tests.ts';
import { runPolicyTests } from './run-policy-tests.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;
const OTHER = 'https://other.example';
const TWO_ISSUERS = [ISSUER, OTHER].map((issuer) => ({ issuer, level: 'guarded', mode: 'enforce' }) as const);

function run(expectation: string, policy: IdentifiedPolicy = samplePolicy()) {
  const { expectations, diagnostics } = parsePolicyTests([
    { path: 'a.test.yaml', text: `expectations:\n  - { name: one, ${expectation} }` },
  ]);
  assert.deepEqual(diagnostics, []);
  const { results, coverage } = runPolicyTests(policy, expectations, NOW);
  const [result] = results;
  assert.ok(result !== undefined && results.length === 1);
  return { ...result, coverage };
}

describe('of an expectation that does not hold is told', () => {
  const asked = (client: string, scopes: string) =>
    `client: ${client}, grantType: client_credentials, scopes: [${scopes}]`;
  for (const [what, expectation, ...told] of [
    [
      'what was decided, and why',
      `${asked('lenient', 'orders:read, customers:read')}, expect: { outcome: permit }`,
      'Expected the outcome permit, got narrow (customers:read: scope_not_allowed_for_client).',
    ],
    [
      'the reason of the whole beside those of its scopes',
      `${asked('ended', 'orders:read')}, expect: { outcome: permit }`,
      'Expected the outcome permit, got refuse (client_expired).',
    ],
    [
      'no reason of what is permitted, and none of its own',
      `${asked('batch', 'orders:read')}, expect: { outcome: refuse, reason: client_expired }`,
      'Expected the outcome refuse, got permit.',
    ],
    [
      'another reason',
      `${asked('ended', 'orders:read')}, expect: { outcome: refuse, reason: client_unknown }`,
      'Expected the reason client_unknown, got client_expired.',
    ],
    [
      'other scopes, in the order of their names',
      `${asked('lenient', 'orders:write, orders:read')}, expect: { outcome: permit, scopes: [orders:write, customers:read] }`,
      'Expected the scopes customers:read orders:write, got orders:read orders:write.',
    ],
    [
      'that nothing was withheld',
      `${asked('batch', 'orders:read')}, expect: { outcome: permit, withheld: { orders:read: scope_unknown } }`,
      'Expected to be withheld orders:read (scope_unknown), got none.',
    ],
    [
      'that a refusal is only observed',
      'client: watched, scopes: [orders:write], expect: { outcome: refuse, reason: nothing_left }',
      'Expected that this is carried out, and the client is only observed: the request passes and is recorded.',
    ],
    [
      'that a refusal is carried out',
      `${asked('ended', 'orders:read')}, expect: { outcome: refuse, reason: client_expired, mode: observe }`,
      'Expected that this is only observed, and it is carried out.',
    ],
    [
      'nothing of how, where the outcome is another',
      `client: watched, scopes: [orders:read], expect: { outcome: refuse, reason: nothing_left }`,
      'Expected the outcome refuse, got permit.',
    ],
    [
      'that it does not say enough',
      'client: batch, scopes: [orders:read], expect: { outcome: permit }',
      'batch has several grant types: add grantType',
    ],
  ] as const)
    test(what, () => {
      const { differences, passed } = run(expectation);
      assert.deepEqual([differences, passed], [told, false]);
    });
});

describe('an expectation', () => {
  test('that says what means nothing is told with where all of it stands', () => {
    const text = 'expectations:\n  - { name: one, client: batch, expect: { outcome: allow } }\n';
    const { diagnostics, expectations } = parsePolicyTests([{ path: 'a.test.yaml', text }]);
    assert.deepEqual(
      diagnostics.map(({ line, column, help }) => [line, column, help]),
      [[2, 52, 'docs/policy-tests.md has every field.']],
    );
    assert.deepEqual(expectations, []);
  });

  test('is of the client of that name, whatever its client id is', () => {
    const clients = [sampleClient('till', { name: 'till-at-home', grantTypes: ['client_credentials'] })];
    const policy = identifyPolicy(samplePolicy({ clients }).policy);
    const { passed } = run('client: till-at-home, scopes: [orders:read], expect: { outcome: permit }', policy);
    assert.ok(passed);
  });

  test('asks about a client only at its own issuer', () => {
    const policy = identifyPolicy(samplePolicy({ issuers: TWO_ISSUERS }).policy);
    const of = (issuer: string, expect: string) =>
      run(
        `client: batch, issuer: '${issuer}', grantType: client_credentials, scopes: [orders:read], expect: ${expect}`,
        policy,
      );
    const here = of(ISSUER, '{ outcome: permit }');
    const elsewhere = of(OTHER, '{ outcome: refuse, reason: client_unknown }');
    assert.deepEqual([here.passed, elsewhere.passed], [true, true]);
    assert.deepEqual([here.coverage.clients.asked, elsewhere.coverage.clients.asked], [1, 0]);
    assert.deepEqual([here.coverage.scopes.asked, elsewhere.coverage.scopes.asked], [1, 0]);
  });

  test('asks about what is withheld as about what is granted', () => {
    const { coverage } = run(
      'client: batch, grantType: client_credentials, scopes: [orders:read, orders:refund], expect: { outcome: refuse, reason: scope_needs_elevation }',
    );
    assert.ok(!coverage.scopes.missing.includes('orders:refund'));
    assert.deepEqual(
      coverage.allowances.missing.filter(({ client }) => client === 'batch'),
      [{ client: 'batch', scope: 'orders:read', held: 'standing' }],
    );
  });
});
