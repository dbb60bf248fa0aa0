import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey, type Signer } from '../proof/index.ts';
import { type ApprovalStatement, readApproval, signApproval } from './approval-statement.ts';
import type { AttestedSession } from './attested-session.ts';
import { definitionsOf } from './definitions.ts';
import { proveApprovals } from './prove-approvals.ts';
import { SIGNERS, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';

const AMBIT = signerOf('ambit.example', 41);
const ISSUER = 'https://login.example';
const MORE = `attestors:
  here: { description: This very Ambit., author: p-1, attests: session, key: ${formatVerifierKey(AMBIT.key)}, approves: high }
console:
  author: p-1
  roles: { approver: [{ claim: sub, value: dora, person: p-4 }, { claim: sub, value: carl, person: p-2 }] }
`;
const SESSION: AttestedSession = {
  ...{ attestor: 'here', proof: 'session', issuer: ISSUER, subject: 'dora', signedIn: '2026-11-24T00:00:00Z' },
};

interface Given {
  readonly session?: Partial<AttestedSession>;
  readonly time?: string;
  readonly approver?: string;
  readonly signer?: Signer;
  readonly risk?: string;
  readonly definition?: string;
}

/** The yes to `refund` that was given so: what it proves, and else why it proves nothing. */
function provenBy({ session, time = '2026-11-24T00:01:00Z', approver = 'p-4', signer = AMBIT, ...rest }: Given = {}) {
  const text = shopText({ scopes: scopeText('refund', { risk: rest.risk ?? 'high' }), more: MORE });
  const name = rest.definition ?? 'scope:refund';
  const found = definitionsOf(shopPolicy(text)).find((one) => `${one.kind}:${one.name}` === name);
  assert.ok(found);
  const { digest: definition, author } = found;
  const statement: ApprovalStatement = {
    ...{ environment: 'production', kind: found.kind, name: found.name, definition, author, approver, time },
    session: { ...SESSION, ...session },
  };
  const note = signApproval(statement, signer);
  assert.deepEqual(readApproval(note), statement);
  const policy = shopPolicy(text, [{ path: 'a.note', text: note }]);
  const { proven, lacking } = proveApprovals(policy, policy);
  const why = lacking.filter((lack) => !lack.needed && `${lack.kind}:${lack.name}` === name).map((lack) => lack.why);
  return proven.get(name)?.map(({ person, proof, keyName, time: at }) => [person, proof, keyName, at]) ?? why.join();
}

describe('a yes that was given while signed in', () => {
  test('is an approval, and says how it was given', () => {
    assert.deepEqual(provenBy(), [['p-4', 'session', 'ambit.example', '2026-11-24T00:01:00Z']]);
  });

  test('holds from the sign-in on, for five minutes', () => {
    for (const time of ['2026-11-24T00:00:00Z', '2026-11-24T00:05:00Z'])
      assert.equal(provenBy({ time }).length, 1, time);
    for (const time of ['2026-11-23T23:59:59Z', '2026-11-24T00:05:01Z', '2026-11-25T00:00:00Z'])
      assert.equal(
        provenBy({ time }),
        'the approval by p-4 does not hold: it was not given within minutes of signing in',
        time,
      );
  });

  for (const [what, given, why] of [
    ['that nobody knows vouches for', { session: { attestor: 'there' } }, 'the active policy knows no attestor there'],
    ['by somebody else', { session: { subject: 'carl' } }, 'the active policy does not say that who signed in is p-4'],
    [
      'by nobody whom the policy maps',
      { session: { subject: 'eve' } },
      'the active policy does not say that who signed in is p-4',
    ],
    [
      'at another issuer',
      { session: { issuer: 'https://other.example' } },
      'the active policy does not say that who signed in is p-4',
    ],
    [
      'to more than the attestor may vouch for',
      { risk: 'critical', approver: 'p-2', session: { subject: 'carl' } },
      'here vouches for risks up to high, and this is critical',
    ],
  ] as const)
    test(`${what} proves nothing`, () =>
      assert.ok(String(provenBy(given)).endsWith(` does not hold: ${why}`), String(provenBy(given))));

  test('signed with another key than the attestor’s proves nothing, be it the approver’s own', () => {
    for (const signer of [SIGNERS['p-4'] as Signer, signerOf('ambit.example', 42)])
      assert.match(String(provenBy({ signer })), /does not hold: it is not signed with the key of here \(.+\)$/);
  });

  test('is no key of a person, with which a new one of theirs could be vouched for', () => {
    assert.equal(provenBy({ definition: 'person:p-4' }), "p-4 wrote it and can't approve it");
  });
});
