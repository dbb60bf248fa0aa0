import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a database, and can be shut: then it is away for whoever comes through here, and comes back at the same address. */
export interface DatabaseDoor {
  readonly url: string;
  shut(): void;
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function startDatabaseDoor(url: string): Promise<DatabaseDoor> {
  const behind = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;
  const open = async (): Promise<void> => {
    server = createServer((outside) => {
      const inside = connect(Number(behind.port), behind.hostname);
      for (const [one, other] of [
        [outside, inside],
        [inside, outside],
      ] as const) {
        sockets.add(one);
        one.once('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        one.on('error', () => other.destroy());
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : port;
  };
  const shut = (): void => {
    server?.close();
    for (const socket of sockets) socket.destroy();
  };
  await open();
  const outside = new URL(url);
  outside.hostname = '127.0.0.1';
  outside.port = String(port);
  return {
    url: outside.href,
    shut,
    open,
    async close() {
      shut();
    },
  };
}
