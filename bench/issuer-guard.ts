import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { formatBasicCredentials } from '../src/oauth/index.ts';
import { compilePolicy, type IdentifiedPolicy } from '../src/policy/index.ts';
import { temporaryStore } from '../src/store/testing/temporary-store.ts';
import type { BenchSetup } from './issuer-guard-process.ts';
import { type BenchRow, row } from './row.ts';

const ISSUER = 'https://issuer.example';
const CLIENT = 'nightly-report';
const CONNECTIONS = 32;
const SECONDS = 3;
const WARM_UP_SECONDS = 1;
const ROUNDS = 3;
const FORM = 'grant_type=client_credentials&scope=orders%3Aread&resource=https%3A%2F%2Forders.acme.example';

interface Load {
  readonly perSecond: number;
  /** Processor time of a token in each of the watched processes. */
  readonly cpuMicroseconds: readonly number[];
}

/**
 * Tokens a second through the issuer guard, both entries durable before each token is released, against the same authorization
 * server alone: Acme's `oidc-provider`, which signs a JWT each time. Guard, sequencer, authorization server and database are
 * processes of their own, on the same cores as the one that asks; the two are measured in turns.
 */
export async function benchIssuerGuard(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-bench-'));
  const place = await temporaryStore();
  const children: ChildProcess[] = [];
  try {
    const server = fork(
      new URL('../examples/acme/authorization-server/server.ts', import.meta.url),
      ['--issuer', ISSUER, '--port', '0', '--data', directory],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    children.push(server);
    const alone = await urlOf(server);
    const setup = {
      issuer: ISSUER,
      upstream: alone,
      databaseUrl: place.url,
      policy: acmePolicy(),
      writerKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    const sequencer = startProcess(children, { ...setup, role: 'sequencer' });
    await urlOf(sequencer);
    const guard = startProcess(children, { ...setup, role: 'guard' });
    const guarded = await urlOf(guard);

    const authorization = formatBasicCredentials(CLIENT, secretIn(directory));
    const through: Load[] = [];
    const baseline: Load[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      baseline.push(await tokensOf(alone, authorization, []));
      through.push(await tokensOf(guarded, authorization, [guard, sequencer]));
    }
    const most = (loads: readonly Load[]): number => Math.max(...loads.map(({ perSecond }) => perSecond));
    const least = (of: 0 | 1): number => Math.min(...through.map(({ cpuMicroseconds }) => cpuMicroseconds[of] ?? 0));
    return [
      row(
        `issuer guard: token endpoint, ${CONNECTIONS} connections, both entries durable`,
        most(through),
        'tokens/s',
        { name: 'oidc-provider alone', value: most(baseline) },
        0.6,
      ),
      row(
        "issuer guard: the guard's processor time of a token",
        least(0),
        'µs',
        { name: 'its sequencer, for both entries', value: least(1) },
        null,
      ),
    ];
  } finally {
    for (const child of children) child.disconnect();
    await Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
    await place.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function tokensOf(origin: string, authorization: string, watched: readonly ChildProcess[]): Promise<Load> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const ask = async (): Promise<void> => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/token',
      headers: {
        host: new URL(ISSUER).host,
        authorization,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: FORM,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${origin} answered ${statusCode}: ${text}`);
  };
  const askFor = async (seconds: number): Promise<number> => {
    let tokens = 0;
    const until = performance.now() + seconds * 1000;
    const caller = async (): Promise<void> => {
      while (performance.now() < until) {
        await ask();
        tokens++;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, caller));
    return tokens;
  };
  await askFor(WARM_UP_SECONDS);
  const before = await Promise.all(watched.map(cpuOf));
  const began = performance.now();
  const tokens = await askFor(SECONDS);
  const perSecond = (tokens * 1000) / (performance.now() - began);
  const after = await Promise.all(watched.map(cpuOf));
  await pool.close();
  return { perSecond, cpuMicroseconds: after.map((time, index) => (time - (before[index] ?? 0)) / tokens) };
}

/** Processor time that a process has taken so far. */
async function cpuOf(child: ChildProcess): Promise<number> {
  const answered = once(child, 'message');
  child.send('cpu');
  const [{ cpuMicroseconds }] = (await answered) as [{ readonly cpuMicroseconds: number }];
  return cpuMicroseconds;
}

function startProcess(children: ChildProcess[], setup: BenchSetup): ChildProcess {
  const child = fork(new URL('./issuer-guard-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  child.send(setup);
  return child;
}

/** The address that a child says it listens on; empty where it listens on none. */
function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { readonly url: string | null }).url ?? ''));
    child.once('exit', (code) => reject(new Error(`a process of the measurement ended with ${code}`)));
  });
}

function acmePolicy(): IdentifiedPolicy {
  const folder = new URL('../examples/acme/ambit/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return { path: entry.name, text: text.replaceAll('http://127.0.0.1:4400', ISSUER) };
    });
  const { identified } = compilePolicy(files);
  if (identified === null) throw new Error("Acme's policy doesn't compile");
  return identified;
}

function secretIn(directory: string): string {
  const { clients } = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8')) as {
    readonly clients: readonly { readonly client_id: string; readonly client_secret: string }[];
  };
  return clients.find(({ client_id }) => client_id === CLIENT)?.client_secret ?? '';
}
