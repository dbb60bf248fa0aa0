import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifyPolicy, type Policy, type PolicyFileText } from '../../policy/index.ts';
import { noteOf, scopeText, shopPolicy, shopText, signerOf } from '../../policy/testing/shop-policy.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { diffPolicies } from './diff-policies.ts';

const MORE = `teams:
  t-security: { description: Looks at what is critical., author: p-1, members: [p-2, p-4] }
approvals:
  author: p-1
  risk: { critical: { team: t-security } }
`;
const DEMAND = { count: 1, team: 't-security' };
const textOf = (scopes: string): string => shopText({ scopes, more: MORE });
const BEFORE = shopPolicy(textOf(scopeText('read')));

/** The shop with a critical scope, approved by these. */
function withPay(author: string, ...approvers: readonly string[]): Policy {
  const text = textOf(scopeText('read') + scopeText('pay', { risk: 'critical', author }));
  const notes: PolicyFileText[] = approvers.map((one) => noteOf(shopPolicy(text), 'scope:pay', one));
  return shopPolicy(text, notes);
}
const diff = (after: Policy) => diffPolicies(identifyPolicy(BEFORE), identifyPolicy(after));

describe('a change says of its approval', () => {
  test('who of the team that is asked may give it, but for the author', () => {
    const { changes, holds, lacking } = diff(withPay('p-1'));
    assert.deepEqual(
      changes.map(({ kind, approval }) => [kind, approval?.definition, approval?.risk, approval?.approvers]),
      [['scope_added', 'scope:pay', 'critical', ['p-2']]],
    );
    assert.deepEqual(changes[0]?.approval?.demands, [DEMAND, DEMAND], 'of the policy before and of the one after');
    assert.match(changes[0]?.approval?.lack ?? '', /t-security/);
    assert.deepEqual([holds, lacking.map(({ kind, name }) => `${kind}:${name}`)], [false, ['scope:pay']]);
    assert.deepEqual(diff(withPay('p-2')).changes[0]?.approval?.approvers, []);
  });

  test('who gave it, and that nothing lacks then, whatever else was given that is none', () => {
    const { changes, holds, lacking } = diff(withPay('p-1', 'p-2', 'p-4'));
    assert.deepEqual(
      changes.map(({ approval }) => [
        approval?.proven.map(({ person, proof }) => `${person} ${proof}`),
        approval?.lack,
      ]),
      [[['p-2 note'], null]],
    );
    assert.deepEqual([holds, lacking], [true, []]);
  });

  test('that a person may approve a key of their own, as others may', () => {
    const key = formatVerifierKey(signerOf('new.example', 9).key);
    const people = BEFORE.people.map((one) =>
      one.id === 'p-2' ? { ...one, approvalKeys: [...one.approvalKeys, key] } : one,
    );
    const { changes } = diff({ ...BEFORE, people });
    assert.deepEqual(
      changes.map(({ subject, approval }) => [subject.name, approval?.definition, approval?.approvers]),
      [['p-2', 'person:p-2', ['p-2']]],
    );
  });
});
