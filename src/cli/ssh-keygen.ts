import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isSshPublicKey, parseSshPublicKey, type SshPublicKey } from '../proof/index.ts';
import type { CliContext } from './command.ts';

/**
 * The public half of an SSH key, out of the file itself where that is a `.pub` one, or else out of the one beside it. Null where there
 * is none: the private file is left to `ssh-keygen`, for it may be encrypted.
 *
 * @throws ProofError `malformed_key`
 */
export async function readSshPublicKeyFile(context: CliContext, file: string): Promise<SshPublicKey | null> {
  for (const path of [file, `${file}.pub`]) {
    const text = await readFile(resolve(context.cwd, path), 'utf8').catch(() => '');
    const line = text.trim();
    if (isSshPublicKey(line)) return parseSshPublicKey(line);
  }
  return null;
}

/**
 * Signs a text with `ssh-keygen -Y sign`: with the private key in the file, or, where that holds a public one, with the agent. It asks
 * for the passphrase, and for the touch of a security key, itself.
 *
 * @throws CliError
 */
export function signWithSshKeygen(context: CliContext, file: string, namespace: string, text: string): string {
  const { error, status, stdout, stderr } = spawnSync(
    'ssh-keygen',
    ['-Y', 'sign', '-f', resolve(context.cwd, file), '-n', namespace],
    { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', context.stderr.isTTY ? 'inherit' : 'pipe'] },
  );
  if (error !== undefined)
    return context.fail(
      `There is no ssh-keygen here to sign with (${error.message}): install OpenSSH, or write the text with --statement and sign it elsewhere.`,
    );
  if (status !== 0) {
    const why = (stderr ?? '').trim().split('\n').at(-1) ?? '';
    return context.fail(`ssh-keygen did not sign with ${file}${why === '' ? '' : ` (${why})`}.`);
  }
  return stdout;
}
