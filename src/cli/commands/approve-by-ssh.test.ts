import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { sshKeygen, withoutSshKeygen } from '../../proof/testing/ssh-keygen.ts';
import { runAmbit } from '../testing/run-ambit.ts';

const ACME = resolve(import.meta.dirname, '../../../examples/acme');
const FILE = 'ambit/approvals/scope.orders%3Awrite.p-102.approval';
const folders: string[] = [];
/** A copy of the example company, whose second person signs with an SSH key. */
let acme = '';

beforeEach(() => {
  acme = mkdtempSync(join(tmpdir(), 'ambit-ssh-approvals-'));
  folders.push(acme);
  for (const part of ['ambit', 'demo-keys']) cpSync(join(ACME, part), join(acme, part), { recursive: true });
  if (withoutSshKeygen !== false) return;
  sshKeygen(['-q', '-t', 'ecdsa', '-N', '', '-C', 'bob at home', '-f', join(acme, 'id_ecdsa')]);
  edit('policy.yaml', 'approvalKeys: [', `approvalKeys: ['${publicKey()}', `);
  rmSync(join(acme, 'ambit/approvals/scope.orders%3Awrite.p-102.note'));
});
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const ambit = (...args: string[]) => runAmbit(acme, ...args);

const publicKey = (): string => readFileSync(join(acme, 'id_ecdsa.pub'), 'utf8').trim();
const approvals = (): string[] => readdirSync(join(acme, 'ambit/approvals')).filter((one) => one.includes('.approval'));

function edit(file: string, from: string, to: string): void {
  const path = join(acme, 'ambit', file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf('p-102');
  assert.ok(text.includes(from, at), `${file} should hold ${from}`);
  writeFileSync(path, text.slice(0, at) + text.slice(at).replace(from, to));
}

async function lacking(): Promise<string[]> {
  const { diagnostics } = JSON.parse((await ambit('check', '--format', 'json')).out);
  return diagnostics
    .filter(({ code }: { code: string }) => code.startsWith('approval_'))
    .map(({ code }: { code: string }) => code);
}

describe('ambit approve with an SSH key', { skip: withoutSshKeygen }, () => {
  test('has ssh-keygen sign, and writes text and signature beside each other', async () => {
    assert.deepEqual(await lacking(), ['approval_missing']);
    const { exitCode, out } = await ambit('approve', 'scope:orders:write', '--ssh-key', 'id_ecdsa');
    assert.equal(exitCode, 0);
    assert.match(
      out,
      /p-102 approves the scope orders:write .*\nWritten to .*\.approval and .*\.approval\.sig: commit both/,
    );
    assert.deepEqual(await lacking(), []);
    const { approvals: proven } = JSON.parse((await ambit('check', '--format', 'json')).out);
    assert.equal(proven['scope:orders:write'][0].proof, 'ssh');
    const explained = await ambit('explain', 'order-fulfilment', 'orders:write');
    assert.match(explained.out, /by p-102 at \S+, signed with the SSH key SHA256:\S+ \(verified\)/);
  });

  test('writes the text for whoever signs it with ssh-keygen alone', async () => {
    const { exitCode, out } = await ambit('approve', 'scope:orders:write', '--statement', '--as', 'p-102');
    assert.equal(exitCode, 0);
    assert.match(out, /^ambit approval v1\nenvironment production\nkind scope\nname orders:write\n/);
    const command = /^ {2}(ssh-keygen -Y sign .*)$/m.exec(out)?.[1] ?? '';
    assert.deepEqual((await lacking()).sort(), ['approval_missing', 'approval_unsigned']);
    execFileSync('sh', ['-c', command.replace('KEYFILE', 'id_ecdsa')], { cwd: acme, stdio: 'ignore' });
    assert.deepEqual(await lacking(), []);
  });

  test('removes the signature of an earlier text with it', async () => {
    await ambit('approve', 'scope:orders:write', '--ssh-key', 'id_ecdsa');
    assert.ok(existsSync(join(acme, `${FILE}.sig`)));
    await ambit('approve', 'scope:orders:write', '--statement', '--as', 'p-102');
    assert.ok(!existsSync(join(acme, `${FILE}.sig`)));
  });

  test('believes --as where there is no .pub file, and proves the signature before it writes it', async () => {
    renameSync(join(acme, 'id_ecdsa.pub'), join(acme, 'elsewhere.pub'));
    const ask = (...more: string[]) => ambit('approve', 'scope:orders:write', '--ssh-key', 'id_ecdsa', ...more);
    assert.match((await ask()).err, /no id_ecdsa\.pub to know the key by: say whose it is/);
    const carol = await ask('--as', 'p-103');
    assert.match(carol.err, /would prove nothing: .*p-103.*none of the given keys signed this/);
    assert.deepEqual(approvals(), []);
    assert.equal((await ask('--as', 'p-102')).exitCode, 0);
  });

  test('writes nothing for a key that the policy doesn’t know, or where two ways are named', async () => {
    sshKeygen(['-q', '-t', 'ed25519', '-N', '', '-f', join(acme, 'other')]);
    const other = await ambit('approve', 'scope:orders:write', '--ssh-key', 'other');
    assert.match(other.err, /The key SHA256:\S+ is nobody's in this policy/);
    const both = await ambit('approve', 'scope:orders:write', '--ssh-key', 'id_ecdsa', '--key', 'demo-keys/bob.key');
    assert.equal(both.exitCode, 2);
    const nobody = await ambit('approve', 'scope:orders:write', '--statement');
    assert.match(nobody.err, /Say who is going to sign/);
    const none = await ambit('approve', 'scope:orders:write', '--ssh-key', 'nowhere', '--as', 'p-102');
    assert.match(none.err, /ssh-keygen did not sign with nowhere/);
    assert.deepEqual(approvals(), []);
  });
});
