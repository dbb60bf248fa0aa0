import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EntryKind, KINDS, type LoggedEntry, parseEntry, type ReadLogFile } from '../../entries/index.ts';
import { sampleBody } from '../../entries/testing/sample-bodies.ts';
import { leafHash, parseEntryTile } from '../../proof/index.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../test/golden/ledger-1');

/** The files of the golden ledger. */
export const readGolden: ReadLogFile = async (path) => {
  try {
    return readFileSync(resolve(GOLDEN, path));
  } catch {
    return null;
  }
};

const golden: readonly LoggedEntry[] = [['000', 256] as const, ['001.p/134', 134] as const]
  .flatMap(([tile, width]) => parseEntryTile(readFileSync(resolve(GOLDEN, 'tile/entries', tile)), width))
  .map((bytes, index) => ({ index, bytes, leafHash: leafHash(bytes), ...parseEntry(bytes) }));

/** Every entry of the golden ledger. */
export const goldenEntries = (): readonly LoggedEntry[] => golden;

/** One logged entry with this kind and body, otherwise like an entry of the golden ledger. */
export function entryWith(over: Partial<LoggedEntry['entry']>, index = 1000): LoggedEntry {
  const like = golden[0] as LoggedEntry;
  return { ...like, index, entry: { ...like.entry, ...over } };
}

/** Entries of every kind there is. */
export function entriesOfEveryKind(): LoggedEntry[] {
  const known = new Set(golden.map(({ entry }) => entry.kind));
  const later = (Object.keys(KINDS) as EntryKind[])
    .filter((kind) => !known.has(kind))
    .map((kind, at) =>
      entryWith({ kind, body: sampleBody(kind), issuer: 'https://issuer.example', refs: ['client:shop'] }, 1000 + at),
    );
  return [...goldenEntries(), ...later];
}
