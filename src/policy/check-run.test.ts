import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatVerifierKey, signNote } from '../proof/index.ts';
import {
  type CheckedPolicy,
  type CheckedScan,
  type CheckRun,
  proveCheckRun,
  readCheckRun,
  signCheckRun,
} from './check-run.ts';
import { MAX_CHECKED_POLICIES } from './check-run-text.ts';
import { complaintsOf, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';

const CI = signerOf('ci.example', 50);
const OTHER = signerOf('ci.example', 51);
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const CHECKED: CheckedPolicy = { environment: 'production', policy: digest('0'), base: digest('1') };
const SCAN: CheckedScan = { extent: 'whole', files: 7, client: 'a till', strict: true, baseline: digest('2') };
const RUN: CheckRun & { version: 2 } = {
  ...{ version: 2, repository: 'git.example/shop/till', commit: 'a'.repeat(40), base: 'b'.repeat(40) },
  ...{ outcome: 'passed', errors: 0, scan: SCAN, requests: 12, held: 2, heldUntil: '2027-01-31T00:00:00Z' },
  ...{ attestor: 'ci', time: '2026-11-25T00:00:00Z', policies: [CHECKED] },
};
/** As the version before wrote it. */
const VERSION_1 = `ambit check run v1
environment production
policy ${digest('0')}
repository -
commit ${'a'.repeat(40)}
base -
outcome passed
errors 0
requests 12
held 0
heldUntil -
attestor ci
time 2026-11-25T00:00:00Z
`;
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
    const bare = {
      ...{ ...RUN, repository: null, commit: null, base: null, requests: 0, held: 0, heldUntil: null },
      scan: { extent: 'none', files: 0, client: null, strict: false, baseline: null },
      policies: [{ ...CHECKED, base: null }],
    } as const;
    assert.deepEqual(proveCheckRun(POLICY, signCheckRun(bare, CI)), bare);
  });

  test('names the policy of each environment, and is proven in each that it names', () => {
    const policies = [CHECKED, { environment: 'staging', policy: digest('3'), base: null }];
    const note = signCheckRun({ ...RUN, policies }, CI);
    assert.deepEqual(proveCheckRun({ ...POLICY, environment: 'staging' }, note), { ...RUN, policies });
    assert.equal(
      proveCheckRun({ ...POLICY, environment: 'test' }, note),
      'it is of production, staging, and this is test',
    );
    const many = Array.from({ length: MAX_CHECKED_POLICIES + 1 }, (_, index) => ({
      ...{ ...CHECKED, environment: `e${String(index).padStart(40, '0')}` },
    }));
    assert.throws(() => signCheckRun({ ...RUN, policies: many }, CI), TypeError);
    const most = signCheckRun({ ...RUN, policies: many.slice(1) }, CI);
    assert.ok(most.length < 8192, `${most.length}`);
    for (const wrong of [[], policies.toReversed(), [CHECKED, CHECKED]])
      assert.throws(() => signCheckRun({ ...RUN, policies: wrong }, CI), TypeError);
  });

  test('names whoever the rest was held to, however they are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (client) => {
        const run = { ...RUN, scan: { ...SCAN, client } };
        assert.deepEqual(readCheckRun(signCheckRun(run, CI)), run);
      }),
    );
    for (const client of ['-', '--client', 'a b', '%2D'])
      assert.equal(readCheckRun(signCheckRun({ ...RUN, scan: { ...SCAN, client } }, CI))?.scan?.client, client);
    const text = NOTE.slice(0, NOTE.indexOf('\n\n') + 1);
    for (const other of ['a till', 'a%20Till%', '%61%20till', 'a+till\n'])
      assert.equal(
        readCheckRun(signNote(text.replace('client a%20till', `client ${other}`), CI)) !== null,
        false,
        other,
      );
  });

  test('of version 1 is read, and says nothing of what it did not hold', () => {
    assert.deepEqual(proveCheckRun(POLICY, signNote(VERSION_1, CI)), {
      ...{ ...RUN, version: 1, repository: null, base: null, scan: null, held: 0, heldUntil: null },
      policies: [{ ...CHECKED, base: null }],
    });
    for (const more of [`policy production ${digest('0')} -\n`, 'scan whole\n'])
      assert.equal(readCheckRun(signNote(`${VERSION_1}${more}`, CI)), null);
    assert.equal(readCheckRun(signNote(VERSION_1.replace('run v1', 'run v2'), CI)), null);
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
      signCheckRun({ ...RUN, policies: [{ ...CHECKED, environment: 'staging' }] }, CI),
      /^it is of staging, and this is production$/,
    ],
    ['an attestor that isn’t there', signCheckRun({ ...RUN, attestor: 'me' }, CI), /knows no me that vouches/],
    ['a line more', signNote(`${NOTE.slice(0, NOTE.indexOf('\n\n') + 1)}errors 0\n`, CI), /no signed check run/],
    [
      'another title',
      signNote(NOTE.slice(0, NOTE.indexOf('\n\n') + 1).replace('run v2', 'run v3'), CI),
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
      { policies: [{ ...CHECKED, policy: 'none' }] },
      { policies: [{ ...CHECKED, base: 'none' }] },
      { policies: [{ ...CHECKED, environment: 'a b' }] },
      { requests: 1.5 },
      { scan: null },
      { scan: { ...SCAN, baseline: null } },
      { scan: { ...SCAN, files: -1 } },
      { scan: { ...SCAN, client: '' } },
      { scan: { ...SCAN, client: 'x'.repeat(1001) } },
      { scan: { ...SCAN, extent: 'none' as const, files: 0 } },
    ])
      assert.throws(() => signCheckRun({ ...RUN, ...broken }, CI), TypeError, JSON.stringify(broken));
  });

  test('has in each field what belongs there, from end to end', () => {
    const longest: Partial<CheckRun> = {
      ...{
        repository: 'r'.repeat(200),
        commit: 'c'.repeat(64),
        base: 'd'.repeat(64),
      },
      ...{
        outcome: 'failed',
        errors: 999_999_999,
        policies: [{ ...CHECKED, environment: `e${'-'.repeat(40)}` }],
        requests: 999_999_999,
        held: 999_999_999,
        attestor: `a${'9'.repeat(60)}`,
      },
    };
    const written = { ...RUN, ...longest, version: 2 } as const;
    assert.deepEqual(readCheckRun(signCheckRun(written, CI)), written);
    for (const [field, value] of Object.entries(longest))
      if (field !== 'outcome' && field !== 'policies')
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
