import type { EntryId } from '../entries/index.ts';

/** When a token was issued and ends, by its server's word; in seconds since 1970. */
export interface TokenTimes {
  /** Null where nothing says so. */
  readonly issuedAt: number | null;
  readonly expiresAt: number;
}

/** How tokens came to be that no guard released: issued before an issuer was adopted, or while it was handed back. */
export type AdoptionState = 'adopted' | 'handed_back';

/**
 * Tokens of an issuer that nobody decided about when they were issued, and that work for a while all the same: those issued in
 * `from` ≤ `iat` < `before`, until `endsAt`. All in seconds since 1970.
 */
export interface Adoption {
  /** Id of the `issuer.adopted`, or of the `issuer.handed_back` while that lasts. */
  readonly id: EntryId;
  readonly issuer: string;
  readonly state: AdoptionState;
  /** Null: from ever. */
  readonly from: number | null;
  /** Null while the issuer is handed back: its server still issues them. */
  readonly before: number | null;
  /** When the window closes, early or not; null while the issuer is handed back. */
  readonly endsAt: number | null;
  /**
   * Longest life that the server gave an access token, in seconds: one that is said to be older than that allows was dated back. Null
   * while the issuer is handed back.
   */
  readonly maxLifeSeconds: number | null;
  /** Id of the `adoption.closed` that closed it early; null where none did. */
  readonly closed: EntryId | null;
}
