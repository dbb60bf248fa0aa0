import { readJson } from './json.ts';
import { FILLER, withoutActions } from './template.ts';
import { type Document, type Mapping, textOf, type Value, valueAt } from './tree.ts';
import { readYaml } from './yaml.ts';

/** Names of files that are JSON or YAML, also once what stands at the end has filled them in; lock files are enormous and say nothing. */
export const JSON_OR_YAML =
  /^(?!.*(?:^|\/)(?:package-lock|npm-shrinkwrap|pnpm-lock)\.).*\.(jsonc?|ya?ml)(\.(tpl|tmpl|gotmpl|tftpl|template|j2|erb|in|dist|example|sample))?$/i;

/** `@@NAME@@` of the Auth0 Deploy CLI stands for a value of any kind, and is neither JSON nor YAML. */
const BARE_PLACEHOLDER = /(?<=[[,:]\s{0,40}|-\s{1,8})@@(\w+)@@(?=\s*(?:[\],}]|$))/gm;

const read = new WeakMap<object, readonly Document[]>();

/**
 * The documents of a file that is written in either: by the end of its name, and where that says nothing by how it begins. Several
 * extractors ask for the same file's: it is read once.
 */
export function documentsOf(file: { readonly path: string; readonly text: string }): readonly Document[] {
  const known = read.get(file);
  if (known !== undefined) return known;
  // A text of the same length, so that every place stays what it is.
  const text = file.text.includes('@@') ? file.text.replace(BARE_PLACEHOLDER, '"@$1@"') : file.text;
  const documents = isJson(file.path, text) ? [readJsonTemplate(text)] : readYaml(text);
  read.set(file, documents);
  return documents;
}

/** JSON that Go, Helm or gomplate has yet to fill in: what is an action's is taken out where the text can't be read with it. */
function readJsonTemplate(text: string): Document {
  const plain = readJson(text);
  if (plain.problem === null || !text.includes('{{')) return plain;
  const filled = readJson(filledIn(text));
  if (filled.problem !== null && filled.problem.offset <= plain.problem.offset) return plain;
  return { ...filled, root: filled.root === null ? null : asWritten(filled.root, text) };
}

/** What a template makes of it, as far as its places go: an action that is a value is a text, and one between values is blank. */
function filledIn(template: string): string {
  const text = withoutActions(template);
  const out: string[] = [];
  let isText = false;
  let before = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === FILLER && !isText) {
      const to = endOfFillers(text, at);
      const length = to - at;
      out.push(before === ':' && length > 2 ? `"${FILLER.repeat(length - 2)}"` : ' '.repeat(length));
      if (before === ':') before = '"';
      at = to - 1;
      continue;
    }
    out.push(character);
    if (isText && character === '\\') {
      out.push(text[at + 1] ?? '');
      at += 1;
    } else if (character === '"' || (isText && character === '\n')) isText = !isText;
    if (character.trim() !== '') before = character;
  }
  return out.join('');
}

function endOfFillers(text: string, from: number): number {
  let to = from;
  while (text[to] === FILLER) to += 1;
  return to;
}

/** Values as they stand in the file, with the actions that were taken out for reading. */
function asWritten(value: Value, text: string): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => asWritten(item, text)) };
  if (value.kind === 'mapping')
    return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: asWritten(entry.value, text) })) };
  return typeof value.value === 'string' && value.value.includes(FILLER)
    ? {
        ...value,
        value:
          text[value.offset] === '"'
            ? text.slice(value.offset + 1, value.end - 1)
            : text.slice(value.offset, value.end),
      }
    : value;
}

/** Whether a text has each of these names where a member's name may stand: cheaper than reading what can't be of a kind. */
export function hasNames(text: string, ...names: readonly string[]): boolean {
  return names.every((name) => {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
      if (/^["']?\s*:/.test(text.slice(at + name.length, at + name.length + 20))) return true;
    return false;
  });
}

/** Definitions of Kubernetes' own resources name everything, are enormous, and ask for nothing. */
export function definesResources(text: string): boolean {
  return text.includes('openAPIV3Schema');
}

/**
 * Whether a document is a recording of HTTP, for a test to play back: calls with a method and the answer. What stands in it was answered
 * once, and makes nobody ask.
 */
export function isRecording(root: Value | null): boolean {
  const calls = root?.kind === 'list' ? root.items : root === null ? [] : [root];
  return calls.length > 0 && calls.every(isCall);
}

function isCall(call: Value): boolean {
  const method = textOf(valueAt(call, 'method')) ?? textOf(valueAt(call, 'request', 'method'));
  const answer = valueAt(call, 'response');
  return /^[A-Z]{3,7}$/.test(method ?? '') && answer !== undefined;
}

export interface PlacedMapping {
  /** Names that lead to it; items of lists go by `[]`. */
  readonly path: readonly string[];
  readonly mapping: Mapping;
}

const mappings = new WeakMap<object, readonly PlacedMapping[]>();

/** Every mapping of a file's documents, those around others first. Like the documents they are found once a file. */
export function mappingsOf(file: { readonly path: string; readonly text: string }): readonly PlacedMapping[] {
  const known = mappings.get(file);
  if (known !== undefined) return known;
  const found: PlacedMapping[] = [];
  for (const { root } of documentsOf(file)) if (root !== null) gather(root, [], found);
  mappings.set(file, found);
  return found;
}

function gather(value: Value, path: readonly string[], found: PlacedMapping[]): void {
  if (value.kind === 'list') {
    const inner = [...path, '[]'];
    for (const item of value.items) if (item.kind !== 'scalar') gather(item, inner, found);
  } else if (value.kind === 'mapping') {
    found.push({ path, mapping: value });
    for (const { name, value: one } of value.entries) if (one.kind !== 'scalar') gather(one, [...path, name], found);
  }
}

/** The first thing in a file's documents that isn't as its format wants it. */
export function problemOf(file: { readonly path: string; readonly text: string }): Document['problem'] {
  return documentsOf(file).find(({ problem }) => problem !== null)?.problem ?? null;
}

function isJson(path: string, text: string): boolean {
  if (/\.(jsonc?|json5|code-workspace)$/i.test(path)) return true;
  const beginning = /^\ufeff?(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*\/)*(?<open>\[|\{(?!\{))\s*(?<next>\S?)/.exec(
    text.slice(0, 4000),
  );
  if (beginning === null) return false;
  // YAML may begin with a bracket, too, and then holds names without quotation marks.
  return !/\.ya?ml$/i.test(path) || /^["{}[\]]?$/.test(beginning.groups?.['next'] ?? '');
}
