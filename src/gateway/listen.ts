import type { Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { GatewayError } from './gateway-error.ts';
import type { Listening, ListenOptions } from './types.ts';

const GRACE_SECONDS = 5;
const IDLE_CHECK_MILLISECONDS = 25;

/**
 * Begins to listen.
 *
 * @param front where connections come in, when it isn't the server itself (`tlsFront`)
 * @throws GatewayError `port_taken`, `listen_failed`
 */
export async function listen(
  server: Server,
  { host, port }: ListenOptions,
  front: NetServer = server,
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => reject(listenError(cause, host, port));
    front.once('error', failed);
    front.listen({ host, port, exclusive: true }, () => {
      front.off('error', failed);
      resolve();
    });
  });
  // Node.js begins to hold connections to their time limits when a server listens; this one's come from the front.
  if (front !== server) server.emit('listening');
  const { port: taken } = front.address() as AddressInfo;
  return { host, port: taken, close: (graceSeconds = GRACE_SECONDS) => closeGracefully(server, front, graceSeconds) };
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): GatewayError {
  if (cause.code === 'EADDRINUSE')
    return new GatewayError(
      'port_taken',
      `port ${port} on ${host} is taken by another process: stop it, or choose another port`,
      { cause },
    );
  const why =
    cause.code === 'EACCES'
      ? 'it needs a privilege that this process lacks'
      : cause.code === 'EADDRNOTAVAIL'
        ? 'this machine has no such address'
        : cause.message;
  return new GatewayError('listen_failed', `can't listen on ${host}:${port}: ${why}`, { cause });
}

/** Connections kept alive become idle one by one as their last request ends, and each is closed then. */
async function closeGracefully(server: Server, front: NetServer, graceSeconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void front.close(() => resolve()));
  // Ends what the server does by the clock; it doesn't listen itself where something stands in front of it.
  if (front !== server) server.close();
  const closeIdle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MILLISECONDS);
  const cut = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
  server.closeIdleConnections();
  await closed;
  clearInterval(closeIdle);
  clearTimeout(cut);
}
