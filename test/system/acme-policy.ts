import { createPrivateKey } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compilePolicy, definitionsOf, type Policy, signApproval } from '../../src/policy/index.ts';
import { readPolicyFolder } from '../../src/policy-folder/index.ts';
import { ed25519Signer } from '../../src/proof/index.ts';

export const ACME = resolve(import.meta.dirname, '../../examples/acme');
const ISSUER = 'http://127.0.0.1:4400';

/**
 * Copies Acme's policy for another issuer address, `edit`ed, and has Bob approve what needs it: an approval covers the issuer of a
 * client, so each test's copy is approved for itself, as a real change would be.
 */
export async function writeAcmePolicy(
  folder: string,
  issuer: string,
  edit: (text: string, file: string) => string = (text) => text,
): Promise<Policy> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(ACME, 'ambit'), folder, { recursive: true });
  rmSync(join(folder, 'approvals'), { recursive: true, force: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(ISSUER, issuer);
    writeFileSync(join(folder, file), edit(text, file));
  }
  const policy = await compile(folder);
  const signer = ed25519Signer('bob.acme.example', createPrivateKey(readFileSync(join(ACME, 'demo-keys/bob.key'))));
  mkdirSync(join(folder, 'approvals'));
  for (const { kind, name, digest, author, risk } of definitionsOf(policy)) {
    if (risk === 'low' && kind !== 'waiver') continue;
    const { environment } = policy;
    const time = '2026-11-24T00:00:00Z';
    const note = signApproval({ environment, kind, name, definition: digest, author, approver: 'p-102', time }, signer);
    writeFileSync(join(folder, 'approvals', `${kind}.${encodeURIComponent(name)}.p-102.note`), note);
  }
  return compile(folder);
}

async function compile(folder: string): Promise<Policy> {
  const { identified, diagnostics } = compilePolicy(await readPolicyFolder(folder));
  if (identified === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return identified.policy;
}
