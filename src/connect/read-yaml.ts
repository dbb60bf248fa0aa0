import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar } from 'yaml';
import type { ConnectErrorCode } from './connect-error.ts';
import type { Places } from './source-file.ts';
import { type Part, WHOLE_PLACEHOLDER } from './tree.ts';

const MAX_DEPTH = 200;
/** What the parser finds wrong that is worth words of its own. */
const REFUSALS: Readonly<Record<string, readonly [ConnectErrorCode, string]>> = {
  DUPLICATE_KEY: ['duplicate_member', 'this member stands twice in one object'],
  RESOURCE_EXHAUSTION: ['too_deep', 'this is nested too deep'],
};

/**
 * Reads one YAML 1.2 document with the place of each part. Aliases and merge keys are followed, as the tools do whose files these are;
 * tags are not, and what stands behind one is unknown.
 *
 * @param restored gives a text back as it was written, where placeholders were replaced to make it YAML
 * @throws ConnectError `malformed`, `duplicate_member`, `too_deep`
 */
export function readYamlTree(text: string, places: Places, restored: (text: string) => string): Part {
  let documents: ReturnType<typeof parseAllDocuments>;
  try {
    documents = parseAllDocuments(text, {
      version: '1.2',
      uniqueKeys: true,
      strict: true,
      merge: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch (error) {
    // The parser recurses, and a stack that overflows says nothing else than this.
    if (error instanceof RangeError) throw places.error('too_deep', 0, 'this YAML is nested too deep');
    throw error;
  }
  const [document] = documents;
  if (!Array.isArray(documents) || document === undefined) return { kind: 'scalar', value: null, offset: 0 };
  if (documents.length > 1)
    throw places.error(
      'malformed',
      documents[1]?.range?.[0] ?? 0,
      'a second YAML document begins here: one file, one document',
    );
  const [problem] = document.errors;
  if (problem !== undefined) {
    const [code, what] = REFUSALS[problem.code] ?? (['malformed', `this is not YAML (${problem.code})`] as const);
    // The parser's own message may quote the file, and a file like this holds secrets.
    throw places.error(code, problem.pos[0], what);
  }
  return new Conversion(places, restored).part(document.contents as Node | null, 0);
}

class Conversion {
  readonly #places: Places;
  readonly #restored: (text: string) => string;
  /** What each anchor stands for by now; undefined while that is being read, so that a circle is seen. */
  readonly #anchors = new Map<string, Part | undefined>();

  constructor(places: Places, restored: (text: string) => string) {
    this.#places = places;
    this.#restored = restored;
  }

  /** In the order of the file, in which an alias stands for the last anchor of its name before it (YAML 1.2 §7.1). */
  part(node: Node | null | undefined, depth: number): Part {
    const offset = node?.range?.[0] ?? 0;
    if (depth > MAX_DEPTH) throw this.#places.error('too_deep', offset, `more than ${MAX_DEPTH} levels`);
    if (node === null || node === undefined) return { kind: 'scalar', value: null, offset };
    if (isAlias(node)) return this.#followed(node.source, offset);
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const part = this.#converted(node, offset, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, part);
    return part;
  }

  #followed(anchor: string, offset: number): Part {
    const part = this.#anchors.get(anchor);
    if (part !== undefined) return part;
    const why = this.#anchors.has(anchor) ? 'leads round in a circle' : 'leads to nothing';
    throw this.#places.error('malformed', offset, `this alias ${why}`);
  }

  #converted(node: Node, offset: number, depth: number): Part {
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) return { kind: 'unknown', offset };
    if (isMap(node)) {
      const members = new Map<string, Part>();
      const merged: Part[] = [];
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? this.#restored(String((key as Scalar).value)) : null;
        if (name === null) continue;
        const part = value === null ? ({ kind: 'scalar', value: null, offset: offsetOf(key) } as const) : null;
        const read = part ?? this.part(value as Node, depth + 1);
        if (name === '<<') merged.push(...(read.kind === 'list' ? read.items : [read]));
        else members.set(name, read);
      }
      for (const one of merged)
        if (one.kind === 'map') for (const [name, part] of one.members) if (!members.has(name)) members.set(name, part);
      return { kind: 'map', members, offset };
    }
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => this.part(item as Node, depth + 1)), offset };
    const { value } = node as Scalar;
    if (typeof value === 'string') {
      const restored = this.#restored(value);
      return WHOLE_PLACEHOLDER.test(restored)
        ? { kind: 'unknown', offset }
        : { kind: 'scalar', value: restored, offset };
    }
    if (typeof value === 'number' || typeof value === 'boolean' || value === null)
      return { kind: 'scalar', value, offset };
    return { kind: 'unknown', offset };
  }
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
