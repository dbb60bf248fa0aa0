import { readFileSync } from 'node:fs';
import { clientAddressBehind, createUpstream, type Listening, type Upstream } from '../../gateway/index.ts';
import { createApiGuard, type GuardedApi } from '../../guard/api/index.ts';
import { putBlob } from '../../ledger/index.ts';
import { loadOpenApi } from '../../operations/index.ts';
import { AppError } from '../app-error.ts';
import type { Configuration } from '../configuration.ts';
import { openGuardParts, untilReady } from './guard-parts.ts';
import { listenFor } from './listen-for.ts';
import type { Role, RoleContext } from './role.ts';

type ApiSettings = NonNullable<Configuration['apiGuard']>['apis'][number];

/** Stands in front of APIs. */
export const apiGuardRole: Role = {
  name: 'api-guard',
  title: 'API guard',
  drains: true,
  writerOf: ({ apiGuard }) => apiGuard?.name ?? null,
  async start(context, started) {
    const { configuration, store, fault, operation } = context;
    const own = configuration.apiGuard;
    if (own === null) throw new AppError('role_failed', 'The configuration has no apiGuard.');
    const apis = await Promise.all(own.apis.map((api) => openApi(context, api)));
    const parts = await openGuardParts(context, own.name);
    const guard = createApiGuard({
      issuer: configuration.authorizationServer.issuer,
      apis,
      store,
      writer: parts.writer,
      activePolicy: parts.activePolicy,
      revocations: parts.revocations,
      elevations: parts.elevations,
      accessTokens: parts.accessTokens,
      pseudonymOf: parts.pseudonymOf,
      clock: Date.now,
      onFault: fault,
    });
    await started(parts.writer);
    const listening: Listening[] = [];
    for (const [index, { name, listen, tls }] of own.apis.entries()) {
      const server = guard.servers.get(name);
      if (server === undefined) continue;
      operation.measureServer(server, name);
      listening.push(await listenFor(context, server, { listen, tls, name, at: `apiGuard.apis.${index}` }));
    }
    await untilReady(context, () => guard.ready());
    return {
      facts: own.apis.map(({ name, publicUrl, listen }) => `${name} (${publicUrl}) is guarded on ${listen}`),
      writer: parts.writer,
      async finish() {
        await Promise.all(listening.map((one) => one.close(1)));
        await guard.close();
      },
      async close() {
        await Promise.all([parts.close(), ...apis.map(({ upstream }) => upstream.close())]);
      },
    };
  },
};

/** Entries name the document by its digest, so it is stored before the first of them. */
async function openApi(
  { configuration, store, operation }: RoleContext,
  api: ApiSettings,
): Promise<GuardedApi & { upstream: Upstream }> {
  const bytes = readOpenApi(api);
  await putBlob(store, bytes);
  return {
    name: api.name,
    publicUrl: api.publicUrl,
    upstream: operation.measuredUpstream(
      createUpstream({
        origin: api.upstream,
        publicOrigin: new URL(api.publicUrl).origin,
        maxConnections: api.connections,
        clientAddress: clientAddressBehind(configuration.trustedProxies),
      }),
      api.name,
    ),
    operations: loadOpenApi(bytes.toString(), { path: api.openapi }),
    audience: api.audience,
    forwardAuthorization: api.forwardAuthorization,
    callsPerClient: api.connectionsPerClient,
  };
}

function readOpenApi({ name, openapi }: ApiSettings): Buffer {
  try {
    return readFileSync(openapi);
  } catch (cause) {
    throw new AppError(
      'role_failed',
      `The OpenAPI file ${openapi} of the API ${name} cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      cause,
    );
  }
}
