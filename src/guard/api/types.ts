import type { Server } from 'node:http';
import type { Elevations } from '../../elevation/index.ts';
import type { Upstream } from '../../gateway/index.ts';
import type { LedgerWriter } from '../../ledger/index.ts';
import type { OperationMap } from '../../operations/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { RevocationFeed } from '../../revocation/index.ts';
import type { Store } from '../../store/index.ts';
import type { AccessTokenReader } from '../../tokens/index.ts';

/** An API behind the guard. */
export interface GuardedApi {
  /** For logs, entries and challenges (`realm`); unique among the guard's APIs. */
  readonly name: string;
  /** Under which clients reach it (`https://api.acme.example`); requests for other hosts are refused. */
  readonly publicUrl: string;
  readonly upstream: Upstream;
  /** What it offers and what that needs; all else is refused. */
  readonly operations: OperationMap;
  /** That its tokens have to be for. */
  readonly audience: string;
  /** Whether the API gets the token too. It needs it for calls of its own only, so default: false. */
  readonly forwardAuthorization?: boolean;
  /** Most calls of one client under way at the same time. When absent there is no limit. */
  readonly callsPerClient?: number;
}

export interface ApiGuardOptions {
  /** The issuer whose tokens are taken. */
  readonly issuer: string;
  readonly apis: readonly GuardedApi[];
  readonly store: Store;
  /** Uses don't wait for sequencing: its `maxLagSeconds` may be infinite. */
  readonly writer: LedgerWriter;
  readonly activePolicy: Pick<ActivePolicy, 'current'>;
  readonly revocations: Pick<RevocationFeed, 'isRevoked' | 'isContained' | 'adoptionOf' | 'silentSeconds'>;
  /** Elevations that are active, as fresh as `revocations`. When absent there are none. */
  readonly elevations?: Pick<Elevations, 'activeOf'>;
  readonly accessTokens: AccessTokenReader;
  /** Pseudonym of a subject of this issuer (`pseudonymOf` of the ledger, with its key). */
  readonly pseudonymOf: (subject: string) => string;
  /** Milliseconds since 1970, as `Date.now`. */
  readonly clock: () => number;
  /** Told what an operator should know. Carries no token or secret. */
  readonly onFault: (fault: unknown) => void;
  /** How often counted uses are written. Default: 5. */
  readonly usageSummarySeconds?: number;
  /** Most different uses counted between two summaries; when they are full and can't be written, calls are refused. Default: 20 000. */
  readonly maxCounted?: number;
  /** Most tokens whose births are remembered. Default: 50 000. */
  readonly maxRemembered?: number;
}

export interface ApiGuard {
  /** One for each API, by its name. Not listening yet: the caller chooses the addresses. */
  readonly servers: ReadonlyMap<string, Server>;
  /** Whether a request would be decided now: a policy is active and the feed isn't silent. */
  ready(): boolean;
  /** Writes what is counted. @throws LedgerError; the counts stay. */
  flush(): Promise<void>;
  /** Writes what is counted, a last time. Close the servers first. */
  close(): Promise<void>;
}
