import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { ableToApprove } from './able-to-approve.ts';
import { quorumProblem } from './quorum.ts';
import { shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';

const KEY = formatVerifierKey(signerOf('attestor.example', 9).key);
const REVIEWS = `attestors:
  reviews: { description: Looks at reviews in CI., author: p-1, attests: github_review, api: https://api.github.com, repository: 7, key: ${KEY}, approves: high }
`;
const SESSIONS = `attestors:
  here: { description: This very Ambit., author: p-1, attests: session, key: ${KEY}, approves: critical }
`;
const CONSOLE = `console:
  author: p-1
  roles: { approver: [{ claim: sub, value: dora, person: p-5 }] }
`;
/** The shop, in which somebody more may approve what is critical, and has no key. */
const policy = (fields: string, more: string) =>
  shopPolicy(shopText({ more }).replace('  p-1: {}\n', `  p-1: {}\n  p-5: { approves: critical${fields} }\n`));

describe('who is able to approve', () => {
  test('has a key and the power', () => {
    const shop = shopPolicy(shopText());
    assert.deepEqual(
      [ableToApprove(shop, 'high'), ableToApprove(shop, 'critical')],
      [
        ['p-2', 'p-3', 'p-4'],
        ['p-2', 'p-3'],
      ],
    );
    assert.ok(!ableToApprove(policy('', ''), 'high').includes('p-5'));
    assert.deepEqual(ableToApprove(shop, 'low'), ['p-2', 'p-3', 'p-4']);
    const powerless = shopPolicy(shopText().replaceAll(/, approves: critical/g, ''));
    assert.deepEqual(ableToApprove(powerless, 'low'), ['p-4']);
  });

  test('has an account at a host whose reviews are vouched for, up to what they are vouched for', () => {
    const reviewed = policy(', identities: { github: 5 }', REVIEWS);
    assert.ok(ableToApprove(reviewed, 'high').includes('p-5'));
    assert.ok(!ableToApprove(reviewed, 'critical').includes('p-5'));
    assert.ok(!ableToApprove(policy(', identities: { gitlab: 5 }', REVIEWS), 'high').includes('p-5'));
    assert.ok(!ableToApprove(policy(', identities: { github: 5 }', ''), 'high').includes('p-5'));
  });

  test('has one at GitLab where GitLab’s are vouched for', () => {
    const gitlab = REVIEWS.replace('github_review', 'gitlab_review').replace('api.github.com', 'gitlab.example/api/v4');
    assert.ok(ableToApprove(policy(', identities: { gitlab: 5 }', gitlab), 'high').includes('p-5'));
    assert.ok(!ableToApprove(policy(', identities: { github: 5 }', gitlab), 'high').includes('p-5'));
    assert.ok(!ableToApprove(policy(', identities: { gitlab: 5 }', SESSIONS), 'high').includes('p-5'));
  });

  test('signs in as an approver where sessions are vouched for', () => {
    assert.ok(ableToApprove(policy('', SESSIONS + CONSOLE), 'critical').includes('p-5'));
    assert.ok(!ableToApprove(policy('', SESSIONS), 'critical').includes('p-5'));
    assert.ok(!ableToApprove(policy('', CONSOLE), 'critical').includes('p-5'));
    const viewer = CONSOLE.replace('approver:', 'auditor:');
    assert.ok(!ableToApprove(policy('', SESSIONS + viewer), 'critical').includes('p-5'));
    assert.ok(!ableToApprove(policy('', REVIEWS + CONSOLE), 'high').includes('p-5'));
    const group = CONSOLE.replace('claim: sub, value: dora, person: p-5', 'claim: groups, value: approvers');
    assert.ok(!ableToApprove(policy('', SESSIONS + group), 'critical').includes('p-5'));
    const high = SESSIONS.replace('approves: critical', 'approves: high');
    assert.ok(!ableToApprove(policy('', high + CONSOLE), 'critical').includes('p-5'));
    assert.ok(ableToApprove(policy('', high + CONSOLE), 'high').includes('p-5'));
  });

  test('counts for the quorum by each of these ways', () => {
    const three = 'approvals: { author: p-1, risk: { critical: { count: 3 } } }\n';
    assert.match(quorumProblem(policy('', three)) ?? '', /only p-2, p-3 could/);
    assert.equal(quorumProblem(policy('', three + SESSIONS + CONSOLE)), null);
  });
});
