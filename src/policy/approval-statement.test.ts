import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sshKey } from '../proof/testing/ssh-key.ts';
import {
  APPROVAL_NAMESPACE,
  type ApprovalStatement,
  approvalText,
  readApproval,
  readApprovalText,
  signApproval,
  splitApproval,
  sshApproval,
} from './approval-statement.ts';
import { signerOf } from './testing/shop-policy.ts';

const STATEMENT: ApprovalStatement = {
  ...{ environment: 'production', kind: 'scope', name: 'orders:read', definition: `sha256:${'0'.repeat(64)}` },
  ...{ author: 'p-1', approver: 'p-2', time: '2026-11-24T00:00:00Z' },
};
const REVIEWED: ApprovalStatement = {
  ...STATEMENT,
  review: {
    ...{ attestor: 'reviews', proof: 'github_review', repository: '12', request: '3', review: '80' },
    ...{ account: '103', authors: ['101', '102'], commit: 'a'.repeat(40), seen: '2026-11-24T01:00:00Z' },
  },
};
const SIGNED_IN: ApprovalStatement = {
  ...STATEMENT,
  session: {
    ...{ attestor: 'here', proof: 'session', issuer: 'https://login.example', subject: 'dora d.' },
    signedIn: '2026-11-24T00:00:00Z',
  },
};
const TEXT = `ambit approval v1
environment production
kind scope
name orders:read
definition sha256:${'0'.repeat(64)}
author p-1
approver p-2
time 2026-11-24T00:00:00Z
`;
const lines = (text: string): string[] => text.split('\n');

describe('the text of an approval', () => {
  test('is a line for each thing that it says, below what it is', () => {
    assert.equal(approvalText(STATEMENT), TEXT);
    assert.deepEqual(lines(approvalText(REVIEWED)), [
      'ambit attested approval v1',
      ...lines(TEXT).slice(1, -1),
      ...['attestor reviews', 'proof github_review', 'repository 12', 'request 3', 'review 80', 'account 103'],
      ...['authors 101 102', `commit ${'a'.repeat(40)}`, 'seen 2026-11-24T01:00:00Z', ''],
    ]);
    assert.deepEqual(lines(approvalText(SIGNED_IN)).slice(8), [
      ...['attestor here', 'proof session', 'issuer https://login.example', 'subject dora d.'],
      ...['signedIn 2026-11-24T00:00:00Z', ''],
    ]);
  });

  test('is read back as what it says', () => {
    for (const statement of [STATEMENT, REVIEWED, SIGNED_IN])
      assert.deepEqual(readApprovalText(approvalText(statement)), statement);
  });

  for (const [of, statement] of Object.entries({ note: STATEMENT, review: REVIEWED, session: SIGNED_IN }))
    test(`is none any more with a line less, twice, empty or beyond (${of})`, () => {
      const good = lines(approvalText(statement));
      for (let index = 0; index < good.length; index++) {
        const line = good[index] as string;
        const variants = [
          good.toSpliced(index, 1),
          good.toSpliced(index, 0, line),
          good.with(index, ` ${line}`),
          ...(line === ''
            ? [good.with(index, 'more')]
            : [good.with(index, `${line.split(' ')[0]} `), good.with(index, line.replace(' ', ''))]),
        ];
        for (const changed of variants)
          assert.equal(readApprovalText(changed.join('\n')), null, JSON.stringify(changed.slice(index, index + 2)));
      }
    });

  test('has one of the kinds of definitions, and a title', () => {
    assert.equal(readApprovalText(TEXT.replace('kind scope', 'kind scopes')), null);
    assert.equal(readApprovalText(TEXT.replace('kind scope', 'kind issuer')), null);
    assert.equal(readApprovalText(TEXT.replace('v1', 'v2')), null);
    assert.equal(readApprovalText(''), null);
  });

  test('is of one way in which it was given, which its title says', () => {
    const attested = 'ambit attested approval v1';
    assert.equal(readApprovalText(TEXT.replace('ambit approval v1', attested)), null);
    for (const one of [REVIEWED, SIGNED_IN])
      assert.equal(readApprovalText(approvalText(one).replace(attested, 'ambit approval v1')), null);
    const both = approvalText({ ...REVIEWED, ...SIGNED_IN });
    assert.equal(readApprovalText(both), null);
  });

  test('has a time of the calendar in whole seconds, UTC', () => {
    const at = (time: string) => readApprovalText(TEXT.replace('2026-11-24T00:00:00Z', time))?.time;
    assert.equal(at('2028-02-29T23:59:59Z'), '2028-02-29T23:59:59Z');
    for (const time of [
      ...['2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z'],
      ...['2026-01-01T24:00:00Z', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00+00:00', '2026-01-01 00:00:00Z'],
      ...['2026-01-01', 'x2026-01-01T00:00:00Z', '2026-01-01T00:00:00Zx', '+02026-01-01T00:00:00Z', 'now'],
    ])
      assert.equal(at(time), undefined, time);
    const text = approvalText(SIGNED_IN);
    assert.equal(readApprovalText(text.replace('signedIn 2026-11-24', 'signedIn 2026-11-31')), null);
    const seen = approvalText(REVIEWED);
    assert.equal(readApprovalText(seen.replace('seen 2026-11-24', 'seen 2026-11-31')), null);
  });
});

describe('an approval', () => {
  const signer = signerOf('two.example', 2);
  const key = sshKey(61);

  test('is a text and a signature, of either sort', () => {
    const note = signApproval(STATEMENT, signer);
    assert.deepEqual(splitApproval(note), { text: TEXT, ssh: null });
    assert.deepEqual(readApproval(note), STATEMENT);
    const armored = key.sign(TEXT, APPROVAL_NAMESPACE);
    const signed = sshApproval(TEXT, armored);
    assert.deepEqual(splitApproval(signed), { text: TEXT, ssh: armored });
    assert.deepEqual(readApproval(signed), STATEMENT);
  });

  test('is none without a signature, or with half of one', () => {
    const armored = key.sign(TEXT, APPROVAL_NAMESPACE);
    for (const text of [
      ...['', 'yes', TEXT, `${TEXT}\n`, `\n\n${TEXT}`, sshApproval(TEXT, armored.slice(0, -40)), armored],
      ...[`${TEXT}${armored}`, `x${armored}`, signApproval(STATEMENT, signer).slice(0, -10)],
    ]) {
      assert.equal(splitApproval(text), null, JSON.stringify(text));
      assert.equal(readApproval(text), null);
    }
    assert.equal(readApproval(signApproval({ ...STATEMENT, author: '' }, signer)), null);
  });
});
