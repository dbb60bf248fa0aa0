/** A map that forgets what wasn't asked for lately. */
export interface RecentMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** Bounded by two generations: when the young one is full it becomes the old one, and the old one goes. */
export function createRecentMap<Value>(maxEntries: number): RecentMap<Value> {
  const half = Math.max(1, Math.floor(maxEntries / 2));
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    if (young.size >= half) [young, old] = [new Map(), young];
    young.set(key, value);
  };
  return {
    get(key) {
      const hit = young.get(key);
      if (hit !== undefined) return hit;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
  };
}
