import { textOf, type Value } from './documents/index.ts';
import { PLACEHOLDER, type Separator, type Token, tokensOf } from './scope-tokens.ts';
import type { Confidence, Dynamic, Extraction, Found } from './types.ts';

/** What is known of the scopes of a value before it is read. */
export interface Asking {
  /** `request` unless it is said. */
  readonly kind?: Found['kind'];
  readonly client: string | null;
  readonly provider: string | null;
  /** Blanks unless it is said. */
  readonly separator?: Separator;
  /** `high` unless it is said. */
  readonly confidence?: Confidence;
}

/** A placeholder with the value that it has where nothing fills it in: `${SCOPES:-openid}` of shells, `$(env:SCOPES:-openid)` of keycloak-config-cli. */
const WITH_DEFAULT = /\$\{[\w.]{1,200}:-([^{}]{0,2000})\}|\$\(\w{1,20}:[\w.]{1,200}:-([^()]{0,2000})\)/g;
/** What stands for a bare `@@NAME@@` once the file could be read. */
const WHOLE_PLACEHOLDER = /^@\w+@$/;
/** The name in a placeholder: the rest may be a value, and that a secret. */
const NAME = /(?:env:)?([A-Za-z_][\w.-]*)/;

/**
 * The scopes of a value: of a text, or of each text of a list. A default in a placeholder counts, with confidence `medium`; what else only a
 * placeholder says is dynamic.
 *
 * @param source text of the whole file
 */
export function scopesIn(value: Value | null | undefined, source: string, asking: Asking): Extraction {
  if (value?.kind === 'list') return joined(value.items.map((item) => scopesIn(item, source, asking)));
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return { found: [] };
  return scopesOfText(value.value, source, value.offset, value.end, asking);
}

/** A text with those placeholders filled in that say what stands there otherwise. */
export function withDefaults(text: string): string {
  return text.replaceAll(WITH_DEFAULT, (_, shell?: string, config?: string) => shell ?? config ?? '');
}

/**
 * The scopes of a text that the file has between two offsets, perhaps quoted or escaped there.
 *
 * @param source text of the whole file
 */
export function scopesOfText(
  text: string,
  source: string,
  offset: number,
  end: number,
  { kind = 'request', client, provider, separator = 'blank', confidence = 'high' }: Asking,
): Extraction {
  const found = ({ scope, offset: at }: Token, sure: Confidence): Found => ({
    kind,
    scope,
    offset: at,
    client,
    provider,
    confidence: sure,
  });
  const written = source.slice(offset, end);
  const defaults: Found[] = [];
  let from = 0;
  const rest = text.replaceAll(WITH_DEFAULT, (placeholder: string, shell?: string, config?: string) => {
    const given = shell ?? config ?? '';
    const at = written.indexOf(placeholder, from);
    if (at !== -1) from = at + placeholder.length;
    // A name isn't a scope of its own: the search begins behind it.
    const begins = at === -1 ? offset : offset + at + placeholder.length - given.length - 1;
    const tokens = tokensOf(given, source, begins, end, separator);
    defaults.push(...tokens.map((token) => found(token, confidence === 'low' ? 'low' : 'medium')));
    return '\0'.repeat(placeholder.length);
  });
  const isWhole = WHOLE_PLACEHOLDER.test(rest);
  const own = isWhole ? [] : tokensOf(rest, source, offset, end, separator).map((token) => found(token, confidence));
  const placeholder = (isWhole ? WHOLE_PLACEHOLDER : PLACEHOLDER).exec(rest);
  const dynamic: Dynamic[] =
    placeholder === null
      ? []
      : [
          {
            offset: offset + Math.max(written.indexOf(placeholder[0]), 0),
            client,
            provider,
            reason: `the placeholder ${NAME.exec(placeholder[0])?.[1] ?? ''}`.trimEnd(),
          },
        ];
  return { found: [...own, ...defaults], dynamic };
}

/** Several extractions as one, with the first of their warnings. */
export function joined(extractions: readonly Extraction[]): Extraction {
  return {
    found: extractions.flatMap(({ found }) => found),
    dynamic: extractions.flatMap(({ dynamic = [] }) => dynamic),
    warning: extractions.find(({ warning }) => warning)?.warning ?? null,
  };
}

/** The first of some values that names a client in so many words: neither empty nor a placeholder. */
export function firstName(...values: readonly (Value | null | undefined)[]): string | null {
  const names = values.map(textOf);
  return names.find((name) => name !== null && name.trim() !== '' && !PLACEHOLDER.test(name)) ?? null;
}
