import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePolicy } from '../compile.ts';
import { shopText } from '../testing/shop-policy.ts';
import { toldOf } from '../testing/told-of-shop.ts';

const team = (author: string, members: string): string => `teams:
  t-shop:
    description: Runs the shop.
    author: ${author}
    members: [${members}]
`;

test('a team is people whom there are, each once', () => {
  assert.deepEqual(toldOf(team('p-1', 'p-1, p-2')), []);
  assert.deepEqual(toldOf(team('p-7', 'p-1')), ['4:13 person_unknown: there is no person p-7 | Did you mean p-1?']);
  assert.deepEqual(toldOf(team('p-1', 'p-1, p-7')), [
    '5:20 person_unknown: there is no person p-7 | Did you mean p-1?',
  ]);
  assert.deepEqual(toldOf(team('p-1', 'p-2, p-1, p-2')), [
    '5:5 member_twice: a person stands here twice | Remove one of the two.',
  ]);
});

test('a key of a person is one, and is shown where it stands', () => {
  const keys = 'p-1:\n    approves: high\n    approvalKeys:\n      - none\n';
  const [found, ...more] = compilePolicy([{ path: 'a.yaml', text: shopText().replace('p-1: {}\n', keys) }]).diagnostics;
  assert.deepEqual([found?.line, found?.column, found?.code, more.length], [8, 9, 'approval_key_invalid', 0]);
});
