import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quorumProblem } from './quorum.ts';
import { shopPolicy, shopText } from './testing/shop-policy.ts';

const TEAMS = `teams:
  t-security: { description: Looks after what is critical., author: p-1, members: [p-2, p-3] }
  t-payments: { description: Looks after what is risky., author: p-1, members: [p-1, p-4] }
`;
/** Why the demands of the shop could not be met, where p-2 and p-3 may approve what is critical, and p-4 what is high. */
const problem = (risks: string, over: (text: string) => string = (text) => text): string | null =>
  quorumProblem(shopPolicy(over(shopText({ more: `${TEAMS}approvals: { author: p-1, risk: { ${risks} } }\n` }))));

test('demands that the people of a policy can meet are no problem', () => {
  for (const risks of [
    ...['', 'high: { count: 2 }, critical: { count: 2 }', 'critical: { count: 2, team: t-security }'],
    ...['high: { team: t-payments }', 'high: { team: t-security, count: 2 }, critical: { count: 2 }'],
  ])
    assert.equal(problem(risks), null, risks);
});

test('what nobody, or not enough people, could approve is said, with who could', () => {
  for (const [risks, why] of [
    ['critical: { count: 3 }', '3 people would have to approve what is critical, and only p-2, p-3 could'],
    [
      'high: { count: 4 }, critical: { count: 4 }',
      '4 people would have to approve what is high, and only p-2, p-3, p-4 could',
    ],
    [
      'high: { count: 2, team: t-payments }, critical: { count: 2 }',
      '2 people of t-payments would have to approve what is high, and only p-4 could',
    ],
    [
      'critical: { team: t-payments }',
      'somebody of t-payments would have to approve what is critical, and nobody could',
    ],
  ] as const)
    assert.equal(problem(risks), why);
});

test('a policy that demands nothing needs somebody for each risk', () => {
  const without = (text: string): string => text.replaceAll('approves: critical', 'approves: high');
  assert.equal(
    quorumProblem(shopPolicy(without(shopText()))),
    'somebody would have to approve what is critical, and nobody could',
  );
  assert.equal(problem('high: {}', without), 'somebody would have to approve what is critical, and nobody could');
});
