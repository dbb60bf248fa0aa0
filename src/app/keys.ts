import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MasterKey } from '../ledger/index.ts';
import {
  ED25519_TYPE,
  ed25519Signer,
  formatVerifierKey,
  LOG_KEY_TYPES,
  mlDsa44Cosigner,
  parseVerifierKey,
  type Signer,
  type VerifierKey,
} from '../proof/index.ts';
import { AppError } from './app-error.ts';
import type { DataDirectory } from './data-directory.ts';
import { createFile, renameFile, replaceFile } from './durable-file.ts';
import { privateKeyIn } from './private-key-file.ts';

const SECRET_BYTES = 32;

/** What the log signs its checkpoints with. */
export interface LogSigners {
  /** Ed25519, which signs heartbeats, too. */
  readonly signer: Signer;
  /** ML-DSA-44, whose signature beside it is good for longer than Ed25519 may be. */
  readonly cosigner: Signer;
}

/**
 * The log's own keys, made on first use together with `log.pub`, the verifier keys to give to whoever verifies, a line each. Only the
 * sequencer asks for them. A log of before ML-DSA-44 gets its second key, and the second line.
 *
 * @throws AppError `data_unusable`
 */
export function logSigners({ keys }: DataDirectory, origin: string): LogSigners {
  const signer = ed25519Signer(origin, privateKeyIn(join(keys, 'log.key')));
  const cosigner = mlDsa44Cosigner(origin, privateKeyIn(join(keys, 'log-ml-dsa-44.key'), 'ml-dsa-44'));
  const file = join(keys, 'log.pub');
  const [first, second] = [signer, cosigner].map(({ key }) => formatVerifierKey(key));
  const both = `${first}\n${second}\n`;
  createFile(file, both);
  const published = readFileSync(file, 'utf8').trim();
  if (published === first) replaceFile(file, both);
  else if (`${published}\n` !== both)
    throw new AppError(
      'data_unusable',
      `The log in this data directory has another name or key than the configuration's ledger.origin ${origin} makes of log.key and log-ml-dsa-44.key: a log keeps its origin for ever (${file} has it).`,
    );
  return { signer, cosigner };
}

/**
 * The key by which this Ambit vouches for approvals that are given in its console, made on first use with `approvals.pub`, the verifier
 * key that a policy registers.
 *
 * @throws AppError `data_unusable`
 */
export function approvalSigner({ keys }: DataDirectory, environment: string): Signer {
  const signer = ed25519Signer(`ambit/${environment}`, privateKeyIn(join(keys, 'approvals.key')));
  createFile(join(keys, 'approvals.pub'), `${formatVerifierKey(signer.key)}\n`);
  return signer;
}

/** The log's verifier keys, Ed25519 first; empty before the sequencer's first start. @throws AppError `data_unusable` */
export function logVerifierKeys({ keys }: DataDirectory): readonly VerifierKey[] {
  const file = join(keys, 'log.pub');
  if (!existsSync(file)) return [];
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line, index) => parseVerifierKey(line, index === 0 ? [ED25519_TYPE] : LOG_KEY_TYPES));
  } catch (cause) {
    throw new AppError('data_unusable', `${file} should hold the log's verifier keys and holds something else.`, cause);
  }
}

/** The log's Ed25519 key, by which its heartbeats are verified; null before the sequencer's first start. @throws AppError `data_unusable` */
export function logVerifierKey(directory: DataDirectory): VerifierKey | null {
  return logVerifierKeys(directory)[0] ?? null;
}

/**
 * The log's Ed25519 key, read again once the sequencer has put another in its place. Who reads heartbeats asks several times a second.
 *
 * @param first as it is now
 * @throws AppError `data_unusable`, when it is asked
 */
export function currentLogKey(directory: DataDirectory, first: VerifierKey): () => VerifierKey {
  const file = join(directory.keys, 'log.pub');
  let key = first;
  let seen = '';
  return () => {
    const { ino, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { ino: 0, mtimeMs: 0 };
    if (seen !== `${ino} ${mtimeMs}`) {
      key = logVerifierKey(directory) ?? key;
      seen = `${ino} ${mtimeMs}`;
    }
    return key;
  };
}

/** The key by which a writer signs its entries, made on first use with its public half beside it. @throws AppError `data_unusable` */
export function writerPrivateKey({ keys }: DataDirectory, writer: string): KeyObject {
  const key = privateKeyIn(join(keys, 'writers', `${writer}.key`));
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
export function secretKey(
  { keys }: DataDirectory,
  name: 'fingerprint' | 'pseudonym' | 'sealed' | 'sealed-next',
): Uint8Array {
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

/**
 * The key that wraps the keys of sealed texts, in `sealed.key`; and `sealed-next.key` while it is changed, which is renamed over it.
 *
 * @throws AppError `data_unusable`, from each of its functions, too
 */
export function sealedMasterKey(directory: DataDirectory): MasterKey {
  const next = join(directory.keys, 'sealed-next.key');
  let current = secretKey(directory, 'sealed');
  return {
    current: () => current,
    next: () => secretKey(directory, 'sealed-next'),
    get isChanging() {
      return existsSync(next);
    },
    change() {
      const changed = secretKey(directory, 'sealed-next');
      renameFile(next, join(directory.keys, 'sealed.key'));
      current = changed;
    },
  };
}
