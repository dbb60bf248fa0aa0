import type { GuardContext } from './guard-context.ts';
import { knownToken } from './known-token.ts';
import type { Permit } from './record-decision.ts';
import type { Granted, TokenFault } from './token-faults.ts';

/** The two ends of an access token, in seconds since 1970. */
export interface VirtualEnd {
  /** When the guards end it. */
  readonly endsAt: number;
  /** When its server would. */
  readonly serverEndsAt: number;
}

/**
 * When the guards end a token that lives longer than it may, where the policy gives such tokens out (`virtualExpiry`).
 *
 * The life that is allowed counts from the token's own birth. A server that gives the same token out again, as some do until it
 * expires, doesn't make it younger: the first time that a guard released it counts, and where that life is over there is none left.
 *
 * @returns null where the policy doesn't give it out, or its life is over already: then it is withheld as every token that lives too long.
 */
export async function virtualEndOf(
  guard: GuardContext,
  permit: Permit,
  token: string,
  granted: Granted,
  now: number,
): Promise<VirtualEnd | null> {
  if (!permit.virtualExpiry) return null;
  const bornAt = Math.min(granted.issuedAt ?? now, now);
  let endsAt = Math.floor(bornAt + permit.maxTtlSeconds);
  try {
    const known = await knownToken(guard, token);
    if (known !== null) endsAt = Math.min(endsAt, known.expiresAt ?? endsAt);
  } catch (error) {
    // Whether it is an old one can't be told.
    guard.onFault(error);
    return null;
  }
  if (endsAt <= now) return null;
  return { endsAt, serverEndsAt: Math.ceil(Math.max(granted.expiresAt, now + (granted.expiresInSeconds ?? 0))) };
}

/** What is wrong with a token beside its life, where the guards end that. */
export function faultsBesideLife(faults: readonly TokenFault[]): readonly TokenFault[] {
  return faults.filter((fault) => fault !== 'life_exceeds_decision');
}
