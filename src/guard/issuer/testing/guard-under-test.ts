import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Adoption, TokenTimes } from '../../../adoption/index.ts';
import { parseEntry } from '../../../entries/index.ts';
import { createUpstream, listen } from '../../../gateway/index.ts';
import { type Entry, LedgerError, type LedgerWriter, openWriter } from '../../../ledger/index.ts';
import { formatBasicCredentials, formatParameters } from '../../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../../policy/index.ts';
import type { RevocationFeed } from '../../../revocation/index.ts';
import { openStore, type Store, startEmbeddedPostgres } from '../../../store/index.ts';
import { createAccessTokenReader, createFingerprinter, type Fingerprinter } from '../../../tokens/index.ts';
import { createIssuerGuard } from '../index.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface GuardUnderTest {
  readonly store: Store;
  readonly fingerprinter: Fingerprinter;
  readonly faults: unknown[];
  /** The policy of now, and how long the ledger has been silent. */
  readonly world: {
    policy: IdentifiedPolicy | null;
    silentSeconds: number;
    contained: Set<string>;
    /** The adoption that tokens are from before. */
    adoption: Adoption | null;
    ledgerAway: (kind: string) => boolean;
  };
  request(
    method: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: string },
  ): Promise<Answered>;
  /** Posts a form as a client with Basic credentials. */
  post(path: string, client: string | null, form: Readonly<Record<string, string>> | string): Promise<Answered>;
  /** Sends a request and goes away as soon as `goes` says so. Resolves once the guard knows. */
  abandon(
    path: string,
    client: string | null,
    form: Readonly<Record<string, string>>,
    goes: Promise<void>,
  ): Promise<void>;
  /** Responses that wait for their client. */
  held(): number;
  /** Ends what the guard holds, as at the end of its process; it goes on answering. */
  settle(): Promise<void>;
  /** Entries that are durable, oldest first. */
  entries(): Promise<readonly Entry[]>;
  close(): Promise<void>;
}

/** A database that several guards of one test file share. */
export async function startTestDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-issuer-guard-'));
  const server = await startEmbeddedPostgres({ directory });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function startGuardUnderTest(options: {
  readonly databaseUrl: string;
  readonly issuer: string;
  readonly upstreamOrigin: string;
  readonly policy: IdentifiedPolicy;
  readonly introspection?: { readonly clientId: string; readonly clientSecret: string };
}): Promise<GuardUnderTest> {
  const { issuer } = options;
  const { host } = new URL(issuer);
  const store = await openStore({ url: options.databaseUrl, applicationName: 'test' });
  const durable = await openWriter({
    store,
    environment: 'test',
    writer: `issuer-guard-${randomUUID()}`,
    privateKey: generateKeyPairSync('ed25519').privateKey,
    maxLagSeconds: () => Number.POSITIVE_INFINITY,
  });
  const world: GuardUnderTest['world'] = {
    policy: options.policy,
    silentSeconds: 0,
    contained: new Set(),
    adoption: null,
    ledgerAway: () => false,
  };
  const writer: LedgerWriter = {
    writer: durable.writer,
    append: async (request) => {
      if (request.drafts.some(({ kind }) => world.ledgerAway(kind)))
        throw new LedgerError('ledger_unavailable', 'away');
      return await durable.append(request);
    },
    close: () => durable.close(),
  };
  const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });
  const upstream = createUpstream({ origin: options.upstreamOrigin, publicOrigin: issuer });
  const faults: unknown[] = [];
  const guard = createIssuerGuard({
    issuer,
    publicHosts: [host],
    upstream,
    store,
    writer,
    activePolicy: {
      current: () =>
        world.policy === null
          ? null
          : { identified: world.policy, entry: undefined as never, activatedAt: '2026-01-01T00:00:00Z' },
      problem: () => null,
      onChange: () => {},
    },
    revocations: {
      isRevoked: () => false,
      isContained: (_issuer: string, clientId: string) => world.contained.has(clientId),
      adoptionOf: (_issuer: string, { issuedAt }: TokenTimes) => {
        const { adoption } = world;
        return adoption !== null && issuedAt !== null && issuedAt < (adoption.before ?? 0) ? adoption : null;
      },
      silentSeconds: () => world.silentSeconds,
    } as unknown as RevocationFeed,
    fingerprinter,
    accessTokens: createAccessTokenReader({
      issuer,
      clock: Date.now,
      fingerprinter,
      keys: { upstream, path: '/jwks' },
      introspection:
        options.introspection === undefined ? null : { upstream, path: '/introspect', ...options.introspection },
    }),
    pseudonymOf: (subject) => `sub:${subject.length}`,
    pagePrefixes: ['/interaction/', '/auth/'],
    introspectionClients: ['resource-server'],
    clock: Date.now,
    onFault: (fault) => faults.push(fault),
    strangerSummarySeconds: 3600,
  });
  const listening = await listen(guard.server, { host: '127.0.0.1', port: 0 });

  const send: GuardUnderTest['request'] = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        { host: '127.0.0.1', port: listening.port, method, path, headers: { host, ...headers }, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const isJson = response.headers['content-type']?.includes('json') === true && text !== '';
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
            });
          });
          response.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const sent = (client: string | null, form: Readonly<Record<string, string>> | string) => ({
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(client === null ? {} : { authorization: formatBasicCredentials(client, 'secret') }),
    },
    body: typeof form === 'string' ? form : formatParameters(Object.entries(form)),
  });
  return {
    store,
    fingerprinter,
    faults,
    world,
    request: send,
    post: (path, client, form) => send('POST', path, sent(client, form)),
    async abandon(path, client, form, goes) {
      const { headers, body } = sent(client, form);
      const outgoing = httpRequest({
        ...{ host: '127.0.0.1', port: listening.port, method: 'POST', path, agent: false },
        headers: { host, ...headers },
      });
      outgoing.on('error', () => {});
      outgoing.end(body);
      await goes;
      outgoing.destroy();
      const connections = (): Promise<number> =>
        new Promise((resolve) => guard.server.getConnections((_error, count) => resolve(count)));
      while ((await connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    held: () => guard.heldResponses(),
    settle: () => guard.close(),
    async entries() {
      const { rows } = await store.pool.query<{ bytes: Buffer }>(
        'select bytes from ledger_pending where writer = $1 order by sequence',
        [durable.writer],
      );
      return rows.map(({ bytes }) => parseEntry(bytes).entry);
    },
    async close() {
      await listening.close(1);
      await guard.close();
      await durable.close();
      await upstream.close();
      await store.close();
    },
  };
}
