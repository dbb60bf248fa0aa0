import type { SourceFile } from '../source-file.ts';
import type { ListPart, MapPart, Part } from '../tree.ts';
import type { Place } from '../types.ts';
import { bodyOfJson } from './json-syntax.ts';
import type { Block, Body, Expression } from './syntax.ts';

/** A chain of values that refer to each other is never this long; one that goes round in a circle is. */
const MAX_STEPS = 64;
/** Values that hold each other twice, and those twice again, come to more than any machine has. */
const MAX_PARTS = 2_000_000;
const MAX_TEXT = 10_000;
/** Functions that give a list back as it is, or several joined: what scopes and addresses are written with. */
const LIST_FUNCTIONS = new Set(['toset', 'tolist', 'distinct', 'sort', 'concat', 'setunion']);

/** A resource or data source as it was written. */
export interface TerraformBlock {
  readonly type: string;
  readonly name: string;
  /** `auth0_client.shop`, `data.azuread_service_principal.graph`. */
  readonly address: string;
  readonly file: SourceFile;
  readonly at: Place;
  /** Whether `count` or `for_each` makes several of it. */
  readonly repeated: boolean;
  /** What it says, evaluated as far as that is known. */
  readonly body: MapPart;
}

/** The `.tf` files of one folder, which Terraform reads as one: resources, and the values that they take from each other. */
export class TerraformModule {
  readonly #files: readonly { readonly file: SourceFile; readonly body: Body }[];
  readonly #variables = new Map<string, Expression>();
  readonly #locals = new Map<string, Expression>();
  readonly #written = new Map<string, { readonly file: SourceFile; readonly block: Block }>();
  #parts = 0;
  readonly #evaluated = new Map<string, TerraformBlock>();

  constructor(files: readonly SourceFile[]) {
    this.#files = files.map((file) => ({ file, body: file.body ?? bodyOfJson(file.root) }));
    for (const { file, body } of this.#files) this.#collect(file, body);
    // Values for variables, which come before their defaults.
    for (const { file, body } of this.#files)
      if (file.path.endsWith('.tfvars')) for (const [name, value] of body.attributes) this.#variables.set(name, value);
  }

  /** Resources of a type, in the order in which they were written. */
  resources(type: string): TerraformBlock[] {
    return [...this.#written.keys()]
      .filter((address) => address.startsWith(`${type}.`))
      .flatMap((address) => this.block(address) ?? []);
  }

  /** A resource or data source by its address. */
  block(address: string): TerraformBlock | null {
    const known = this.#evaluated.get(address);
    if (known !== undefined) return known;
    const written = this.#written.get(address);
    if (written === undefined) return null;
    const { file, block } = written;
    const [type = '', name = ''] = block.labels;
    const evaluated: TerraformBlock = {
      ...{ type, name, address, file, at: file.at(block) },
      repeated: block.body.attributes.has('count') || block.body.attributes.has('for_each'),
      body: this.#body(block.body, block.offset, 0),
    };
    this.#evaluated.set(address, evaluated);
    return evaluated;
  }

  #collect(file: SourceFile, body: Body): void {
    for (const block of body.blocks) {
      const [first = '', second = ''] = block.labels;
      if (block.type === 'variable') {
        const value = block.body.attributes.get('default');
        if (value !== undefined && !this.#variables.has(first)) this.#variables.set(first, value);
      } else if (block.type === 'locals')
        for (const [name, value] of block.body.attributes) this.#locals.set(name, value);
      else if (block.type === 'resource') this.#written.set(`${first}.${second}`, { file, block });
      else if (block.type === 'data') this.#written.set(`data.${first}.${second}`, { file, block });
    }
  }

  #body(body: Body, offset: number, steps: number): MapPart {
    const members = new Map<string, Part>();
    for (const [name, value] of body.attributes) members.set(name, this.#evaluate(value, steps));
    const repeated = new Map<string, Part[]>();
    for (const { type, labels, body: inner, offset: at } of body.blocks) {
      const name = type === 'dynamic' ? (labels[0] ?? type) : type;
      const part: Part = type === 'dynamic' ? { kind: 'unknown', offset: at } : this.#body(inner, at, steps);
      repeated.set(name, [...(repeated.get(name) ?? []), part]);
    }
    for (const [name, items] of repeated)
      members.set(name, { kind: 'list', items, offset: items[0]?.offset ?? offset });
    return { kind: 'map', members, offset };
  }

  #evaluate(expression: Expression, steps: number): Part {
    const { offset } = expression;
    const unknown: Part = { kind: 'unknown', offset };
    this.#parts += 1;
    if (steps > MAX_STEPS || this.#parts > MAX_PARTS) return unknown;
    switch (expression.kind) {
      case 'literal':
        return { kind: 'scalar', value: expression.value, offset };
      case 'template':
        return this.#template(
          expression.parts.map((part) => this.#evaluate(part, steps + 1)),
          offset,
        );
      case 'list':
        return { kind: 'list', items: expression.items.map((item) => this.#evaluate(item, steps + 1)), offset };
      case 'object': {
        const members = new Map<string, Part>();
        for (const { name, value } of expression.members)
          if (name !== null) members.set(name, this.#evaluate(value, steps + 1));
        return { kind: 'map', members, offset };
      }
      case 'call':
        return LIST_FUNCTIONS.has(expression.name)
          ? joined(
              expression.args.map((arg) => this.#evaluate(arg, steps + 1)),
              offset,
            )
          : unknown;
      case 'traversal':
        return this.#traverse(expression.path, offset, steps + 1);
      case 'conditional':
      case 'loop':
      case 'dynamic':
        return unknown;
    }
  }

  #template(parts: readonly Part[], offset: number): Part {
    const said = parts.filter((part) => !(part.kind === 'scalar' && part.value === ''));
    const [only] = said;
    // "${x}" is x, whatever that is.
    if (said.length === 1 && only !== undefined && only.kind !== 'unknown') return { ...only, offset };
    const texts = said.map((part) => (part.kind === 'scalar' && part.value !== null ? String(part.value) : null));
    const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
    if (texts.includes(null) || length > MAX_TEXT) return { kind: 'unknown', offset };
    return { kind: 'scalar', value: texts.join(''), offset };
  }

  #traverse(path: readonly (string | Expression | null)[], offset: number, steps: number): Part {
    const unknown: Part = { kind: 'unknown', offset };
    const names: string[] = [];
    for (const step of path) {
      const part = step === null || typeof step === 'string' ? null : this.#evaluate(step, steps);
      const name = part === null ? step : part.kind === 'scalar' && part.value !== null ? String(part.value) : null;
      if (typeof name !== 'string') return unknown;
      names.push(name);
    }
    const [root = '', first = ''] = names;
    if (root === 'var' || root === 'local') {
      const value = (root === 'var' ? this.#variables : this.#locals).get(first);
      return value === undefined ? unknown : this.#stepped(this.#evaluate(value, steps), names.slice(2), offset);
    }
    if (['each', 'count', 'self', 'path', 'terraform', 'module'].includes(root)) return unknown;
    return this.#attribute(names, offset, steps);
  }

  /** What a resource says of itself; where it doesn't, a reference to it. */
  #attribute(names: readonly string[], offset: number, steps: number): Part {
    const own = names[0] === 'data' ? 3 : 2;
    const body = this.#written.get(names.slice(0, own).join('.'))?.block.body;
    // Which of several it is (`x.y[0].id`) makes no difference: they are read as one.
    const repeated =
      body === undefined
        ? /^\d+$/.test(names[own] ?? '')
        : body.attributes.has('count') || body.attributes.has('for_each');
    const path = repeated ? names.toSpliced(own, 1) : names;
    const attribute = path[own] === undefined ? undefined : body?.attributes.get(path[own]);
    if (attribute === undefined) return { kind: 'reference', path, offset };
    const value = this.#stepped(this.#evaluate(attribute, steps), path.slice(own + 1), offset);
    return value.kind === 'unknown' ? { kind: 'reference', path, offset } : value;
  }

  /** What a value says under these names, in the place where it is used. */
  #stepped(value: Part, names: readonly string[], offset: number): Part {
    let at: Part | undefined = value;
    for (const name of names) {
      if (at?.kind === 'map') at = at.members.get(name);
      else if (at?.kind === 'list') at = at.items[Number(name)];
      else at = undefined;
    }
    return at === undefined ? { kind: 'unknown', offset } : this.#placed(at, offset);
  }

  /** All of a value in one place: where it was written may be another file. */
  #placed(part: Part, offset: number): Part {
    this.#parts += 1;
    if (this.#parts > MAX_PARTS) return { kind: 'unknown', offset };
    if (part.kind === 'list') return { ...part, items: part.items.map((item) => this.#placed(item, offset)), offset };
    if (part.kind === 'map') {
      const members = new Map([...part.members].map(([name, one]) => [name, this.#placed(one, offset)]));
      return { ...part, members, offset };
    }
    return { ...part, offset };
  }
}

function joined(parts: readonly Part[], offset: number): Part {
  if (!parts.every((part): part is ListPart => part.kind === 'list')) return { kind: 'unknown', offset };
  return { kind: 'list', items: parts.flatMap(({ items }) => items), offset };
}
