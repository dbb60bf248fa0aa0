import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519Signer, formatVerifierKey, parseVerifierKey, type Signer, type VerifierKey } from '../proof/index.ts';
import { AppError } from './app-error.ts';
import type { DataDirectory } from './data-directory.ts';
import { createFile } from './durable-file.ts';

const SECRET_BYTES = 32;

/**
 * The log's own key, made on first use together with `log.pub`, the verifier key to give to whoever verifies. Only the sequencer
 * asks for it.
 *
 * @throws AppError `data_unusable`
 */
export function logSigner({ keys }: DataDirectory, origin: string): Signer {
  const signer = ed25519Signer(origin, privateKey(join(keys, 'log.key')));
  const file = join(keys, 'log.pub');
  createFile(file, `${formatVerifierKey(signer.key)}\n`);
  if (readFileSync(file, 'utf8').trim() !== formatVerifierKey(signer.key))
    throw new AppError(
      'data_unusable',
      `The log in this data directory has another name or key than the configuration's ledger.origin ${origin} makes of log.key: a log keeps its origin for ever (${file} has it).`,
    );
  return signer;
}

/**
 * The key by which this Ambit vouches for approvals that are given in its console, made on first use with `approvals.pub`, the verifier
 * key that a policy registers.
 *
 * @throws AppError `data_unusable`
 */
export function approvalSigner({ keys }: DataDirectory, environment: string): Signer {
  const signer = ed25519Signer(`ambit/${environment}`, privateKey(join(keys, 'approvals.key')));
  createFile(join(keys, 'approvals.pub'), `${formatVerifierKey(signer.key)}\n`);
  return signer;
}

/** The log's verifier key; null before the sequencer's first start. @throws AppError `data_unusable` */
export function logVerifierKey({ keys }: DataDirectory): VerifierKey | null {
  const file = join(keys, 'log.pub');
  if (!existsSync(file)) return null;
  try {
    return parseVerifierKey(readFileSync(file, 'utf8').trim());
  } catch (cause) {
    throw new AppError('data_unusable', `${file} should hold the log's verifier key and holds something else.`, cause);
  }
}

/** The key by which a writer signs its entries, made on first use with its public half beside it. @throws AppError `data_unusable` */
export function writerPrivateKey({ keys }: DataDirectory, writer: string): KeyObject {
  const key = privateKey(join(keys, 'writers', `${writer}.key`));
  createFile(
    join(keys, 'writers', `${writer}.pub`),
    createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    0o644,
  );
  return key;
}

/** Public keys of all writers: whom the sequencer takes entries from. @throws AppError `data_unusable` */
export function writerPublicKeys({ keys }: DataDirectory): Map<string, KeyObject> {
  const folder = join(keys, 'writers');
  const names = readdirSync(folder).filter((name) => name.endsWith('.pub'));
  return new Map(
    names.map((name) => {
      const file = join(folder, name);
      try {
        return [name.slice(0, -'.pub'.length), createPublicKey(readFileSync(file))];
      } catch (cause) {
        throw new AppError(
          'data_unusable',
          `${file} should hold a writer's public key and holds something else.`,
          cause,
        );
      }
    }),
  );
}

/** 32 random bytes that stay the same from the first use on. @throws AppError `data_unusable` */
export function secretKey({ keys }: DataDirectory, name: 'fingerprint' | 'pseudonym' | 'sealed'): Uint8Array {
  const file = join(keys, `${name}.key`);
  if (!existsSync(file)) createFile(file, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
  const bytes = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (bytes.length !== SECRET_BYTES)
    throw new AppError(
      'data_unusable',
      `${file} should hold ${SECRET_BYTES} bytes in base64url and holds something else: restore it, for what was recorded is known by it.`,
    );
  return bytes;
}

function privateKey(file: string): KeyObject {
  if (!existsSync(file)) {
    const { privateKey: made } = generateKeyPairSync('ed25519');
    createFile(file, made.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`it is ${key.asymmetricKeyType}`);
    return key;
  } catch (cause) {
    throw new AppError(
      'data_unusable',
      `${file} should hold an Ed25519 private key (PKCS #8, PEM) and can't be read as one: restore it.`,
      cause,
    );
  }
}
