import { spawnSync } from 'node:child_process';

/** Why the machine can't ask OpenSSH itself; false where it can: what `skip` of a test takes. */
export const withoutSshKeygen: string | false =
  spawnSync('ssh-keygen', ['-?']).error === undefined ? false : 'there is no ssh-keygen on this machine';

/** Runs `ssh-keygen` of OpenSSH. */
export function sshKeygen(
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly out: string } {
  const { status, stdout } = spawnSync('ssh-keygen', args, { input, encoding: 'utf8' });
  return { status, out: stdout };
}
