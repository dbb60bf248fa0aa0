import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { definitionsOf } from './definitions.ts';
import { clientText, noteOf, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';
import { mapApprovals, withApprovals } from './with-approvals.ts';

const text = shopText({
  scopes: scopeText('pay', { risk: 'critical' }) + scopeText('read'),
  clients: clientText('till', { standing: '[pay]' }),
  more: `teams:
  t-privacy: { description: Looks after personal data., author: p-1, members: [p-3, p-4] }
approvals: { author: p-1, risk: { critical: { team: t-privacy } } }
attestors:
  here: { description: This very Ambit., author: p-1, attests: session, key: ${formatVerifierKey(signerOf('here.example', 52).key)}, approves: high }
console:
  author: p-1
  roles: { admin: [{ claim: groups, value: admins }], viewer: [{ claim: groups, value: all }] }
waivers:
  later: { rule: scope-unheld, definition: 'scope:read', owner: p-1, author: p-1, reason: It is held from March on., expires: 2027-03-01T00:00:00Z }
`,
});
const policy = shopPolicy(text);
const names = definitionsOf(policy).map(({ kind, name }) => `${kind}:${name}`);
const note = (name: string, approver = 'p-2'): string => noteOf(policy, name, approver).text;

describe('a policy with more approvals', () => {
  test('has each beside the definition of any kind that it is of, and is else as it was', () => {
    assert.deepEqual(new Set(names.map((name) => name.split(':')[0])).size, 8);
    for (const name of names) {
      const given = note(name);
      const more = withApprovals(policy, [given]);
      assert.deepEqual(
        definitionsOf(more).flatMap((one) => one.approvals.map((held) => [`${one.kind}:${one.name}`, held.note])),
        [[name, given]],
      );
      assert.deepEqual(
        mapApprovals(more, () => []),
        policy,
      );
    }
  });

  test('is the same as one in whose files they stand', () => {
    const [two, three] = [noteOf(policy, 'scope:pay', 'p-2'), noteOf(policy, 'scope:pay', 'p-3')];
    const expected = shopPolicy(text, [two, three]);
    assert.deepEqual(withApprovals(policy, [two.text, three.text]), expected);
    assert.deepEqual(withApprovals(policy, [three.text, two.text]), expected);
    assert.deepEqual(withApprovals(shopPolicy(text, [three]), [two.text, two.text]), expected);
    assert.deepEqual(withApprovals(expected, [two.text]), expected);
  });

  test('leaves out those of another environment, of what was changed since or isn’t there, and what is none', () => {
    const staging = noteOf(
      shopPolicy(text.replace('environment: production', 'environment: staging')),
      'scope:pay',
      'p-2',
    );
    const other = shopPolicy(text.replace('Does what pay says.', 'Pays at once.'));
    const gone = shopPolicy(text.replaceAll("'read':", "'view':").replace('scope:read', 'scope:view'));
    for (const left of [
      ...[staging.text, noteOf(other, 'scope:pay', 'p-2').text, noteOf(gone, 'scope:view', 'p-2').text],
      ...['yes', note('scope:pay').slice(0, -20)],
    ])
      assert.equal(withApprovals(policy, [left]), policy);
    const [kept] = withApprovals(policy, [staging.text, note('scope:read')]).scopes.filter(
      ({ approvals }) => approvals.length > 0,
    );
    assert.equal(kept?.name, 'read');
  });

  test('says no more of what it didn’t than before, and keeps what has no more as the same object', () => {
    const plain = shopPolicy(shopText({ scopes: scopeText('read') + scopeText('view') }));
    const more = withApprovals(plain, [noteOf(plain, 'scope:read', 'p-2').text]);
    assert.deepEqual(Object.keys(more).sort(), Object.keys(plain).sort());
    const mapped = mapApprovals(plain, (_, name, held) => (name === 'read' ? [{ note: 'yes' }] : held));
    assert.equal(mapped.scopes[1], plain.scopes[1]);
    assert.deepEqual(mapped.scopes[0]?.approvals, [{ note: 'yes' }]);
  });
});
