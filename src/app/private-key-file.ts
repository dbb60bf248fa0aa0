import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { AppError } from './app-error.ts';
import { createFile } from './durable-file.ts';

const ALGORITHMS = { ed25519: 'an Ed25519', 'ml-dsa-44': 'an ML-DSA-44' } as const;

/** The private key in a file, made on first use, for its owner alone (0600). @throws AppError `data_unusable` */
export function privateKeyIn(file: string, algorithm: keyof typeof ALGORITHMS = 'ed25519'): KeyObject {
  if (!existsSync(file)) createFile(file, generatedKey(algorithm));
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType !== algorithm) throw new Error(`it is ${key.asymmetricKeyType}`);
    return key;
  } catch (cause) {
    throw new AppError(
      'data_unusable',
      `${file} should hold ${ALGORITHMS[algorithm]} private key (PKCS #8, PEM) and can't be read as one: restore it.`,
      cause,
    );
  }
}

function generatedKey(algorithm: keyof typeof ALGORITHMS): string {
  // Two calls, for each has a type of its own.
  const { privateKey } = algorithm === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
