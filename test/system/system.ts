import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type RunningAuthorizationServer,
  startAuthorizationServer,
} from '../../examples/acme/authorization-server/authorization-server.ts';
import type { Policy } from '../../src/policy/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { buildConsole } from '../../tools/build-console.ts';
import { ACME, writeAcmePolicy } from './acme-policy.ts';
import { freePorts } from './free-ports.ts';
import { type Fetch, routedFetch } from './routed-fetch.ts';
import { usedSecrets, writeAllRows } from './used-secrets.ts';
import { until } from './wait.ts';

const STOREFRONT = 'http://127.0.0.1:4480';
const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

/** What the authorization server and this test wrote themselves: secrets are where the configuration says that they are. */
const NOT_AMBITS = ['authorization-server', '*.secret'];

/** Acme with two guards of each kind on one database, each process its own, as in production. */
export interface System {
  readonly issuer: string;
  readonly apis: { readonly orders: string; readonly customers: string };
  /** Acme's shop; null unless asked for. */
  readonly storefront: string | null;
  /** Where people open the console. */
  readonly console: string;
  readonly directory: string;
  readonly policyFolder: string;
  readonly policy: Policy;
  readonly authorizationServer: RunningAuthorizationServer;
  /** A fetch whose requests the first or the second of the guards answers. */
  readonly via: { readonly first: Fetch; readonly second: Fetch };
  readonly store: Store;
  /** The second guards, each its own process. */
  readonly secondIssuerGuard: ChildProcess;
  /** Lets the authorization server answer nothing from now on. */
  holdAuthorizationServer(): { readonly waiting: () => number; release(): void };
  secretOf(clientId: string): string;
  passwordOf(name: string): string;
  /** Starts the second issuer guard again after it was killed. */
  restartSecondIssuerGuard(): Promise<ChildProcess>;
  /** Runs `ambit` in the system's folder, and resolves with what it printed. */
  ambit(...args: string[]): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** Changes what the authorization server signs, as a server that gives too much would. */
  readonly changeClaims?: (claims: Record<string, unknown>) => void;
  /** Changes Acme's policy, file by file, before Bob approves it. */
  readonly editPolicy?: (text: string, file: string) => string;
  /** Whether Acme's shop runs, too. */
  readonly withStorefront?: boolean;
  /** Where alerts go; nowhere without. */
  readonly webhook?: { readonly url: string; readonly secret: string } | null;
}

type Ports = [number, number, number, number, number, number, number, number, number, number, number];

export async function startSystem({
  changeClaims,
  editPolicy = (text) => text,
  withStorefront = false,
  webhook = null,
}: SystemOptions = {}): Promise<System> {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-system-'));
  const [
    issuerPort,
    ordersPort,
    customersPort,
    issuerPort2,
    ordersPort2,
    customersPort2,
    serverPort,
    ordersApiPort,
    customersApiPort,
    consolePort,
    storefrontPort,
  ] = (await freePorts(11)) as Ports;
  const issuer = `http://127.0.0.1:${issuerPort}`;
  const apis = { orders: `http://127.0.0.1:${ordersPort}`, customers: `http://127.0.0.1:${customersPort}` };
  const policyFolder = join(directory, 'policy');
  mkdirSync(policyFolder);
  const console = `http://127.0.0.1:${consolePort}`;
  const storefront = withStorefront ? `http://127.0.0.1:${storefrontPort}` : null;
  const policy = await writeAcmePolicy(policyFolder, issuer, (text, file) =>
    editPolicy(
      text.replaceAll('http://127.0.0.1:4430', console).replaceAll(STOREFRONT, storefront ?? STOREFRONT),
      file,
    ),
  );
  const processes: ChildProcess[] = [];
  const secrets = usedSecrets();
  const output = join(directory, 'output.log');
  await buildConsole();
  const start = (script: string, args: readonly string[], env = process.env): ChildProcess => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: directory,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (bytes: Buffer) => appendFileSync(output, bytes));
    let complaints = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      appendFileSync(output, text);
      complaints = (complaints + text).slice(-4000);
    });
    child.once('exit', (code) => {
      if (code !== null && code !== 0)
        process.stderr.write(`${script} ${args.join(' ')} ended with ${code}: ${complaints}\n`);
    });
    processes.push(child);
    return child;
  };
  let holding: PromiseWithResolvers<void> | null = null;
  let held = 0;
  const authorizationServer = await startAuthorizationServer({
    issuer,
    port: serverPort,
    dataDirectory: join(directory, 'authorization-server'),
    redirectUris: {
      'ambit-console': `${console}/session/callback`,
      ...(storefront === null ? {} : { storefront: `${storefront}/callback` }),
    },
    ...(changeClaims === undefined ? {} : { changeClaims }),
    onResponse: secrets.watch,
    beforeAnswer: async () => {
      if (holding === null) return;
      held++;
      await holding.promise;
    },
  });
  start(join(ACME, 'apis/server.ts'), ['--api', 'orders', '--port', String(ordersApiPort)]);
  start(join(ACME, 'apis/server.ts'), ['--api', 'customers', '--port', String(customersApiPort)]);

  const consoleSettings = `console:
  listen: 127.0.0.1:${consolePort}
  publicUrl: ${console}
  clientId: ambit-console
  clientSecret: { file: ${join(directory, 'console.secret')} }
  scopes: [openid, groups]
`;
  const secretOf = (id: string): string =>
    authorizationServer.credentials.clients.find(({ client_id }) => client_id === id)?.client_secret ?? '';
  writeFileSync(join(directory, 'console.secret'), secretOf('ambit-console'), { mode: 0o600 });
  writeFileSync(join(directory, 'webhook.secret'), webhook?.secret ?? '', { mode: 0o600 });
  const notifierSettings =
    webhook === null
      ? ''
      : `notifier:
  webhooks: [{ name: security, url: '${webhook.url}', secret: { file: ${join(directory, 'webhook.secret')} } }]
`;

  if (storefront !== null) {
    const options = ['--issuer', issuer, '--orders', apis.orders, '--port', String(storefrontPort)];
    start(join(ACME, 'storefront/server.ts'), options, {
      ...process.env,
      ACME_STOREFRONT_SECRET: secretOf('storefront'),
    });
  }

  const configure = (file: string, number: 1 | 2, ports: readonly [number, number, number]): string => {
    const suffix = number === 1 ? '' : '-2';
    const text = `environment: production
dataDirectory: ${join(directory, 'data')}
policy: ${policyFolder}
ledger: { origin: acme.example/ledger }
authorizationServer:
  issuer: ${issuer}
  upstream: http://127.0.0.1:${serverPort}
  introspection:
    clientId: ambit-guard
    clientSecret: { file: ${join(directory, 'authorization-server/ambit-guard.secret')} }
issuerGuard:
  name: issuer-guard${suffix}
  listen: 127.0.0.1:${ports[0]}
  pages: [/interaction/, /auth/]
apiGuard:
  name: api-guard${suffix}
  apis:
    - name: orders
      listen: 127.0.0.1:${ports[1]}
      publicUrl: ${apis.orders}
      upstream: http://127.0.0.1:${ordersApiPort}
      openapi: ${join(ACME, 'apis/orders.openapi.yaml')}
      audience: https://orders.acme.example
    - name: customers
      listen: 127.0.0.1:${ports[2]}
      publicUrl: ${apis.customers}
      upstream: http://127.0.0.1:${customersApiPort}
      openapi: ${join(ACME, 'apis/customers.openapi.yaml')}
      audience: https://customers.acme.example
`;
    const path = join(directory, file);
    writeFileSync(path, number === 1 ? `${text}${consoleSettings}${notifierSettings}` : text);
    return path;
  };
  const config = configure('ambit.config.yaml', 1, [issuerPort, ordersPort, customersPort]);
  const config2 = configure('second.config.yaml', 2, [issuerPort2, ordersPort2, customersPort2]);

  const first = routedFetch(new Map());
  const second = routedFetch(
    new Map([
      [issuerPort, issuerPort2],
      [ordersPort, ordersPort2],
      [customersPort, customersPort2],
    ]),
  );
  const answers = (fetch: Fetch, url: string): Promise<boolean> =>
    until(`${url} to answer`, async () => (await fetch(`${url}`)).status < 500, 60);
  const ready = async (fetch: Fetch): Promise<void> => {
    await answers(fetch, `${issuer}/.well-known/openid-configuration`);
    await answers(fetch, `${apis.orders}/health`);
    await answers(fetch, `${apis.customers}/health`);
  };

  const supervisor = start(MAIN, ['up', '--config', config]);
  await ready(first.fetch);
  const startSecondIssuerGuard = (): ChildProcess => start(MAIN, ['up', '--config', config2, '--role', 'issuer-guard']);
  let secondIssuerGuard = startSecondIssuerGuard();
  start(MAIN, ['up', '--config', config2, '--role', 'api-guard']);
  await ready(second.fetch);

  const { url } = JSON.parse(readFileSync(join(directory, 'data/postgres/connection.json'), 'utf8')) as { url: string };
  const store = await openStore({ url, applicationName: 'test' });
  const { users, clients } = authorizationServer.credentials;
  secrets.add(
    ...clients.map(({ client_secret }) => client_secret ?? ''),
    ...users.map(({ password }) => password),
    webhook?.secret ?? '',
  );

  return {
    issuer,
    apis,
    console,
    storefront,
    directory,
    policyFolder,
    policy,
    authorizationServer,
    via: { first: first.fetch, second: second.fetch },
    store,
    get secondIssuerGuard() {
      return secondIssuerGuard;
    },
    holdAuthorizationServer() {
      const own = Promise.withResolvers<void>();
      holding = own;
      held = 0;
      return {
        waiting: () => held,
        release() {
          holding = null;
          own.resolve();
        },
      };
    },
    secretOf,
    passwordOf: (name) => users.find((user) => user.name === name)?.password ?? '',
    async restartSecondIssuerGuard() {
      secondIssuerGuard = startSecondIssuerGuard();
      await answers(second.fetch, `${issuer}/.well-known/openid-configuration`);
      return secondIssuerGuard;
    },
    ambit: (...args) => run(directory, args),
    async stop() {
      const rows = join(directory, 'rows');
      await writeAllRows(store, rows).catch(() => undefined);
      await store.close();
      await Promise.all([first.close(), second.close()]);
      for (const child of processes) if (child !== supervisor) child.kill('SIGTERM');
      await Promise.all(processes.filter((child) => child !== supervisor).map(ended));
      supervisor.kill('SIGTERM');
      await ended(supervisor);
      await authorizationServer.close();
      const found = secrets.foundIn(directory, NOT_AMBITS);
      rmSync(directory, { recursive: true, force: true });
      if (found.length > 0)
        throw new Error(`tokens or secrets that were used stand in ${found.join(', ')}: Ambit must never write one`);
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function run(
  cwd: string,
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}
