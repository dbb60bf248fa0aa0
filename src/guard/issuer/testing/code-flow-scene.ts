import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, beforeEach } from 'node:test';
import type { Entry } from '../../../ledger/index.ts';
import { formatParameters } from '../../../oauth/index.ts';
import { type Answered, type GuardUnderTest, startGuardUnderTest, startTestDatabase } from './guard-under-test.ts';
import { type Claims, type PretendedServer, startPretendedServer } from './pretended-server.ts';
import { CALLBACK, ISSUER, ORDERS, testPolicy } from './test-policy.ts';

const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

export const randomCode = (): string => randomBytes(16).toString('base64url');
export const queryOf = (address: string): URLSearchParams => new URL(address, 'http://x').searchParams;

/** What a server answers to an authorization request: the redirect URI with the request's own state. */
export function answerTo(path: string, parameters: Record<string, string>): string {
  const query = queryOf(path);
  return `${query.get('redirect_uri')}?${formatParameters(Object.entries({ ...parameters, state: query.get('state') ?? '' }))}`;
}

/** A guard and a pretended server for each test, and the steps of the code flow. Registers its own hooks. */
export function codeFlowScene() {
  let database: Awaited<ReturnType<typeof startTestDatabase>>;
  let server: PretendedServer;
  let guard: GuardUnderTest | null = null;
  before(async () => {
    database = await startTestDatabase();
    server = await startPretendedServer(ISSUER);
  });
  after(async () => {
    await guard?.close();
    await server.close();
    await database.stop();
  });
  beforeEach(async () => {
    await guard?.close();
    server.seen.length = 0;
    server.respond.clear();
    server.respond.set('/revoke', () => ({}));
    server.respond.set('/auth', ({ path }) => ({
      status: 303,
      headers: { location: answerTo(path, { code: randomCode() }) },
    }));
    guard = await startGuardUnderTest({
      databaseUrl: database.url,
      issuer: ISSUER,
      upstreamOrigin: server.origin,
      policy: testPolicy(),
    });
  });

  const scene = {
    get server(): PretendedServer {
      return server;
    },
    get guard(): GuardUnderTest {
      assert.ok(guard !== null);
      return guard;
    },
    /** Asks for a code; the server gives one at once. */
    authorize(more: Record<string, string> = {}, without: readonly string[] = []): Promise<Answered> {
      const parameters = {
        response_type: 'code',
        client_id: 'web',
        redirect_uri: CALLBACK,
        scope: 'openid orders:read',
        state: 'client-state',
        code_challenge: CHALLENGE,
        code_challenge_method: 'S256',
        ...more,
      };
      const sent = Object.entries(parameters).filter(([name]) => !without.includes(name));
      return scene.guard.request('GET', `/auth?${formatParameters(sent)}`);
    },
    async code(more: Record<string, string> = {}, without: readonly string[] = []): Promise<string> {
      return queryOf((await scene.authorize(more, without)).headers.location ?? '').get('code') ?? '';
    },
    exchange(code: string, more: Record<string, string> = {}, client: string | null = 'web'): Promise<Answered> {
      const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...more };
      return scene.guard.post('/token', client, form);
    },
    refresh(refreshToken: string, more: Record<string, string> = {}, client = 'web'): Promise<Answered> {
      return scene.guard.post('/token', client, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
    },
    /** What the server issues from now on. */
    issue(claims: Claims = {}, response: Record<string, unknown> = {}): void {
      const usual = { client_id: 'web', sub: 'alice', aud: ORDERS, scope: 'orders:read' };
      server.respond.set('/token', () => ({
        body: {
          access_token: server.accessToken({ ...usual, ...claims }),
          token_type: 'Bearer',
          expires_in: 60,
          ...response,
        },
      }));
    },
    idToken: (claims: Claims): string => server.accessToken({ aud: 'web', sub: 'alice', ...claims }),
    entries: async (kind: string): Promise<Entry[]> =>
      (await scene.guard.entries()).filter((entry) => entry.kind === kind),
    kinds: async (): Promise<string[]> => (await scene.guard.entries()).map(({ kind }) => kind),
    tokenRequests: (): URLSearchParams[] =>
      server.seen.filter(({ path }) => path === '/token').map(({ body }) => new URLSearchParams(body)),
  };
  return scene;
}
