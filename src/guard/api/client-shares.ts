/**
 * How many calls of each client are under way at one API, so that none takes all connections to it: a client that reads or writes a byte now
 * and then would hold each of its own for as long as it likes. Ids are those of tokens that were judged, so they are the policy's; where
 * it only observes an issuer, there are never more than calls under way.
 */
export interface ClientShares {
  /** Counts a call in. @param clientId null for callers without a token, who are one client. @returns what counts it out; null where too many are under way */
  enter(clientId: string | null): (() => void) | null;
}

/** @param most for each client */
export function clientShares(most: number): ClientShares {
  const underWay = new Map<string | null, number>();
  return {
    enter(clientId) {
      const count = underWay.get(clientId) ?? 0;
      if (count >= most) return null;
      underWay.set(clientId, count + 1);
      return () => {
        const left = (underWay.get(clientId) ?? 1) - 1;
        if (left === 0) underWay.delete(clientId);
        else underWay.set(clientId, left);
      };
    },
  };
}
