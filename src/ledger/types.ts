import type { Entry, EntryDraft, EntryId, Fingerprint } from '../entries/index.ts';

export interface Appended {
  readonly id: EntryId;
  readonly entry: Entry;
}

/** A token's birth: operational row, written in the same transaction as its `token.issued` entry. */
export interface TokenBirth {
  readonly fingerprint: Fingerprint;
  /** Fingerprint of (iss, jti) where the token has a jti; a second way to know it (it has many spellings). */
  readonly jtiFingerprint: Fingerprint | null;
  readonly type: 'access_token' | 'refresh_token';
  readonly grantId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string | null;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  /** Seconds since 1970; null for a refresh token without known end. */
  readonly expiresAt: number | null;
  /** When its server lets it end, where the policy ends it earlier; left out elsewhere. */
  readonly serverExpiresAt?: number;
  /** What the flow drew that it belongs to, where its client has a canary; left out elsewhere. */
  readonly canary?: number;
  readonly decision: EntryId;
  /** Ids of the elevations without which it would not have been given; left out where it needed none. */
  readonly elevations?: readonly EntryId[];
  /** Thumbprint of the key that it is bound to (RFC 9449 §6); left out where it is bound to none. */
  readonly dpopJkt?: string;
}

export interface AppendRequest {
  readonly drafts: readonly EntryDraft[];
  /** Births to store with them. Refused (`grant_revoked`) when the grant was revoked meanwhile. */
  readonly births?: readonly TokenBirth[];
  /** Of a request that is only observed: entries that wait to be sequenced for too long refuse it nothing. */
  readonly observed?: true;
}

/**
 * Appends entries for one writer.
 *
 * `append` resolves when the entries, and the births beside them, are durable in PostgreSQL (committed, fsync on): a crash of
 * any process after that loses nothing. Calls made while a commit is under way are committed together, in order, so numbers
 * have no gaps and many callers share one fsync. It rejects with LedgerError: `ledger_unavailable` (nothing is known to be
 * stored: refuse, never wave through), `sequencing_lag` (the sequencer is behind the policy's bound; only decisions and issuances are refused for it), `grant_revoked`,
 * `entry_too_large`, `writer_conflict` (another process uses this writer's id).
 */
export interface LedgerWriter {
  readonly writer: string;
  append(request: AppendRequest): Promise<readonly Appended[]>;
  /** Waits for what is under way, then refuses more. */
  close(): Promise<void>;
}
