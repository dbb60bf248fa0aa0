import { ADOPTION_KINDS, type Adoption, createAdoptions, type TokenTimes } from '../adoption/index.ts';
import {
  type Entry,
  type EntryId,
  type EntryKind,
  followLedger,
  type Heartbeat,
  readHeartbeat,
} from '../ledger/index.ts';
import type { VerifierKey } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { CONTAINMENT_KINDS, createContainments } from './containment.ts';
import { createDenyList, type TokenToCheck } from './deny-list.ts';
import type { RevokedBody } from './revoked-body.ts';

export type { TokenToCheck } from './deny-list.ts';
export type RevokedToken = RevokedBody;

/** How long the start waits for the sequencer's first sign; without one it goes on, silent. */
const FIRST_SIGN_MILLISECONDS = 1000;
/** Room for clocks that differ, so that nothing is forgotten while another guard still takes the token for good. */
const FORGET_AFTER_SECONDS = 120;

export interface RevocationFeedOptions {
  readonly store: Store;
  /** The log's key, which signs heartbeats. */
  readonly logKey: () => VerifierKey;
  /** Milliseconds since 1970, to know which revocations still matter. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Milliseconds that never go back, to measure silence by. Default: `performance.now`. */
  readonly monotonic?: () => number;
  readonly pollMilliseconds?: number;
  /** What else is followed by the same reading of the ledger, and is as fresh as revocations are. */
  readonly also?: { readonly kinds: readonly EntryKind[]; take(id: EntryId, entry: Entry): void };
}

/** What a guard knows of revocations, and how sure it may be of it. */
export interface RevocationFeed {
  isRevoked(token: TokenToCheck): boolean;
  /** Whether a client is contained: nothing is issued to it, and none of its tokens is good. */
  isContained(issuer: string, clientId: string): boolean;
  /** The adoption that a token without a birth is from before, by its server's word; null where there is none. As fresh as revocations are. */
  adoptionOf(issuer: string, token: TokenTimes): Adoption | null;
  /**
   * Seconds since the sequencer last gave a sign and all that was in the log then had been read here; infinite before the first
   * sign. Measured on this machine's monotonic clock alone, so clocks that differ or jump change nothing.
   */
  silentSeconds(): number;
  /** Calls back at each revocation that is read from now on, until the signal aborts. */
  onRevoked(listener: (revoked: RevokedToken) => void): void;
}

/**
 * Follows the ledger's revocations. Resolves when all that were in the log at the start are known and the sequencer has given a
 * sign, or has not within a second.
 *
 * A sign is a signed heartbeat with a later time than any before: one that stands still, though signed, proves nothing, so the
 * first one seen doesn't count. And it counts only once as much was read as it says the log has: a database that shows an old
 * state of the log is silent, however often it answers.
 */
export async function startRevocationFeed(options: RevocationFeedOptions): Promise<RevocationFeed> {
  const { store, logKey, clock, signal, monotonic = () => performance.now(), pollMilliseconds, also } = options;
  const denied = createDenyList(() => clock() / 1000 - FORGET_AFTER_SECONDS);
  const containments = createContainments();
  const adoptions = createAdoptions();
  const listeners: ((revoked: RevokedToken) => void)[] = [];
  const { promise: loaded, resolve: markLoaded } = Promise.withResolvers<void>();
  const { promise: signSeen, resolve: markSignSeen } = Promise.withResolvers<void>();
  let signAt = Number.NEGATIVE_INFINITY;
  let newest: Heartbeat | null = null;
  let awaited: { readonly size: number; readonly readAt: number } | null = null;

  const acceptSign = (readUpTo: number): void => {
    if (awaited === null || readUpTo < awaited.size) return;
    signAt = awaited.readAt;
    awaited = null;
    markSignSeen();
  };
  const takeHeartbeat = (heartbeat: Heartbeat, readAt: number): void => {
    const isFirst = newest === null;
    if (newest !== null && heartbeat.time <= newest.time) return;
    newest = heartbeat;
    if (!isFirst) awaited ??= { size: heartbeat.size, readAt };
  };

  void followLedger({
    store,
    from: 0,
    kinds: ['token.revoked', ...CONTAINMENT_KINDS, ...ADOPTION_KINDS, ...(also?.kinds ?? [])],
    signal,
    ...(pollMilliseconds === undefined ? {} : { pollMilliseconds }),
    async onEntries(entries, size) {
      for (const { id, entry } of entries) {
        if (entry.kind !== 'token.revoked') {
          if (CONTAINMENT_KINDS.includes(entry.kind)) containments.take(id, entry);
          else if (ADOPTION_KINDS.includes(entry.kind)) adoptions.take(id, entry);
          else also?.take(id, entry);
          continue;
        }
        const revoked = entry.body as RevokedBody;
        denied.add(revoked);
        for (const listener of listeners) listener(revoked);
      }
      if (entries.length > 0) return;
      markLoaded();
      acceptSign(size);
      const readAt = monotonic();
      const heartbeat = await readHeartbeat(store, logKey());
      if (heartbeat !== null) takeHeartbeat(heartbeat, readAt);
      acceptSign(size);
    },
  });

  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([loaded, aborted]);
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FIRST_SIGN_MILLISECONDS);
  });
  await Promise.race([signSeen, enough, aborted]);
  clearTimeout(timer);

  return {
    isRevoked: (token) => denied.has(token),
    isContained: (issuer, clientId) => containments.of(issuer, clientId) !== null,
    adoptionOf: (issuer, token) => adoptions.of(issuer, token),
    silentSeconds: () => Math.max(0, (monotonic() - signAt) / 1000),
    onRevoked: (listener) => {
      listeners.push(listener);
    },
  };
}
