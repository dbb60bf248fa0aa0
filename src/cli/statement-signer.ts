import { ed25519Signer, isKeyName, type Signer } from '../proof/index.ts';
import type { CliContext } from './command.ts';
import { readPrivateKey } from './private-key.ts';

/** By whom and when a statement of a person is signed. */
export interface StatementSigner {
  readonly signer: Signer;
  /** Now: RFC 3339, UTC, in whole seconds. */
  readonly time: string;
}

/**
 * The approval key of who makes a statement.
 *
 * @param keyName under which the person's key stands in the policy
 * @throws CliError
 */
export async function statementSigner(context: CliContext, file: string, keyName: string): Promise<StatementSigner> {
  if (!isKeyName(keyName))
    return context.fail('Name the key as the policy has it, with --key-name: jane.example.com, for instance.');
  const signer = ed25519Signer(keyName, await readPrivateKey(context, file));
  return { signer, time: new Date().toISOString().replace(/\.\d+Z$/, 'Z') };
}
