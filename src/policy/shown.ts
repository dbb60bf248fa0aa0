const MAX_CHARACTERS = 100;

/** A name or a text of a file, as a sentence shows it: whoever wrote it may have written a million characters. */
export function shown(text: string): string {
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS - 1)}…`;
}
