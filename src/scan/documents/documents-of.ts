import { readJson } from './json.ts';
import type { Document, Mapping, Value } from './tree.ts';
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
  const documents = isJson(file.path, text) ? [readJson(text)] : readYaml(text);
  read.set(file, documents);
  return documents;
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
