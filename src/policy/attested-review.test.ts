import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readReview, reviewLines } from './attested-review.ts';

const SEEN = '2026-11-24T00:00:00Z';
const GITHUB = {
  ...{ attestor: 'reviews', proof: 'github_review', repository: '7', request: '12', review: '99', account: '5' },
  ...{ authors: '3 20', commit: 'a'.repeat(40), seen: SEEN },
};
const GITLAB = { ...GITHUB, proof: 'gitlab_review', review: 'none' };

describe('a review that an attestor saw', () => {
  test('is read as it is written', () => {
    for (const values of [GITHUB, GITLAB]) {
      const review = readReview(values);
      assert.deepEqual(review, { ...values, authors: ['3', '20'] });
      assert.deepEqual(
        reviewLines(review ?? assert.fail()),
        Object.entries(values).map(([field, value]) => `${field} ${value}`),
      );
    }
  });

  const id = {
    takes: ['1', `9${'0'.repeat(18)}`],
    refuses: ['', '0', '01', '-1', 'x1', '1x', ' 1', `1${'0'.repeat(19)}`],
  };
  const rules: readonly (readonly [keyof typeof GITHUB, readonly string[], readonly string[]])[] = [
    ['attestor', ['a', 'a-1', 'a'.repeat(61)], ['', 'A', '1a', 'a b', 'a.b', 'xA', 'a'.repeat(62), 'a ', '-a']],
    ['proof', [], ['', 'review', 'note']],
    ['repository', id.takes, id.refuses],
    ['request', id.takes, id.refuses],
    ['review', id.takes, [...id.refuses, 'none']],
    ['account', id.takes, id.refuses],
    ['authors', ['1', '9 10', '1 2 30'], ['', '0', '2 1', '1 1', '1 2 2', '3 1 2', '1  2', '1,2', '10 9', ' 1', '1 ']],
    [
      'commit',
      ['0123456789abcdef'.repeat(4), '9'.repeat(40)],
      [
        '',
        'a'.repeat(39),
        'a'.repeat(41),
        'a'.repeat(63),
        'a'.repeat(65),
        `A${'a'.repeat(39)}`,
        `${'a'.repeat(39)}g`,
        'a',
        'g'.repeat(64),
      ],
    ],
  ];
  for (const [field, takes, refuses] of rules)
    test(`has in ${field} what that has to be`, () => {
      const isRead = (value: string | undefined): boolean => {
        const { [field]: _, ...rest } = GITHUB;
        return readReview(value === undefined ? rest : { ...rest, [field]: value }) !== null;
      };
      assert.deepEqual(
        takes.filter((value) => !isRead(value)),
        [],
      );
      assert.deepEqual(refuses.filter(isRead), []);
      assert.ok(!isRead(undefined));
    });

  test('has an id at GitHub, and none at GitLab', () => {
    assert.equal(readReview({ ...GITLAB, review: '99' }), null);
    assert.equal(readReview({ ...GITLAB, proof: 'check_run' }), null);
    assert.equal(readReview({ ...GITHUB, seen: '' })?.seen, '', 'when it was seen is asked elsewhere');
  });
});
