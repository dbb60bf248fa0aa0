/** A segment of a path template. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'partial'; readonly prefix: string; readonly suffix: string }
  | { readonly kind: 'parameter' };

/** `pchar` (RFC 3986 §3.3) without `;` and encoded characters: what a guard's paths consist of after normalising. */
const LITERAL = /^[A-Za-z0-9._~!$&'()*+,=:@-]*$/;
const SEGMENT = /^([^{}]*)(?:\{[^{}/]+\}([^{}]*))?$/;

/** @returns why it can't be one, as a sentence. */
export function parsePathTemplate(template: string): readonly Segment[] | string {
  if (!template.startsWith('/')) return 'a path begins with a slash';
  if (/[?#]/.test(template))
    return 'a path holds no query and no fragment: servers never see a fragment, and match no operation by the query';
  if (template === '/') return [];
  const segments: Segment[] = [];
  for (const text of template.slice(1).split('/')) {
    const found = SEGMENT.exec(text);
    if (found === null) return `the segment ${text} has more than one parameter, or a brace too many`;
    const [, before = '', after] = found;
    if (!LITERAL.test(before) || !LITERAL.test(after ?? ''))
      return `the segment ${text} has characters that must be percent-encoded, or ;`;
    if (after === undefined) {
      if (text === '' || text === '.' || text === '..')
        return 'a path has no empty or dot segments, nor a slash at its end';
      segments.push({ kind: 'literal', text });
    } else if (before === '' && after === '') segments.push({ kind: 'parameter' });
    else segments.push({ kind: 'partial', prefix: before, suffix: after });
  }
  return segments;
}

/** A segment with its literal text in lower case. */
export function foldSegment(segment: Segment): Segment {
  switch (segment.kind) {
    case 'literal':
      return { kind: 'literal', text: segment.text.toLowerCase() };
    case 'partial':
      return { kind: 'partial', prefix: segment.prefix.toLowerCase(), suffix: segment.suffix.toLowerCase() };
    case 'parameter':
      return segment;
  }
}

/** Whether its literal text has capitals. */
export function hasCapitals(segment: Segment): boolean {
  if (segment.kind === 'parameter') return false;
  return /[A-Z]/.test(segment.kind === 'literal' ? segment.text : segment.prefix + segment.suffix);
}

/**
 * How two templates stand to each other, by the paths that they match: `apart` (none in common), or in common with the first
 * the more concrete (`first`), the second (`second`), or neither (`ambiguous`).
 */
export function compareTemplates(
  first: readonly Segment[],
  second: readonly Segment[],
): 'apart' | 'first' | 'second' | 'ambiguous' {
  if (first.length !== second.length) return 'apart';
  let winner: 'first' | 'second' | null = null;
  let crossed = false;
  for (const [at, one] of first.entries()) {
    const comparison = compareSegments(one, second[at] as Segment);
    if (comparison === 'apart') return 'apart';
    if (comparison === 'same') continue;
    if (comparison === 'ambiguous' || (winner !== null && winner !== comparison)) crossed = true;
    else winner = comparison;
  }
  return crossed ? 'ambiguous' : (winner ?? 'ambiguous');
}

/** How two segments stand to each other, by the texts that they match. */
export function compareSegments(one: Segment, other: Segment): 'apart' | 'same' | 'first' | 'second' | 'ambiguous' {
  if (one.kind === 'parameter') return other.kind === 'parameter' ? 'same' : 'second';
  if (other.kind === 'parameter') return 'first';
  if (one.kind === 'literal' && other.kind === 'literal') return one.text === other.text ? 'same' : 'apart';
  if (one.kind === 'literal') return matchesPartial(one.text, other as Partial) ? 'first' : 'apart';
  if (other.kind === 'literal') return matchesPartial(other.text, one) ? 'second' : 'apart';
  if (one.prefix === other.prefix && one.suffix === other.suffix) return 'same';
  const prefixes = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
  const suffixes = one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix);
  return prefixes && suffixes ? 'ambiguous' : 'apart';
}

type Partial = Extract<Segment, { kind: 'partial' }>;

function matchesPartial(text: string, { prefix, suffix }: Partial): boolean {
  return text.length > prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix);
}
