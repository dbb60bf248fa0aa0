import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sshKey } from '../proof/testing/ssh-key.ts';
import { APPROVAL_NAMESPACE, type ApprovalStatement, approvalText, signApproval } from './approval-statement.ts';
import { attachApprovals } from './attach-approvals.ts';
import { definitionsOf } from './definitions.ts';
import { noteOf, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';
import type { Diagnostic, PolicyFileText } from './types.ts';

const policy = shopPolicy(shopText({ scopes: scopeText('pay', { risk: 'critical' }) + scopeText('read') }));
const statementOf = (over: Partial<ApprovalStatement> = {}): ApprovalStatement => ({
  ...{ environment: 'production', kind: 'scope', name: 'pay', definition: `sha256:${'0'.repeat(64)}` },
  ...{ author: 'p-1', approver: 'p-2', time: '2026-11-24T00:00:00Z' },
  ...over,
});
const noteText = (over: Partial<ApprovalStatement> = {}): string =>
  signApproval(statementOf(over), signerOf('two.example', 2));

function attached(...files: readonly PolicyFileText[]) {
  const diagnostics: Diagnostic[] = [];
  const attachedTo = attachApprovals(policy, files, ['production', 'staging'], diagnostics);
  const held = definitionsOf(attachedTo).flatMap(({ kind, name, approvals }) =>
    approvals.map(({ note }) => [`${kind}:${name}`, note] as const),
  );
  const told = diagnostics.map(
    ({ file, line, column, severity, code, message, help }) =>
      `${file}:${line}:${column} ${severity} ${code}: ${message} | ${help}`,
  );
  return { policy: attachedTo, held, told };
}

const MALFORMED =
  'error approval_malformed: this is no approval: a signed note that begins with “ambit approval v1” was expected | Approvals are written by ambit approve; remove this file.';

describe('an approval in a policy’s folder', () => {
  test('stands beside its definition, each text once and in one order, whatever its files are called', () => {
    const [two, three] = [noteOf(policy, 'scope:pay', 'p-2'), noteOf(policy, 'scope:pay', 'p-3')];
    const expected = {
      held: [two.text, three.text].sort().map((note) => ['scope:pay', note] as const),
      told: [],
    };
    for (const files of [
      [two, three],
      [three, two],
      [two, three, { path: 'again.note', text: two.text }],
    ]) {
      const { held, told } = attached(...files);
      assert.deepEqual({ held, told }, expected);
    }
    const { policy: after } = attached(two);
    assert.equal(after.scopes[1], policy.scopes[1]);
    assert.equal(after.people[0], policy.people[0]);
  });

  test('leaves a policy without any as it is', () => {
    assert.equal(attached().policy, policy);
    assert.equal(attached({ path: 'shop.yaml', text: noteText() }).policy, policy);
    assert.equal(attached({ path: 'shop.note.md', text: noteText() }).policy, policy);
  });

  test('of another environment of the files is passed over, and one of none is told', () => {
    assert.deepEqual(attached({ path: 'a.note', text: noteText({ environment: 'staging', name: 'gone' }) }).told, []);
    const { told, held } = attached({ path: 'a.note', text: noteText({ environment: 'stagin', name: 'gone' }) });
    assert.deepEqual(held, []);
    assert.deepEqual(told, [
      'a.note:1:1 warning approval_of_nothing: this approves the scope gone, which the policy does not have | Remove this file.',
    ]);
    // Of what is there, it proves nothing, which `proveApprovals` says.
    assert.equal(attached({ path: 'a.note', text: noteText({ environment: 'stagin' }) }).held.length, 1);
  });

  test('of nothing that there is, or that is none, is told', () => {
    assert.deepEqual(
      attached(
        { path: 'a.note', text: noteText({ name: 'raed' }) },
        { path: 'b.note', text: 'yes' },
        { path: 'c.note', text: noteText({ kind: 'client', name: 'pay' }) },
      ),
      {
        policy,
        held: [],
        told: [
          'a.note:1:1 warning approval_of_nothing: this approves the scope raed, which the policy does not have | Did you mean scope:read? Remove this file, and run: ambit approve scope:read',
          `b.note:1:1 ${MALFORMED}`,
          'c.note:1:1 warning approval_of_nothing: this approves the client pay, which the policy does not have | Remove this file.',
        ],
      },
    );
  });
});

describe('an approval of a text and a signature beside it', () => {
  const text = approvalText(statementOf());
  const signature = sshKey(81).sign(text, APPROVAL_NAMESPACE);
  const files = (over = text, signed = signature): PolicyFileText[] => [
    { path: 'a.approval', text: over },
    { path: 'a.approval.sig', text: signed },
  ];

  test('is one, in any order of its files', () => {
    const note = `${text}\n${signature}`;
    for (const both of [files(), files().reverse()])
      assert.deepEqual(attached(...both), {
        policy: attached(...files()).policy,
        held: [['scope:pay', note]],
        told: [],
      });
  });

  test('is told where one of the two is missing, or is none', () => {
    const [alone = assert.fail(), signed = assert.fail()] = files();
    assert.deepEqual(attached(alone).told, [
      'a.approval:1:1 warning approval_unsigned: nobody has signed this approval yet | Sign it, ssh-keygen -Y sign -f KEYFILE -n approval@ambit a.approval, or remove it.',
    ]);
    assert.deepEqual(attached(signed).told, [
      'a.approval.sig:1:1 error approval_malformed: this signature has no text beside it | Keep the .approval file that it was made of, or remove this one.',
    ]);
    assert.deepEqual(attached({ path: 'a.approval', text: 'I say yes.\n' }).told, [`a.approval:1:1 ${MALFORMED}`]);
    assert.deepEqual(attached(...files(text, 'yes')).told, [`a.approval:1:1 ${MALFORMED}`]);
    for (const one of [alone, signed]) assert.deepEqual(attached(one).held, []);
  });
});
