import { randomUUID } from 'node:crypto';
import type { EntryDraft } from '../../ledger/index.ts';

/** Most different counts in one window; what comes beyond is counted together. */
const MAX_KINDS = 256;

interface Count {
  readonly api: string;
  readonly reason: string;
  count: number;
}

/**
 * Refusals of callers without a token that its issuer vouches for. Each costs an attacker one request, so they are counted, and
 * written once a window: nobody can fill the ledger from outside.
 */
export interface StrangerRefusals {
  /** Counts one. Nothing that the caller sent goes in, only the guard's own words. */
  count(api: string, reason: string): void;
  /** Takes what was counted out, as an entry; null where nothing was. */
  take(): StrangerWindow | null;
  /** Puts back what couldn't be written. */
  restore(window: StrangerWindow): void;
}

export interface StrangerWindow {
  readonly draft: EntryDraft;
  readonly from: number;
  readonly counts: readonly Count[];
}

/** @param clock milliseconds since 1970. */
export function countStrangerRefusals(issuer: string, clock: () => number): StrangerRefusals {
  let counts = new Map<string, Count>();
  let from = clock();
  const add = (api: string, reason: string, count: number): void => {
    const key = `${api} ${reason}`;
    const known = counts.get(key);
    if (known !== undefined) known.count += count;
    else if (counts.size < MAX_KINDS || reason === 'other') counts.set(key, { api, reason, count });
    else add('any', 'other', count);
  };
  return {
    count: (api, reason) => add(api, reason, 1),
    take() {
      if (counts.size === 0) return null;
      const taken = { from, counts: [...counts.values()] };
      counts = new Map();
      from = clock();
      return { ...taken, draft: summary(issuer, taken, from) };
    },
    restore(window) {
      for (const { api, reason, count } of window.counts) add(api, reason, count);
      from = window.from;
    },
  };
}

function summary(issuer: string, { from, counts }: Omit<StrangerWindow, 'draft'>, to: number): EntryDraft {
  return {
    kind: 'refusals.summarised',
    issuer,
    operation: randomUUID(),
    after: [],
    digests: {},
    subject: null,
    refs: [],
    body: {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      refusals: counts.map(({ api, reason, count }) => ({ api, reason, count })),
    },
  };
}
