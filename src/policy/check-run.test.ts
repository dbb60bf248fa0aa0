import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatVerifierKey, signNote } from '../proof/index.ts';
import { type CheckRun, proveCheckRun, readCheckRun, signCheckRun } from './check-run.ts';
import { complaintsOf, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';

const CI = signerOf('ci.example', 50);
const OTHER = signerOf('ci.example', 51);
const RUN: CheckRun = {
  ...{ environment: 'production', policy: `sha256:${'0'.repeat(64)}`, repository: 'git.example/shop/till' },
  ...{ commit: 'a'.repeat(40), base: 'b'.repeat(40), outcome: 'passed', errors: 0, requests: 12 },
  ...{ held: 2, heldUntil: '2027-01-31T00:00:00Z', attestor: 'ci', time: '2026-11-25T00:00:00Z' },
};
const attestors = (fields: string): string =>
  shopText({
    more: `attestors:\n  ci: { description: The gate of the shop., author: p-1, key: '${formatVerifierKey(CI.key)}', ${fields} }\n`,
  });
const POLICY = shopPolicy(attestors('attests: check_run'));

describe('a check run', () => {
  test('is what its attestor signed', () => {
    const note = signCheckRun(RUN, CI);
    assert.deepEqual(proveCheckRun(POLICY, note), RUN);
    assert.deepEqual(readCheckRun(note), RUN);
    const bare: CheckRun = { ...RUN, repository: null, commit: null, base: null, held: 0, heldUntil: null };
    assert.deepEqual(proveCheckRun(POLICY, signCheckRun(bare, CI)), bare);
  });

  const NOTE = signCheckRun(RUN, CI);
  for (const [what, note, why] of [
    ['one letter changed', NOTE.replace('errors 0', 'errors 1'), /^this is no signed check run$/],
    ['another commit', NOTE.replace('aaaa', 'aaab'), /^it is not signed with the key of ci/],
    [
      'a failure that became a success',
      signCheckRun({ ...RUN, outcome: 'failed', errors: 3 }, CI).replace('outcome failed', 'outcome passed'),
      /no signed check run/,
    ],
    ['another key of the same name', signCheckRun(RUN, OTHER), /^it is not signed with the key of ci/],
    [
      'another environment',
      signCheckRun({ ...RUN, environment: 'staging' }, CI),
      /^it is of staging, and this is production$/,
    ],
    ['an attestor that isn’t there', signCheckRun({ ...RUN, attestor: 'me' }, CI), /knows no me that vouches/],
    ['a line more', signNote(`${NOTE.slice(0, NOTE.indexOf('\n\n') + 1)}errors 0\n`, CI), /no signed check run/],
    [
      'another title',
      signNote(NOTE.slice(0, NOTE.indexOf('\n\n') + 1).replace('run v1', 'run v2'), CI),
      /no signed check run/,
    ],
    ['nothing', '', /no signed check run/],
  ] as const)
    test(`with ${what} proves nothing`, () => {
      const proof = proveCheckRun(POLICY, note);
      assert.match(typeof proof === 'string' ? proof : 'proven', why);
    });

  test('that passed with errors, or holds what has no end, can’t be written', () => {
    for (const broken of [
      { errors: 1 },
      { held: 0 },
      { heldUntil: null },
      { time: '2026-13-45T00:00:00Z' },
      { repository: 'a b' },
      { repository: 'a\nerrors 0' },
      { policy: 'none' },
      { requests: 1.5 },
    ])
      assert.throws(() => signCheckRun({ ...RUN, ...broken }, CI), TypeError, JSON.stringify(broken));
  });

  test('has in each field what belongs there, from end to end', () => {
    const longest: Partial<CheckRun> = {
      ...{
        environment: `e${'-'.repeat(40)}`,
        repository: 'r'.repeat(200),
        commit: 'c'.repeat(64),
        base: 'd'.repeat(64),
      },
      ...{
        outcome: 'failed',
        errors: 999_999_999,
        requests: 999_999_999,
        held: 999_999_999,
        attestor: `a${'9'.repeat(60)}`,
      },
    };
    const written = { ...RUN, ...longest };
    assert.deepEqual(readCheckRun(signCheckRun(written, CI)), written);
    for (const [field, value] of Object.entries(longest))
      if (field !== 'outcome')
        assert.throws(() => signCheckRun({ ...written, [field]: `${value}0` }, CI), TypeError, `a longer ${field}`);
    const text = NOTE.slice(0, NOTE.indexOf('\n\n') + 1);
    assert.deepEqual(readCheckRun(signNote(text, CI)), RUN);
    for (const line of text.split('\n').slice(1, -1)) {
      const [field = '', value = ''] = line.split(' ');
      for (const other of ['', ` ${value}`, `${value} `, `\u00e9${value}`, `${value}\u00e9`])
        assert.equal(readCheckRun(signNote(text.replace(line, `${field} ${other}`), CI)), null, `${field} ${other}`);
    }
  });

  test('has times that there are', () => {
    for (const time of [
      '2026-02-30T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '2026-01-01T25:00:00Z',
      '2026-01-01T00:00:00+00:00',
    ])
      for (const field of ['time', 'heldUntil'])
        assert.throws(() => signCheckRun({ ...RUN, [field]: time }, CI), TypeError, `${field} ${time}`);
    assert.equal(
      readCheckRun(signCheckRun({ ...RUN, time: '2028-02-29T23:59:59Z' }, CI))?.time,
      '2028-02-29T23:59:59Z',
    );
  });

  test('is vouched for by nobody who vouches for approvals', () => {
    const session = shopPolicy(attestors('attests: session, approves: low'));
    assert.match(String(proveCheckRun(session, NOTE)), /knows no ci that vouches for check runs/);
  });

  test('has an attestor that approves nothing and is of no host', () => {
    const codes = (fields: string): string[] => complaintsOf(attestors(fields)).map((line) => line.split(' ')[1] ?? '');
    assert.deepEqual(codes('attests: check_run, approves: low'), ['attestor_incomplete']);
    assert.deepEqual(codes('attests: check_run, repository: 7'), ['attestor_incomplete']);
    assert.deepEqual(codes('attests: session'), ['attestor_incomplete']);
    assert.deepEqual(codes('attests: check_run'), []);
  });

  test('is read or is none, whatever a text says', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(400), (text, at) => {
        assert.equal(readCheckRun(text), null);
        const edited = `${NOTE.slice(0, at)}${text}${NOTE.slice(at + text.length)}`;
        if (edited !== NOTE) assert.equal(typeof proveCheckRun(POLICY, edited), 'string');
      }),
    );
  });
});
