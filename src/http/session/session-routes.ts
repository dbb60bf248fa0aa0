import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ManagementError } from '../management-error.ts';
import { READERS } from '../routes/route.ts';
import { type Cookies, readCookie } from './cookies.ts';
import { SessionError } from './session-error.ts';
import type { SessionService } from './session-service.ts';

const SIGN_IN_COOKIE_SECONDS = 600;
const EVERYBODY = { config: { roles: 'everybody' as const } };

/**
 * `GET /session/sign-in?to=[&fresh=1]`: off to the authorization server. `GET /session/callback`: back from it. `POST /session/end`: signs out.
 * `POST /session/recover`: opens the session of `ambit recover`. `GET /v1/session`: who is signed in, for the page.
 */
export function addSessionRoutes(
  server: FastifyInstance,
  options: { readonly service: SessionService; readonly cookies: Cookies; readonly publicUrl: string },
): void {
  const { service, cookies, publicUrl } = options;
  const secretOf = ({ headers }: FastifyRequest): string | null => readCookie(headers.cookie, cookies.session);

  server.get<{ Querystring: { to?: string; fresh?: string } }>(
    '/session/sign-in',
    {
      ...EVERYBODY,
      schema: {
        querystring: { type: 'object', properties: { to: { type: 'string' }, fresh: { type: 'string', enum: ['1'] } } },
      },
    },
    async ({ query: { to, fresh } }, reply) => {
      try {
        const { url, browser } = await service.begin(to, { fresh: fresh === '1' });
        return await reply
          .header('set-cookie', cookies.set(cookies.signIn, browser, SIGN_IN_COOKIE_SECONDS))
          .redirect(url, 303);
      } catch (error) {
        return await reply.redirect(problemPage(error), 303);
      }
    },
  );

  server.get('/session/callback', EVERYBODY, async (request, reply) => {
    // Host and scheme are the configuration's: what a request says of itself decides nothing.
    const answer = new URL(request.raw.url ?? '', publicUrl);
    reply.header('set-cookie', cookies.clear(cookies.signIn));
    try {
      const browser = readCookie(request.headers.cookie, cookies.signIn);
      const { secret, returnTo } = await service.finish(answer, browser, secretOf(request));
      return await reply.header('set-cookie', cookies.set(cookies.session, secret)).redirect(returnTo, 303);
    } catch (error) {
      return await reply.redirect(problemPage(error), 303);
    }
  });

  server.post('/session/end', EVERYBODY, async (request, reply) => {
    await service.signOut(secretOf(request));
    return await reply.header('set-cookie', cookies.clear(cookies.session)).send({ signedOut: true });
  });

  server.post<{ Body: { token: string } }>(
    '/session/recover',
    {
      ...EVERYBODY,
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['token'],
          properties: { token: { type: 'string', maxLength: 100 } },
        },
      },
    },
    async (request, reply) => {
      try {
        const { secret, returnTo } = await service.recover(request.body.token, secretOf(request));
        return await reply.header('set-cookie', cookies.set(cookies.session, secret)).send({ returnTo });
      } catch (error) {
        if (!(error instanceof SessionError)) throw error;
        throw new ManagementError('not_signed_in', error.message, { details: { reason: error.code } });
      }
    },
  );

  server.get('/v1/session', { config: { roles: READERS } }, async ({ caller }) => {
    if (caller.kind !== 'session') throw new ManagementError('not_found', 'The socket has no session.');
    const { name, method, roles, person, endsAt, reference } = caller;
    return { name, method, roles, person, reference, endsAt: new Date(endsAt * 1000).toISOString() };
  });
}

/** A page that says what went wrong in the console's own words: what an authorization server wrote is not repeated on it. */
function problemPage(error: unknown): string {
  if (!(error instanceof SessionError)) throw error;
  return `/sign-in?problem=${error.code}`;
}
