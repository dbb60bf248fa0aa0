import type pg from 'pg';
import {
  BlobCheck,
  type Entry,
  Faults,
  followedOr,
  KeyChangeCheck,
  LOG_WRITER,
  type LogFault,
  openedOr,
  parseEntry,
  startingTree,
  type UnknownKind,
  UnknownKinds,
  type VerifiedPart,
  verifiedPart,
  verifyEntry,
  type WantedWitnesses,
  WitnessedLog,
  type WitnessReport,
  WriterChain,
} from '../entries/index.ts';
import {
  appendToTiles,
  type CompactTree,
  encodeBase64,
  followLogKeys,
  leafHash,
  openSignedCheckpoint,
  sameHash,
  type VerifierKey,
} from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { readKeyChanges } from './key-changes.ts';
import { TileHashCheck } from './tile-hashes.ts';
import { logTree } from './tiles.ts';

const PAGE = 1000;

export interface VerifyOptions {
  readonly store: Store;
  /** The log's verifier keys, from somewhere that the log's operator doesn't control. */
  readonly keys: readonly VerifierKey[];
  /** A checkpoint (a signed note) that was kept elsewhere: the log has to extend it. */
  readonly trusted?: string;
  /** What was verified before: only what came since is read, and it has to extend that. */
  readonly from?: VerifiedPart | null;
  /** Whose cosignatures are looked for. */
  readonly witnesses?: WantedWitnesses | null;
  readonly onProgress?: (verified: number, size: number) => void;
}

export interface VerificationReport {
  readonly holds: boolean;
  readonly origin: string | null;
  readonly size: number;
  /** Base64 of the root that the entries lead to. */
  readonly root: string;
  /** The newest checkpoint, as a signed note: to be kept elsewhere, and given as `trusted` next time. */
  readonly checkpoint: string;
  readonly writers: number;
  readonly blobs: number;
  readonly faults: readonly LogFault[];
  readonly moreFaults: number;
  /** Of which kinds, or versions of them, it has entries that this version of Ambit doesn't know. */
  readonly unknown: readonly UnknownKind[];
  /** Entries of yet others. */
  readonly moreUnknown: number;
  /** The first entry that was verified now; all before it were earlier. */
  readonly from: number;
  /** How far it is witnessed; null where no witness was asked for. */
  readonly witnessed: WitnessReport | null;
  /** To go on from next time; null where it doesn't hold. */
  readonly verified: VerifiedPart | null;
}

interface Row {
  readonly index: number;
  readonly id: string;
  readonly leaf_hash: Buffer;
  readonly kind: string;
  readonly writer: string;
  readonly sequence: number;
  readonly bytes: Buffer;
}

/**
 * Reads the whole log again and compares everything with everything: each entry's bytes with their canonical form, its id, its leaf
 * hash, its columns, its writer's number and signature, the blobs that it names, the tree with the newest signed checkpoint.
 * Memory stays flat. With `from`, the entries alone that came since.
 *
 * An entry that was changed is located by its own leaf hash; where that was changed too, by its writer's signature, for which the
 * writer's key would be needed.
 */
export async function verifyLedger(options: VerifyOptions): Promise<VerificationReport> {
  return await options.store.transaction(async (client) => {
    // One moment of a log that goes on growing meanwhile.
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await verifyLedgerIn(client, options);
  });
}

/** The same within a transaction that is open already, whatever it has changed. */
export async function verifyLedgerIn(
  client: pg.PoolClient,
  options: Omit<VerifyOptions, 'store'>,
): Promise<VerificationReport> {
  const { onProgress } = options;
  const faults = new Faults();
  const { rows: heads } = await client.query<{ origin: string; size: number; checkpoint: string; edge: Buffer }>(
    'SELECT origin, size, checkpoint, edge FROM ledger_head',
  );
  const head = heads[0];
  if (heads.length > 1) faults.add(null, 'there are several heads');
  const changes = await readKeyChanges({ pool: client });
  const followed = await followedOr(
    () => ({ keys: followLogKeys(options.keys, changes), changes }),
    options.keys,
    faults,
  );
  const { keys } = followed;
  const signed = openedOr(
    () => openSignedCheckpoint(head?.checkpoint ?? '', { log: keys }).checkpoint,
    'the newest checkpoint',
    faults,
  );
  const witnessed = new WitnessedLog(keys, options.witnesses ?? null, faults);
  for (const { note, where } of await cosignedNotes(client)) witnessed.take(note, where, signed?.origin ?? null);
  witnessed.take(options.trusted ?? '', 'the given checkpoint', signed?.origin ?? null);

  const { from = null } = options;
  const tree = startingTree(from, keys, signed, faults);
  const keyChanges = new KeyChangeCheck(followed, signed?.origin ?? null, faults);
  const writers = new WriterChain((index, what) => faults.add(index, what), from?.writers);
  const unknown = new UnknownKinds();
  const blobs = new BlobCheck((digest) => storedBlob(client, digest), faults);
  const start = tree.size;
  witnessed.reached(start, () => tree.root());
  const tiles = new TileHashCheck(client);
  const compare = (): void => {
    if (signed !== null && signed.size === tree.size && !sameHash(signed.root, tree.root()))
      faults.add(
        null,
        `the first ${tree.size} entries lead to another root than the newest checkpoint: at least one was changed`,
      );
  };
  compare();
  const size = Math.max(head?.size ?? 0, signed?.size ?? 0);
  if (size < start) faults.add(null, `it has ${size} entries, and had ${start} when it was verified last: it was cut`);
  for await (const row of allRows(client, from === null ? null : start)) {
    for (; tree.size < row.index && tree.size < size; appendMissing(tree)) faults.add(tree.size, 'is missing');
    // Who looks an entry up by its id finds it there, too.
    if (row.index < 0) {
      faults.add(row.index, 'stands before the beginning of the log');
      continue;
    }
    if (row.index >= size) {
      faults.add(row.index, `stands beyond the end of the log (${size})`);
      continue;
    }
    keyChanges.take(row.index, await verifyRow(row, writers, blobs, faults, unknown));
    appendToTiles(tree, leafHash(row.bytes), tiles.take);
    compare();
    witnessed.reached(tree.size, () => tree.root());
    if (tree.size % PAGE !== 0) continue;
    await tiles.compare();
    onProgress?.(tree.size, size);
  }
  await tiles.compare();
  for (; tree.size < size; appendMissing(tree)) faults.add(tree.size, 'is missing');
  if (head !== undefined && signed !== null && head.size !== signed.size)
    faults.add(null, `the head says ${head.size} entries, the newest checkpoint ${signed.size}`);
  if (head !== undefined && !Buffer.concat(tree.edge).equals(head.edge) && faults.none)
    faults.add(null, 'the stored edge of the tree is not that of the entries');
  // Where an entry is wrong, its tiles are too.
  if (faults.none)
    for (const { level, index } of tiles.changed)
      faults.add(null, `hash ${index} of level ${level} of its tiles is not that of the entries`);
  await witnessed.compareEarlier(start, (at) => logTree({ pool: client }).root(at));
  const witnessReport = witnessed.finish(size);
  await verifyAcknowledged(client, writers, faults);
  onProgress?.(tree.size, size);
  return {
    holds: faults.none,
    origin: signed?.origin ?? head?.origin ?? null,
    size,
    root: encodeBase64(tree.root()),
    checkpoint: head?.checkpoint ?? '',
    writers: writers.sequences.size,
    blobs: blobs.count,
    faults: faults.listed,
    moreFaults: faults.unlisted,
    unknown: unknown.told,
    moreUnknown: unknown.more,
    from: start,
    witnessed: witnessReport,
    verified: faults.none && head !== undefined ? verifiedPart(head.checkpoint, tree, writers.known) : null,
  };
}

/** Keeps the tree's numbering where an entry is missing; its root is wrong from here on, and the fault is listed already. */
function appendMissing(tree: CompactTree): void {
  tree.append(leafHash(new Uint8Array()));
}

/** What the database has of witnesses' cosignatures, and the newest checkpoint, which may have some. */
async function cosignedNotes(client: pg.PoolClient): Promise<{ readonly note: string; readonly where: string }[]> {
  const { rows } = await client.query<{ note: string; where: string }>(
    `SELECT checkpoint AS note, 'what is stored of the witness ' || witness AS where FROM ledger_witnesses
     UNION ALL SELECT checkpoint, 'the published checkpoint' FROM ledger_cosigned`,
  );
  return rows;
}

async function* allRows(client: pg.PoolClient, from: number | null): AsyncGenerator<Row> {
  for (let next = from; ; ) {
    const { rows }: pg.QueryResult<Row> = await client.query(
      `SELECT index, id, leaf_hash, kind, writer, sequence, bytes FROM ledger_entries
       WHERE $1::bigint IS NULL OR index >= $1 ORDER BY index LIMIT $2`,
      [next, PAGE],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    next = last.index + 1;
  }
}

async function verifyRow(
  row: Row,
  writers: WriterChain,
  blobs: BlobCheck,
  faults: Faults,
  unknown: UnknownKinds,
): Promise<Entry | null> {
  const { index } = row;
  if (!sameHash(leafHash(row.bytes), row.leaf_hash))
    faults.add(index, 'its bytes are not those that were hashed: it was changed');
  const verified = verifyEntry(index, row.bytes, writers, (...fault) => faults.add(...fault), unknown);
  if (verified === null) return null;
  const { entry, id } = verified;
  if (id !== row.id) faults.add(index, 'its id is not that of its content');
  for (const column of ['kind', 'writer', 'sequence'] as const)
    if (entry[column] !== row[column])
      faults.add(index, `its column ${column} says ${row[column]}, its content ${entry[column]}`);
  for (const digest of Object.values(entry.digests)) await blobs.verify(index, digest);
  return entry;
}

/**
 * What a writer was told is durable is in the log or waits to be, as it was signed; else somebody removed or changed it. What was
 * kept aside under such a number isn't in the log, whoever's fault that is.
 */
async function verifyAcknowledged(client: pg.PoolClient, writers: WriterChain, faults: Faults): Promise<void> {
  const { rows } = await client.query<{ writer: string; last_sequence: number }>(
    'SELECT writer, last_sequence FROM writers ORDER BY writer',
  );
  const numbers = new Map(rows.map(({ writer, last_sequence }) => [writer, last_sequence]));
  for (const [writer, logged] of writers.sequences)
    if (writer !== LOG_WRITER && logged > (numbers.get(writer) ?? 0))
      faults.add(null, `the number that ${writer} was given last was set back: its entries go up to ${logged}`);
  for (const [writer, last_sequence] of numbers) {
    const logged = writers.sequences.get(writer) ?? 0;
    if (logged >= last_sequence) continue;
    const waiting = await waitingNumbers(client, writers, faults, writer, logged);
    if (logged + waiting.size < last_sequence)
      faults.add(
        null,
        `${writer} was told that its entries up to number ${last_sequence} are stored, and the log ends at ${logged}: it was cut, or what waited was turned down`,
      );
  }
}

/** Numbers after `logged` that wait to be sequenced. */
async function waitingNumbers(
  client: pg.PoolClient,
  writers: WriterChain,
  faults: Faults,
  writer: string,
  logged: number,
): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ sequence: number; bytes: Buffer }>(
    'SELECT sequence, bytes FROM ledger_pending WHERE writer = $1 AND sequence > $2',
    [writer, logged],
  );
  const waiting = new Set<number>();
  for (const { sequence, bytes } of rows)
    if (isWhatWasSigned(writers, writer, sequence, bytes)) waiting.add(sequence);
    else faults.add(null, `number ${sequence} of ${writer}, which waits to be sequenced, is not what it signed`);
  return waiting;
}

/** A writer whose key the log hasn't registered yet is believed: the sequencer knows its key, and looks. */
function isWhatWasSigned(writers: WriterChain, writer: string, sequence: number, bytes: Uint8Array): boolean {
  try {
    const { entry, unsigned } = parseEntry(bytes);
    return (
      entry.writer === writer && entry.sequence === sequence && writers.isSigned(writer, entry, unsigned) !== false
    );
  } catch {
    return false;
  }
}

async function storedBlob(client: pg.PoolClient, digest: string): Promise<Uint8Array | null> {
  const { rows } = await client.query<{ bytes: Buffer }>('SELECT bytes FROM blobs WHERE digest = $1', [digest]);
  return rows[0]?.bytes ?? null;
}
