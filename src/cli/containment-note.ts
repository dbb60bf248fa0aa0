import { type ContainmentStatement, containmentStatement } from '../policy/index.ts';
import type { CliContext } from './command.ts';
import { askManagement, type ManagementLocation } from './management.ts';
import { statementSigner } from './statement-signer.ts';

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
  const { signer, time } = await statementSigner(context, key.file, key.name);
  return containmentStatement.sign({ ...said, time }, signer);
}
