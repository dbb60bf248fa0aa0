import { parseEntry, type VerifiedPart } from '../../src/entries/index.ts';
import { logTree, verifyLedger } from '../../src/ledger/index.ts';
import {
  type Checkpoint,
  openSignedCheckpoint,
  sameHash,
  type VerifierKey,
  verifyConsistency,
} from '../../src/proof/index.ts';
import type { Store } from '../../src/store/index.ts';
import { birthOf } from './writer-process.ts';

/** What somebody was told is durable. */
export interface Acknowledged {
  readonly operation: string;
  readonly id: string;
}

/** What has to hold of a ledger whatever was killed; each fault is a sentence. */
export class Invariants {
  readonly #store: Store;
  readonly #keys: () => readonly VerifierKey[];
  readonly #operations = new Set<string>();
  readonly #ids = new Set<string>();
  readonly #sequences = new Map<string, number>();
  readonly #checkpoints = new Map<number, Checkpoint>();
  #unproven: Checkpoint[] = [];
  /** Acknowledged, and not seen in the log yet. */
  #waiting: Acknowledged[] = [];
  #read = 0;
  #acknowledged = 0;
  #verified: VerifiedPart | null = null;

  constructor(store: Store, keys: () => readonly VerifierKey[]) {
    this.#store = store;
    this.#keys = keys;
  }

  get counts(): { readonly entries: number; readonly acknowledged: number; readonly checkpoints: number } {
    return { entries: this.#read, acknowledged: this.#acknowledged, checkpoints: this.#checkpoints.size };
  }

  acknowledge(one: Acknowledged): void {
    this.#acknowledged++;
    this.#waiting.push(one);
  }

  /** A checkpoint that somebody outside has seen. Returns a fault where another one of its size was seen before. */
  see(note: string): string | null {
    if (note === '') return null;
    const checkpoint = openSignedCheckpoint(note, { log: this.#keys() }).checkpoint;
    const before = this.#checkpoints.get(checkpoint.size);
    if (before !== undefined)
      return sameHash(before.root, checkpoint.root) ? null : `two checkpoints of size ${checkpoint.size} were signed`;
    this.#checkpoints.set(checkpoint.size, checkpoint);
    this.#unproven.push(checkpoint);
    return null;
  }

  /**
   * Looks at what came since the last time.
   *
   * @param whole verify the whole ledger again, and every checkpoint that was ever seen
   */
  async check({ whole = false } = {}): Promise<string[]> {
    return [...(await this.#entries()), ...(await this.#proveCheckpoints(whole)), ...(await this.#verify(whole))];
  }

  async #entries(): Promise<string[]> {
    const faults: string[] = [];
    // Before the snapshot: what is acknowledged by now has to be in it.
    const waiting = this.#waiting;
    this.#waiting = [];
    const now = await this.#snapshot(waiting);
    for (const { index, writer, sequence, bytes } of now.entries) {
      const { id, entry } = parseEntry(bytes);
      if (index !== this.#read) faults.push(`entry ${this.#read} is missing`);
      this.#read = index + 1;
      const expected = (this.#sequences.get(writer) ?? 0) + 1;
      if (sequence !== expected) faults.push(`${writer} has number ${sequence} where ${expected} was due`);
      this.#sequences.set(writer, sequence);
      if (this.#ids.has(id)) faults.push(`the entry ${id} is there twice`);
      this.#ids.add(id);
      if (entry.kind !== 'decision.made' && entry.kind !== 'token.issued') continue;
      if (this.#operations.has(entry.operation)) faults.push(`the operation ${entry.operation} is there twice`);
      this.#operations.add(entry.operation);
    }
    for (const one of waiting) {
      if (birthOf(one.operation) !== null && !now.births.has(`f1:${one.operation}`))
        faults.push(`the birth of ${one.operation} was acknowledged and is not there`);
      if (this.#ids.has(one.id)) continue;
      if (now.pending.has(one.id)) this.#waiting.push(one);
      else faults.push(`the entry ${one.id} was acknowledged and is not there`);
    }
    if (now.rejected > 0) faults.push(`${now.rejected} entries were turned down`);
    return faults;
  }

  #snapshot(acknowledged: readonly Acknowledged[]) {
    return this.#store.transaction(async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows: entries } = await client.query<{ index: number; writer: string; sequence: number; bytes: Buffer }>(
        'SELECT index, writer, sequence, bytes FROM ledger_entries WHERE index >= $1 ORDER BY index',
        [this.#read],
      );
      const { rows: pending } = await client.query<{ bytes: Buffer }>('SELECT bytes FROM ledger_pending');
      const { rows: rejected } = await client.query<{ count: number }>('SELECT count(*) FROM ledger_rejected');
      const { rows: births } = await client.query<{ fingerprint: string }>(
        'SELECT fingerprint FROM token_births WHERE fingerprint = ANY($1)',
        [acknowledged.map(({ operation }) => `f1:${operation}`)],
      );
      return {
        entries,
        pending: new Set(pending.map(({ bytes }) => parseEntry(bytes).id)),
        rejected: rejected[0]?.count ?? 0,
        births: new Set(births.map(({ fingerprint }) => fingerprint)),
      };
    });
  }

  /** Each checkpoint that was seen is a beginning of the newest: by proof, as a stranger would see it. */
  async #proveCheckpoints(whole: boolean): Promise<string[]> {
    // Before the newest is read: what is seen meanwhile may be newer.
    const asked = whole ? [...this.#checkpoints.values()] : this.#unproven;
    this.#unproven = [];
    const { rows } = await this.#store.pool.query<{ checkpoint: string }>('SELECT checkpoint FROM ledger_head');
    const head = rows[0]?.checkpoint ?? '';
    if (head === '') return ['there is no checkpoint'];
    const newest = openSignedCheckpoint(head, { log: this.#keys() }).checkpoint;
    const tree = logTree(this.#store);
    const faults: string[] = [];
    for (const { size, root } of asked) {
      try {
        if (size > newest.size) throw new Error(`the newest checkpoint has ${newest.size}`);
        if (size === 0) continue;
        verifyConsistency(size, newest.size, await tree.consistency(size, newest.size), root, newest.root);
      } catch (error) {
        faults.push(`the checkpoint of size ${size} is no beginning of the log: ${(error as Error).message}`);
      }
    }
    const other = this.see(head);
    return other === null ? faults : [...faults, other];
  }

  async #verify(whole: boolean): Promise<string[]> {
    const report = await verifyLedger({
      store: this.#store,
      keys: this.#keys(),
      from: whole ? null : this.#verified,
    });
    this.#verified = report.verified;
    return report.faults.map(({ index, what }) => `verify: ${index === null ? '' : `entry ${index}: `}${what}`);
  }
}
