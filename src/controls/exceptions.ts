import type { ControlException, EntryReference, ExceptionList, PeriodEntry } from './types.ts';

/** Exceptions that a result lists; the rest is counted, so that a broken month doesn't fill the memory. */
export const MAX_EXCEPTIONS = 1000;
/** Entries that one exception names. */
const MAX_ENTRIES = 20;

/** Exceptions of one test, in the order in which they were found. What recurs is one exception with several entries. */
export class Exceptions implements ExceptionList {
  readonly #found: { what: string; time: string; entries: EntryReference[]; count: number }[] = [];
  readonly #byKey = new Map<string, number>();
  unlisted = 0;

  /** @param key what recurs under the same key is counted with the first; without one it stands for itself. */
  add(
    what: string,
    of: PeriodEntry,
    options: { readonly key?: string; readonly also?: readonly EntryReference[] } = {},
  ) {
    this.addAt(what, of.entry.time, [referenceOf(of), ...(options.also ?? [])], options.key);
  }

  addAt(what: string, time: string, entries: readonly EntryReference[], key?: string): void {
    const known = key === undefined ? undefined : this.#found[this.#byKey.get(key) ?? -1];
    if (known !== undefined) {
      known.count++;
      if (known.entries.length < MAX_ENTRIES) known.entries.push(...entries.slice(0, 1));
      return;
    }
    if (this.#found.length >= MAX_EXCEPTIONS) {
      this.unlisted++;
      return;
    }
    if (key !== undefined) this.#byKey.set(key, this.#found.length);
    this.#found.push({ what, time, entries: entries.slice(0, MAX_ENTRIES), count: 1 });
  }

  /** What was found under a key turned out to be none. */
  withdraw(key: string): void {
    const found = this.#found[this.#byKey.get(key) ?? -1];
    if (found !== undefined) found.count = 0;
    this.#byKey.delete(key);
  }

  get listed(): readonly ControlException[] {
    const standing = this.#found.filter(({ count }) => count > 0);
    return standing.map(({ what, time, entries, count }) => ({
      what: count === 1 ? what : `${what} (${count} times)`,
      time,
      entries,
    }));
  }
}

export function referenceOf({ index, id }: PeriodEntry): EntryReference {
  return { index, id };
}
