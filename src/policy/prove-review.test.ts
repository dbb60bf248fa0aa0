import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { type ApprovalStatement, signApproval } from './approval-statement.ts';
import type { AttestedReview } from './attested-review.ts';
import { definitionsOf } from './definitions.ts';
import { proveApprovals } from './prove-approvals.ts';
import { scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';

const BOT = signerOf('reviews.example', 94);
const attestor = (attests: string, api: string): string => `attestors:
  bot: { description: Reads reviews., author: p-1, attests: ${attests}, api: '${api}', repository: 12, key: ${formatVerifierKey(BOT.key)}, approves: critical }
`;
const HUB = attestor('github_review', 'https://api.github.com');
const LAB = attestor('gitlab_review', 'https://gitlab.example/api/v4');
const REVIEW: AttestedReview = {
  ...{ attestor: 'bot', proof: 'gitlab_review', repository: '12', request: '3', review: 'none', account: '42' },
  ...{ authors: ['41'], commit: 'a'.repeat(40), seen: '2026-11-24T00:01:00Z' },
};

/** Who is proven to have approved something by a review, and how; else why nobody is. */
function reviewed(
  more: string,
  over: Partial<AttestedReview> = {},
  risk = 'critical',
  definition = 'scope:pay',
): readonly string[] {
  const text = shopText({ scopes: scopeText('pay', { risk }), more })
    .replace('p-1: {}', 'p-1: { identities: { github: 31, gitlab: 41 } }')
    .replace('p-2: {', 'p-2: { identities: { github: 32, gitlab: 42 },')
    .replace('p-3: {', 'p-3: { identities: { github: 42 },');
  const found = definitionsOf(shopPolicy(text)).find(({ kind, name }) => `${kind}:${name}` === definition);
  assert.ok(found);
  const { kind, name, digest, author } = found;
  const statement: ApprovalStatement = {
    ...{ environment: 'production', kind, name, definition: digest, author },
    ...{ approver: 'p-2', time: '2026-11-24T00:00:00Z', review: { ...REVIEW, ...over } },
  };
  const policy = shopPolicy(text, [{ path: 'a.note', text: signApproval(statement, BOT) }]);
  const { proven, lacking } = proveApprovals(policy, policy);
  const held = proven.get(definition);
  if (held === undefined) return lacking.flatMap(({ needed, why }) => (needed ? [] : why));
  assert.deepEqual(
    held.map(({ definition }) => definition),
    [digest],
  );
  return held.flatMap(({ person, proof, keyName, time }) => [person, proof, keyName, time]);
}

describe('a review counts', () => {
  test('by the account at the host that was asked', () => {
    assert.deepEqual(reviewed(LAB), ['p-2', 'gitlab_review', 'reviews.example', '2026-11-24T00:00:00Z']);
    const hub = { proof: 'github_review', review: '80', authors: ['31'] } as const;
    assert.deepEqual(reviewed(HUB, { ...hub, account: '32' }), [
      ...['p-2', 'github_review', 'reviews.example', '2026-11-24T00:00:00Z'],
    ]);
    // 42 is p-3's there.
    assert.deepEqual(reviewed(HUB, { ...hub, account: '42' }), [
      "the approval by p-2 does not hold: the account 42 is not p-2's in the active policy",
    ]);
  });

  test('of others’ work alone, all of whose authors are known there', () => {
    assert.deepEqual(reviewed(LAB, { authors: ['41', '42'] }), [
      'the approval by p-2 does not hold: p-2 wrote a part of what was reviewed',
    ]);
    assert.deepEqual(reviewed(LAB, { authors: ['31', '41'] }), [
      'the approval by p-2 does not hold: the account 31 wrote a part of it, and the active policy does not say whose it is',
    ]);
  });

  test('at the host and in the repository of its attestor', () => {
    const elsewhere = ['the approval by p-2 does not hold: bot vouches for other reviews'];
    assert.deepEqual(reviewed(HUB), elsewhere);
    assert.deepEqual(reviewed(LAB, { repository: '1' }), elsewhere);
    assert.deepEqual(reviewed(LAB, { repository: '121' }), elsewhere);
  });

  test('as no key of a person, with which a new one of theirs could be vouched for', () => {
    assert.deepEqual(reviewed(LAB, {}, 'critical', 'person:p-2'), ["p-2 wrote it and can't approve it"]);
    assert.equal(reviewed(LAB, { authors: ['41'] }, 'critical', 'person:p-4')[0], 'p-2');
  });

  test('up to the risk that its attestor may vouch for', () => {
    const high = LAB.replace('approves: critical', 'approves: high');
    assert.equal(reviewed(high, {}, 'high').length, 4);
    assert.deepEqual(reviewed(high, {}, 'critical'), [
      'the approval by p-2 does not hold: bot vouches for risks up to high, and this is critical',
    ]);
  });
});
