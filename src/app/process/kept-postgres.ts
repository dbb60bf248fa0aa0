import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../store/index.ts';

const FIRST_PAUSE_MILLISECONDS = 200;
const MAX_PAUSE_MILLISECONDS = 10_000;

/** The embedded PostgreSQL, started again whenever it ends. */
export interface KeptPostgres {
  /** Its address, once it answers: after a restart usually the same. Rejects when it can't be started at all. */
  url(): Promise<string>;
  stop(): Promise<void>;
  /** Ends it without any ceremony; what was committed is safe. */
  kill(): void;
}

/** Not being able to start is fatal the first time; later it is tried again until it works. */
export function keepPostgres(options: {
  readonly directory: string;
  readonly onNotice: (message: string) => void;
  /** It came back under another address. */
  readonly onMoved: () => void;
}): KeptPostgres {
  const { directory, onNotice, onMoved } = options;
  let running: EmbeddedPostgres | null = null;
  let stopping = false;
  let address = '';
  const started = startEmbeddedPostgres({ directory });
  let url = started.then((first) => first.url);
  url.catch(() => undefined);

  const watch = (server: EmbeddedPostgres): void => {
    running = server;
    if (address !== '' && address !== server.url) onMoved();
    address = server.url;
    void server.ended.then(() => {
      running = null;
      if (stopping) return;
      onNotice('PostgreSQL ended; starting it again');
      const back = restart();
      url = back.then((next) => next.url);
      back.then(watch, () => undefined);
    });
  };
  const restart = async (): Promise<EmbeddedPostgres> => {
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(pause * 2, MAX_PAUSE_MILLISECONDS)) {
      try {
        const server = await startEmbeddedPostgres({ directory });
        onNotice('PostgreSQL is back');
        return server;
      } catch (error) {
        onNotice(error instanceof Error ? error.message : String(error));
        if (stopping) throw error;
        await delay(pause);
      }
    }
  };
  const first = started.then(watch, () => undefined);

  return {
    url: () => url,
    async stop() {
      stopping = true;
      await first;
      await url.catch(() => undefined);
      await running?.stop();
    },
    kill() {
      stopping = true;
      if (running === null) return;
      try {
        process.kill(running.pid, 'SIGQUIT');
      } catch {
        // Gone already.
      }
    },
  };
}
