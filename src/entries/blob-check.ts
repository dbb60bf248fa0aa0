import { digestOfBytes } from '../proof/index.ts';
import type { Faults } from './faults.ts';

/** Compares each blob that entries name with its digest, once. */
export class BlobCheck {
  readonly #read: (digest: string) => Promise<Uint8Array | null>;
  readonly #faults: Faults;
  readonly #seen = new Map<string, string | null>();

  /** @param read the bytes that are kept under a digest; null where none are */
  constructor(read: (digest: string) => Promise<Uint8Array | null>, faults: Faults) {
    this.#read = read;
    this.#faults = faults;
  }

  get count(): number {
    return this.#seen.size;
  }

  /** A blob that an entry names. */
  async verify(index: number, digest: string): Promise<void> {
    if (!this.#seen.has(digest)) this.#seen.set(digest, await this.#faultOf(digest));
    const fault = this.#seen.get(digest);
    if (typeof fault === 'string') this.#faults.add(index, fault);
  }

  async #faultOf(digest: string): Promise<string | null> {
    const bytes = await this.#read(digest);
    if (bytes === null) return `names the blob ${digest}, which is missing`;
    return digestOfBytes(bytes) === digest ? null : `names the blob ${digest}, whose bytes were changed`;
  }
}
