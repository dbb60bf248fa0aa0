import { ConnectError, type ConnectErrorCode } from './connect-error.ts';
import type { Body } from './hcl/syntax.ts';
import type { Part } from './tree.ts';
import type { Place } from './types.ts';

export type SourceFormat = 'json' | 'yaml' | 'terraform';

/** A file that was parsed: what it says, with where each part stands. */
export class SourceFile {
  /** As messages show it. */
  readonly path: string;
  readonly format: SourceFormat;
  /** What a JSON or YAML file says. */
  readonly root: Part;
  /** What a file in Terraform's own language says. */
  readonly body: Body | null;
  readonly #places: Places;

  constructor(path: string, format: SourceFormat, content: Part | Body, places: Places) {
    this.path = path;
    this.format = format;
    this.root = 'kind' in content ? content : { kind: 'unknown', offset: 0 };
    this.body = 'kind' in content ? null : content;
    this.#places = places;
  }

  at(part: { readonly offset: number }): Place {
    return this.#places.at(part.offset);
  }
}

/** Lines and columns of a text. */
export class Places {
  readonly #file: string;
  readonly #text: string;
  #starts: number[] | null = null;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  at(offset: number): Place {
    this.#starts ??= lineStarts(this.#text);
    const starts = this.#starts;
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.#file, line: low + 1, column: Math.max(offset - (starts[low] ?? 0), 0) + 1 };
  }

  error(code: ConnectErrorCode, offset: number, message: string): ConnectError {
    return new ConnectError(code, this.at(offset), message);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
