import type { Path } from './placed-node.ts';
import type { YamlSource } from './yaml-source.ts';

export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Which files each definition stands in, so that what is wrong with a compiled value is shown where it was written. */
export class DefinitionSites {
  readonly #sources = new Map<string, YamlSource[]>();
  readonly #sections = new Set<string | number | undefined>();
  #first: string | null = null;
  #unread = false;

  /**
   * A later source of the same definition is laid over the earlier ones. Of a whole file that isn't valid, for it may hold any
   * definition: the path of nothing in it.
   */
  add(source: YamlSource, path: Path): void {
    if (path.length === 0) this.addUnread();
    const key = keyOf(path);
    const known = this.#sources.get(key);
    if (known === undefined) this.#sources.set(key, [source]);
    else if (!known.includes(source)) known.push(source);
    this.#sections.add(path[0]);
    this.#first ??= source.file;
  }

  has(path: Path): boolean {
    return this.#sources.has(keyOf(path));
  }

  /** The definition is taken away again. */
  remove(path: Path): void {
    this.#sources.delete(keyOf(path));
  }

  /** A file that can't be read may hold any definition. */
  addUnread(): void {
    this.#unread = true;
  }

  /** Whether a definition is there, valid or not, or may be in what can't be read. Of a section: whether it has any. */
  mayHold([section, name]: Path): boolean {
    if (this.#unread || name === undefined) return this.#unread || this.#sections.has(section);
    return this.#sources.has(keyOf([section ?? '', name])) || this.#sources.has(keyOf([section ?? '']));
  }

  /** Whether the uppermost source says something at the path. */
  says(path: Path): boolean {
    return holds(this.#sourcesOf(path)?.at(-1)?.value, path);
  }

  /** Where the node at `path` stands: in the uppermost source that says it; null when no file holds the definition. */
  at(path: Path, part: 'key' | 'value' = 'value'): Site | null {
    const sources = this.#sourcesOf(path);
    if (sources === undefined) return null;
    const saying = sources.findLast((source) => holds(source.value, path)) ?? sources[0];
    return saying?.at(path, part) ?? null;
  }

  /** The same; where no file holds the definition, the policy's first one. */
  nearest(path: Path, part: 'key' | 'value' = 'value'): Site {
    return this.at(path, part) ?? { file: this.#first ?? '.', line: 1, column: 1 };
  }

  #sourcesOf(path: Path): readonly YamlSource[] | undefined {
    return this.#sources.get(keyOf(path.slice(0, 2))) ?? this.#sources.get(keyOf(path.slice(0, 1)));
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
  // The most are of two steps, and there is one for each definition.
  return path.length === 2 ? `${path[0]}\n${path[1]}` : path.join('\n');
}
