import type { Path, YamlSource } from './yaml-source.ts';

export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Which file each definition stands in, so that what is wrong with a compiled value is shown where it was written. */
export class DefinitionSites {
  readonly #sources = new Map<string, YamlSource>();

  add(source: YamlSource, path: readonly string[]): void {
    this.#sources.set(keyOf(path), source);
  }

  /** Where the node at `path` stands; null when no file holds the definition. */
  at(path: Path, part: 'key' | 'value' = 'value'): Site | null {
    const source = this.#sources.get(keyOf(path.slice(0, 2))) ?? this.#sources.get(keyOf(path.slice(0, 1)));
    return source?.at(path, part) ?? null;
  }
}

function keyOf(path: Path): string {
  return path.join('\n');
}
