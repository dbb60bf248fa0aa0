import type { KeyObject } from 'node:crypto';
import { decodeBase64, encodeBase64, publicKeyOf, rawPublicKey } from '../proof/index.ts';
import { BatchVerifier, writerKeyId } from './batch-signature.ts';
import type { Entry } from './types.ts';

/** The log's own writer: it opens the log and registers the other writers. */
export const LOG_WRITER = 'log';

/** The writer whose activations of a policy count: the key of a guard that was broken into activates nothing. */
export const POLICY_WRITER = 'management';

/** A writer as the log has registered it, and the number that it had come to. */
export interface KnownWriter {
  readonly writer: string;
  /** Base64 of the raw key. */
  readonly publicKey: string;
  readonly sequence: number;
}

/** Follows each writer's numbers and keys; the log itself says which key a writer has, in entries that its own writer signed. */
export class WriterChain {
  readonly #onFault: (index: number, what: string) => void;
  readonly #keys = new Map<string, { readonly id: string; readonly key: KeyObject }>();
  readonly #sequences = new Map<string, number>();
  readonly #signatures = new BatchVerifier();

  /**
   * @param onFault told of each entry that doesn't fit what its writer wrote before.
   * @param known where the writers stood, to go on from there. @throws ProofError `malformed_key`
   */
  constructor(onFault: (index: number, what: string) => void, known: readonly KnownWriter[] = []) {
    this.#onFault = onFault;
    for (const { writer, publicKey, sequence } of known) {
      this.#sequences.set(writer, sequence);
      const raw = decodeBase64(publicKey) ?? new Uint8Array();
      this.#keys.set(writer, { id: writerKeyId(raw), key: publicKeyOf(raw) });
    }
  }

  /** Where the writers stand, to go on from there. */
  get known(): readonly KnownWriter[] {
    return [...this.#keys].map(([writer, { key }]) => ({
      writer,
      publicKey: encodeBase64(rawPublicKey(key)),
      sequence: this.#sequences.get(writer) ?? 0,
    }));
  }

  /** The number that each writer has come to. */
  get sequences(): ReadonlyMap<string, number> {
    return this.#sequences;
  }

  /** The next entry of the log. */
  verify(index: number, entry: Entry, unsigned: Uint8Array): void {
    const expected = (this.#sequences.get(entry.writer) ?? 0) + 1;
    if (entry.sequence !== expected)
      this.#onFault(index, `is number ${entry.sequence} of ${entry.writer}, and number ${expected} should come next`);
    this.#take(index, entry, unsigned);
  }

  /**
   * A later entry of the log, where those in between are left out: says where its writer stood by then, and which keys it registers.
   * That it stands in the log at all has to be proven by other means.
   */
  skipTo(index: number, entry: Entry, unsigned: Uint8Array): void {
    const stood = this.#sequences.get(entry.writer) ?? 0;
    if (entry.sequence <= stood)
      this.#onFault(index, `is number ${entry.sequence} of ${entry.writer}, which had come to number ${stood} before`);
    this.#take(index, entry, unsigned);
  }

  #take(index: number, entry: Entry, unsigned: Uint8Array): void {
    this.#sequences.set(entry.writer, entry.sequence);
    if (entry.kind === 'ledger.opened') {
      if (index !== 0) this.#onFault(index, 'opens a log that is open');
      else this.#learn(index, entry);
    }
    const known = this.#keys.get(entry.writer);
    if (known === undefined) this.#onFault(index, `is of the writer ${entry.writer}, which is not registered`);
    else if (known.id !== entry.proof.key) this.#onFault(index, `is signed with a key that is not ${entry.writer}’s`);
    else if (!this.#signatures.verify(entry.writer, known.key, unsigned, entry.proof))
      this.#onFault(index, `the signature of ${entry.writer} does not hold: it was changed`);
    else if (entry.kind === 'writer.registered' && entry.writer === LOG_WRITER) this.#learn(index, entry);
  }

  /** Whether a writer signed this; null where the log hasn't registered its key. */
  isSigned(writer: string, entry: Entry, unsigned: Uint8Array): boolean | null {
    const known = this.#keys.get(writer);
    return known === undefined ? null : this.#signatures.verify(writer, known.key, unsigned, entry.proof);
  }

  #learn(index: number, { body }: Entry): void {
    const publicKey = typeof body['publicKey'] === 'string' ? decodeBase64(body['publicKey']) : null;
    if (publicKey?.length !== 32 || typeof body['writer'] !== 'string' || body['key'] !== writerKeyId(publicKey))
      this.#onFault(index, 'registers no valid key');
    else if (this.#keys.has(body['writer'])) this.#onFault(index, `registers ${body['writer']} again`);
    else this.#keys.set(body['writer'], { id: writerKeyId(publicKey), key: publicKeyOf(publicKey) });
  }
}
