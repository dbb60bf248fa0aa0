import { OperationsError, type OperationsErrorCode } from './operations-error.ts';

/** Levels that stand in each other: an API description has some thirty. */
export const MAX_DEPTH = 200;

/** Lines and columns of a text, both from 1, and errors that name them. */
export class TextPlaces {
  readonly #text: string;
  readonly #file: string;
  #starts: number[] | null = null;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  at(offset: number): { readonly file: string; readonly line: number; readonly column: number } {
    this.#starts ??= lineStarts(this.#text);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.#file, line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  fail(code: OperationsErrorCode, offset: number, message: string): OperationsError {
    return new OperationsError(code, this.at(offset), message);
  }

  tooDeep(offset: number): OperationsError {
    return this.fail('document_unreadable', offset, `more than ${MAX_DEPTH} levels stand in each other here`);
  }

  twice(offset: number, name: string): OperationsError {
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
    return this.fail('document_unreadable', offset, `${shown} stands twice in this object`);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
