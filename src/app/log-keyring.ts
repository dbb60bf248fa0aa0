import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogKeyOrder, LogKeyring, LogSigners } from '../ledger/index.ts';
import {
  ed25519Signer,
  formatLogKeyChanges,
  formatVerifierKey,
  type LogKeyChange,
  mlDsa44Cosigner,
  parseLogKeyChanges,
} from '../proof/index.ts';
import { AppError } from './app-error.ts';
import type { DataDirectory } from './data-directory.ts';
import { createFile, removeFile, replaceFile } from './durable-file.ts';
import { logSigners, logVerifierKeys } from './keys.ts';
import { privateKeyIn } from './private-key-file.ts';

const PUBLIC_MODE = 0o644;

/** Where the keys of a log are, and what is asked of them. */
export interface LogKeyFiles {
  /** Changes of keys, a line each: what leads from the keys of before to those in `log.pub`, and back. */
  readonly changes: string;
  /** What the sequencer is asked to do, and what came of it. */
  readonly order: string;
  readonly answer: string;
  /** Private keys of a generation, Ed25519 and ML-DSA-44. */
  privateOf(generation: number): readonly [string, string];
}

/** What came of an order. */
export interface LogKeyAnswer {
  readonly id: string;
  /** Why it was not carried out; null where it was. */
  readonly problem: string | null;
}

export function logKeyFiles({ keys }: DataDirectory): LogKeyFiles {
  return {
    changes: join(keys, 'log-keys.jsonl'),
    order: join(keys, 'log-keys.order'),
    answer: join(keys, 'log-keys.answer'),
    privateOf(generation) {
      const name = generation === 1 ? 'log' : `log-${generation}`;
      return [join(keys, `${name}.key`), join(keys, `${name}-ml-dsa-44.key`)];
    },
  };
}

/** The log's changes of keys, as the sequencer left them; none where there never was one. @throws AppError `data_unusable` */
export function logKeyChanges(directory: DataDirectory): readonly LogKeyChange[] {
  const { changes } = logKeyFiles(directory);
  if (!existsSync(changes)) return [];
  try {
    return parseLogKeyChanges(readFileSync(changes, 'utf8'));
  } catch (cause) {
    throw new AppError(
      'data_unusable',
      `${changes} should hold changes of the log's keys, and holds something else.`,
      cause,
    );
  }
}

/**
 * The keys of the log in the data directory: those of the first generation are made on first use. Only the sequencer asks for them.
 *
 * @throws AppError `data_unusable`, from each of its functions, too
 */
export function logKeyring(directory: DataDirectory, origin: string): LogKeyring {
  const files = logKeyFiles(directory);
  const published = join(directory.keys, 'log.pub');
  const signersIn = (generation: number): LogSigners => {
    const [ed25519, mlDsa44] = files.privateOf(generation);
    return {
      signer: ed25519Signer(origin, privateKeyIn(ed25519)),
      cosigner: mlDsa44Cosigner(origin, privateKeyIn(mlDsa44, 'ml-dsa-44')),
    };
  };
  return {
    of(generation) {
      const [ed25519, mlDsa44] = files.privateOf(generation);
      // Before the first change what is published is the first generation.
      if (generation === 1 && !existsSync(files.changes))
        return existsSync(ed25519) || !existsSync(published) ? logSigners(directory, origin) : null;
      return existsSync(ed25519) && existsSync(mlDsa44) ? signersIn(generation) : null;
    },
    make: signersIn,
    destroy: (generation) => {
      for (const file of files.privateOf(generation)) if (existsSync(file)) removeFile(file);
    },
    known() {
      const keys = logVerifierKeys(directory);
      if (keys.some(({ name }) => name !== origin))
        throw new AppError(
          'data_unusable',
          `The log in this data directory is ${keys[0]?.name}, and the configuration's ledger.origin is ${origin}: a log keeps its origin for ever (${published} has it).`,
        );
      return { keys, changes: logKeyChanges(directory) };
    },
    publish(keys, changes) {
      // Changes first: they lead from whichever keys there are.
      const lines = formatLogKeyChanges(changes);
      if (lines !== '' || existsSync(files.changes)) replaceWhereOther(files.changes, lines);
      replaceWhereOther(published, keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
    },
    order: () => orderIn(files.order),
    answer({ id }, problem) {
      const answer: LogKeyAnswer = { id, problem };
      replaceFile(files.answer, `${JSON.stringify(answer)}\n`);
      removeFile(files.order);
    },
  };
}

/**
 * Asks the sequencer for new keys, or for an end to those of before; it does so at once where it runs, else when it starts.
 *
 * @returns false where something is asked for already
 */
export function orderLogKeys(directory: DataDirectory, order: LogKeyOrder): boolean {
  return createFile(logKeyFiles(directory).order, `${JSON.stringify(order)}\n`);
}

/** What came of an order; null until something did. */
export function logKeyAnswer(directory: DataDirectory, id: string): LogKeyAnswer | null {
  const { answer } = logKeyFiles(directory);
  if (!existsSync(answer)) return null;
  const read = JSON.parse(readFileSync(answer, 'utf8')) as LogKeyAnswer;
  return read.id === id ? read : null;
}

/** What the sequencer is asked and has not done yet; null for nothing, and for what nobody here wrote. */
export function waitingLogKeyOrder(directory: DataDirectory): LogKeyOrder | null {
  return orderIn(logKeyFiles(directory).order);
}

function orderIn(file: string): LogKeyOrder | null {
  if (!existsSync(file)) return null;
  try {
    const { id, action, cause } = JSON.parse(readFileSync(file, 'utf8')) as Partial<LogKeyOrder>;
    if (typeof id !== 'string' || (action !== 'rotate' && action !== 'retire')) return null;
    return cause === 'routine' || cause === 'lost' || cause === 'compromised' ? { id, action, cause } : null;
  } catch {
    return null;
  }
}

function replaceWhereOther(file: string, content: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) replaceFile(file, content, PUBLIC_MODE);
}
