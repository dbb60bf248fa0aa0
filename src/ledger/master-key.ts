/**
 * The key that wraps the keys of sealed texts. It is changed when somebody is erased, so that what a backup of the database still
 * holds of their keys is wrapped by a key that isn't there any more.
 */
export interface MasterKey {
  /** 32 bytes. */
  current(): Uint8Array;
  /** The next one, durable beside the current one; the same as before where a change was cut off. */
  next(): Uint8Array;
  /** Whether a change was begun and not ended. */
  readonly isChanging: boolean;
  /** The next one is the current one from here on, durably, and the one before is gone. */
  change(): void;
}

/** One that lives as long as the process, for tests and tools. */
export function masterKeyInMemory(first: Uint8Array, makeNext: () => Uint8Array): MasterKey {
  let [current, next]: [Uint8Array, Uint8Array | null] = [first, null];
  return {
    current: () => current,
    next: () => {
      next ??= makeNext();
      return next;
    },
    get isChanging() {
      return next !== null;
    },
    change() {
      [current, next] = [next ?? current, null];
    },
  };
}
