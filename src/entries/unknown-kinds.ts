import type { Entry } from './types.ts';

/** Different ones that are told apart; a forged log may have any number. */
const MAX_TOLD = 20;

/** Entries of a kind, or a version of one, that a later Ambit wrote: all of them but their bodies was verified. */
export interface UnknownKind {
  readonly kind: string;
  readonly kindVersion: number;
  readonly count: number;
  /** Index of the first. */
  readonly first: number;
}

/** Counts entries whose bodies this version of Ambit can't judge, in bounded memory. */
export class UnknownKinds {
  readonly #counts = new Map<
    string,
    { readonly kind: string; readonly kindVersion: number; count: number; first: number }
  >();
  /** Entries of further ones. */
  more = 0;

  take(index: number, { kind, kindVersion }: Entry): void {
    const key = `${kindVersion} ${kind}`;
    const known = this.#counts.get(key);
    if (known !== undefined) known.count++;
    else if (this.#counts.size < MAX_TOLD) this.#counts.set(key, { kind, kindVersion, count: 1, first: index });
    else this.more++;
  }

  get told(): readonly UnknownKind[] {
    return [...this.#counts.values()];
  }
}
