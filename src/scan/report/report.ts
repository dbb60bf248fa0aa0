/** How much something matters: what must not be, what somebody should look at, what is to be known. */
export type Level = 'error' | 'warning' | 'note';

/** Something said of one place of a file. Every format is made of a list of them. */
export interface Annotation {
  readonly level: Level;
  /** The id of one of the report's rules. */
  readonly ruleId: string;
  /** From the top of the repository, with `/`; absolute where it is outside of it. */
  readonly file: string;
  /** Both from 1; columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** What is said of it, in one sentence or less, without its place: it stays the same when lines move. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
}

/** What annotations have in common that say the same of different places. */
export interface Rule {
  /** Small letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly help: string;
}

export interface Report {
  readonly title: string;
  /** A few sentences for a person who reads nothing else. */
  readonly summary: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Every rule that an annotation names, and maybe others. */
  readonly rules: readonly Rule[];
  /** Ambit's. */
  readonly version: string;
}

/** A text from a scanned file as it may be shown: what a terminal or a page would run, turn round or not show is one sign each. */
export function shown(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
