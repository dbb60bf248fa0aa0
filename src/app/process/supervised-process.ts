import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { AppError } from '../app-error.ts';
import { withoutCoreDumps } from './core-dumps.ts';
import { isFromProcess, type ToProcess } from './messages.ts';

const FIRST_PAUSE_MILLISECONDS = 200;
const MAX_PAUSE_MILLISECONDS = 10_000;
/** A process that lived this long starts with the shortest pause again. */
const STEADY_MILLISECONDS = 60_000;
const DEFAULT_GRACE_MILLISECONDS = 3000;
const MAX_COMPLAINT_LENGTH = 8192;

export interface SupervisedProcessOptions {
  /** For people: `issuer guard`. */
  readonly name: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Where it runs: relative paths mean the same to it and to its supervisor. Default: here. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Sent to each process that is started, as soon as it is there. */
  readonly startMessage?: () => Promise<ToProcess>;
  /** One line that a person should see. */
  readonly onNotice: (message: string) => void;
  /** Told each line that it writes to stdout. Without this nobody reads it. */
  readonly onOutput?: (line: string) => void;
}

/** A child process that is started again when it dies. */
export interface SupervisedProcess {
  readonly name: string;
  /** What it said when it was first ready. Rejects with AppError `role_failed` when it ended before. */
  readonly ready: Promise<readonly string[]>;
  /** Of the process of now; null between two. */
  pid(): number | null;
  /** Ends it and starts it anew, with a new start message. */
  restart(): void;
  /** Asks it to end; kills it when it hasn't within the grace. Resolves when it is gone. */
  stop(graceMilliseconds?: number): Promise<void>;
  /** Sends a signal to the process of now, if there is one and it has said that it is ready: before, nobody listens. */
  signal(signal: NodeJS.Signals): void;
  /** Kills it now. */
  kill(): void;
}

/**
 * Starts a process and keeps it running.
 *
 * starting → ready → (dies) → pause → starting → …, the pause doubling from 0.2 s to 10 s while it dies quickly. Dying before it was
 * ever ready is no accident but a mistake in its surroundings, and ends the whole: `ready` rejects. `stop` ends the circle.
 *
 * The child shares the terminal's process group, and is to ignore Ctrl-C: the supervisor says in which order processes end, by
 * SIGTERM. It is to end by itself when the channel closes, which is how a kill -9 of the supervisor reaches it.
 */
export function superviseProcess(options: SupervisedProcessOptions): SupervisedProcess {
  const { name, onNotice, onOutput } = options;
  const ready = Promise.withResolvers<readonly string[]>();
  ready.promise.catch(() => undefined);
  const [command, ...args] = withoutCoreDumps(options.command);
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let wasReady = false;
  /** Of the process of now. */
  let isReady = false;
  let stopping = false;
  let restarting = false;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let timer: NodeJS.Timeout | undefined;

  const start = (): void => {
    const began = Date.now();
    let complaint: string | null = null;
    const started = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', onOutput === undefined ? 'ignore' : 'pipe', 'pipe', 'ipc'],
    });
    child = started;
    if (onOutput !== undefined && started.stdout !== null) createInterface(started.stdout).on('line', onOutput);
    const { promise, resolve } = Promise.withResolvers<void>();
    ended = promise;
    // What it complains of before it is ready is why it can't be: kept, so that a person reads one sentence and not all of them.
    let complaints = '';
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (wasReady) process.stderr.write(text);
      else complaints = (complaints + text).slice(-MAX_COMPLAINT_LENGTH);
    });
    // A process that is gone before it is told is noticed by its exit.
    void options.startMessage?.().then(
      (message) => started.connected && started.send(message, () => undefined),
      // Who makes the message says what is wrong with it.
      () => undefined,
    );
    started.on('message', (message) => {
      if (!isFromProcess(message)) return;
      if (message.kind === 'failed') complaint = message.message;
      else if (message.kind === 'notice') onNotice(`${name}: ${message.message}`);
      else {
        if (wasReady) onNotice(`${name} is back`);
        wasReady = true;
        isReady = true;
        ready.resolve(message.facts ?? []);
      }
    });
    let over = false;
    const onEnd = (why: string): void => {
      if (over) return;
      over = true;
      child = null;
      isReady = false;
      resolve();
      if (stopping) return;
      if (!wasReady) {
        ready.reject(new AppError('role_failed', complaint ?? beforeReady(name, why, complaints.trim())));
        return;
      }
      if (Date.now() - began > STEADY_MILLISECONDS) pause = FIRST_PAUSE_MILLISECONDS;
      if (!restarting) onNotice(`${name} ${complaint === null ? why : `ended: ${complaint}`}; starting it again`);
      timer = setTimeout(start, restarting ? 0 : pause);
      pause = Math.min(pause * 2, MAX_PAUSE_MILLISECONDS);
      restarting = false;
    };
    started.once('error', (error) => onEnd(`can't be started (${error.message})`));
    // Not `exit`, which may come before the last that it says.
    started.once('close', (code, signal) =>
      onEnd(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    );
  };
  start();

  const end = async (graceMilliseconds: number): Promise<void> => {
    const running = child;
    if (running === null) return;
    running.kill('SIGTERM');
    const killer = setTimeout(() => {
      onNotice(`${name} did not end in time and is killed`);
      running.kill('SIGKILL');
    }, graceMilliseconds);
    await ended;
    clearTimeout(killer);
  };

  return {
    name,
    ready: ready.promise,
    pid: () => child?.pid ?? null,
    restart() {
      if (stopping || child === null) return;
      restarting = true;
      void end(DEFAULT_GRACE_MILLISECONDS);
    },
    async stop(graceMilliseconds = DEFAULT_GRACE_MILLISECONDS) {
      stopping = true;
      clearTimeout(timer);
      await end(graceMilliseconds);
      ready.reject(new AppError('role_failed', `The ${name} was stopped before it was ready.`));
    },
    signal(signal) {
      if (isReady) child?.kill(signal);
    },
    kill() {
      stopping = true;
      clearTimeout(timer);
      child?.kill('SIGKILL');
    },
  };
}

function beforeReady(name: string, why: string, complaints: string): string {
  if (complaints === '') return `The ${name} ${why} before it was ready.`;
  return complaints.includes('\n') ? `The ${name} ${why} before it was ready:\n${complaints}` : complaints;
}
