import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from './app-error.ts';
import { prepareSocketFolder, socketPathFor } from './socket-path.ts';

const CONNECT_TIMEOUT_MILLISECONDS = 1000;
const POLL_MILLISECONDS = 20;
/** A turn takes a moment; one that lasts this long belongs to a process that was killed in it. */
const TURN_STALE_MILLISECONDS = 5000;

/** Held until released, or until this process ends. */
export interface InstanceLock {
  release(): Promise<void>;
}

export interface InstanceLockOptions {
  /** For the message: `Ambit runs on …`. */
  readonly whatRuns: string;
  /** How long to wait for a holder that is ending. Default: not at all. */
  readonly patienceMilliseconds?: number;
}

/**
 * Makes sure that one process at a time does what `name` says in this folder. The lock is a Unix socket that its holder listens
 * on: who can connect to it has found a living holder, and what a kill -9 left behind is told apart by nobody answering.
 *
 * @throws AppError `already_running`
 */
export async function takeInstanceLock(
  folder: string,
  name: string,
  { whatRuns, patienceMilliseconds = 0 }: InstanceLockOptions,
): Promise<InstanceLock> {
  const path = socketPathFor(join(folder, `${name}.lock`));
  prepareSocketFolder(path);
  const deadline = performance.now() + patienceMilliseconds;
  while (performance.now() < deadline && (await answers(path))) await delay(POLL_MILLISECONDS);
  // Looking, removing and listening are one turn: else of two that find the same stale socket, the later removes the earlier's new one.
  const turn = `${path}.turn`;
  await takeTurn(turn);
  try {
    if (await answers(path))
      throw new AppError('already_running', `${whatRuns} already: stop it first, or choose another dataDirectory.`);
    rmSync(path, { force: true });
    const server = createServer((socket) => socket.destroy());
    await listenOn(server, path);
    // The lock alone keeps no process alive.
    server.unref();
    chmodSync(path, 0o600);
    return { release: () => new Promise((resolve) => server.close(() => resolve())) };
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

async function takeTurn(turn: string): Promise<void> {
  for (;;) {
    try {
      return mkdirSync(turn);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > TURN_STALE_MILLISECONDS)
      rmSync(turn, { recursive: true, force: true });
    await delay(POLL_MILLISECONDS);
  }
}

function listenOn(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Whether somebody listens at a Unix socket. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    // A holder that is too busy to answer is one all the same.
    socket.setTimeout(CONNECT_TIMEOUT_MILLISECONDS, () => end(true));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
