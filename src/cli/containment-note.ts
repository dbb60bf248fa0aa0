import { type ContainmentStatement, containmentStatement } from '../policy/index.ts';
import { ed25519Signer, isKeyName } from '../proof/index.ts';
import type { CliContext } from './command.ts';
import { askManagement, type ManagementLocation } from './management.ts';
import { readPrivateKey } from './private-key.ts';

/** Which clients are contained, and what a statement about them has to name. */
export interface ContainedNow {
  readonly environment: string;
  readonly issuer: string;
  readonly containments: readonly { readonly clientId: string; readonly entry: string; readonly since: string }[];
}

/** @throws ManagementError, AppError */
export async function containedNow(context: CliContext, location: ManagementLocation): Promise<ContainedNow> {
  return (await askManagement(context, location, 'GET', '/v1/containments')) as ContainedNow;
}

/**
 * Signs that somebody contains a client, or lets it be released.
 *
 * @param keyName under which the person's key stands in the policy
 * @throws CliError
 */
export async function containmentNote(
  context: CliContext,
  said: Omit<ContainmentStatement, 'time'>,
  key: { readonly file: string; readonly name: string },
): Promise<string> {
  if (!isKeyName(key.name))
    return context.fail('Name the key as the policy has it, with --key-name: jane.example.com, for instance.');
  const privateKey = await readPrivateKey(context, key.file);
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return containmentStatement.sign({ ...said, time }, ed25519Signer(key.name, privateKey));
}
