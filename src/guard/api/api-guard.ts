import type { Server } from 'node:http';
import { createGatewayServer, publicHostsOf } from '../../gateway/index.ts';
import { clientShares } from './client-shares.ts';
import type { ApiContext, GuardContext } from './guard-context.ts';
import { handleRequest } from './handle-request.ts';
import { createKnownTokens } from './known-tokens.ts';
import { countStrangerRefusals } from './stranger-refusals.ts';
import type { ApiGuard, ApiGuardOptions } from './types.ts';
import { createUseCounts } from './use-counts.ts';

const USAGE_SUMMARY_SECONDS = 5;
const MAX_COUNTED = 20_000;
const MAX_REMEMBERED = 50_000;

/** The guard in front of APIs: a reverse proxy that passes on what their documents describe and the policy of now allows. */
export function createApiGuard(options: ApiGuardOptions): ApiGuard {
  const { issuer, store, writer, clock, pseudonymOf, activePolicy, revocations, onFault } = options;
  const strangers = countStrangerRefusals(issuer, clock);
  const maxCounted = options.maxCounted ?? MAX_COUNTED;
  const uses = createUseCounts({ writer, strangers, pseudonymOf, clock, maxCounted, onFault });
  const guard: GuardContext = {
    ...options,
    strangers,
    uses,
    knownTokens: createKnownTokens(
      store,
      options.maxRemembered ?? MAX_REMEMBERED,
      (token) => revocations.adoptionOf(token.issuer, token) !== null,
    ),
  };
  const summary = setInterval(() => uses.flushSoon(), (options.usageSummarySeconds ?? USAGE_SUMMARY_SECONDS) * 1000);
  summary.unref();

  const serverOf = (api: ApiContext): Server =>
    createGatewayServer((request, response) => handleRequest(guard, api, request, response), onFault);
  return {
    servers: new Map(
      options.apis.map((api) => [
        api.name,
        serverOf({
          ...api,
          publicHosts: publicHostsOf(api.publicUrl),
          shares: clientShares(api.callsPerClient ?? Number.POSITIVE_INFINITY),
        }),
      ]),
    ),
    ready() {
      const active = activePolicy.current();
      return active !== null && revocations.silentSeconds() <= active.identified.policy.limits.maxStaleSeconds;
    },
    flush: () => uses.flush(),
    async close() {
      clearInterval(summary);
      await uses.flush().catch(onFault);
    },
  };
}
