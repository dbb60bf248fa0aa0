import { createIssuerGuard } from '../../guard/issuer/index.ts';
import { AppError } from '../app-error.ts';
import { openGuardParts, untilReady } from './guard-parts.ts';
import { listenFor } from './listen-for.ts';
import type { Role } from './role.ts';

/** Stands in front of the authorization server, and owns its issuer. */
export const issuerGuardRole: Role = {
  name: 'issuer-guard',
  title: 'issuer guard',
  drains: true,
  writerOf: ({ issuerGuard }) => issuerGuard?.name ?? null,
  async start(context, started) {
    const { configuration, store, fault, operation } = context;
    const own = configuration.issuerGuard;
    if (own === null) throw new AppError('role_failed', 'The configuration has no issuerGuard.');
    const { issuer, introspection } = configuration.authorizationServer;
    const parts = await openGuardParts(context, own.name);
    const guard = createIssuerGuard({
      issuer,
      publicHosts: parts.issuerHosts,
      upstream: parts.authorizationServer,
      store,
      writer: parts.writer,
      activePolicy: parts.activePolicy,
      revocations: parts.revocations,
      elevations: parts.elevations,
      fingerprinter: parts.fingerprinter,
      accessTokens: parts.accessTokens,
      pseudonymOf: parts.pseudonymOf,
      pagePrefixes: own.pages,
      clientLimits: own.clientLimits,
      introspectionClients: [...own.introspectionClients, ...(introspection === null ? [] : [introspection.clientId])],
      clock: Date.now,
      journalDirectory: context.directory.journal,
      onFault: fault,
    });
    operation.measureServer(guard.server, 'issuer', (path) => guard.endpointNameAt(path));
    operation.metrics?.onReading([], () => operation.metrics?.set('ambit_held_responses', {}, guard.heldResponses()));
    await started(parts.writer);
    const listening = await listenFor(context, guard.server, { ...own, at: 'issuerGuard', name: 'issuer' });
    await untilReady(context, () => guard.ready());
    return {
      facts: [`${issuer} is guarded on ${own.listen}`],
      writer: parts.writer,
      async finish() {
        await listening.close(1);
        await guard.close();
      },
      close: () => parts.close(),
    };
  },
};
