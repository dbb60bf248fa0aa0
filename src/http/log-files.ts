import { LOG_KEYS } from '../entries/index.ts';
import { getBlob, latestCheckpoint, readKeyChanges, readPublished, readTile } from '../ledger/index.ts';
import { formatLogKeyChanges, parseTilePath } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

const YEAR_SECONDS = 365 * 24 * 3600;
const BLOB = /^blob\/sha256\/([0-9a-f]{64})$/;

/** What stands at a path below a log's prefix (C2SP tlog-tiles). */
export interface LogFile {
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Never changes: a cache may keep it for ever. */
  readonly immutable: boolean;
}

/**
 * `checkpoint`, `tile/<level>/<index>[.p/<width>]`, `tile/entries/<index>[.p/<width>]`, and paths of our own: `newest-checkpoint`;
 * `log-keys`, the changes of the log's keys, where there are any; and `blob/sha256/<hex>`, what entries name by its digest. Null for everything else, for each has one spelling.
 *
 * `checkpoint` is the newest that as many witnesses cosigned as have to, with their cosignatures; the newest of all where none is named.
 *
 * @param path below the prefix, as it came: nothing in it is decoded
 * @throws LedgerError `tiles_not_computed`, `blob_mismatch`
 */
export async function readLogFile(store: Store, path: string): Promise<LogFile | null> {
  if (path === 'checkpoint' || path === 'newest-checkpoint') {
    const checkpoint = await (path === 'checkpoint' ? readPublished(store) : latestCheckpoint(store));
    if (checkpoint === null || checkpoint === '') return null;
    return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(checkpoint), immutable: false };
  }
  if (path === LOG_KEYS) {
    const changes = await readKeyChanges(store);
    if (changes.length === 0) return null;
    return { type: 'application/jsonl', bytes: Buffer.from(formatLogKeyChanges(changes)), immutable: false };
  }
  const tile = parseTilePath(path);
  const [, digest] = BLOB.exec(path) ?? [];
  const bytes =
    tile !== null
      ? await readTile(store, tile)
      : digest === undefined
        ? null
        : await getBlob(store, `sha256:${digest}`);
  return bytes === null ? null : { type: 'application/octet-stream', bytes, immutable: true };
}

/** How long a file may be kept, by `who`: every cache, or the asking browser's alone. */
export function cacheControlOf({ immutable }: LogFile, who: 'public' | 'private'): string {
  return immutable ? `${who}, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
}
