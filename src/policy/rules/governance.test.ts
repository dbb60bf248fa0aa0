import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../../proof/index.ts';
import { found } from '../testing/said-of-example.ts';
import { clientText, scopeText, signerOf } from '../testing/shop-policy.ts';
import { rulesOf, warnedBy } from '../testing/warned-of-shop.ts';

const keyOf = (name: string, byte: number): string => `'${formatVerifierKey(signerOf(name, byte).key)}'`;

describe('a team from which approvals have to come', () => {
  const small = (members: string, demands: string, scopes = ''): string[] => {
    const more = `teams:
  t-all: { description: All that there are., author: p-1, members: [p-1, p-2, p-3, p-4] }
  t-security:
    description: Looks at what is risky.
    author: p-1
    members: [${members}]
approvals:
  author: p-1
${demands}`;
    const clients = scopes === '' ? '' : clientText('till', { eligible: '[orders:refund]' });
    return warnedBy('team-too-small', { scopes, clients, more });
  };

  test('has to have one more who may than have to', () => {
    const demand = (count: number): string => `  risk: { critical: { count: ${count}, team: t-security } }\n`;
    assert.deepEqual(small('p-2, p-3', demand(1)), []);
    assert.deepEqual(small('p-2, p-3', demand(2)), [
      '2 of t-security have to approve what is critical, and only p-2 and p-3 of it may',
    ]);
    // p-1 may approve nothing, and p-4 nothing critical.
    assert.deepEqual(small('p-1, p-2, p-4', demand(1)), [
      '1 of t-security has to approve what is critical, and only p-2 of it may',
    ]);
    assert.deepEqual(small('p-1, p-4', demand(1)), [
      '1 of t-security has to approve what is critical, and nobody of it may',
    ]);
  });

  test('is content where a waiver lets it off for now', () => {
    const waiver = `waivers:
  hiring: { rule: team-too-small, definition: 'team:t-security', owner: p-1, author: p-1, reason: The second one starts in May., expires: 2027-06-01T00:00:00Z }
`;
    assert.deepEqual(small('p-2', `  risk: { critical: { team: t-security } }\n${waiver}`), []);
  });

  test('is told once, however much is asked of it', () => {
    const demands = '  risk: { critical: { team: t-security }, high: { team: t-security } }\n';
    assert.deepEqual(small('p-2', demands), ['1 of t-security has to approve what is high, and only p-2 of it may']);
  });

  test('is judged by the riskiest scope that reaches the data for which it is asked', () => {
    const demands = '  sensitivity: { restricted: { team: t-security } }\n';
    const scope = (risk: string): string =>
      scopeText('orders:refund', { risk, sensitivity: 'restricted', maxTtlSeconds: '60', reviewIntervalDays: '30' });
    assert.deepEqual(small('p-3, p-4', demands, scope('high')), []);
    assert.deepEqual(small('p-3, p-4', demands), []);
    assert.deepEqual(small('p-3, p-4', demands, scope('critical')), [
      '1 of t-security has to approve what reaches restricted data, and only p-3 of it may',
    ]);
    // Another scope, of other data, is critical: no matter.
    assert.deepEqual(small('p-3, p-4', demands, scope('critical').replace('restricted', 'internal')), []);
  });

  test('that only answers for something may be small, and so may one person’s', () => {
    const more = 'teams:\n  t-shop: { description: Sells what there is., author: p-1, members: [p-1] }\n';
    assert.deepEqual(rulesOf({ more }), []);
  });
});

describe('who has a way to approve', () => {
  const REVIEWS = `attestors:
  reviews: { description: Looks at reviews in CI., author: p-1, attests: github_review, api: https://api.github.com, repository: 7, key: ${keyOf('attestor.example', 9)}, approves: critical }
`;
  const SESSIONS = `attestors:
  here: { description: This very Ambit., author: p-1, attests: session, key: ${keyOf('attestor.example', 9)}, approves: high }
console:
  author: p-1
  roles: { approver: [{ claim: sub, value: dora, person: p-2 }] }
`;
  const people = (fields: string, more = ''): string[] =>
    found(`people:\n  p-2: { approves: critical${fields} }\n${more}`);
  const loud = (what: string): string => `approver-without-key: p-2 may approve risks up to critical and has ${what}`;
  const alone = 'approver-alone: only p-2 may approve what is critical';

  test('has an account whose reviews an attestor vouches for, and is counted', () => {
    assert.deepEqual(people(', identities: { github: 5 }', REVIEWS), [alone]);
    const two = `  p-3: { approves: critical, approvalKeys: [${keyOf('three.example', 3)}] }\n${REVIEWS}`;
    assert.deepEqual(people(', identities: { github: 5 }', two), []);
  });

  test('doesn’t have one by an account that nobody vouches for', () => {
    const unheard = loud('an account whose reviews no attestor vouches for');
    assert.deepEqual(people(', identities: { github: 5 }'), [unheard]);
    assert.deepEqual(people(', identities: { gitlab: 5 }', REVIEWS), [unheard]);
    assert.deepEqual(people('', REVIEWS), [loud('neither key nor account')]);
  });

  test('signs in as an approver where sessions are vouched for', () => {
    assert.deepEqual(people('', SESSIONS), []);
  });

  test('may be the owner alone, though others have accounts, unless those are vouched for', () => {
    const scopes = scopeText('orders:refund', {
      risk: 'critical',
      owner: 'p-2',
      maxTtlSeconds: '60',
      reviewIntervalDays: '30',
    });
    const owned = (more: string): string[] =>
      found(
        `people:\n  p-2: { approves: critical, approvalKeys: [${keyOf('two.example', 2)}] }\n  p-3: { approves: critical, identities: { github: 5 } }\n${more}scopes:\n${scopes}`,
      ).filter((one) => one.startsWith('owner-sole-approver'));
    assert.equal(owned('').length, 1);
    assert.deepEqual(owned(REVIEWS), []);
  });
});

describe('an approval key', () => {
  const keys = (one: string, other: string): string[] =>
    found(
      `people:\n  p-2: { approves: high, approvalKeys: [${one}] }\n  p-3: { approves: high, approvalKeys: [${other}] }\n`,
    );

  test('is two people’s under another name, too', () => {
    assert.deepEqual(keys(keyOf('two.example', 2), keyOf('three.example', 2)), [
      "approval-key-shared: this key is p-2's too",
    ]);
  });

  test('is one person’s, who may write it twice', () => {
    const twice = `${keyOf('two.example', 2)}, ${keyOf('second.example', 2)}`;
    assert.deepEqual(
      keys(twice, keyOf('three.example', 3)).filter((one) => one.startsWith('approval-key-shared')),
      [],
    );
  });

  test('is nobody’s where it is none', () => {
    const codes = keys("'no key at all'", "'no key at all'").map((one) => one.replace(/:.*/, ''));
    assert.deepEqual([...new Set(codes)], ['approval_key_invalid']);
  });
});
