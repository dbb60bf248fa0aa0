import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import type { Upstream } from '../types.ts';
import { createUpstream } from '../upstream.ts';

export const PUBLIC = 'https://api.example';

/** A server behind the gateway that behaves as a test says, and the pool that leads to it. */
export interface ServerBehind {
  behave: RequestListener;
  readonly upstream: Upstream;
  /** Another one that writes these bytes, whatever it is asked, and then does this to the connection. */
  rawUpstream(bytes: string, then?: (socket: Socket) => void): Promise<Upstream>;
  /** One where nobody listens. */
  nobody(): Upstream;
  /** Closes those that single tests asked for. */
  closeOthers(): Promise<void>;
  close(): Promise<void>;
}

export async function startServerBehind(): Promise<ServerBehind> {
  const closers: (() => Promise<unknown>)[] = [];
  const server = createServer((request, response) => behind.behave(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timeouts = { headersTimeoutSeconds: 0.3, bodyTimeoutSeconds: 0.3 };
  const upstream = createUpstream({ origin: originOf(server), publicOrigin: PUBLIC, ...timeouts });
  const behind: ServerBehind = {
    behave: (_request, response) => void response.end('fine'),
    upstream,
    async rawUpstream(bytes, then = () => {}) {
      const raw = createSocketServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => {
          socket.write(bytes);
          then(socket);
        });
      });
      await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
      const one = createUpstream({ origin: originOf(raw), publicOrigin: PUBLIC, ...timeouts });
      closers.push(async () => {
        await one.close();
        raw.close();
      });
      return one;
    },
    nobody() {
      const one = createUpstream({ origin: 'http://127.0.0.1:1', publicOrigin: PUBLIC });
      closers.push(() => one.close());
      return one;
    },
    async closeOthers() {
      for (const close of closers.splice(0)) await close();
    },
    async close() {
      await upstream.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return behind;
}

function originOf(server: { address(): unknown }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
