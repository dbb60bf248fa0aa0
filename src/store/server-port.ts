import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { StoreError } from './store-error.ts';

/** The port of last time (`connection.json`) where it is free, for processes that still know it find their way back; else any free one. @throws StoreError `port_taken` */
export async function choosePort(connectionFile: string): Promise<number> {
  if (existsSync(connectionFile)) {
    const { url } = JSON.parse(readFileSync(connectionFile, 'utf8')) as { url: string };
    const last = await freePort(Number(new URL(url).port));
    if (last !== null) return last;
  }
  const port = await freePort(0);
  if (port === null)
    throw new StoreError(
      'port_taken',
      'No port of 127.0.0.1 is free for PostgreSQL: end some programs that listen there.',
    );
  return port;
}

/** @param wanted 0 for any @returns null where it is taken */
function freePort(wanted: number): Promise<number | null> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(null));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
