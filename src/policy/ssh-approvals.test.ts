import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { securityKey } from '../proof/testing/security-key.ts';
import { sshKey } from '../proof/testing/ssh-key.ts';
import {
  APPROVAL_NAMESPACE,
  type ApprovalStatement,
  approvalText,
  compilePolicy,
  definitionsOf,
  type Policy,
  type PolicyFileText,
  proveApprovals,
  signApproval,
  sshApproval,
} from './index.ts';

const [bob, mallory] = [sshKey(21), sshKey(22)];
const touched = securityKey();

function policyFile(keys: string): PolicyFileText {
  return {
    path: 'policy.yaml',
    text: `environment: test
issuers: { 'https://issuer.example': { level: guarded } }
people:
  p-1: {}
  p-2: { approves: critical, approvalKeys: [${keys}] }
resourceServers:
  orders: { description: 'Serves the orders.', owner: p-1, audience: 'https://orders.example' }
scopes:
  orders:refund:
    resourceServer: orders
    description: 'Pays money back.'
    why: 'Refunds have to be paid.'
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 60
    reviewIntervalDays: 30
`,
  };
}

const GOOD = policyFile(`${bob.line}, ${touched.line}`);
const compiled = (...files: PolicyFileText[]): Policy => {
  const { identified, diagnostics } = compilePolicy(files);
  assert.ok(identified !== null, JSON.stringify(diagnostics));
  return identified.policy;
};
const refund = definitionsOf(compiled(GOOD)).find(({ name }) => name === 'orders:refund');
assert.ok(refund);
const statement: ApprovalStatement = {
  ...{ environment: 'test', kind: 'scope', name: 'orders:refund', definition: refund.digest },
  ...{ author: 'p-1', approver: 'p-2', time: '2026-11-24T00:00:00Z' },
};
const text = approvalText(statement);
const path = 'approvals/scope.orders%3Arefund.p-2.approval';
const pair = (signature: string, over = text): PolicyFileText[] => [
  { path, text: over },
  { path: `${path}.sig`, text: signature },
];
const lacks = (policy: Policy): string =>
  proveApprovals(policy, 'bootstrap')
    .lacking.map(({ why }) => why)
    .join('; ');
const codes = (...files: PolicyFileText[]): string[] =>
  compilePolicy(files).diagnostics.map(({ code, severity }) => `${severity} ${code}`);

describe('an approval by an SSH signature', () => {
  test('holds as the text and the signature that ssh-keygen wrote beside it', () => {
    const policy = compiled(GOOD, ...pair(bob.sign(text, APPROVAL_NAMESPACE)));
    assert.equal(lacks(policy), '');
    const [proven] = proveApprovals(policy, 'bootstrap').proven.get('scope:orders:refund') ?? [];
    assert.deepEqual([proven?.person, proven?.proof], ['p-2', 'ssh']);
    assert.match(proven?.keyName ?? '', /^SHA256:/);
  });

  test('is the same policy in one .note file', () => {
    const signature = bob.sign(text, APPROVAL_NAMESPACE);
    const note = { path: 'approvals/bob.note', text: sshApproval(text, signature) };
    assert.deepEqual(compiled(GOOD, note), compiled(GOOD, ...pair(signature)));
  });

  test('holds with a security key that was touched', () => {
    const untouched = securityKey({ flags: 0 });
    assert.equal(lacks(compiled(GOOD, ...pair(touched.sign(text, APPROVAL_NAMESPACE)))), '');
    assert.match(
      lacks(compiled(GOOD, ...pair(untouched.sign(text, APPROVAL_NAMESPACE)))),
      /nobody touched the security key/,
    );
  });

  for (const [what, signature, why] of [
    ['by somebody else’s key', mallory.sign(text, APPROVAL_NAMESPACE), /none of the given keys signed this/],
    ['that was made for Git', bob.sign(text, 'git'), /made for the namespace git, not approval@ambit/],
    ['of another text', bob.sign(text.replace('refund', 'write'), APPROVAL_NAMESPACE), /does not hold/],
  ] as const)
    test(`${what} proves nothing`, () => assert.match(lacks(compiled(GOOD, ...pair(signature))), why));

  test('with one letter changed, in text or signature, proves nothing', () => {
    const signature = bob.sign(text, APPROVAL_NAMESPACE);
    const both = text + signature;
    fc.assert(
      fc.property(fc.nat(both.length - 1), fc.constantFrom('a', 'B', '0', '\n', ' '), (at, letter) => {
        const changed = both.slice(0, at) + letter + both.slice(at + 1);
        if (changed === both) return;
        const { identified } = compilePolicy([
          GOOD,
          ...pair(changed.slice(text.length), changed.slice(0, text.length)),
        ]);
        assert.ok(identified === null || lacks(identified.policy) !== '');
      }),
    );
  });

  test('and a note are taken of whoever has keys of both sorts', () => {
    const signer = ed25519Signer('bob.example', sshKey(23).privateKey);
    const both = policyFile(`${bob.line}, ${formatVerifierKey(signer.key)}, ${touched.line}`);
    const { digest: definition = '' } =
      definitionsOf(compiled(both)).find(({ name }) => name === 'orders:refund') ?? {};
    const said = { ...statement, definition };
    const proofs = [
      signApproval(said, signer),
      ...[bob, touched].map((key) => sshApproval(approvalText(said), key.sign(approvalText(said), APPROVAL_NAMESPACE))),
    ].map((note) => {
      const policy = compiled(both, { path: 'a.note', text: note });
      assert.equal(lacks(policy), '');
      return proveApprovals(policy, 'bootstrap')
        .proven.get('scope:orders:refund')
        ?.map(({ proof }) => proof);
    });
    assert.deepEqual(proofs, [['note'], ['ssh'], ['ssh']]);
    const alone = compiled(policyFile(bob.line), { path: 'a.note', text: signApproval(said, signer) });
    assert.match(lacks(alone), /not signed with a key of theirs/);
  });

  test('that nobody has signed yet is said, and no approval', () => {
    assert.deepEqual(codes(GOOD, { path, text }), ['warning approval_unsigned']);
    assert.match(lacks(compiled(GOOD, { path, text })), /nobody's approval/);
  });

  test('is refused as a file where it is none', () => {
    const signature = bob.sign(text, APPROVAL_NAMESPACE);
    const malformed = ['error approval_malformed'];
    assert.deepEqual(codes(GOOD, { path: `${path}.sig`, text: signature }), malformed, 'a signature without a text');
    assert.deepEqual(codes(GOOD, { path, text: 'I say yes.\n' }), malformed, 'a text that says nothing');
    assert.deepEqual(codes(GOOD, ...pair('yes')), malformed, 'a signature that is none');
    assert.deepEqual(codes(GOOD, ...pair(`${signature}\n`)), malformed, 'a signature with something after it');
  });
});

describe('an SSH key under approvalKeys', () => {
  const keyCodes = (keys: string): string[] => codes(policyFile(keys));

  test('is refused where it is none, too short, or has options', () => {
    for (const key of ['ssh-ed25519 AAAA', 'ssh-dss AAAAB3NzaC1kc3MAAAAA', `restrict ${bob.line}`])
      assert.deepEqual(keyCodes(key), ['error approval_key_invalid'], key);
  });

  test('is known again under another comment, and as a verifier key', () => {
    const renamed = bob.line.replace('somebody@', 'else@');
    const verifierKey = formatVerifierKey(ed25519Signer('bob.example', bob.privateKey).key);
    for (const other of [renamed, verifierKey]) {
      const file = policyFile(bob.line);
      const shared = { ...file, text: file.text.replace('p-1: {}', `p-1: { approvalKeys: ['${other}'] }`) };
      assert.deepEqual(codes(shared), ['error approval_key_shared'], other);
    }
    assert.deepEqual(keyCodes(`${bob.line}, ${mallory.line}`), []);
  });
});
