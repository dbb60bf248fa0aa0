import { chmodSync, rmSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { addRoutes, apiServer } from './management-api.ts';
import type { ManagementContext } from './routes/route.ts';

export interface ManagementServer {
  close(): Promise<void>;
}

/**
 * The management API, on a Unix socket that its owner alone can connect to (0600): who may is decided by the file system, and who
 * may may everything. The caller has made sure that no other process serves the socket, and has a umask of 077.
 *
 * Errors are `{ error: { code, message, details } }`.
 */
export async function startManagementServer(options: {
  readonly socket: string;
  readonly context: ManagementContext;
  /** Told of defects. */
  readonly onFault: (fault: unknown) => void;
}): Promise<ManagementServer> {
  const { socket, context, onFault } = options;
  const server = managementApi(context, onFault);
  // What a kill -9 left behind.
  rmSync(socket, { force: true });
  await server.listen({ path: socket });
  chmodSync(socket, 0o600);
  return { close: () => server.close() };
}

/** The API without a socket, for tests (`inject`). */
export function managementApi(context: ManagementContext, onFault: (fault: unknown) => void): FastifyInstance {
  const server = apiServer(onFault);
  server.addHook('onRequest', async (request) => {
    request.caller = { kind: 'host' };
    request.isStillAllowed = async () => true;
  });
  addRoutes(server, context);
  return server;
}
