/** A process of the API guard's measurement: the API, a proxy that checks nothing, the guard, or the sequencer. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Pool } from 'undici';
import { createUpstream, listen } from '../src/gateway/index.ts';
import { createApiGuard } from '../src/guard/api/index.ts';
import { fixedLogKeys, openWriter, startSequencer } from '../src/ledger/index.ts';
import { loadOpenApi } from '../src/operations/index.ts';
import type { IdentifiedPolicy } from '../src/policy/index.ts';
import { ed25519Signer } from '../src/proof/index.ts';
import { startRevocationFeed } from '../src/revocation/index.ts';
import { openStore } from '../src/store/index.ts';
import { createAccessTokenReader, createFingerprinter } from '../src/tokens/index.ts';

export interface ApiBenchSetup {
  readonly role: 'api' | 'bare' | 'guard' | 'sequencer';
  readonly issuer: string;
  readonly audience: string;
  /** Host under which the guard is called. */
  readonly publicUrl: string;
  /** Where the API is; empty for the API itself. */
  readonly upstream: string;
  /** The issuer's key set. */
  readonly keySet: string;
  readonly openApi: string;
  readonly databaseUrl: string;
  readonly policy: IdentifiedPolicy;
  /** PKCS #8, PEM. */
  readonly writerKey: string;
}

export const BENCH_WRITER = 'api-guard';
export const BENCH_ENVIRONMENT = 'bench';
export const BENCH_FINGERPRINTS = { keyId: 'bench', key: Buffer.alloc(32, 7) };
const ORIGIN = 'bench.example/ledger';
export const ANSWER = JSON.stringify({ orderId: 'o-1', state: 'packed', items: [{ article: 'a-7', quantity: 2 }] });

/** An API that answers from memory, and beside it the key set. */
function api({ keySet }: ApiBenchSetup): Server {
  return createServer((request, response) => {
    response.setHeader('content-type', 'application/json').end(request.url === '/jwks' ? keySet : ANSWER);
  });
}

/** The least that a proxy can do: pass the headers on, and stream the answer back. */
function bareProxy({ upstream }: ApiBenchSetup): Server {
  const pool = new Pool(upstream, { connections: 64, pipelining: 1 });
  return createServer((request, response) => {
    const headers: string[] = [];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      const name = request.rawHeaders[at] ?? '';
      if (name.toLowerCase() !== 'connection') headers.push(name, request.rawHeaders[at + 1] ?? '');
    }
    pool.dispatch(
      { method: 'GET', path: request.url ?? '/', headers },
      {
        onRequestStart() {},
        onResponseStart(_, status, answered) {
          const passed: string[] = [];
          for (const name in answered) {
            const value = answered[name];
            if (typeof value === 'string' && name !== 'connection' && name !== 'keep-alive') passed.push(name, value);
          }
          response.writeHead(status, passed);
        },
        onResponseData(_, chunk) {
          response.write(chunk);
        },
        onResponseEnd() {
          response.end();
        },
        onResponseError() {
          response.destroy();
        },
      },
    );
  });
}

async function guardServer(setup: ApiBenchSetup): Promise<Server> {
  const { databaseUrl, writerKey, issuer, audience, publicUrl, policy } = setup;
  const store = await openStore({ url: databaseUrl, applicationName: 'bench guard' });
  const upstream = createUpstream({ origin: setup.upstream, publicOrigin: publicUrl });
  const key = createPrivateKey(writerKey);
  const guard = createApiGuard({
    issuer,
    apis: [
      {
        name: 'orders',
        publicUrl,
        upstream,
        audience,
        operations: loadOpenApi(setup.openApi, { path: 'orders.yaml' }),
      },
    ],
    store,
    writer: await openWriter({
      store,
      environment: BENCH_ENVIRONMENT,
      writer: BENCH_WRITER,
      privateKey: key,
      maxLagSeconds: () => Number.POSITIVE_INFINITY,
    }),
    activePolicy: {
      current: () => ({ identified: policy, entry: undefined as never, activatedAt: '2026-01-01T00:00:00Z' }),
    },
    revocations: await startRevocationFeed({
      store,
      logKey: () => ed25519Signer(ORIGIN, key).key,
      clock: Date.now,
      signal: new AbortController().signal,
    }),
    accessTokens: createAccessTokenReader({
      issuer,
      clock: Date.now,
      fingerprinter: createFingerprinter(BENCH_FINGERPRINTS),
      keys: { upstream, path: '/jwks' },
      introspection: null,
    }),
    pseudonymOf: (subject) => subject,
    clock: Date.now,
    onFault: (fault) => console.error(fault),
  });
  const server = guard.servers.get('orders');
  if (server === undefined) throw new Error('the guard has no server');
  return server;
}

async function startSequencing({ databaseUrl, writerKey }: ApiBenchSetup): Promise<null> {
  const key = createPrivateKey(writerKey);
  await startSequencer({
    store: await openStore({ url: databaseUrl, applicationName: 'bench sequencer' }),
    environment: BENCH_ENVIRONMENT,
    origin: ORIGIN,
    logKeys: fixedLogKeys(ed25519Signer(ORIGIN, key)),
    ownWriterKey: key,
    writerKeys: async () => new Map<string, KeyObject>([[BENCH_WRITER, createPublicKey(key)]]),
  });
  return null;
}

async function start(setup: ApiBenchSetup): Promise<void> {
  const server =
    setup.role === 'sequencer'
      ? await startSequencing(setup)
      : setup.role === 'guard'
        ? await guardServer(setup)
        : setup.role === 'api'
          ? api(setup)
          : bareProxy(setup);
  const port = server === null ? null : (await listen(server, { host: '127.0.0.1', port: 0 })).port;
  process.send?.({ url: port === null ? null : `http://127.0.0.1:${port}` });
}

if (process.send !== undefined) process.once('disconnect', () => process.exit(0));
process.once('message', (setup: ApiBenchSetup) => {
  void start(setup);
  process.on('message', () => process.send?.({ cpuMicroseconds: process.cpuUsage().user + process.cpuUsage().system }));
});
