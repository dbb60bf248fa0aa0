import { type ElevationStatement, elevationStatement } from '../policy/index.ts';
import type { CliContext } from './command.ts';
import { askManagement, type ManagementLocation } from './management.ts';
import { statementSigner } from './statement-signer.ts';

/** Who does something by their own word: a person of the policy, with the approval key that proves it. */
export interface SigningOptions {
  readonly as?: string;
  readonly key?: string;
  readonly keyName?: string;
}

/**
 * Signs what somebody asks for, or answers; null where none of the options is given.
 *
 * @throws CliError, ManagementError, AppError
 */
export async function elevationNote(
  context: CliContext,
  { as, key, keyName, ...location }: SigningOptions & ManagementLocation,
  about: Pick<ElevationStatement, 'act' | 'elevation'>,
): Promise<string | null> {
  if (as === undefined && key === undefined && keyName === undefined) return null;
  if (as === undefined || key === undefined || keyName === undefined)
    return context.fail('Who does it is proven by all of --as PERSON, --key FILE and --key-name NAME.');
  const { signer, time } = await statementSigner(context, key, keyName);
  const { environment, issuer } = (await askManagement(context, location, 'GET', '/v1/elevations')) as {
    readonly environment: string;
    readonly issuer: string;
  };
  return elevationStatement.sign({ ...about, environment, issuer, person: as, time }, signer);
}
