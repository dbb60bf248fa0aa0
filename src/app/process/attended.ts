import { isatty } from 'node:tty';
import type { FromProcess } from './messages.ts';
import { isToProcess } from './messages.ts';

/** Connections that are kept alive would hold the process for seconds. */
const LINGER_MILLISECONDS = 200;

/** How long a process goes on without the supervisor that started it. */
export const ORPHAN_MILLISECONDS = 3000;

/** How a process learns what its supervisor wants, or, without one, what the terminal wants. */
export interface Attendance {
  /** Whether there is a supervisor. */
  readonly supervised: boolean;
  /** The database that the supervisor says; null without one, or when it leaves that to the configuration. */
  readonly databaseUrl: Promise<string | null>;
  /** Aborted when this process is to end. */
  readonly signal: AbortSignal;
  /** Calls back when files that were read at the start are to be read again: SIGHUP, where it doesn't mean that the terminal is gone. */
  onReload(listener: () => void): void;
  tell(message: FromProcess): Promise<void>;
  /** The last call: lets go of the channel, and lets nothing else keep the process alive for long. */
  end(): void;
}

/**
 * Begins to listen for the end. Under a supervisor that is its word, its death, or SIGTERM: Ctrl-C reaches the whole process group
 * and is left to the supervisor, who ends processes in order. Without one it is Ctrl-C, SIGTERM, or the terminal's end; a second
 * one, a moment later, ends the process at once.
 */
export function attend(): Attendance {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const supervised = process.send !== undefined;
  const databaseUrl = Promise.withResolvers<string | null>();
  const reloads: (() => void)[] = [];
  const reload = (): void => {
    for (const listener of reloads) listener();
  };
  if (supervised) {
    process.on('SIGINT', () => undefined);
    process.on('SIGHUP', reload);
    process.on('message', (message) => {
      if (isToProcess(message)) databaseUrl.resolve(message.databaseUrl);
    });
    process.on('disconnect', () => {
      end();
      // The database has probably gone with the supervisor, and there is nothing to wait for.
      setTimeout(() => process.exit(1), ORPHAN_MILLISECONDS).unref();
    });
  } else {
    databaseUrl.resolve(null);
    process.on('SIGINT', onceThenForce(end));
    process.on('SIGHUP', hasTerminal() ? onceThenForce(end) : reload);
  }
  process.on('SIGTERM', onceThenForce(end));
  return {
    supervised,
    databaseUrl: databaseUrl.promise,
    signal: controller.signal,
    onReload: (listener) => void reloads.push(listener),
    tell: (message) =>
      new Promise((resolve) => {
        if (!supervised || !process.connected) resolve();
        else process.send?.(message, undefined, undefined, () => resolve());
      }),
    end: () => {
      if (process.connected) process.disconnect();
      setTimeout(() => process.exit(), LINGER_MILLISECONDS).unref();
    },
  };
}

/** Whether a SIGHUP says that the terminal is gone: to a service that has none it says what it says to every service. */
export function hasTerminal(): boolean {
  return [0, 1, 2].some((descriptor) => isatty(descriptor));
}

/** npm passes on the Ctrl-C that the terminal has sent already: within this time it is the same one. */
const SAME_SIGNAL_MILLISECONDS = 1000;

/** A listener that ends on the first signal and, on one that is not an echo of it, exits at once. */
export function onceThenForce(end: () => void, force: () => void = () => process.exit(130)): () => void {
  let first: number | null = null;
  return () => {
    if (first === null) {
      first = performance.now();
      end();
    } else if (performance.now() - first > SAME_SIGNAL_MILLISECONDS) force();
  };
}
