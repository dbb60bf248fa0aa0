/**
 * Zero-width characters, line separators that YAML takes for none, fillers, tags, and what turns the direction of text
 * (CVE-2021-42574); a class of a regular expression.
 */
const UNSEEN = String.raw`\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\uffa0\u{e0000}-\u{e0fff}`;

/**
 * Characters that a reviewer doesn't see, or that make the rest of a line look like something else. A carriage return belongs before a
 * line feed: alone, some see a new line in it and others none. A byte order mark belongs at the beginning.
 */
export const HIDDEN = new RegExp(String.raw`[^\P{Cc}\t\n\r]|\r(?!\n)|[${UNSEEN}]|(?<!^)\ufeff`, 'u');
/** In a value even a line break says nothing that a reviewer sees as one, but for one between lines of text. */
export const HIDDEN_IN_VALUE = new RegExp(String.raw`[^\P{Cc}\t\n]|[${UNSEEN}\ufeff]`, 'u');

const NEVER_SEEN = new RegExp(String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd${UNSEEN}]+`, 'gu');

/** A text of elsewhere as one line that a reviewer sees whole, and a policy may hold. */
export function visible(text: string): string {
  return text.toWellFormed().replaceAll(/\s+/g, ' ').replaceAll(NEVER_SEEN, '').trim();
}
