import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, scopeText } from '../testing/shop-policy.ts';
import { rulesOf, warnedBy } from '../testing/warned-of-shop.ts';

describe('a team from which approvals have to come', () => {
  const small = (members: string, demands: string, scopes = ''): string[] => {
    const more = `teams:
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
  });

  test('that only answers for something may be small, and so may one person’s', () => {
    const more = 'teams:\n  t-shop: { description: Sells what there is., author: p-1, members: [p-1] }\n';
    assert.deepEqual(rulesOf({ more }), []);
  });
});
