import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleRole } from '../policy/index.ts';
import { addRoutes, apiServer } from './management-api.ts';
import { ManagementError } from './management-error.ts';
import type { ManagementContext } from './routes/route.ts';
import { refuseCrossSiteReads, requireSameOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { addSessionRoutes, cookiesFor, readCookie, type SessionService } from './session/index.ts';
import { readStaticFiles } from './static-files.ts';

const SWEEP_MILLISECONDS = 30_000;
/** Sent by a page that asks again by itself: that a window is open is no sign that somebody sits there. */
const BY_ITSELF_HEADER = 'x-ambit-by-itself';
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export interface ConsoleServerOptions {
  readonly context: ManagementContext;
  readonly service: SessionService;
  readonly publicUrl: string;
  /** Where the built pages are. */
  readonly folder: string;
  readonly onFault: (fault: unknown) => void;
}

/**
 * The console: the same calls as on the socket, for people. Each request passes, in this order: its host → may it come from there →
 * is somebody signed in → has that person, by the policy of now, a role that the route names. What names none nobody may call.
 */
export function consoleServer(options: ConsoleServerOptions): FastifyInstance {
  const { context, service, publicUrl, folder, onFault } = options;
  const server = apiServer(onFault);
  const cookies = cookiesFor(publicUrl);
  const headers = securityHeaders(publicUrl);
  const host = new URL(publicUrl).host;

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    reply.header('cache-control', 'no-store');
    // Another name for this address is a page that wants to be taken for the console (DNS rebinding).
    if (request.headers.host !== host) {
      await reply.status(421).type('text/plain').send('This address is not served here.\n');
      return reply;
    }
    await authorize(request);
    // Who mistyped an address gets a page that says so, and no answer for programs.
    if (request.is404 && isForPerson(request)) return showPage(reply.status(404));
  });

  async function authorize(request: FastifyRequest): Promise<void> {
    const { roles } = request.routeOptions.config;
    // By the route and not by how its path is spelt: `/%761/status` leads to `/v1/status`. A path that there isn't is answered as such,
    // by a handler that tells nobody anything.
    const isOpen = roles === 'everybody' || (request.is404 && !request.url.startsWith('/v1/'));
    if (!READING.has(request.method)) requireSameOrigin(request.headers, publicUrl);
    else if (!isOpen) refuseCrossSiteReads(request.headers);
    if (isOpen) return;
    const byItself = request.headers[BY_ITSELF_HEADER] !== undefined;
    const secret = readCookie(request.headers.cookie, cookies.session);
    const caller = await service.callerOf(secret, { livesOn: !byItself });
    if (caller === null) throw new ManagementError('not_signed_in', 'Sign in first.');
    request.caller = caller;
    if (request.is404) return;
    const isAllowed = (held: readonly ConsoleRole[]): boolean => (roles ?? []).some((role) => held.includes(role));
    request.isStillAllowed = async () => {
      const now = await service.callerOf(secret, { livesOn: false });
      return now !== null && isAllowed(now.roles);
    };
    if (!isAllowed(caller.roles))
      throw new ManagementError('not_allowed', 'Your roles do not allow this.', {
        details: { needed: roles ?? [], roles: caller.roles },
      });
  }

  addSessionRoutes(server, { service, cookies, publicUrl });
  addRoutes(server, context);
  const showPage = addPages(server, folder);

  const sweeping = setInterval(() => void service.sweep().catch(onFault), SWEEP_MILLISECONDS).unref();
  server.addHook('onClose', async () => clearInterval(sweeping));
  return server;
}

function isForPerson({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/v1/') && (headers.accept ?? '').includes('text/html');
}

/** The built files, and for every other path the one page that shows them all: it is sent by what this returns. */
function addPages(server: FastifyInstance, folder: string): (reply: FastifyReply) => FastifyReply {
  const files = readStaticFiles(folder);
  const send = (path: string, reply: FastifyReply): FastifyReply => {
    const file = files?.get(path);
    if (file === undefined)
      return reply.status(503).type('text/plain; charset=utf-8').send('The console is not built: npm run console\n');
    if (file.immutable) reply.header('cache-control', 'public, max-age=31536000, immutable');
    return reply.type(file.type).send(file.bytes);
  };
  for (const path of files?.keys() ?? [])
    if (path !== '/index.html')
      server.get(path, { config: { roles: 'everybody' } }, async (_request, reply) => send(path, reply));
  for (const path of PAGES)
    server.get(path, { config: { roles: 'everybody' } }, async (_request, reply) => send('/index.html', reply));
  return (reply) => send('/index.html', reply);
}

/** Addresses of pages, which know by themselves what to show. They hold no data: these come by calls that are checked. */
const PAGES = [
  '/',
  '/sign-in',
  '/recover',
  '/clients',
  '/clients/:id',
  '/scopes',
  '/scopes/:name',
  '/tokens',
  '/tokens/:fingerprint',
  '/policy',
  '/policy/:kind/:name',
  '/alerts',
  '/alerts/:id',
  '/controls',
  '/controls/:id',
  '/evidence',
  '/entries/:index',
];
