import { type ElevationStatement, elevationStatement } from '../policy/index.ts';
import { ed25519Signer, isKeyName } from '../proof/index.ts';
import type { CliContext } from './command.ts';
import { askManagement, type ManagementLocation } from './management.ts';
import { readPrivateKey } from './private-key.ts';

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
  if (!isKeyName(keyName))
    return context.fail('Name the key as the policy has it, with --key-name: jane.example.com, for instance.');
  const { environment, issuer } = (await askManagement(context, location, 'GET', '/v1/elevations')) as {
    readonly environment: string;
    readonly issuer: string;
  };
  const privateKey = await readPrivateKey(context, key);
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return elevationStatement.sign(
    { ...about, environment, issuer, person: as, time },
    ed25519Signer(keyName, privateKey),
  );
}
