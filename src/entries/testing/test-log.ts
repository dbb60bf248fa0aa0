import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import {
  CompactTree,
  digestOfBytes,
  ed25519Signer,
  encodeBase64,
  formatCheckpoint,
  type KeyChangeCause,
  keyTextsOf,
  type LogKeyChange,
  leafHash,
  type Signer,
  signLogKeyChange,
  signNote,
} from '../../proof/index.ts';
import {
  type EntryDraft,
  entryBytes,
  entryId,
  envelope,
  LOG_WRITER,
  type LoggedEntry,
  parseEntry,
  signBatch,
  unsignedBytes,
  type WriterKey,
  writerKey,
} from '../index.ts';

/** An Ed25519 key that is the same in each run. */
export function keyOf(name: string): KeyObject {
  const seed = createHash('sha256').update(name).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

export const TEST_ORIGIN = 'ledger.test/ambit';

/** A log in memory, signed as a real one is: for tests that need entries and no database. */
export class TestLog {
  readonly entries: LoggedEntry[] = [];
  readonly blobs = new Map<string, Uint8Array>();
  readonly signer: Signer;
  readonly changes: LogKeyChange[] = [];
  readonly #signers: { readonly from: number; readonly signer: Signer }[] = [];
  readonly #environment: string;
  readonly #keys = new Map<string, WriterKey>();
  readonly #sequences = new Map<string, number>();
  #time: number;
  #operations = 0;

  constructor({ environment = 'test', start = '2026-11-01T00:00:00.000Z', key = 'log key' } = {}) {
    this.#environment = environment;
    this.#time = Date.parse(start);
    this.signer = ed25519Signer(TEST_ORIGIN, keyOf(key));
    const own = this.#keyOf(LOG_WRITER);
    const publicKey = encodeBase64(own.publicKey);
    const body = { origin: TEST_ORIGIN, writer: LOG_WRITER, key: own.id, publicKey };
    this.#write(LOG_WRITER, [{ ...this.draft('ledger.opened'), body }]);
  }

  /** The moment at which the next entry is written. */
  get time(): string {
    return new Date(this.#time).toISOString();
  }

  /** Sets the clock. */
  at(time: string): this {
    this.#time = Date.parse(time);
    return this;
  }

  /** Lets time pass. */
  after(seconds: number): this {
    this.#time += seconds * 1000;
    return this;
  }

  draft(kind: EntryDraft['kind'], changes: Partial<EntryDraft> = {}): EntryDraft {
    const operation = `operation-${++this.#operations}`;
    return { kind, issuer: null, operation, after: [], digests: {}, subject: null, refs: [], body: {}, ...changes };
  }

  blob(bytes: Uint8Array | string): string {
    const digest = digestOfBytes(Buffer.from(bytes));
    this.blobs.set(digest, Buffer.from(bytes));
    return digest;
  }

  append(kind: EntryDraft['kind'], changes: Partial<EntryDraft> = {}, writer = 'issuer-guard-1'): LoggedEntry {
    return this.appendTogether([this.draft(kind, changes)], writer)[0] as LoggedEntry;
  }

  /** Under one signature. */
  appendTogether(drafts: readonly EntryDraft[], writer = 'issuer-guard-1'): LoggedEntry[] {
    if (!this.#keys.has(writer)) {
      const { id, publicKey } = this.#keyOf(writer);
      const body = { writer, key: id, publicKey: encodeBase64(publicKey) };
      this.#write(LOG_WRITER, [{ ...this.draft('writer.registered'), body }]);
    }
    return this.#write(writer, drafts);
  }

  /** The head of the first `size` entries, signed. */
  checkpoint(size = this.entries.length, signer = this.#signerAt(size)): string {
    const tree = new CompactTree();
    for (const entry of this.entries.slice(0, size)) tree.append(entry.leafHash);
    return signNote(formatCheckpoint({ origin: TEST_ORIGIN, size, root: tree.root() }), signer);
  }

  /**
   * Changes the log's keys: its checkpoints that have the entry are signed by the first of the new ones.
   *
   * @param next the new ones, and `former` those of before, Ed25519 first
   */
  changeKeys(next: readonly Signer[], former: readonly Signer[], cause: KeyChangeCause = 'routine'): LogKeyChange {
    const change = signLogKeyChange(
      {
        ...{ origin: TEST_ORIGIN, generation: this.changes.length + 2, index: this.entries.length, cause },
        ...{ keys: keyTextsOf(next), former: keyTextsOf(former) },
      },
      cause === 'routine' ? [...next, ...former] : next,
    );
    const body = change as unknown as EntryDraft['body'];
    this.#write(LOG_WRITER, [{ ...this.draft('ledger.keys_changed'), body }]);
    this.changes.push(change);
    this.#signers.push({ from: this.entries.length, signer: next[0] as Signer });
    return change;
  }

  #signerAt(size: number): Signer {
    return this.#signers.findLast(({ from }) => from <= size)?.signer ?? this.signer;
  }

  #keyOf(writer: string): WriterKey {
    let key = this.#keys.get(writer);
    if (key === undefined) {
      key = writerKey(keyOf(`writer ${writer}`));
      this.#keys.set(writer, key);
    }
    return key;
  }

  #write(writer: string, drafts: readonly EntryDraft[]): LoggedEntry[] {
    const all = drafts.map((draft) => {
      const sequence = (this.#sequences.get(writer) ?? 0) + 1;
      this.#sequences.set(writer, sequence);
      return unsignedBytes(
        envelope(draft, { environment: this.#environment, writer, sequence, time: new Date(this.#time) }),
      );
    });
    return signBatch(writer, this.#keyOf(writer), all).map((proof, place) => {
      const unsigned = all[place] as Uint8Array;
      const bytes = entryBytes(unsigned, proof);
      const { entry } = parseEntry(bytes);
      const logged = { index: this.entries.length, id: entryId(unsigned), leafHash: leafHash(bytes), bytes, entry };
      this.entries.push(logged);
      return logged;
    });
  }
}
