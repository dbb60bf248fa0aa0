const WINDOW_MILLISECONDS = 60_000;
/** Refusals of one client that are written one by one within a minute. */
const PER_WINDOW = 60;

/**
 * How many refusals of a client are written in full. Whoever is refused hasn't proven to be that client yet: a stranger who knows
 * its id could fill the ledger, so beyond this number refusals are only counted.
 */
export interface RefusalBudget {
  /** Takes one out; false where the minute's are spent. */
  spend(clientId: string): boolean;
}

/** @param clock milliseconds since 1970. Ids are those of the policy's clients, so there are no more counts than clients. */
export function refusalBudget(clock: () => number): RefusalBudget {
  let until = 0;
  let spent = new Map<string, number>();
  return {
    spend(clientId) {
      const now = clock();
      if (now >= until) {
        until = now + WINDOW_MILLISECONDS;
        spent = new Map();
      }
      const count = spent.get(clientId) ?? 0;
      if (count >= PER_WINDOW) return false;
      spent.set(clientId, count + 1);
      return true;
    },
  };
}
