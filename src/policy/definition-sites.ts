import type { Path, YamlSource } from './yaml-source.ts';

export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Which files each definition stands in, so that what is wrong with a compiled value is shown where it was written. */
export class DefinitionSites {
  readonly #sources = new Map<string, YamlSource[]>();

  /** A later source of the same definition is laid over the earlier ones. */
  add(source: YamlSource, path: readonly string[]): void {
    const key = keyOf(path);
    const known = this.#sources.get(key);
    if (known === undefined) this.#sources.set(key, [source]);
    else known.push(source);
  }

  /** Where the node at `path` stands: in the uppermost source that says it; null when no file holds the definition. */
  at(path: Path, part: 'key' | 'value' = 'value'): Site | null {
    const sources = this.#sources.get(keyOf(path.slice(0, 2))) ?? this.#sources.get(keyOf(path.slice(0, 1)));
    if (sources === undefined) return null;
    const saying = sources.findLast((source) => holds(source.value, path)) ?? sources[0];
    return saying?.at(path, part) ?? null;
  }
}

/** Whether there is a node at the path: a member of a map, an item of a list by its index or its text. */
function holds(value: unknown, path: Path): boolean {
  let node = value;
  for (const step of path) {
    if (Array.isArray(node)) node = typeof step === 'number' ? node[step] : node.find((item) => item === step);
    else node = typeof node === 'object' && node !== null && Object.hasOwn(node, step) ? Object(node)[step] : undefined;
    if (node === undefined) return false;
  }
  return true;
}

function keyOf(path: Path): string {
  return path.join('\n');
}
