import type { KeyObject } from 'node:crypto';
import {
  BatchVerifier,
  type EntryDraft,
  entryBytes,
  entryId,
  envelope,
  LOG_WRITER,
  parseEntry,
  signBatch,
  unsignedBytes,
  type WriterKey,
  writerKey,
  writerKeyId,
} from '../entries/index.ts';
import { appendToTiles, type Checkpoint, CompactTree, leafHash, rawPublicKey, type TileHash } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { CheckpointKeeper, type KeptCheckpoint } from './kept-checkpoint.ts';
import { LedgerError } from './ledger-error.ts';
import type { LogKeyring } from './log-keyring.ts';
import { LogSigning } from './log-signing.ts';
import { openedDraft, registeredDraft } from './own-drafts.ts';
import { readEntries } from './reader.ts';
import { recomputeTree } from './recompute-tree.ts';
import {
  type Accepted,
  MAX_PENDING,
  moveIntoLog,
  type PendingRow,
  type Rejected,
  readPending,
} from './sequencing-rows.ts';

/**
 * Between two steps, so that one carries all that comes meanwhile: its own cost and its wait for the disk are the same for
 * one entry as for hundreds. Far below the second within which a revocation has to be known.
 */
const PAUSE_MILLISECONDS = 100;
const HEARTBEAT_MILLISECONDS = 250;
const MAX_BACKOFF_MILLISECONDS = 1000;
const MOVED_ON = 'another sequencer moved the log on';

export interface SequencerOptions {
  readonly store: Store;
  readonly environment: string;
  /** Scheme-less URL without trailing slash; the name of the log's keys. */
  readonly origin: string;
  /** What checkpoints and heartbeats are signed with. */
  readonly logKeys: LogKeyring;
  /** Signs the entries that the log makes about itself. */
  readonly ownWriterKey: KeyObject;
  /** Public keys (Ed25519) of the writers that may append, by writer id; asked again when an unknown writer turns up. */
  readonly writerKeys: () => Promise<ReadonlyMap<string, KeyObject>>;
  /** An earlier state of the tables that is put back is noticed by it at the next start. */
  readonly kept?: KeptCheckpoint;
  /** Checkpoints of this log that others hold and that are verified to be its own: the log has to extend them. */
  readonly known?: readonly Checkpoint[];
  /** Told what went wrong and goes on being wrong: failures of the database, rows that were turned down. */
  readonly onProblem?: (message: string) => void;
  readonly now?: () => Date;
}

export interface Sequencer {
  /** Resolves when nothing that was pending before the call is pending any more. */
  settled(): Promise<void>;
  /** Rejects when the ledger is broken and the sequencer has stopped; never resolves otherwise until `stop`. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the one that orders the log. In one statement pending rows become entries, the tree grows, and the checkpoint over it is
 * stored; the head's row is locked and its size compared, so that of two sequencers each step is one's.
 *
 * It starts only on a log that it can recompute to the newest checkpoint, and stops for good when a registered writer's number is
 * missing: entries would be lost unseen.
 *
 * @throws LedgerError `ledger_broken`: what is stored does not lead to the newest checkpoint
 */
export async function startSequencer(options: SequencerOptions): Promise<Sequencer> {
  const sequencer = new PostgresSequencer(options);
  await sequencer.open();
  return sequencer;
}

class PostgresSequencer implements Sequencer {
  readonly #options: SequencerOptions;
  readonly #ownKey: WriterKey;
  readonly #verifier = new BatchVerifier();
  readonly #keyIds = new WeakMap<KeyObject, string>();
  readonly #sequences = new Map<string, number>();
  /** Ids of the keys that the log has registered, by writer. */
  readonly #registered = new Map<string, string>();
  #keys: ReadonlyMap<string, KeyObject> = new Map();
  #tree = new CompactTree();
  #stopping = false;
  #wake: () => void = () => undefined;
  #stopped: Promise<void> = Promise.resolve();
  #emptyRounds: (() => void)[] = [];
  #heartbeatAt = 0;
  readonly #keeper: CheckpointKeeper;
  /** Known once it is opened. */
  #signing!: LogSigning;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#ownKey = writerKey(options.ownWriterKey);
    this.#keeper = new CheckpointKeeper(options.kept, options.onProblem);
  }

  get stopped(): Promise<void> {
    return this.#stopped;
  }

  async open(): Promise<void> {
    const { store, origin } = this.#options;
    await store.pool.query(
      `INSERT INTO ledger_head (origin, size, edge, checkpoint, heartbeat) VALUES ($1, 0, '', '', '') ON CONFLICT DO NOTHING`,
      [origin],
    );
    await this.#recompute();
    await this.#round();
    this.#stopped = this.#run().finally(() => this.#keeper.keepNow());
    this.#stopped.catch(() => undefined);
  }

  settled(): Promise<void> {
    const settled = new Promise<void>((resolve) => this.#emptyRounds.push(resolve));
    this.#wake();
    return settled;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#stopped.catch(() => undefined);
  }

  async #run(): Promise<void> {
    let pause = PAUSE_MILLISECONDS;
    while (!this.#stopping) {
      try {
        const moved = await this.#round();
        if (moved === MAX_PENDING || this.#emptyRounds.length > 0) continue;
        pause = PAUSE_MILLISECONDS;
      } catch (error) {
        this.#report(error);
        pause = Math.min(pause * 2, MAX_BACKOFF_MILLISECONDS);
        await this.#recompute().catch((failure: unknown) => this.#report(failure));
      }
      await this.#rest(pause);
    }
    await this.#round().catch(() => 0);
  }

  /** Resolves after the time, or when somebody waits for what is pending. */
  #rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** @throws LedgerError `ledger_broken`, which is not waited out */
  #report(error: unknown): void {
    if (error instanceof LedgerError && error.code === 'ledger_broken') {
      this.#options.onProblem?.(error.message);
      throw error;
    }
    this.#options.onProblem?.(
      `sequencing failed and is tried again: ${error instanceof Error ? error.message : error}`,
    );
  }

  /** One step; returns how many rows it moved. */
  async #round(): Promise<number> {
    const waiting = this.#emptyRounds;
    this.#emptyRounds = [];
    let moved = -1;
    try {
      moved = await this.#sequence();
      return moved;
    } finally {
      if (moved === 0) for (const resolve of waiting) resolve();
      else this.#emptyRounds.push(...waiting);
    }
  }

  async #sequence(): Promise<number> {
    const { store } = this.#options;
    const pending = await readPending(store);
    const opening = this.#tree.size === 0;
    const order = this.#signing.due(this.#options.onProblem);
    if (pending.length === 0 && !opening && order === null) {
      await this.#beat();
      return 0;
    }
    const tree = new CompactTree(this.#tree.size, this.#tree.edge);
    const sequences = new Map(this.#sequences);
    const registered = new Map(this.#registered);
    const accepted: Accepted[] = opening ? [this.#own(sequences, openedDraft(this.#options.origin, this.#ownKey))] : [];
    const rejected: Rejected[] = [];
    for (const row of pending) {
      const problem = await this.#admit(row, sequences, registered, accepted);
      if (problem !== null) rejected.push({ row, reason: problem });
    }
    // Behind all that it is read with, so that it signs what came before it.
    const turn = order === null ? null : this.#signing.turn(order, this.#tree.size + accepted.length);
    if (turn !== null) accepted.push(this.#own(sequences, turn.draft));
    const signing = turn?.next ?? this.#signing;
    const tileHashes: TileHash[] = [];
    for (const { leaf } of accepted) appendToTiles(tree, leaf, (hash) => tileHashes.push(hash));
    const checkpoint = signing.checkpoint(tree, this.#now());
    const moved = await moveIntoLog(store, {
      origin: this.#options.origin,
      from: this.#tree.size,
      accepted,
      rejected,
      pending,
      tileHashes,
      head: {
        size: tree.size,
        edge: Buffer.concat(tree.edge),
        checkpoint,
        heartbeat: signing.heartbeat(tree.size, this.#now()),
      },
    });
    if (!moved) throw new Error(MOVED_ON);
    for (const { row, reason } of rejected)
      this.#options.onProblem?.(`an entry of ${row.writer} was turned down and kept aside: ${reason}`);
    this.#tree = tree;
    this.#keeper.keep(checkpoint);
    if (turn !== null) {
      this.#signing = signing;
      // What the former keys signed is not needed to start by, once they are gone.
      this.#keeper.keepNow();
      signing.settle(order);
    }
    this.#heartbeatAt = performance.now();
    for (const [writer, sequence] of sequences) this.#sequences.set(writer, sequence);
    for (const [writer, key] of registered) this.#registered.set(writer, key);
    return pending.length;
  }

  /** Takes a row into the log, or says why not. @throws LedgerError `ledger_broken` on a gap in a registered writer's numbers */
  async #admit(
    row: PendingRow,
    sequences: Map<string, number>,
    registered: Map<string, string>,
    accepted: Accepted[],
  ): Promise<string | null> {
    const key = await this.#keyOf(row.writer);
    if (key === undefined) return 'no key is known for this writer';
    const keyId = this.#keyIdOf(key);
    if ((registered.get(row.writer) ?? keyId) !== keyId) return 'the log has registered another key for this writer';
    let parsed: ReturnType<typeof parseEntry>;
    try {
      parsed = parseEntry(row.bytes);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const { entry, unsigned, id } = parsed;
    if (entry.writer !== row.writer || entry.sequence !== row.sequence) return 'it names another writer or number';
    if (entry.environment !== this.#options.environment) return `it is of the environment ${entry.environment}`;
    if (!this.#verifier.verify(entry.writer, key, unsigned, entry.proof)) return 'its signature does not hold';
    const expected = (sequences.get(row.writer) ?? 0) + 1;
    if (row.sequence < expected) return `number ${row.sequence} is in the log already`;
    if (row.sequence > expected) {
      await this.#refuseIfMovedOn();
      throw new LedgerError(
        'ledger_broken',
        `Entry ${expected} of writer ${row.writer} is missing (${row.sequence} is there): somebody removed what was acknowledged.`,
      );
    }
    if (!registered.has(row.writer)) {
      accepted.push(this.#own(sequences, registeredDraft(row.writer, rawPublicKey(key))));
      registered.set(row.writer, keyId);
    }
    sequences.set(row.writer, row.sequence);
    accepted.push({
      bytes: row.bytes,
      leaf: leafHash(row.bytes),
      id,
      kind: entry.kind,
      writer: row.writer,
      sequence: row.sequence,
    });
    return null;
  }

  /**
   * A sequencer that slept through its turn (a paused machine, a failover) sees what came after the numbers that it knows: the other
   * one has moved those in between. Asked after what waits was read, so what it says is of that moment or later.
   */
  async #refuseIfMovedOn(): Promise<void> {
    const { store, origin } = this.#options;
    const { rows } = await store.pool.query<{ size: number }>('SELECT size FROM ledger_head WHERE origin = $1', [
      origin,
    ]);
    if (rows[0]?.size !== this.#tree.size) throw new Error(MOVED_ON);
  }

  /** Exporting a key costs more than all else that is done for an entry. */
  #keyIdOf(key: KeyObject): string {
    let id = this.#keyIds.get(key);
    if (id === undefined) {
      id = writerKeyId(rawPublicKey(key));
      this.#keyIds.set(key, id);
    }
    return id;
  }

  async #keyOf(writer: string): Promise<KeyObject | undefined> {
    if (writer === LOG_WRITER) return undefined;
    if (!this.#keys.has(writer)) this.#keys = await this.#options.writerKeys();
    return this.#keys.get(writer);
  }

  #own(sequences: Map<string, number>, draft: EntryDraft): Accepted {
    const sequence = (sequences.get(LOG_WRITER) ?? 0) + 1;
    sequences.set(LOG_WRITER, sequence);
    const { environment } = this.#options;
    const entry = envelope(draft, { environment, writer: LOG_WRITER, sequence, time: this.#now() });
    const unsigned = unsignedBytes(entry);
    const [proof] = signBatch(LOG_WRITER, this.#ownKey, [unsigned]);
    const bytes = entryBytes(unsigned, proof as NonNullable<typeof proof>);
    return { bytes, leaf: leafHash(bytes), id: entryId(unsigned), kind: draft.kind, writer: LOG_WRITER, sequence };
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  /** Says that it is there although nothing happens. Needs no fsync: a heartbeat that a crash loses is followed by the next. */
  async #beat(): Promise<void> {
    this.#keeper.keepSoon();
    if (performance.now() - this.#heartbeatAt < HEARTBEAT_MILLISECONDS) return;
    this.#heartbeatAt = performance.now();
    const size = this.#tree.size;
    await this.#options.store.transaction(async (client) => {
      await client.query('SET LOCAL synchronous_commit = off');
      const { rowCount } = await client.query('UPDATE ledger_head SET heartbeat = $3 WHERE origin = $1 AND size = $2', [
        this.#options.origin,
        size,
        this.#signing.heartbeat(size, this.#now()),
      ]);
      if (rowCount === 0) throw new Error(MOVED_ON);
    });
  }

  /** Computes the tree from the entries, and compares it with the newest checkpoint. */
  async #recompute(): Promise<void> {
    const { store, origin, onProblem, known = [] } = this.#options;
    this.#signing = await LogSigning.open(store, origin, this.#options.logKeys);
    const { keys: logKeys } = this.#signing;
    // Whoever puts an earlier state of the tables back must not get a second history signed.
    const earlier = [{ size: this.#tree.size, root: this.#tree.root() }, ...this.#keeper.kept(logKeys), ...known];
    const tree = await recomputeTree({ store, origin, logKeys, earlier, onProblem });
    const { rows: last } = await store.pool.query<{ writer: string; sequence: number }>(
      'SELECT writer, max(sequence) AS sequence FROM ledger_entries GROUP BY writer',
    );
    this.#sequences.clear();
    for (const { writer, sequence } of last) this.#sequences.set(writer, sequence);
    this.#keys = await this.#options.writerKeys();
    this.#registered.clear();
    // The log's own alone: another writer's word for it would shut a third one out.
    for await (const { entry } of readEntries(store, { from: 0, kinds: ['writer.registered'] }))
      if (entry.writer === LOG_WRITER) this.#registered.set(String(entry.body['writer']), String(entry.body['key']));
    this.#tree = tree;
    this.#signing.settle();
  }
}
