import type { ClientShares } from './client-shares.ts';
import type { KnownTokens } from './known-tokens.ts';
import type { StrangerRefusals } from './stranger-refusals.ts';
import type { ApiGuardOptions, GuardedApi } from './types.ts';
import type { UseCounts } from './use-counts.ts';

/** What every request works with. */
export interface GuardContext extends ApiGuardOptions {
  readonly knownTokens: KnownTokens;
  readonly uses: UseCounts;
  readonly strangers: StrangerRefusals;
}

/** One API, with what is worked out once. */
export interface ApiContext extends GuardedApi {
  readonly publicHosts: readonly string[];
  readonly shares: ClientShares;
}
