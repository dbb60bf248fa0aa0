import { logTree, readKeyChanges } from '../ledger/index.ts';
import {
  type Checkpoint,
  followLogKeys,
  openSignedCheckpoint,
  readLogKeyChange,
  sameHash,
  type VerifierKey,
} from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import type { OpenedBackup } from './read-backup.ts';

/** What restoring a backup loses, as far as anybody can tell. */
export interface Loss {
  /** Entries of the log that the backup has. */
  readonly backupSize: number;
  /** Entries that the log is known to have had: by the present database, or by a checkpoint of it. */
  readonly knownSize: number;
  /** Who knows that. */
  readonly knownBy: string | null;
  /** The root of that size, base64; null where nothing beyond the backup is known. */
  readonly knownRoot: string | null;
  readonly lostEntries: number;
  /** Those that the present database has, by kind; null where it has none of them. */
  readonly lostKinds: Readonly<Record<string, number>> | null;
  /** Entries that wait in the present database and were acknowledged. */
  readonly lostWaiting: number;
  /** Who knows another history than the backup's. */
  readonly otherHistory: readonly string[];
}

/** A checkpoint of the log that somebody has, as a signed note. */
export interface KnownCheckpoint {
  /** For a person: `ledger.checkpoint of the data directory`. */
  readonly by: string;
  readonly note: string;
}

/**
 * Says what would be lost, and changes nothing.
 *
 * @param present the database that would be replaced; null where there is none
 * @throws ProofError for a checkpoint that the log's key didn't sign
 */
export async function lossOf(
  { manifest }: OpenedBackup,
  present: Store | null,
  known: readonly KnownCheckpoint[],
  trusted: readonly VerifierKey[],
): Promise<Loss> {
  const ofBackup = (manifest.keyChanges ?? []).map(readLogKeyChange);
  const ofPresent = present === null ? [] : await readKeyChanges(present);
  // The longer of the two leads to all that anybody signed with.
  const keys = followLogKeys(trusted, ofPresent.length > ofBackup.length ? ofPresent : ofBackup);
  const own = openSignedCheckpoint(manifest.checkpoint, { log: keys, isCompared: true }).checkpoint;
  const given = known.map(({ by, note }) => ({
    by,
    checkpoint: openSignedCheckpoint(note, { log: keys, isCompared: true }).checkpoint,
  }));
  const database = present === null ? null : await readPresent(present, own, keys);
  if (database !== null) given.push({ by: 'the present database', checkpoint: database.checkpoint });
  const otherHistory = given
    .filter(({ checkpoint }) => checkpoint.size === own.size && !sameHash(checkpoint.root, own.root))
    .map(({ by }) => by);
  if (database?.isOther === true) otherHistory.push('the present database');
  const newest = given.toSorted((one, other) => other.checkpoint.size - one.checkpoint.size)[0];
  const beyond = newest !== undefined && newest.checkpoint.size > own.size ? newest : null;
  return {
    backupSize: own.size,
    knownSize: beyond?.checkpoint.size ?? own.size,
    knownBy: beyond?.by ?? null,
    knownRoot: beyond === null ? null : Buffer.from(beyond.checkpoint.root).toString('base64'),
    lostEntries: (beyond?.checkpoint.size ?? own.size) - own.size,
    lostKinds: database?.kinds ?? null,
    lostWaiting: database?.waiting ?? 0,
    otherHistory: [...new Set(otherHistory)],
  };
}

async function readPresent(store: Store, own: Checkpoint, keys: readonly VerifierKey[]) {
  const { rows } = await store.pool.query<{ checkpoint: string }>('SELECT checkpoint FROM ledger_head');
  const note = rows[0]?.checkpoint ?? '';
  if (note === '') return null;
  const { checkpoint } = openSignedCheckpoint(note, { log: keys, isCompared: true });
  const tree = logTree(store);
  const isOther =
    checkpoint.size >= own.size && !sameHash((await tree.root(own.size).catch(() => null)) ?? own.root, own.root);
  const { rows: kinds } = await store.pool.query<{ kind: string; count: number }>(
    'SELECT kind, count(*) FROM ledger_entries WHERE index >= $1 GROUP BY kind ORDER BY kind',
    [own.size],
  );
  // Those that the backup has waiting, too, aren't lost; to tell them apart needs no more than their number.
  const { rows: waiting } = await store.pool.query<{ count: number }>('SELECT count(*) FROM ledger_pending');
  return {
    checkpoint,
    isOther,
    kinds: kinds.length === 0 ? null : Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])),
    waiting: waiting[0]?.count ?? 0,
  };
}
