import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { sampleClient, samplePolicy } from '../testing/sample-policy.ts';
import { parsePolicyTests } from './parse-policy-tests.ts';
import { runPolicyTests } from './run-policy-tests.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z') / 1000;

const parsed = (text: string, path = 'a.test.yaml') => parsePolicyTests([{ path, text }]);

/** Runs expectations written in YAML, each a line of a list. */
function run(expectations: string, policy: IdentifiedPolicy = samplePolicy()) {
  const tests = parsed(`expectations:\n${expectations}`);
  assert.deepEqual(tests.diagnostics, []);
  return runPolicyTests(policy, tests.expectations, NOW);
}

const differencesOf = (expectation: string, policy?: IdentifiedPolicy): readonly string[] =>
  run(`  - { name: one, ${expectation} }`, policy).results.flatMap(({ differences }) => differences);

describe('an expectation holds', () => {
  const CASES = [
    [
      'a permit with its scopes and life',
      'client: batch, grantType: client_credentials, scopes: [orders:read], expect: { outcome: permit, scopes: [orders:read], maxTtlSeconds: 600 }',
    ],
    [
      'a default, where no scope is asked for',
      'client: batch, grantType: client_credentials, expect: { outcome: permit, scopes: [orders:read] }',
    ],
    [
      'a refusal for its reason, and for that of the scope',
      'client: batch, grantType: client_credentials, scopes: [orders:read, orders:refund], expect: { outcome: refuse, reason: scope_needs_elevation, withheld: { orders:refund: scope_needs_elevation } }',
    ],
    [
      'a narrowing to what is left',
      'client: lenient, grantType: client_credentials, scopes: [customers:read, orders:write], expect: { outcome: narrow, scopes: [orders:write], withheld: { customers:read: scope_not_allowed_for_client } }',
    ],
    ['the only grant type, where none is named', 'client: watched, scopes: [orders:read], expect: { outcome: permit }'],
    [
      'a refusal that is only observed, where it says so',
      'client: watched, scopes: [orders:write], expect: { outcome: refuse, reason: nothing_left, mode: observe }',
    ],
    [
      'a redirect URI that is not registered',
      'client: batch, grantType: authorization_code, scopes: [orders:read], redirectUri: "https://evil.example/", expect: { outcome: refuse, reason: redirect_uri_not_registered }',
    ],
    [
      'a resource that is not that of the scope',
      'client: batch, grantType: client_credentials, scopes: [orders:read], resources: ["https://customers.example"], expect: { outcome: refuse, reason: nothing_left, withheld: { orders:read: scope_of_other_resource } }',
    ],
    [
      'a refresh within its grant',
      'client: lenient, grantType: refresh_token, granted: [orders:read], scopes: [orders:read], expect: { outcome: permit }',
    ],
    [
      'a refresh beyond its grant',
      'client: lenient, grantType: refresh_token, granted: [orders:read], scopes: [orders:read, orders:write], expect: { outcome: narrow, scopes: [orders:read], withheld: { orders:write: scope_exceeds_grant } }',
    ],
    [
      'a refresh of nothing',
      'client: lenient, grantType: refresh_token, scopes: [orders:read], expect: { outcome: refuse, reason: grant_missing }',
    ],
    [
      'a client that nobody registered',
      'client: shadow, scopes: [orders:read], expect: { outcome: refuse, reason: client_unknown }',
    ],
    [
      'the end of a client, at a time of its own',
      'client: batch, at: 2031-01-01T00:00:00Z, grantType: client_credentials, expect: { outcome: refuse, reason: client_expired }',
    ],
    [
      'a use that the token suffices for',
      'client: batch, use: { token: [orders:read], audience: "https://orders.example", needs: [[orders:write], [orders:read]] }, expect: { outcome: permit, scopes: [orders:read] }',
    ],
    [
      'a use that it does not suffice for',
      'client: batch, use: { token: [orders:read], audience: "https://orders.example", needs: [[orders:write]] }, expect: { outcome: refuse, reason: scope_insufficient }',
    ],
    [
      'a use of what the policy took back',
      'client: batch, use: { token: [orders:write], audience: "https://orders.example", needs: [[orders:write]] }, expect: { outcome: refuse, reason: scope_out_of_policy, withheld: { orders:write: scope_not_allowed_for_client } }',
    ],
  ] as const;
  for (const [what, expectation] of CASES) test(what, () => assert.deepEqual(differencesOf(expectation), []));
});

describe('an expectation fails in words', () => {
  const CASES = [
    [
      'of another outcome, with why it came so',
      'client: batch, grantType: client_credentials, scopes: [orders:read, orders:write], expect: { outcome: permit }',
      ['Expected the outcome permit, got refuse (orders:write: scope_not_allowed_for_client).'],
    ],
    [
      'of another reason',
      'client: batch, grantType: client_credentials, scopes: [orders:write], expect: { outcome: refuse, reason: client_expired }',
      ['Expected the reason client_expired, got nothing_left.'],
    ],
    [
      'of other scopes',
      'client: lenient, grantType: client_credentials, scopes: [orders:read], expect: { outcome: permit, scopes: [orders:write] }',
      ['Expected the scopes orders:write, got orders:read.'],
    ],
    [
      'of another life',
      'client: batch, grantType: client_credentials, expect: { outcome: permit, maxTtlSeconds: 60 }',
      ['Expected a life of at most 60 s, got 600 s.'],
    ],
    [
      'of a scope withheld for another reason',
      'client: lenient, grantType: client_credentials, scopes: [orders:read, customers:read], expect: { outcome: narrow, scopes: [orders:read], withheld: { customers:read: scope_unknown } }',
      ['Expected to be withheld customers:read (scope_unknown), got customers:read (scope_not_allowed_for_client).'],
    ],
    [
      'of a refusal that nobody carries out',
      'client: watched, scopes: [orders:write], expect: { outcome: refuse, reason: nothing_left }',
      ['Expected that this is carried out, and the client is only observed: the request passes and is recorded.'],
    ],
    [
      'of a slip in a client',
      'client: bacth, expect: { outcome: permit }',
      ['Expected the outcome permit, got refuse (client_unknown).', 'The policy has no bacth; did you mean batch?'],
    ],
    [
      'of a slip in a scope',
      'client: watched, scopes: [orders:raed], expect: { outcome: permit }',
      [
        'Expected the outcome permit, got refuse (nothing_left; orders:raed: scope_unknown).',
        'The policy has no orders:raed; did you mean orders:read?',
      ],
    ],
    [
      'of a grant type that it leaves open',
      'client: batch, expect: { outcome: permit }',
      ['batch has several grant types: add grantType'],
    ],
  ] as const;
  for (const [what, expectation, differences] of CASES)
    test(what, () => assert.deepEqual(differencesOf(expectation), differences));

  test('at the line where it stands', () => {
    const { results } = run('  - name: one\n    client: watched\n    expect: { outcome: permit }');
    assert.deepEqual(
      results.map(({ file, line, column, passed }) => [file, line, column, passed]),
      [['a.test.yaml', 2, 5, false]],
    );
  });
});

describe('time', () => {
  const ENDS = samplePolicy({
    clients: [
      sampleClient('short', { grantTypes: ['client_credentials'], redirectUris: [], expires: '2027-01-01T00:00:00Z' }),
    ],
  });
  const text = (at: string, own = '') =>
    `${at}expectations:\n  - { name: one, client: short, scopes: [orders:read], ${own}expect: { outcome: permit } }`;
  const passes = (file: string, now: number) => runPolicyTests(ENDS, parsed(file).expectations, now).results[0]?.passed;

  test('is now where nothing says otherwise', () => {
    assert.equal(passes(text(''), NOW), true);
    assert.equal(passes(text(''), NOW + 366 * 86_400), false);
  });
  test('is that of the file, and rather that of the expectation', () => {
    assert.equal(passes(text('at: 2026-06-01T00:00:00Z\n'), NOW + 366 * 86_400), true);
    assert.equal(passes(text('at: 2026-06-01T00:00:00Z\n', 'at: 2027-06-01T00:00:00Z, '), NOW), false);
  });
});

describe('coverage', () => {
  test('names what no expectation asks about', () => {
    const { coverage } = run(
      '  - { name: one, client: batch, grantType: client_credentials, scopes: [orders:read], expect: { outcome: permit } }',
    );
    assert.deepEqual(coverage.clients, { total: 5, asked: 1, missing: ['both', 'ended', 'lenient', 'watched'] });
    assert.deepEqual(coverage.scopes.missing, ['customers:read', 'openid', 'orders:refund', 'orders:write']);
    assert.deepEqual(coverage.allowances.missing[0], { client: 'batch', scope: 'orders:refund', held: 'eligible' });
    assert.equal(coverage.allowances.total - coverage.allowances.asked, coverage.allowances.missing.length);
  });

  test('counts no scope of a request that was refused before its scopes were looked at', () => {
    const { coverage } = run(
      '  - { name: one, client: ended, grantType: client_credentials, scopes: [orders:read], expect: { outcome: refuse, reason: client_expired } }',
    );
    assert.equal(coverage.clients.asked, 1);
    assert.equal(coverage.scopes.asked, 0);
    assert.equal(coverage.allowances.asked, 0);
  });

  test('counts no client that the policy does not know', () => {
    const { coverage } = run('  - { name: one, client: shadow, expect: { outcome: refuse, reason: client_unknown } }');
    assert.equal(coverage.clients.asked, 0);
  });

  test('counts no client that is asked about at another issuer than its own', () => {
    const { coverage } = run(
      '  - { name: one, client: watched, issuer: "https://no.example", expect: { outcome: refuse, reason: issuer_unknown } }',
    );
    assert.equal(coverage.clients.asked, 0);
  });
});

describe('a file of expectations', () => {
  const faultsOf = (text: string): string[] =>
    parsed(text).diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
  const ONE = 'expectations:\n  - name: one\n    client: batch\n    expect: { outcome: permit }\n';
  const CASES = [
    ['a field that there isn’t', ONE.replace('client:', 'cleint: x\n    client:'), ['a.test.yaml:3:5 unknown_field']],
    ['a field missing', ONE.replace('    client: batch\n', ''), ['a.test.yaml:2:5 field_missing']],
    ['an outcome that there isn’t', ONE.replace('permit', 'allow'), ['a.test.yaml:4:24 invalid']],
    ['a refusal without a reason', ONE.replace('permit', 'refuse'), ['a.test.yaml:4:24 invalid']],
    ['a narrowing without scopes', ONE.replace('permit', 'narrow'), ['a.test.yaml:4:24 invalid']],
    ['a reason of a permit', ONE.replace('permit', 'permit, reason: nothing_left'), ['a.test.yaml:4:40 invalid']],
    ['a reason that there isn’t', ONE.replace('permit', 'refuse, reason: because'), ['a.test.yaml:4:40 invalid']],
    ['a time without seconds', `at: 2026-01-01\n${ONE}`, ['a.test.yaml:1:5 invalid']],
    [
      'a use that also asks for scopes',
      `${ONE}    scopes: [a]\n    use: { token: [], audience: a, needs: [[]] }\n`,
      ['a.test.yaml:5:5 invalid'],
    ],
    ['definitions', 'clients: {}\n', ['a.test.yaml:1:1 field_missing', 'a.test.yaml:1:1 unknown_field']],
    ['no YAML', 'expectations: [', ['a.test.yaml:1:16 yaml']],
  ] as const;
  for (const [what, text, faults] of CASES)
    test(`with ${what} is refused there`, () => {
      assert.deepEqual(faultsOf(text).sort(), faults);
      assert.deepEqual(parsed(text).expectations, []);
    });

  test('is told what was meant', () => {
    const [fault] = parsed(ONE.replace('client:', 'cleint: x\n    client:')).diagnostics;
    assert.equal(fault?.help, 'Did you mean client?');
    const [inner] = parsed(ONE.replace('permit', 'permit, scpes: []')).diagnostics;
    assert.equal(inner?.help, 'Did you mean scopes?');
  });

  test('is one that ends in .test.yaml or .test.yml, and no other', () => {
    const files = ['policy.yaml', 'a.test.yaml', 'b.test.yml', 'test.yaml', 'a.test.note'];
    assert.deepEqual(parsePolicyTests(files.map((path) => ({ path, text: ONE }))).files, ['a.test.yaml', 'b.test.yml']);
  });

  test('never makes the parser throw, nor the run, whatever it says', () => {
    const lines = (ONE + ONE.replace('expectations:\n', '')).split('\n');
    const line = fc.oneof(
      fc.constantFrom(
        ...lines,
        '    scopes: [orders:read]',
        '    grantType: refresh_token',
        '    use: {}',
        'at: 1',
        '    issuer: __proto__',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (edited) => {
        const tests = parsed(edited.join('\n'));
        if (tests.diagnostics.length === 0) assert.ok(tests.expectations.length > 0);
        runPolicyTests(samplePolicy(), tests.expectations, NOW);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsed(text)));
  });
});
