import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { EntryError } from '../entries/index.ts';
import { EvidenceError } from '../evidence/index.ts';
import { LedgerError } from '../ledger/index.ts';
import { StoreError } from '../store/index.ts';
import { ManagementError, type ManagementErrorCode } from './management-error.ts';
import { adoptionRoutes } from './routes/adoptions.ts';
import { alertRoutes } from './routes/alerts.ts';
import { checkRoutes } from './routes/checks.ts';
import { clientRoutes } from './routes/clients.ts';
import { containmentRoutes } from './routes/containments.ts';
import { controlRoutes } from './routes/controls.ts';
import { elevationRoutes } from './routes/elevations.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { overviewRoutes } from './routes/overview.ts';
import { policyRoutes } from './routes/policy.ts';
import { proposalRoutes } from './routes/proposal.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { revocationRoutes } from './routes/revocations.ts';
import type { ManagementContext, Routes } from './routes/route.ts';
import { scopeRoutes } from './routes/scopes.ts';
import { statusRoutes } from './routes/status.ts';
import { tokenRoutes } from './routes/tokens.ts';

const STATUS: Readonly<Record<ManagementErrorCode, number>> = {
  request_invalid: 400,
  not_signed_in: 401,
  sign_in_stale: 403,
  not_allowed: 403,
  not_same_origin: 403,
  policy_refused: 409,
  another_person_needed: 409,
  not_found: 404,
  unavailable: 503,
  internal: 500,
  not_running: 503,
};

/** Every call that there is, on the socket and in the console alike. */
const routes: readonly Routes[] = [
  statusRoutes,
  overviewRoutes,
  policyRoutes,
  proposalRoutes,
  scopeRoutes,
  clientRoutes,
  checkRoutes,
  tokenRoutes,
  revocationRoutes,
  containmentRoutes,
  adoptionRoutes,
  elevationRoutes,
  erasureRoutes,
  ledgerRoutes,
  alertRoutes,
  controlRoutes,
  evidenceRoutes,
  recoveryRoutes,
];

/** Longest time for a request to arrive whole. */
const REQUEST_TIMEOUT_MILLISECONDS = 60_000;
/** Names in an address: a client's id may be a URL. What is longer than this is no name of ours. */
const MAX_NAME = 2000;
/** Where a target goes that isn't a path: it is answered like any other path that there isn't, with all that is asked and said before. */
const NO_PATH = '/unreadable';

/** A server without routes: how it reads requests and how it says what went wrong. `{ error: { code, message, details } }`. */
export function apiServer(onFault: (fault: unknown) => void): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
    requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
    rewriteUrl: ({ url }) => (url !== undefined && isReadable(url) ? url : NO_PATH),
    routerOptions: { maxParamLength: MAX_NAME },
    // What isn't known is refused, not dropped.
    ajv: { customOptions: { removeAdditional: false } },
  });
  // Each request has its own, set before any handler; until then nobody calls.
  server.decorateRequest('caller');
  server.decorateRequest('isStillAllowed');
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
  // A route that doesn't say who may call it is a mistake, and one that is found when the server starts.
  server.decorate('declaredRoutes', []);
  server.addHook('onRoute', ({ method, url, config }) => {
    const methods = typeof method === 'string' ? [method] : method;
    if (config?.roles === undefined) throw new Error(`the route ${methods} ${url} does not say who may call it`);
    for (const one of methods) server.declaredRoutes.push({ method: one, url, roles: config.roles });
  });
  return server;
}

/** Adds every route of the API. */
export function addRoutes(server: FastifyInstance, context: ManagementContext): void {
  for (const add of routes) add(server, context);
}

/**
 * Whether a request's target is a path whose names can be read. The router answers the others itself, before any hook: without the
 * headers of every answer, and whatever the host is. It would also take `http://anything/v1/…` for `/v1/…`.
 */
function isReadable(url: string): boolean {
  if (!url.startsWith('/')) return false;
  const [path = ''] = url.split(/[?#;]/, 1);
  try {
    return path.split('/').every((name) => decodeURIComponent(name).length <= MAX_NAME);
  } catch {
    return false;
  }
}

function managementErrorOf(error: FastifyError | ManagementError | Error): ManagementError {
  if (error instanceof ManagementError) return error;
  if (error instanceof LedgerError || error instanceof EntryError || error instanceof StoreError)
    return new ManagementError('unavailable', error.message, { cause: error });
  if (error instanceof EvidenceError)
    return new ManagementError(error.code === 'period_invalid' ? 'request_invalid' : 'unavailable', error.message, {
      cause: error,
    });
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode < 500)
    return new ManagementError('request_invalid', error.message, { cause: error });
  return new ManagementError('internal', 'Something went wrong in the management API; its log has more.', {
    cause: error,
  });
}
