import { itemsOf, type Value } from './documents/index.ts';
import { type Asking, scopesOfText } from './scope-values.ts';
import type { Dynamic, Extraction, Found } from './types.ts';

const LONGEST_QUOTED = 60;

/** Gathers what one file asks for, out of values as they were written. */
export class Findings {
  readonly #source: string;
  readonly found: Found[] = [];
  readonly dynamic: Dynamic[] = [];

  /** @param source text of the whole file */
  constructor(source: string) {
    this.#source = source;
  }

  /** The scopes of a text or of a list of texts. What another tool fills in before use is dynamic, but for its default. */
  scopes(value: Value | null | undefined, asking: Asking): void {
    if (value?.kind === 'list' && value.tag === undefined) for (const item of itemsOf(value)) this.scopes(item, asking);
    if (value === null || value === undefined) return;
    const { client, provider } = asking;
    if (value.tag !== undefined) {
      this.dynamic.push({ offset: value.offset, client, provider, reason: `the tag ${short(value.tag)}` });
      return;
    }
    if (value.kind !== 'scalar' || typeof value.value !== 'string') return;
    const { found, dynamic = [] } = scopesOfText(value.value, this.#source, value.offset, value.end, asking);
    this.found.push(...found);
    this.dynamic.push(...dynamic);
  }

  get isEmpty(): boolean {
    return this.found.length + this.dynamic.length === 0;
  }

  /** Behind the quotation mark where a name has one. */
  within(offset: number): number {
    const character = this.#source[offset];
    return character === '"' || character === "'" ? offset + 1 : offset;
  }

  extraction(warning: Extraction['warning'] = null): Extraction {
    return { found: this.found, dynamic: this.dynamic, warning };
  }
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_QUOTED ? `${line.slice(0, LONGEST_QUOTED)}…` : line;
}
