import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy, definitionsOf, signApproval } from '../../policy/index.ts';
import { clientText, SIGNERS, scopeText } from '../../policy/testing/shop-policy.ts';
import type { Signer } from '../../proof/index.ts';
import { GateRepository, tillPolicy } from '../testing/gate-repository.ts';

const TIMEOUT = { timeout: 600_000 };
const TESTS = 'ambit/till.test.yaml';
const refuses = (name: string, client = 'till', more = ''): string =>
  `  - { name: ${name}, client: ${client}, scopes: [orders:export]${more}, expect: { outcome: refuse, reason: nothing_left, withheld: { orders:export: scope_not_allowed_for_client } } }\n`;
const tests = (...expectations: string[]): string => `expectations:\n${expectations.join('')}`;
const READS = '  - { name: the till reads, client: till, scopes: [orders:read], expect: { outcome: permit } }\n';
const WIDER = tillPolicy({ standing: '[orders:read, orders:export]' });

/** p-2's approval of a client, as `ambit approve` would write it. */
function approvalOf(text: string, client: string, environment?: string): Record<string, string> {
  const { identified } = compilePolicy([{ path: 'policy.yaml', text }]);
  assert.ok(identified);
  const definition = definitionsOf(identified.policy).find(({ kind, name }) => kind === 'client' && name === client);
  assert.ok(definition);
  const statement = {
    ...{ environment: environment ?? identified.policy.environment, kind: 'client' as const, name: client },
    ...{ definition: definition.digest, author: definition.author, approver: 'p-2', time: '2026-11-20T00:00:00Z' },
  } as const;
  return { [`ambit/approvals/client.${client}.p-2.note`]: signApproval(statement, SIGNERS['p-2'] as Signer) };
}

const lost = async (repository: GateRepository, ...args: string[]) => {
  const { exitCode, said } = await repository.said('--base', 'main', ...args);
  return { exitCode, said: said.filter((line) => /expectation-lost|environment-lost/.test(line)) };
};

describe('what the team expected before a change is asked of it, too', TIMEOUT, () => {
  const withTests = () => new GateRepository({ [TESTS]: tests(refuses('the till does not export'), READS) });

  for (const [what, file] of [
    ['taken out', tests(READS)],
    [
      'turned round',
      tests(READS, refuses('the till does not export').replace(/expect: .*/, 'expect: { outcome: permit } }')),
    ],
    [
      'asked at a time when it held',
      tests(READS, refuses('the till does not export', 'till', ', at: 2020-01-01T00:00:00Z')).replace(
        /expect: \{ outcome: refuse.*/,
        'expect: { outcome: permit } }',
      ),
    ],
  ] as const)
    test(`so that a test that is ${what} in the change that needs it lets nothing pass`, async () => {
      using repository = withTests()
        .write({ [TESTS]: file, 'ambit/policy.yaml': WIDER })
        .commit();
      const { exitCode, said } = await lost(repository);
      assert.equal(exitCode, 1);
      assert.equal(said.length, 1);
      assert.match(
        said[0] ?? '',
        /^error expectation-lost ambit\/till\.test\.yaml: the till does not export \(till\) is expected no more, and held at main; now: Expected the outcome refuse, got permit/,
      );
    });

  test('so that the file of tests can’t be removed, or renamed to what is none', async () => {
    using repository = withTests().remove(TESTS).write({ 'ambit/policy.yaml': WIDER }).commit();
    assert.equal((await lost(repository)).said.length, 2, 'what holds still could be broken by the next change');
    repository.write({ 'ambit/till.test.txt': tests(refuses('the till does not export'), READS) }).commit();
    assert.equal((await lost(repository)).said.length, 2);
  });

  test('so that none is taken out one change before it would fail', async () => {
    using repository = withTests()
      .write({ [TESTS]: tests(READS) })
      .commit();
    const { exitCode, said } = await lost(repository);
    assert.equal(exitCode, 1);
    assert.match(said[0] ?? '', /held at main and holds still: the next change could break it unseen/);
  });

  test('and may be called and written otherwise, elsewhere, or ask for more', async () => {
    using repository = withTests().remove(TESTS);
    const [stricter] = [READS.replace('outcome: permit', 'outcome: permit, maxTtlSeconds: 600')];
    repository
      .write({
        'ambit/more/other.test.yaml': tests(
          stricter ?? '',
          refuses('no export', 'till', ', grantType: client_credentials'),
        ),
      })
      .commit();
    assert.deepEqual(await lost(repository), { exitCode: 0, said: [] });
  });

  test('and goes with its client, but not with its client’s name', async () => {
    using repository = withTests()
      .remove(TESTS)
      .write({ 'ambit/policy.yaml': tillPolicy().replace("'till'", "'kiosk'") });
    repository.commit();
    assert.deepEqual((await lost(repository, '--client', 'kiosk')).said, [], 'another client id is another client');
    const named = WIDER.replace("'till':\n", "'kiosk':\n    clientId: till\n");
    repository.write({ 'ambit/policy.yaml': named }).commit();
    assert.match((await lost(repository)).said.join('\n'), /the till does not export \(till\) is expected no more/);
  });

  test('and may go where somebody else approves the client that it is about, whatever its risk', async () => {
    using repository = withTests().write({ [TESTS]: tests(READS), 'ambit/policy.yaml': WIDER });
    repository.write(approvalOf(WIDER, 'till')).commit();
    assert.deepEqual(await lost(repository), { exitCode: 0, said: [] });
    // An approval of before says nothing of this change.
    using old = new GateRepository({
      [TESTS]: tests(refuses('the till does not export')),
      ...approvalOf(tillPolicy(), 'till'),
    });
    old.remove(TESTS).commit();
    assert.equal((await lost(old)).exitCode, 1);
  });

  test('and of a client that nobody knew is told', async () => {
    const unknown =
      '  - { name: strangers get nothing, client: stranger, scopes: [orders:read], expect: { outcome: refuse, reason: client_unknown } }\n';
    using repository = new GateRepository({ [TESTS]: tests(READS, unknown) }).write({ [TESTS]: tests(READS) }).commit();
    const { exitCode, said } = await lost(repository);
    assert.equal(exitCode, 0);
    assert.match(said[0] ?? '', /^warning expectation-lost .*strangers get nothing/);
    const clients = clientText('stranger', { standing: '[orders:read]' });
    repository.write({ 'ambit/policy.yaml': tillPolicy({ clients }) }).commit();
    assert.equal((await lost(repository)).exitCode, 1);
  });
});

describe('a change of environments', TIMEOUT, () => {
  const STAGING = 'overlay: staging\nclients: { till: { maxTtlSeconds: 60 } }\n';

  test('that takes one away fails until whoever runs the check says that it may', async () => {
    using repository = new GateRepository({ 'ambit/staging.yaml': STAGING }).remove('ambit/staging.yaml').commit();
    const { exitCode, said } = await lost(repository);
    assert.equal(exitCode, 1);
    assert.match(
      said[0] ?? '',
      /^error environment-lost .*: the policy had the environment staging at main, and has it no more$/,
    );
    const meant = await lost(repository, '--change-environments');
    assert.equal(meant.exitCode, 0);
    assert.match(meant.said[0] ?? '', /^warning environment-lost/);
  });

  test('that renames it is compared with the one of before, and fails', async () => {
    const prod = WIDER.replace('environment: production', 'environment: prod');
    using repository = new GateRepository().write({ 'ambit/policy.yaml': prod }).commit();
    const { exitCode, said } = await lost(repository);
    assert.equal(exitCode, 1);
    assert.match(said[0] ?? '', /the policy had the environment production at main/);
    assert.match((await repository.check('--base', 'main')).out, /^ {2}\+ till may always hold orders:export/m);
  });

  test('that swaps the one that requests are judged in with a laxer one fails', async () => {
    using repository = new GateRepository({ 'ambit/staging.yaml': STAGING });
    repository
      .write({
        'ambit/policy.yaml': WIDER.replace('environment: production', 'environment: staging'),
        'ambit/staging.yaml': 'overlay: production\nclients: { till: { standing: [orders:read] } }\n',
      })
      .commit();
    const { exitCode, said } = await lost(repository);
    assert.equal(exitCode, 1);
    assert.match(
      said[0] ?? '',
      /was written for production at main, where requests are judged, and is now for staging/,
    );
  });

  test('that widens another one alone is told', async () => {
    using repository = new GateRepository({ 'ambit/staging.yaml': STAGING });
    repository
      .write({
        'ambit/staging.yaml': 'overlay: staging\nclients: { till: { standing: [orders:read, orders:export] } }\n',
      })
      .commit();
    const { out } = await repository.check('--base', 'main');
    assert.match(
      out,
      /Against main, the policy changes nothing for anybody\.\n(.*\n)*? {2}\+ staging: till may always hold orders:export/,
    );
  });
});

test(
  'a change that calls a scope low which its provider calls broad fails, and one that leaves it as it was doesn’t',
  TIMEOUT,
  async () => {
    const scopes = scopeText('https://mail.google.com/');
    using repository = new GateRepository().write({ 'ambit/policy.yaml': tillPolicy({ scopes }) }).commit();
    const { exitCode, said } = await repository.said('--base', 'main');
    assert.equal(exitCode, 1);
    assert.match(
      said.join('\n'),
      /^error scope-understated ambit\/policy\.yaml: scope https:\/\/mail\.google\.com\/ is called low, and Google says that it is one that Google calls restricted/m,
    );
    repository.git('branch', '-f', 'main');
    assert.deepEqual(await repository.said('--base', 'main'), { exitCode: 0, said: [] });
    assert.equal((await repository.said()).exitCode, 0, 'without a base no change is judged');
  },
);
