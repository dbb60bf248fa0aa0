import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliContext } from './command.ts';

/** The Ed25519 key that `ambit approve --generate-key` made. @throws CliError */
export async function readPrivateKey(context: CliContext, file: string): Promise<KeyObject> {
  return privateKeyIn(context, file, await readFile(resolve(context.cwd, file), 'utf8'));
}

/**
 * The Ed25519 key of a text.
 *
 * @param where what holds it, as messages say it: a file, a variable
 * @throws CliError
 */
export function privateKeyIn(context: CliContext, where: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below: what was wrong with a key isn't repeated, for it might quote it.
  }
  return context.fail(`${where} holds no Ed25519 private key: make one with ambit approve --generate-key.`);
}
