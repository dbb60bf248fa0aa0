import { randomUUID } from 'node:crypto';
import { isRefused } from '../../decision/index.ts';
import type { LedgerWriter } from '../../ledger/index.ts';
import type { StrangerRefusals } from './stranger-refusals.ts';
import { type Use, useDraft } from './use.ts';

/** Entries appended at once. */
const BATCH = 200;

interface Counted {
  /** The first of them: its facts stand for all, for the decision was the same. */
  readonly use: Use;
  readonly subject: string | null;
  count: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  lastAt: number;
}

/**
 * Uses counted in memory by all that their decisions depended on: token (so client and scopes), API and operation, policy, outcome,
 * mode and reason. Written as one entry for each different one: `token.usage` where they passed, `token.use_refused` where not.
 */
export interface UseCounts {
  /** False where there is no room: then the use must not pass, because nobody would know of it. */
  count(use: Use): boolean;
  /** Writes all counts, those of strangers too. What can't be written stays counted. @throws LedgerError */
  flush(): Promise<void>;
  /** Writes soon, without anybody waiting. */
  flushSoon(): void;
}

export function createUseCounts(options: {
  readonly writer: LedgerWriter;
  readonly strangers: StrangerRefusals;
  readonly pseudonymOf: (subject: string) => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly maxCounted: number;
  readonly onFault: (fault: unknown) => void;
}): UseCounts {
  const { writer, strangers, pseudonymOf, clock, maxCounted, onFault } = options;
  let counts = new Map<string, Counted>();
  let from = clock();
  let flushing: Promise<void> | null = null;
  let flushAgain = false;

  const restore = (window: Iterable<readonly [string, Counted]>, since: number): void => {
    const later = counts;
    counts = new Map(window);
    for (const [key, counted] of later) {
      const known = counts.get(key);
      if (known === undefined) counts.set(key, counted);
      else {
        known.count += counted.count;
        known.lastAt = counted.lastAt;
      }
    }
    from = since;
  };

  const writeStrangers = async (): Promise<void> => {
    const window = strangers.take();
    if (window === null) return;
    try {
      await writer.append({ drafts: [window.draft] });
    } catch (error) {
      strangers.restore(window);
      throw error;
    }
  };

  const write = async (): Promise<void> => {
    const since = from;
    const window = [...counts];
    counts = new Map();
    from = clock();
    const span = { from: new Date(since).toISOString(), to: new Date(from).toISOString() };
    for (let at = 0; at < window.length; at += BATCH) {
      const drafts = window.slice(at, at + BATCH).map(([, { use, subject, count, firstAt, lastAt }]) =>
        useDraft(isRefused(use.decision) ? 'token.use_refused' : 'token.usage', use, randomUUID(), subject, {
          count,
          first: new Date(firstAt).toISOString(),
          last: new Date(lastAt).toISOString(),
          window: span,
        }),
      );
      try {
        await writer.append({ drafts });
      } catch (error) {
        restore(window.slice(at), since);
        throw error;
      }
    }
    await writeStrangers();
  };

  const flush = async (): Promise<void> => {
    if (flushing !== null) {
      flushAgain = true;
      return await flushing;
    }
    flushing = (async () => {
      do {
        flushAgain = false;
        await write();
      } while (flushAgain);
    })();
    try {
      await flushing;
    } finally {
      flushing = null;
    }
  };
  const flushSoon = (): void => void flush().catch(onFault);

  return {
    count(use) {
      const { token, decision, api, request, policyDigest } = use;
      const key = `${token.fingerprint}\n${api}\n${request.operation}\n${policyDigest}\n${decision.outcome}\n${decision.mode}\n${decision.reason}\n${decision.scopes.join(' ')}`;
      const now = clock();
      const known = counts.get(key);
      if (known !== undefined) {
        known.count++;
        known.lastAt = now;
        return true;
      }
      if (counts.size >= maxCounted) {
        flushSoon();
        return false;
      }
      const subject = token.subject === null ? null : pseudonymOf(token.subject);
      counts.set(key, { use, subject, count: 1, firstAt: now, lastAt: now });
      if (counts.size === Math.ceil(maxCounted / 2)) flushSoon();
      return true;
    },
    flush,
    flushSoon,
  };
}
