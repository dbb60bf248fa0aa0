import { connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of what passes: `open` lets it; `silent` takes all and passes nothing on, as a machine that was paused; `closed` takes no
 * connection and ends those that are open; `nonsense` answers whatever comes with bytes that mean nothing; `broken` lets a request through and
 * ends the connection in place of its answer.
 */
export type LinkState = 'open' | 'silent' | 'closed' | 'nonsense' | 'broken';

/** Stands between somebody and a server, and fails as networks and machines do. */
export interface UnreliableLink {
  readonly port: number;
  become(state: LinkState): void;
  close(): Promise<void>;
}

export async function unreliableLink(port: number): Promise<UnreliableLink> {
  let state: LinkState = 'open';
  const links = new Set<() => void>();
  const waiting = new Set<() => void>();
  const server = createServer((client) => {
    if (state === 'closed') return void client.destroy();
    const behind = connect(port, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      behind.destroy();
      links.delete(end);
    };
    links.add(end);
    for (const socket of [client, behind]) socket.on('error', end).on('close', end);
    const pass = (from: Socket, to: Socket, isAnswer: boolean): void => {
      from.on('data', (bytes) => {
        if (state === 'nonsense') {
          if (!isAnswer) client.end('\u0000\u0001 what is this?\r\n\r\n');
        } else if (state === 'broken' && isAnswer) end();
        else if (state === 'silent') waiting.add(() => void to.write(bytes));
        else to.write(bytes);
      });
    };
    pass(client, behind, false);
    pass(behind, client, true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    become(next) {
      state = next;
      if (next === 'closed') for (const end of links) end();
      // What was held back arrives late, as it does when a paused machine goes on.
      if (next === 'open') for (const arrive of waiting) arrive();
      if (next !== 'silent') waiting.clear();
    },
    async close() {
      for (const end of links) end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
