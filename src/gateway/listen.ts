import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayError } from './gateway-error.ts';
import type { Listening, ListenOptions } from './types.ts';

const GRACE_SECONDS = 5;
const IDLE_CHECK_MILLISECONDS = 25;

/**
 * Begins to listen.
 *
 * @throws GatewayError `port_taken`, `listen_failed`
 */
export async function listen(server: Server, { host, port }: ListenOptions): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => reject(listenError(cause, host, port));
    server.once('error', failed);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return { host, port: taken, close: (graceSeconds = GRACE_SECONDS) => closeGracefully(server, graceSeconds) };
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
async function closeGracefully(server: Server, graceSeconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  const closeIdle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MILLISECONDS);
  const cut = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
  server.closeIdleConnections();
  await closed;
  clearInterval(closeIdle);
  clearTimeout(cut);
}
