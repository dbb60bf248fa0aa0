import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listen } from '../gateway/index.ts';
import {
  ed25519Cosigner,
  formatVerifierKey,
  isKeyName,
  mlDsa44Cosigner,
  type Signer,
  type VerifierKey,
} from '../proof/index.ts';
import { createWitness, type WitnessState, witnessServer } from '../witness/index.ts';
import { AppError } from './app-error.ts';
import { createFile, replaceFile } from './durable-file.ts';
import { privateKeyIn } from './private-key-file.ts';
import { takeInstanceLock } from './single-instance.ts';

const GRACE_SECONDS = 5;

export interface WitnessProcessOptions {
  /** Where it keeps its keys and what it saw. Made on first use, for its owner alone. */
  readonly directory: string;
  /** Folder of its private keys. Null: `keys` in the directory. */
  readonly keys: string | null;
  /** What the witness is called in its cosignatures. Null: as at its first start. */
  readonly name: string | null;
  readonly listen: { readonly host: string; readonly port: number };
  /** Keys of the logs that it witnesses, of one log one after another. */
  readonly logs: readonly VerifierKey[];
  /** Told of what a log signed that is not its history, and of what went wrong. */
  readonly onNotice: (message: string) => void;
}

export interface RunningWitness {
  readonly port: number;
  /** Its verifier keys, to give to whoever asks it and to whoever verifies. */
  readonly keys: readonly VerifierKey[];
  /** Takes no more requests, and finishes those under way. */
  stop(): Promise<void>;
}

/**
 * Runs a witness in this process.
 *
 * @throws AppError `already_running`, `data_unusable`; WitnessError; GatewayError `port_taken`, `listen_failed`
 */
export async function startWitnessProcess(options: WitnessProcessOptions): Promise<RunningWitness> {
  const { directory, onNotice } = options;
  const state = join(directory, 'state');
  const keys = options.keys ?? join(directory, 'keys');
  for (const folder of [directory, keys, state]) openFolder(folder);
  const lock = await takeInstanceLock(directory, 'witness', { whatRuns: `A witness runs on ${directory}` });
  try {
    const signers = signersOf(keys, nameOf(directory, options.name));
    const witness = createWitness({
      logs: byOrigin(options.logs),
      signers,
      state: stateIn(state),
      clock: Date.now,
      onConflict: (origin, what) =>
        onNotice(`the log ${origin} signed a checkpoint that does not extend what was cosigned: ${what}`),
      onFault: (fault) => onNotice(fault instanceof Error ? fault.message : String(fault)),
    });
    const server = witnessServer(witness, (fault) => onNotice(String(fault)));
    const listening = await listen(server, options.listen);
    return {
      port: listening.port,
      keys: witness.keys,
      async stop() {
        await listening.close(GRACE_SECONDS);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function openFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const owner = process.getuid?.();
    const { uid, mode } = statSync(path);
    if (owner !== undefined && uid !== owner) throw new Error(`it belongs to user ${uid}, and this is user ${owner}`);
    if ((mode & 0o077) !== 0) chmodSync(path, 0o700);
  } catch (cause) {
    throw new AppError(
      'data_unusable',
      `The witness's folder ${path} can't be used: ${cause instanceof Error ? cause.message : cause}.`,
      cause,
    );
  }
}

/** A witness keeps its name: those who know its keys know them by it. */
function nameOf(directory: string, given: string | null): string {
  const file = join(directory, 'name');
  if (!existsSync(file)) {
    if (given === null)
      throw new AppError(
        'data_unusable',
        `The witness in ${directory} has no name yet: give one with --name, as witness.example.com/w1.`,
      );
    if (!isKeyName(given) || Buffer.byteLength(given) > 255)
      throw new AppError(
        'data_unusable',
        `“${given}” can't be the name of a witness: it holds no space and no +, and has at most 255 bytes.`,
      );
    createFile(file, `${given}\n`);
  }
  const name = readFileSync(file, 'utf8').trim();
  if (given !== null && given !== name)
    throw new AppError(
      'data_unusable',
      `The witness in ${directory} is ${name} and not ${given}: it keeps its name for ever. Use another directory for another witness.`,
    );
  return name;
}

function signersOf(folder: string, name: string): readonly Signer[] {
  const signers = [
    ed25519Cosigner(name, privateKeyIn(join(folder, 'witness-ed25519.key'), 'ed25519')),
    mlDsa44Cosigner(name, privateKeyIn(join(folder, 'witness-ml-dsa-44.key'), 'ml-dsa-44')),
  ];
  replaceFile(join(folder, 'witness.pub'), signers.map(({ key }) => `${formatVerifierKey(key)}\n`).join(''), 0o644);
  return signers;
}

/** One file a log, by the SHA-256 of its origin, replaced whole and synchronised with its folder. */
function stateIn(folder: string): WitnessState {
  const fileOf = (origin: string): string =>
    join(folder, `${createHash('sha256').update(origin).digest('hex')}.checkpoint`);
  return {
    read(origin) {
      const file = fileOf(origin);
      return existsSync(file) ? readFileSync(file, 'utf8') : null;
    },
    write: (origin, checkpoint) => replaceFile(fileOf(origin), checkpoint),
  };
}

function byOrigin(keys: readonly VerifierKey[]): ReadonlyMap<string, readonly VerifierKey[]> {
  const logs = new Map<string, VerifierKey[]>();
  for (const key of keys) logs.set(key.name, [...(logs.get(key.name) ?? []), key]);
  return logs;
}
