import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ISSUER, ORDERS, samplePolicy } from '../src/decision/testing/sample-policy.ts';
import { openStore } from '../src/store/index.ts';
import { temporaryStore } from '../src/store/testing/temporary-store.ts';
import { createFingerprinter } from '../src/tokens/index.ts';
import { ANSWER, type ApiBenchSetup, BENCH_FINGERPRINTS } from './api-guard-process.ts';
import { type BenchRow, row } from './row.ts';

const PUBLIC_URL = 'http://orders.example';
const CONNECTIONS = 32;
const TOKENS = 100;
const SECONDS = 3;
const ROUNDS = 3;
const OPENAPI = `openapi: 3.1.0
info: { title: Orders, version: '1' }
components: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }
security: [{ oauth: [orders:read] }]
paths:
  /orders: { get: { operationId: listOrders } }
  /orders/{orderId}: { get: { operationId: getOrder } }
`;

interface Proxy {
  readonly url: string;
  readonly child: ChildProcess;
}

interface Load {
  readonly perSecond: number;
  /** Processor time that the proxy took for a call. */
  readonly cpuMicroseconds: number;
  readonly p99Milliseconds: number;
}

/**
 * Calls through the API guard (JWT, operation, revocation, decision, usage counted) against a proxy of the same parts that checks
 * nothing. Guard, proxy, API, sequencer and database are processes of their own, on the same cores as the one that calls; the two
 * are measured in turns. Each token's signature is verified and its first use recorded before the measuring begins.
 */
export async function benchApiGuard(): Promise<BenchRow[]> {
  const place = await temporaryStore();
  const children: ChildProcess[] = [];
  try {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const setup: Omit<ApiBenchSetup, 'role'> = {
      issuer: ISSUER,
      audience: ORDERS,
      publicUrl: PUBLIC_URL,
      upstream: '',
      keySet: JSON.stringify({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256', use: 'sig' }],
      }),
      openApi: OPENAPI,
      databaseUrl: place.url,
      policy: samplePolicy(),
      writerKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    const tokens = await bornTokens(place.url, privateKey);
    const { url: upstream } = await startProcess(children, { ...setup, role: 'api' });
    await startProcess(children, { ...setup, role: 'sequencer' });
    const bare = await startProcess(children, { ...setup, upstream, role: 'bare' });
    const guarded = await startProcess(children, { ...setup, upstream, role: 'guard' });

    const through: Load[] = [];
    const baseline: Load[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      baseline.push(await callsOf(bare, tokens));
      through.push(await callsOf(guarded, tokens));
    }
    const most = (loads: readonly Load[]): number => Math.max(...loads.map(({ perSecond }) => perSecond));
    const least = (loads: readonly Load[], of: 'p99Milliseconds' | 'cpuMicroseconds'): number =>
      Math.min(...loads.map((load) => load[of]));
    return [
      row(
        `API guard: JWT, decision, usage counted, ${CONNECTIONS} connections`,
        most(through),
        'requests/s',
        { name: 'the same proxy with no check', value: most(baseline) },
        0.8,
      ),
      row(
        'API guard: 99th percentile (goal: within 1 ms of it)',
        least(through, 'p99Milliseconds'),
        'ms',
        { name: 'the same proxy with no check', value: least(baseline, 'p99Milliseconds') },
        null,
      ),
      row(
        'API guard: processor time of a call',
        least(through, 'cpuMicroseconds'),
        'µs',
        { name: 'the same proxy with no check', value: least(baseline, 'cpuMicroseconds') },
        null,
      ),
    ];
  } finally {
    for (const child of children) child.disconnect();
    await Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
    await place.close();
  }
}

/** Tokens whose births are on record, as an issuer guard leaves them. */
async function bornTokens(databaseUrl: string, privateKey: KeyObject): Promise<string[]> {
  const store = await openStore({ url: databaseUrl, applicationName: 'bench' });
  const fingerprinter = createFingerprinter(BENCH_FINGERPRINTS);
  const now = Math.floor(Date.now() / 1000);
  const tokens: string[] = [];
  for (let count = 0; count < TOKENS; count++) {
    const jti = randomUUID();
    const claims = { iss: ISSUER, aud: ORDERS, client_id: 'batch', sub: 'batch', scope: 'orders:read', iat: now, jti };
    const input = [
      { alg: 'ES256', typ: 'at+jwt', kid: 'k' },
      { ...claims, exp: now + 3600 },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const token = `${input}.${signature.toString('base64url')}`;
    await store.pool.query(
      `INSERT INTO token_births (fingerprint, jti_fingerprint, type, grant_id, issuer, client_id, scopes, audience, expires_at, decision)
       VALUES ($1, $2, 'access_token', $3, $4, 'batch', '{orders:read}', $5, $6, 'sha256:0')`,
      [fingerprinter.ofToken(token), fingerprinter.ofJti(ISSUER, jti), randomUUID(), ISSUER, ORDERS, now + 3600],
    );
    tokens.push(token);
  }
  await store.close();
  return tokens;
}

/**
 * Calls as fast as the proxy answers, by sockets that know what the answer is: a client that parses would take more of the
 * processors than the proxies that are compared.
 */
async function callsOf({ url, child }: Proxy, tokens: readonly string[]): Promise<Load> {
  const { host } = new URL(PUBLIC_URL);
  const requests = tokens.map((token) =>
    Buffer.from(`GET /orders/o-1 HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nAccept: */*\r\n\r\n`),
  );
  const sockets = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1').setNoDelay();
      await once(socket, 'connect');
      return socket;
    }),
  );
  await callFor(sockets, requests, 1);
  const before = await cpuOf(child);
  const began = performance.now();
  const took = await callFor(sockets, requests, SECONDS);
  const perSecond = (took.length * 1000) / (performance.now() - began);
  const cpuMicroseconds = ((await cpuOf(child)) - before) / took.length;
  for (const socket of sockets) socket.destroy();
  took.sort((one, other) => one - other);
  return { perSecond, cpuMicroseconds, p99Milliseconds: took[Math.floor(took.length * 0.99)] ?? 0 };
}

/** One request at a time on each socket; resolves with how long each took, in milliseconds. */
async function callFor(sockets: readonly Socket[], requests: readonly Buffer[], seconds: number): Promise<number[]> {
  const took: number[] = [];
  const until = performance.now() + seconds * 1000;
  let sent = 0;
  const callOn = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let received = '';
      let at = 0;
      const send = (): void => {
        at = performance.now();
        socket.write(requests[sent++ % requests.length] ?? '');
      };
      const take = (chunk: Buffer): void => {
        received += chunk.toString('latin1');
        if (!received.endsWith(ANSWER)) {
          if (received.length > 4096 || !received.startsWith('HTTP/1.1 200'))
            reject(new Error(`unexpected answer: ${received}`));
          return;
        }
        received = '';
        const now = performance.now();
        took.push(now - at);
        if (now < until) {
          send();
          return;
        }
        socket.off('data', take);
        resolve();
      };
      socket.on('data', take);
      socket.once('error', reject);
      send();
    });
  await Promise.all(sockets.map(callOn));
  return took;
}

async function cpuOf(child: ChildProcess): Promise<number> {
  const answered = once(child, 'message');
  child.send('cpu');
  const [{ cpuMicroseconds }] = (await answered) as [{ readonly cpuMicroseconds: number }];
  return cpuMicroseconds;
}

/** Starts a process and resolves when it says where it listens; the address is empty where it listens nowhere. */
function startProcess(children: ChildProcess[], setup: ApiBenchSetup): Promise<Proxy> {
  const child = fork(new URL('./api-guard-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  child.send(setup);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, url: (message as { readonly url: string | null }).url ?? '' }));
    child.once('exit', (code) => reject(new Error(`a process of the measurement ended with ${code}`)));
  });
}
