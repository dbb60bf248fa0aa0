/** Lines and columns of a text, both from 1. A line ends with LF, CRLF or CR. */
export class TextPlaces {
  readonly #text: string;
  /** Where lines begin, as far as they were looked for. */
  readonly #starts = [0];
  #looked = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    this.#lookUpTo(offset);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** What is said of a file of megabytes mostly stands at its beginning. */
  #lookUpTo(offset: number): void {
    const text = this.#text;
    const end = Math.min(offset, text.length);
    let at = this.#looked;
    while (at < end) {
      const character = text.charCodeAt(at);
      at += 1;
      if (character !== 0x0a && character !== 0x0d) continue;
      if (character === 0x0d && text.charCodeAt(at) === 0x0a) at += 1;
      this.#starts.push(at);
    }
    this.#looked = at;
  }
}
