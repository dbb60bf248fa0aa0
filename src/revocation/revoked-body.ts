import type { Fingerprint } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';

/**
 * Whether the authorization server revoked it too: `revoked`, `incomplete` (it wasn't or couldn't be asked), `not_applicable` (it has
 * no way to, as with most JWTs). The guards deny it in each case.
 */
export type UpstreamRevocation = 'revoked' | 'incomplete' | 'not_applicable';

/** The body of a `token.revoked` entry, version 1. */
export interface RevokedBody {
  readonly [name: string]: Json;
  /** `grant`: all tokens of it, whether named by entries of their own or not. */
  readonly type: 'access_token' | 'refresh_token' | 'grant' | 'unknown';
  /** Null for a grant. */
  readonly fingerprint: Fingerprint | null;
  readonly jtiFingerprint: Fingerprint | null;
  /** Null for a token that no guard released. */
  readonly grantId: string | null;
  readonly clientId: string | null;
  /** Seconds since 1970, after which nobody has to remember it; null where that isn't known. */
  readonly expiresAt: number | null;
  readonly reason: string;
  readonly upstream: UpstreamRevocation;
}
