import { randomUUID } from 'node:crypto';
import type { LedgerWriter } from '../../ledger/index.ts';
import type { Json } from '../../proof/index.ts';

/** Most different counts in one window; what comes beyond is counted together. */
const MAX_KINDS = 256;

/**
 * Refusals of callers who haven't shown who they are. Each costs an attacker one request, so they are counted and written once
 * a window: nobody can fill the ledger from outside.
 */
export interface StrangerRefusals {
  /** Counts one refusal. Nothing that the caller sent goes in, only the guard's own words. */
  count(endpoint: string, reason: string): void;
  /** Writes what was counted since the last time. On failure the counts stay for the next one. */
  flush(): Promise<void>;
}

export function countStrangerRefusals(options: {
  readonly writer: LedgerWriter;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): StrangerRefusals {
  const { writer, issuer, clock } = options;
  let counts = new Map<string, { endpoint: string; reason: string; count: number }>();
  let since = clock();

  const add = (endpoint: string, reason: string, count: number): void => {
    const key = `${endpoint} ${reason}`;
    const known = counts.get(key);
    if (known !== undefined) known.count += count;
    else if (counts.size < MAX_KINDS || reason === 'other') counts.set(key, { endpoint, reason, count });
    else add('any', 'other', count);
  };

  return {
    count: (endpoint, reason) => add(endpoint, reason, 1),
    async flush() {
      if (counts.size === 0) return;
      const window = counts;
      const from = since;
      counts = new Map();
      since = clock();
      const refusals: Json = [...window.values()].map((one) => ({ ...one }));
      try {
        await writer.append({
          drafts: [
            {
              kind: 'refusals.summarised',
              issuer,
              operation: randomUUID(),
              after: [],
              digests: {},
              subject: null,
              refs: [],
              body: { from: new Date(from).toISOString(), to: new Date(since).toISOString(), refusals },
            },
          ],
        });
      } catch (error) {
        for (const { endpoint, reason, count } of window.values()) add(endpoint, reason, count);
        since = from;
        throw error;
      }
    },
  };
}
