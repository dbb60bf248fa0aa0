import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  logVerifierKey,
  managementSocket,
  onceThenForce,
  type Running,
  replaceFile,
  type SupervisedProcess,
  type SupervisedProcessOptions,
  superviseAmbit,
  superviseProcess,
} from '../../src/app/index.ts';
import { describeError } from '../../src/cli/describe-error.ts';
import { callManagement } from '../../src/http/index.ts';
import type { Policy } from '../../src/policy/index.ts';
import { formatVerifierKey } from '../../src/proof/index.ts';
import { buildConsole } from '../../tools/build-console.ts';
import { openAlertSecret } from './alert-receiver/alert-secret.ts';
import { openSecretFiles } from './authorization-server/secret-files.ts';
import { RUN_FILE, type RunFile } from './run-file.ts';
import { whatToTry } from './what-to-try.ts';

/** `npm start`: Acme's authorization server and APIs, and Ambit in front of them, as one tree of processes that Ctrl-C ends. */

const DATA = '.ambit';
/** As `ambit.config.yaml` has them. */
const ISSUER = 'http://127.0.0.1:4400';
const ORDERS = 'http://127.0.0.1:4401';
const STOREFRONT = 'http://127.0.0.1:4480';
const FORCED = 130;
const CHILD_GRACE_MILLISECONDS = 1000;

async function main(): Promise<void> {
  const end = new AbortController();
  const ended = new Promise<null>((resolve) => end.signal.addEventListener('abort', () => resolve(null)));
  let force = (): void => process.exit(FORCED);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(
      signal,
      onceThenForce(
        () => end.abort(),
        () => force(),
      ),
    );
  const notice = (message: string): void => console.error(`ambit: ${message}`);
  process.umask(0o077);
  const serverData = join(DATA, 'authorization-server');
  const { credentials } = openSecretFiles(serverData);
  const secretOf = (id: string): string | undefined =>
    credentials.clients.find(({ client_id }) => client_id === id)?.client_secret;
  const alertEnv = { ACME_ALERT_SECRET: openAlertSecret(join(DATA, 'alert-receiver')) };
  await buildConsole();
  const supervisor = superviseAmbit({
    config: resolve(import.meta.dirname, 'ambit.config.yaml'),
    cwd: process.cwd(),
    env: {
      ...process.env,
      AMBIT_INTROSPECTION_SECRET: secretOf('ambit-guard'),
      AMBIT_CONSOLE_SECRET: secretOf('ambit-console'),
      ...alertEnv,
    },
    onNotice: notice,
  });
  const others: SupervisedProcess[] = [];
  force = () => {
    supervisor.kill();
    for (const child of others) child.kill();
    process.exit(FORCED);
  };
  try {
    // Another start in this folder is told by its name, and not by the ports that it holds.
    await supervisor.claimed;
    const issuer = ['--issuer', ISSUER, '--port', '4410', '--data', serverData];
    others.push(
      startOther('authorization server', 'authorization-server/server.ts', issuer),
      startOther('orders API', 'apis/server.ts', ['--api', 'orders', '--port', '4411']),
      startOther('customers API', 'apis/server.ts', ['--api', 'customers', '--port', '4412']),
      startOther('storefront', 'storefront/server.ts', ['--issuer', ISSUER, '--orders', ORDERS, '--port', '4480'], {
        env: { ...process.env, ACME_STOREFRONT_SECRET: secretOf('storefront') },
      }),
      startOther('alert receiver', 'alert-receiver/server.ts', ['--port', '4420'], {
        env: { ...process.env, ...alertEnv },
        onOutput: (line) => console.log(`alert: ${line}`),
      }),
    );
    const everything = Promise.all([supervisor.ready, ...others.map((child) => child.ready)]);
    const running = await Promise.race([everything.then(([first]) => first), ended]);
    if (running === null) return;
    const run = await describeRun(running, credentials);
    replaceFile(RUN_FILE, `${JSON.stringify(run, null, 2)}\n`);
    console.log(whatToTry(run));
    await ended;
    rmSync(RUN_FILE, { force: true });
  } finally {
    await supervisor.stop();
    await Promise.all(others.map((child) => child.stop(CHILD_GRACE_MILLISECONDS)));
  }

  function startOther(
    name: string,
    script: string,
    args: readonly string[],
    more: Pick<SupervisedProcessOptions, 'env' | 'onOutput'> = {},
  ): SupervisedProcess {
    return superviseProcess({
      ...more,
      name,
      command: [process.execPath, join(import.meta.dirname, script), ...args],
      onNotice: notice,
    });
  }
}

async function describeRun(
  { configuration, directory, databaseUrl }: Running,
  { clients, users }: ReturnType<typeof openSecretFiles>['credentials'],
): Promise<RunFile> {
  const management = managementSocket(configuration, directory);
  const { policy } = (await callManagement({ socket: management, method: 'GET', path: '/v1/policy' })) as {
    readonly policy: Policy;
  };
  const secrets = new Map(clients.map(({ client_id, client_secret }) => [client_id, client_secret]));
  const addressOf = (name: string): string =>
    configuration.apiGuard?.apis.find((api) => api.name === name)?.publicUrl ?? '';
  const logKey = logVerifierKey(directory);
  return {
    issuer: configuration.authorizationServer.issuer,
    apis: { orders: addressOf('orders'), customers: addressOf('customers') },
    storefront: STOREFRONT,
    console: configuration.console?.publicUrl ?? '',
    alerts: { receiver: configuration.notifier?.webhooks[0]?.url.replace(/\/$/, '') ?? '' },
    management,
    logKey: logKey === null ? '' : formatVerifierKey(logKey),
    clients: policy.clients.map(({ clientId, grantTypes, redirectUris, standing, eligible, maxTtlSeconds }) => ({
      client_id: clientId,
      client_secret: secrets.get(clientId) ?? null,
      grant_types: grantTypes,
      redirect_uris: redirectUris,
      standing,
      eligible,
      maxTtlSeconds,
    })),
    users,
    database: databaseUrl,
  };
}

await main().catch((error: unknown) => {
  console.error(describeError(error).text.trimEnd());
  process.exitCode = 1;
});
