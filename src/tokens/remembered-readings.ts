import type { TokenReading } from './types.ts';

export interface RememberedReading {
  readonly reading: TokenReading;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Of the issuer's keys under which it was verified; null where no key was used. */
  readonly generation: number | null;
}

/** Readings by the exact token, in memory only. */
export interface RememberedReadings {
  get(token: string): RememberedReading | undefined;
  set(token: string, reading: RememberedReading): void;
  delete(token: string): void;
}

/**
 * Bounded by two generations: when the young one is full it becomes the old one, and the old one goes. What is in use moves
 * over when it is asked for, so a hit costs one look-up and no bookkeeping.
 */
export function createRememberedReadings(maxEntries: number): RememberedReadings {
  const half = Math.max(1, Math.floor(maxEntries / 2));
  let young = new Map<string, RememberedReading>();
  let old = new Map<string, RememberedReading>();
  const set = (token: string, reading: RememberedReading): void => {
    if (young.size >= half) [young, old] = [new Map(), young];
    young.set(token, reading);
  };
  return {
    get(token) {
      const hit = young.get(token);
      if (hit !== undefined) return hit;
      const older = old.get(token);
      if (older !== undefined) set(token, older);
      return older;
    },
    set,
    delete(token) {
      young.delete(token);
      old.delete(token);
    },
  };
}
