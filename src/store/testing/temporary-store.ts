import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, openStore, type Store, startEmbeddedPostgres } from '../index.ts';

/** A real PostgreSQL of a test's own, with Ambit's tables, gone when it is closed. */
export interface TemporaryStore extends Disposable {
  readonly directory: string;
  readonly store: Store;
  readonly url: string;
  /** The server that runs now; another one after `restart`. */
  server(): EmbeddedPostgres;
  /** Kills the server and all its processes as a power failure would, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data and address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function temporaryStore(): Promise<TemporaryStore> {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-store-'));
  let server = await startEmbeddedPostgres({ directory });
  const store = await openStore({ url: server.url, applicationName: 'test' });
  const discard = (): void => rmSync(directory, { recursive: true, force: true });
  return {
    directory,
    store,
    url: server.url,
    server: () => server,
    async kill() {
      process.kill(-server.pid, 'SIGKILL');
      await server.ended;
    },
    async restart() {
      server = await startEmbeddedPostgres({ directory });
    },
    async close() {
      await store.close();
      await server.stop();
      discard();
    },
    [Symbol.dispose]: discard,
  };
}
