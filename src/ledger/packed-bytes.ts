/** Byte strings one after another, with what it takes to cut them out again in SQL: `substring(bytes FROM start FOR length)`. */
export interface PackedBytes {
  readonly bytes: Uint8Array;
  /** Where each begins, from 1. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/**
 * Packs byte strings into one parameter of a statement. A `bytea[]` would travel as text, each byte as two characters that are
 * written here and parsed there; a single `bytea` travels as it is.
 */
export function packBytes(items: readonly Uint8Array[]): PackedBytes {
  const starts: number[] = [];
  let start = 1;
  for (const { length } of items) {
    starts.push(start);
    start += length;
  }
  return { bytes: Buffer.concat(items), starts, lengths: items.map(({ length }) => length) };
}
