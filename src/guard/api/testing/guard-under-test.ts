import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { ISSUER, ORDERS, samplePolicy } from '../../../decision/testing/sample-policy.ts';
import { createElevations, ELEVATION_KINDS } from '../../../elevation/index.ts';
import { parseEntry } from '../../../entries/index.ts';
import { createUpstream, listen } from '../../../gateway/index.ts';
import { type Entry, LedgerError, type LedgerWriter, type TokenBirth } from '../../../ledger/index.ts';
import { draft, type TemporaryLedger } from '../../../ledger/testing/temporary-ledger.ts';
import { loadOpenApi } from '../../../operations/index.ts';
import type { IdentifiedPolicy } from '../../../policy/index.ts';
import { revoke, startRevocationFeed } from '../../../revocation/index.ts';
import { createAccessTokenReader, createFingerprinter, type Fingerprinter } from '../../../tokens/index.ts';
import { createApiGuard } from '../index.ts';

export const HOST = 'orders.example';

const OPENAPI = `openapi: 3.1.0
info: { title: Orders, version: '1' }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: {} }
security: [{ oauth: [orders:read] }]
paths:
  /orders:
    get: { operationId: listOrders }
    post: { operationId: createOrder, security: [{ oauth: [orders:write] }] }
  /orders/export:
    get: { operationId: exportOrders, security: [{ oauth: [orders:export] }] }
  /orders/{orderId}:
    get: { operationId: getOrder }
  /orders/{orderId}/refund:
    post: { operationId: refundOrder, security: [{ oauth: [orders:refund] }] }
  /me:
    get: { operationId: getMe, security: [{}, { oauth: [] }] }
  /health:
    get: { operationId: getHealth, security: [] }
`;

/** By which tokens are signed and known. */
export interface TokenKeys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly fingerprinter: Fingerprinter;
}

export interface Answered {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

export interface GuardUnderTest {
  /** What reached the API, oldest first. */
  readonly seen: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers'] }[];
  readonly faults: unknown[];
  readonly world: { policy: IdentifiedPolicy; silentSeconds: number | null; ledgerAway: boolean };
  /** A signed token; what `over` sets to undefined is left out. */
  sign(over?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>, key?: KeyObject): string;
  /** A token that was released by an issuer guard, with this birth. */
  issue(scope?: string, over?: Readonly<Record<string, unknown>>, birth?: Partial<TokenBirth>): Promise<string>;
  /** By which tokens are signed and known: another guard with the same takes them, too. */
  readonly keys: TokenKeys;
  revoke(token: string): Promise<void>;
  /** Sends a request as it stands, and reads the answer. `\n` becomes CRLF. */
  raw(text: string): Promise<Answered>;
  call(
    method: string,
    target: string,
    token?: string | null,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  /** Entries of this guard, oldest first, counted ones written before. */
  entries(kind?: Entry['kind']): Promise<Entry[]>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function startGuardUnderTest(
  ledger: TemporaryLedger,
  maxCounted = 1000,
  keys: TokenKeys = newKeys(),
  api: {
    readonly callsPerClient?: number;
    /** Waited for before the API answers. */
    readonly beforeAnswer?: (url: string, response: ServerResponse) => Promise<void>;
  } = {},
): Promise<GuardUnderTest> {
  const { publicKey, privateKey, fingerprinter } = keys;
  const seen: GuardUnderTest['seen'] = [];
  const behind = createServer(async (request, response) => {
    if (request.url === '/jwks') {
      const published = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256', use: 'sig' }];
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    }
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    await api.beforeAnswer?.(request.url ?? '', response);
    if (response.destroyed) return;
    response.setHeader('access-control-allow-origin', '*').setHeader('set-cookie', 'session=1');
    request.resume().once('end', () => response.end('from the API'));
  });
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
  const upstream = createUpstream({ origin, publicOrigin: `http://${HOST}`, headersTimeoutSeconds: 1 });

  const { store } = ledger;
  const name = `api-guard-${randomUUID()}`;
  const durable = await ledger.writer(name);
  const issuerGuard = await ledger.writer(`issuer-guard-${randomUUID()}`);
  const world: GuardUnderTest['world'] = { policy: samplePolicy(), silentSeconds: null, ledgerAway: false };
  const writer: LedgerWriter = {
    writer: name,
    append: async (request) => {
      if (world.ledgerAway) throw new LedgerError('ledger_unavailable', 'away');
      return await durable.append(request);
    },
    close: () => durable.close(),
  };
  const accessTokens = createAccessTokenReader({
    issuer: ISSUER,
    clock: Date.now,
    fingerprinter,
    keys: { upstream, path: '/jwks' },
    introspection: null,
  });
  const stop = new AbortController();
  const elevations = createElevations();
  const feed = await startRevocationFeed({
    store,
    logKey: () => ledger.logSigner.key,
    clock: Date.now,
    signal: stop.signal,
    also: { kinds: ELEVATION_KINDS, take: elevations.take },
  });
  const faults: unknown[] = [];
  const guard = createApiGuard({
    issuer: ISSUER,
    apis: [
      {
        name: 'orders',
        publicUrl: `http://${HOST}`,
        upstream,
        operations: loadOpenApi(OPENAPI, { path: 'orders.yaml' }),
        audience: ORDERS,
        ...(api.callsPerClient === undefined ? {} : { callsPerClient: api.callsPerClient }),
      },
    ],
    store,
    writer,
    activePolicy: { current: () => ({ identified: world.policy, entry: undefined as never, activatedAt: '' }) },
    revocations: {
      isRevoked: (token) => feed.isRevoked(token),
      isContained: (issuer, clientId) => feed.isContained(issuer, clientId),
      adoptionOf: (issuer, token) => feed.adoptionOf(issuer, token),
      silentSeconds: () => world.silentSeconds ?? 0,
    },
    elevations,
    accessTokens,
    pseudonymOf: (subject) => `sub:${subject.length}`,
    clock: Date.now,
    onFault: (fault) => faults.push(fault),
    usageSummarySeconds: 3600,
    maxCounted,
  });
  const server = guard.servers.get('orders');
  if (server === undefined) throw new Error('the guard has no server for orders');
  const listening = await listen(server, { host: '127.0.0.1', port: 0 });

  const signed: GuardUnderTest['sign'] = (over = {}, header = {}, key = privateKey) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      aud: ORDERS,
      client_id: 'batch',
      sub: 'batch',
      scope: 'orders:read',
      iat: now,
      exp: now + 60,
    };
    const parts = [
      { alg: 'ES256', typ: 'at+jwt', kid: 'k', ...header },
      { jti: randomUUID(), ...claims, ...over },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const input = parts.join('.');
    return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const raw = (text: string): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const socket = connect(listening.port, '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(parseAnswer(received)));
      socket.write(text.replaceAll('\n', '\r\n'));
    });

  return {
    seen,
    faults,
    world,
    sign: signed,
    keys,
    async issue(scope = 'orders:read', over = {}, more = {}) {
      const token = signed({ scope, ...over });
      const { token: read } = await accessTokens.read(token);
      if (read === null) throw new Error('the token can not be read');
      const grantId = randomUUID();
      const { issuer, clientId, subject, scopes, fingerprint, jtiFingerprint, expiresAt } = read;
      await store.pool.query(
        'INSERT INTO grants (grant_id, issuer, client_id, scopes, decision) VALUES ($1, $2, $3, $4, $5)',
        [grantId, issuer, clientId, scopes, 'sha256:0'],
      );
      const birth = { fingerprint, jtiFingerprint, type: 'access_token' as const, grantId, issuer, clientId, subject };
      await issuerGuard.append({
        drafts: [draft({ kind: 'token.issued' })],
        births: [{ ...birth, scopes, audience: ORDERS, expiresAt, decision: 'sha256:0', ...more }],
      });
      return token;
    },
    async revoke(token) {
      await revoke({
        store,
        writer: issuerGuard,
        target: { fingerprint: fingerprinter.ofToken(token) },
        reason: 'test',
        operation: randomUUID(),
        after: [],
        upstream: 'not_applicable',
      });
    },
    raw,
    call: (method, target, token = null, headers = {}) => {
      const lines = [
        `${method} ${target} HTTP/1.1`,
        `Host: ${HOST}`,
        'Connection: close',
        ...(token === null ? [] : [`Authorization: Bearer ${token}`]),
        ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
      ];
      return raw(`${lines.join('\n')}\n\n`);
    },
    async entries(kind) {
      if (!world.ledgerAway) await guard.flush();
      const { rows } = await store.pool.query<{ bytes: Buffer }>(
        `SELECT bytes FROM (SELECT sequence, bytes FROM ledger_pending WHERE writer = $1
         UNION SELECT sequence, bytes FROM ledger_entries WHERE writer = $1) AS own ORDER BY sequence`,
        [name],
      );
      const all = rows.map(({ bytes }) => parseEntry(bytes).entry);
      return kind === undefined ? all : all.filter((entry) => entry.kind === kind);
    },
    flush: () => guard.flush(),
    async close() {
      stop.abort();
      await listening.close(1);
      await guard.close();
      await Promise.all([durable.close(), issuerGuard.close(), upstream.close()]);
      behind.closeAllConnections();
      await new Promise((resolve) => behind.close(resolve));
    },
  };
}

function newKeys(): TokenKeys {
  return {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    fingerprinter: createFingerprinter({ keyId: 'k1', key: randomBytes(32) }),
  };
}

function parseAnswer(received: string): Answered {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, text: rest.join('\r\n\r\n') };
}
