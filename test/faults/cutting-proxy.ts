import { connect, createServer, type Socket } from 'node:net';

/**
 * When a connection is lost:
 * - `before`: nothing of what the client sent last reaches the server, and the client can't tell
 * - `after`: the server has answered, so what was committed is committed, and the client never hears of it
 */
export type Cut = 'before' | 'after';

/** Stands between a client and PostgreSQL, and cuts a connection at a chosen moment of a statement. */
export interface CuttingProxy {
  readonly url: string;
  /** The next message that holds `words` is cut. Resolves when it was. */
  cutNext(cut: Cut, words: string): Promise<void>;
  close(): Promise<void>;
}

export async function cuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url);
  let armed: { readonly cut: Cut; readonly words: string; readonly done: () => void } | null = null;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let answerIsLost = false;
    const end = (): void => {
      for (const socket of [client, upstream]) {
        socket.destroy();
        open.delete(socket);
      }
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes) => {
      const { cut, words, done } = armed ?? { cut: null, words: '', done: () => undefined };
      if (cut === null || !bytes.includes(words)) return void upstream.write(bytes);
      armed = null;
      if (cut === 'after') {
        answerIsLost = true;
        upstream.once('data', done);
        return void upstream.write(bytes);
      }
      end();
      done();
    });
    upstream.on('data', (bytes) => {
      if (answerIsLost) end();
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(url);
  own.port = String((server.address() as { port: number }).port);
  return {
    url: own.href,
    cutNext: (cut, words) =>
      new Promise((done) => {
        armed = { cut, words, done };
      }),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
