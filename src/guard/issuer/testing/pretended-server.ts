import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an access token of the pretended server says, beside what the test sets. */
export type Claims = Readonly<Record<string, unknown>>;

/** A request as it arrived behind the guard. */
export interface Seen {
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export type Respond = (
  seen: Seen,
  server: PretendedServer,
) => { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown } | Promise<never>;

/**
 * An authorization server that does what a test tells it to, wrong things above all. It signs its access tokens with a real key,
 * so that only what they say is wrong.
 */
export interface PretendedServer {
  readonly origin: string;
  readonly seen: Seen[];
  /** What the token endpoint answers; others may be set by path. */
  readonly respond: Map<string, Respond>;
  accessToken(claims: Claims, key?: KeyObject): string;
  close(): Promise<void>;
}

export async function startPretendedServer(issuer: string): Promise<PretendedServer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const seen: Seen[] = [];
  const respond = new Map<string, Respond>();
  const fixed = new Map<string, unknown>([
    [
      '/.well-known/openid-configuration',
      {
        issuer,
        authorization_endpoint: 'http://inside.example/auth',
        token_endpoint: 'http://inside.example/token',
        revocation_endpoint: 'http://inside.example/revoke',
        introspection_endpoint: 'http://inside.example/introspect',
        pushed_authorization_request_endpoint: 'http://inside.example/push',
        jwks_uri: 'http://inside.example/jwks',
        registration_endpoint: 'http://inside.example/register',
        device_authorization_endpoint: 'http://inside.example/device_authorization',
        userinfo_endpoint: 'http://inside.example/me',
        grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
        response_modes_supported: ['query', 'jwt', 'query.jwt'],
        scopes_supported: ['openid', 'orders:read', 'admin'],
      },
    ],
    ['/jwks', { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256', use: 'sig' }] }],
  ]);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = new URL(request.url ?? '', 'http://x').pathname;
    const known = fixed.get(path);
    if (known !== undefined)
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(known));
    const arrived = { path: request.url ?? '', body, headers: request.headers };
    seen.push(arrived);
    const {
      status = 200,
      headers = {},
      body: content = '',
    } = (await respond.get(path)?.(arrived, server)) ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  };
  const listener = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const server: PretendedServer = {
    origin: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    seen,
    respond,
    accessToken(claims, key = privateKey) {
      const now = Math.floor(Date.now() / 1000);
      const parts = [
        { alg: 'ES256', typ: 'at+jwt', kid: 'k' },
        { iss: issuer, iat: now, exp: now + 60, jti: randomUUID(), ...claims },
      ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const input = parts.join('.');
      return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        listener.closeAllConnections();
      }),
  };
  return server;
}
