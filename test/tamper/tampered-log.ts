import { sampleBody } from '../../src/entries/testing/sample-bodies.ts';
import { keyOf, TEST_ORIGIN, TestLog } from '../../src/entries/testing/test-log.ts';
import {
  appendToTiles,
  CompactTree,
  formatCheckpoint,
  formatEntryTile,
  leafHash,
  type Signer,
  signNote,
  TILE_WIDTH,
  tilePath,
  tileWidth,
} from '../../src/proof/index.ts';

/** Files of a log by their paths, as they are served. */
export type LogFiles = Map<string, Uint8Array>;

/** Index of the entry that names the blob. */
export const NAMES_BLOB = 7;
const SIZE = 300;
const WRITER = 'issuer-guard-1';

/** A log of 300 entries: one full tile, one that isn't, and one above them. */
export function honestLog(): TestLog {
  const log = new TestLog();
  const policy = log.blob('a policy');
  const body = sampleBody('decision.made');
  while (log.entries.length < SIZE) {
    const digests = log.entries.length === NAMES_BLOB ? { policy } : {};
    log.after(1).append('decision.made', { issuer: 'https://issuer.example', digests, body }, WRITER);
  }
  return log;
}

/** The same story, told anew with every writer's own key, but for what one entry says. */
export function rewrittenLog(index: number): TestLog {
  const log = new TestLog();
  const policy = log.blob('a policy');
  const told = sampleBody('decision.made');
  const body = { ...told, request: { ...(told['request'] as object), clientId: 'somebody-else' } };
  while (log.entries.length < SIZE) {
    const digests = log.entries.length === NAMES_BLOB ? { policy } : {};
    const says = log.entries.length === index ? body : told;
    log.after(1).append('decision.made', { issuer: 'https://issuer.example', digests, body: says }, WRITER);
  }
  return log;
}

/** A log's files with everything computed from its entries, and its checkpoint signed: what who holds the log's key can make of any. */
export function filesOf(
  entries: readonly Uint8Array[],
  blobs: ReadonlyMap<string, Uint8Array>,
  signer: Signer,
): LogFiles {
  const files: LogFiles = new Map();
  const size = entries.length;
  const tree = new CompactTree();
  const above: Uint8Array[] = [];
  const hashes = entries.map(leafHash);
  for (const hash of hashes) appendToTiles(tree, hash, (full) => above.push(full.hash));
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = tileWidth(0, index, size);
    const [from, to] = [index * TILE_WIDTH, index * TILE_WIDTH + width];
    files.set(tilePath({ level: 0, index, width }), Buffer.concat(hashes.slice(from, to)));
    files.set(tilePath({ level: 'entries', index, width }), formatEntryTile(entries.slice(from, to)));
  }
  files.set(tilePath({ level: 1, index: 0, width: above.length }), Buffer.concat(above));
  for (const [digest, bytes] of blobs) files.set(`blob/${digest.replace(':', '/')}`, bytes);
  files.set(
    'checkpoint',
    Buffer.from(signNote(formatCheckpoint({ origin: TEST_ORIGIN, size, root: tree.root() }), signer)),
  );
  return files;
}

export { keyOf, TEST_ORIGIN };
