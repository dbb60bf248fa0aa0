import type { Confidence, Dynamic, Extraction, Found } from '../types.ts';
import type { WrittenScopes } from './scope-value.ts';
import { whoseScope } from './whose-scopes.ts';

/** Who asks, as far as the file says it. */
export interface Asker {
  readonly client: string | null;
  readonly provider: string | null;
}

/** What an extractor has found so far. */
export class Findings {
  readonly #found: Found[] = [];
  readonly #dynamic: Dynamic[] = [];
  readonly #at: (offset: number) => number;

  /** @param at where in the file an offset of what is read stands */
  constructor(at: (offset: number) => number = (offset) => offset) {
    this.#at = at;
  }

  add(
    kind: Found['kind'],
    { scopes, dynamic }: WrittenScopes,
    { client, provider }: Asker,
    offset: number,
    most: Confidence = 'high',
  ): void {
    for (const { scope, offset: place, confidence } of scopes)
      this.#found.push({
        kind,
        scope,
        offset: this.#at(place),
        client,
        provider: whoseScope(scope) ?? provider,
        confidence: lesser(confidence, most),
      });
    if (dynamic !== null && kind === 'request')
      this.#dynamic.push({ offset: this.#at(offset), client, provider, reason: dynamic });
  }

  /** The same findings for what stands in a part of the file. */
  within(at: (offset: number) => number): Findings {
    const inner = new Findings((offset) => this.#at(at(offset)));
    this.#inner.push(inner);
    return inner;
  }
  readonly #inner: Findings[] = [];

  get found(): readonly Found[] {
    return [...this.#found, ...this.#inner.flatMap(({ found }) => found)];
  }

  get dynamic(): readonly Dynamic[] {
    return [...this.#dynamic, ...this.#inner.flatMap(({ dynamic }) => dynamic)];
  }

  /** What was found, each once. */
  extraction(warning: Extraction['warning'] = null): Extraction {
    const all = this.found;
    const placeOf = ({ kind, offset, scope }: Found): string => `${kind} ${offset} ${scope}`;
    // What aliases share is the clients' that use it, and nobody's where it is written.
    const owned = new Set(all.filter(({ client }) => client !== null).map(placeOf));
    const found = new Map<string, Found>();
    for (const one of all) {
      if (one.client === null && owned.has(placeOf(one))) continue;
      const key = `${placeOf(one)} ${one.client ?? ''}`;
      if (!found.has(key)) found.set(key, one);
    }
    const dynamic = new Map(this.dynamic.map((one) => [`${one.offset} ${one.reason}`, one]));
    return { found: [...found.values()], dynamic: [...dynamic.values()], warning };
  }
}

const ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

function lesser(a: Confidence, b: Confidence): Confidence {
  return ORDER[Math.min(ORDER.indexOf(a), ORDER.indexOf(b))] ?? 'low';
}
