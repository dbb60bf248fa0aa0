import { chmodSync, rmSync } from 'node:fs';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { EntryError } from '../entries/index.ts';
import { LedgerError } from '../ledger/index.ts';
import { StoreError } from '../store/index.ts';
import { ManagementError, type ManagementErrorCode } from './management-error.ts';
import { alertRoutes } from './routes/alerts.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { policyRoutes } from './routes/policy.ts';
import type { ManagementContext } from './routes/route.ts';
import { statusRoutes } from './routes/status.ts';
import { tokenRoutes } from './routes/tokens.ts';

const STATUS: Readonly<Record<ManagementErrorCode, number>> = {
  request_invalid: 400,
  policy_refused: 409,
  not_found: 404,
  unavailable: 503,
  internal: 500,
  not_running: 503,
};

export interface ManagementServer {
  close(): Promise<void>;
}

/**
 * The management API, on a Unix socket that its owner alone can connect to (0600): who may is decided by the file system until
 * people can sign in. The caller has made sure that no other process serves the socket, and has a umask of 077.
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
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
    // What isn't known is refused, not dropped.
    ajv: { customOptions: { removeAdditional: false } },
  });
  server.setErrorHandler((error: FastifyError | ManagementError | Error, _request, reply) => {
    const said = managementErrorOf(error);
    if (said.code === 'internal') onFault(error);
    return reply
      .status(STATUS[said.code])
      .send({ error: { code: said.code, message: said.message, details: said.details } });
  });
  server.setNotFoundHandler((request, reply) =>
    reply
      .status(404)
      .send({ error: { code: 'not_found', message: `There is no ${request.method} ${request.url}.`, details: null } }),
  );
  for (const routes of [statusRoutes, policyRoutes, ledgerRoutes, tokenRoutes, alertRoutes]) routes(server, context);
  return server;
}

function managementErrorOf(error: FastifyError | ManagementError | Error): ManagementError {
  if (error instanceof ManagementError) return error;
  if (error instanceof LedgerError || error instanceof EntryError || error instanceof StoreError)
    return new ManagementError('unavailable', error.message, { cause: error });
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode < 500)
    return new ManagementError('request_invalid', error.message, { cause: error });
  return new ManagementError('internal', 'Something went wrong in the management API; its log has more.', {
    cause: error,
  });
}
