import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519Signer, formatVerifierKey, ProofError } from '../proof/index.ts';
import { securityKey } from '../proof/testing/security-key.ts';
import { sshKey } from '../proof/testing/ssh-key.ts';
import { approvalKeyIdentity, parseApprovalKey } from './approval-key.ts';
import { signerOf } from './testing/shop-policy.ts';

const identityOf = (text: string): string => approvalKeyIdentity(parseApprovalKey(text));
const bob = sshKey(21);

test('a key is read in either of its spellings', () => {
  assert.equal(parseApprovalKey(bob.line).kind, 'ssh');
  assert.equal(parseApprovalKey(formatVerifierKey(signerOf('two.example', 2).key)).kind, 'note');
  for (const text of ['none', '', 'ssh-ed25519 AAAA', 'two.example+12345678+AAAA'])
    assert.throws(() => parseApprovalKey(text), ProofError, text);
});

test('two spellings of one key are one, whatever it is called, and two keys are two', () => {
  const verifierKey = (name: string): string => formatVerifierKey(ed25519Signer(name, bob.privateKey).key);
  const one = identityOf(bob.line);
  assert.match(one, /^ssh-ed25519 [A-Za-z0-9+/]{43}=$/);
  for (const other of [bob.line.replace('somebody@', 'else@'), verifierKey('bob.example'), verifierKey('b.example')])
    assert.equal(identityOf(other), one, other);
  assert.notEqual(identityOf(sshKey(22).line), one);
  // Of a security key the application counts, too.
  assert.match(identityOf(securityKey().line), /^sk-ssh-ed25519@openssh\.com [A-Za-z0-9+/]{60,}={0,2}$/);
});
