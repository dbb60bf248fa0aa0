import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../store/index.ts';
import { cacheControlOf, readLogFile } from './log-files.ts';
import { apiServer } from './management-api.ts';
import { ManagementError } from './management-error.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * The log for programs that verify it, at the paths of C2SP tlog-tiles: a server of its own, which reads the database, writes nothing and
 * can run wherever the database is reached.
 *
 * Entries hold pseudonyms, client ids and scopes, and blobs the policy: so who asks shows the token, where one is given. Without one
 * whoever reaches the address reads it all.
 */
export function logServer(options: {
  readonly store: Store;
  /** What a caller shows as `Authorization: Bearer`; null where everybody may read. */
  readonly token: string | null;
  /** Whether the host alone is to read it: then no page may that calls this address by a name of its own (DNS rebinding). */
  readonly hostAlone?: boolean;
  readonly onFault: (fault: unknown) => void;
}): FastifyInstance {
  const { store, token, hostAlone = false, onFault } = options;
  const server = apiServer(onFault);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (hostAlone && !LOOPBACK.test(request.headers.host ?? ''))
      return await reply.status(421).type('text/plain').send('This address is not served here.\n');
    if (token === null || isSame(request.headers.authorization ?? '', `Bearer ${token}`)) return undefined;
    reply.header('www-authenticate', 'Bearer');
    throw new ManagementError('not_signed_in', 'This log is read with a token (Authorization: Bearer …).');
  });
  server.get('/*', { config: { roles: 'everybody' } }, async (request, reply) => {
    const file = await readLogFile(store, request.url.slice(1));
    if (file === null) throw new ManagementError('not_found', `The log has nothing at ${request.url}.`);
    reply.header('cache-control', cacheControlOf(file, token === null ? 'public' : 'private'));
    return reply.type(file.type).send(file.bytes);
  });
  return server;
}

/** Without telling by its time how much of it is right. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
