import { itemsOf, type Value } from './documents/index.ts';
import { PLACEHOLDER, type Separator, tokensOf } from './scope-tokens.ts';
import type { Confidence, Dynamic, Extraction, Found } from './types.ts';

/** Whose scopes a place names, and how. */
export interface Naming {
  readonly client: string | null;
  readonly provider: string | null;
  /** Default: `request`. */
  readonly kind?: Found['kind'];
  /** Default: `blank`. */
  readonly separator?: Separator;
  /** Default: `high`. */
  readonly confidence?: Confidence;
}

/** `${NAME:-default}` of shells and `$(env:NAME:-default)` of keycloak-config-cli. */
const WITH_DEFAULT = /\$\{[\w.]+:-([^}]*)\}|\$\([\w.]+:[\w.]+:-([^)]*)\)/g;
/** What stands for a bare `@@NAME@@` once the file could be read. */
const WHOLE_PLACEHOLDER = /^@\w+@$/;
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
  scopes(value: Value | null | undefined, naming: Naming): void {
    if (value?.kind === 'list' && value.tag === undefined) for (const item of itemsOf(value)) this.scopes(item, naming);
    if (value === null || value === undefined) return;
    const { client, provider } = naming;
    if (value.tag !== undefined) {
      this.dynamic.push({ offset: value.offset, client, provider, reason: `the tag ${short(value.tag)}` });
      return;
    }
    if (value.kind !== 'scalar' || typeof value.value !== 'string') return;
    const text = withDefaults(value.value);
    const placeholder = WHOLE_PLACEHOLDER.exec(text) ?? PLACEHOLDER.exec(text);
    if (placeholder !== null)
      this.dynamic.push({
        offset: value.offset,
        client,
        provider,
        reason: `the placeholder ${nameOf(placeholder[0])}`,
      });
    if (WHOLE_PLACEHOLDER.test(text)) return;
    const { kind = 'request', separator, confidence = 'high' } = naming;
    const sure = text === value.value ? confidence : 'medium';
    for (const token of tokensOf(
      text.replace(new RegExp(PLACEHOLDER, 'gs'), whole),
      this.#source,
      value.offset,
      value.end,
      separator,
    ))
      this.found.push({ kind, ...token, client, provider, confidence: sure });
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

/** A text with those placeholders filled in that say what stands there otherwise. */
export function withDefaults(text: string): string {
  return text.replace(WITH_DEFAULT, (_, shell?: string, config?: string) => shell ?? config ?? '');
}

function nameOf(placeholder: string): string {
  return short(WHOLE_PLACEHOLDER.test(placeholder) ? `@${placeholder}@` : placeholder);
}

/** Blanks within a placeholder part no scopes. */
function whole(placeholder: string): string {
  return placeholder.replace(/[\s,]+/g, '');
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_QUOTED ? `${line.slice(0, LONGEST_QUOTED)}…` : line;
}
