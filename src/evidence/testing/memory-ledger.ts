import type { TestLog } from '../../entries/testing/test-log.ts';
import type { LedgerSource } from '../ledger-source.ts';

/** A log in memory as a source of evidence. @param cosigned what witnesses cosigned of it */
export function memoryLedger(
  log: TestLog,
  size = log.entries.length,
  cosigned: { readonly note: string; readonly isLate: boolean } | null = null,
): LedgerSource {
  const entries = log.entries.slice(0, size);
  const one = (entry: (typeof entries)[number] | undefined) => Promise.resolve(entry ?? null);
  return {
    checkpoint: async () => log.checkpoint(size),
    cosigned: async () => cosigned,
    async boundsOf(from, to, within) {
      const times = entries.slice(0, within).map(({ entry }) => entry.time);
      const first = times.findIndex((time) => time >= from);
      return { first: first === -1 ? within : first, end: times.findLastIndex((time) => time < to) + 1 };
    },
    async *leafHashes(within) {
      for (const { leafHash } of entries.slice(0, within)) yield leafHash;
    },
    async *entries(first, end, kinds) {
      for (const entry of entries.slice(first, end)) if (kinds?.includes(entry.entry.kind) ?? true) yield entry;
    },
    at: (index) => one(entries[index]),
    byId: (id) => one(entries.find((entry) => entry.id === id)),
    ofWriter: (writer, sequence) =>
      one(entries.find(({ entry }) => entry.writer === writer && entry.sequence === sequence)),
    newest: async (kind, end, count) =>
      entries
        .slice(0, end)
        .filter(({ entry }) => entry.kind === kind)
        .reverse()
        .slice(0, count),
    blob: async (digest) => log.blobs.get(digest) ?? null,
  };
}
