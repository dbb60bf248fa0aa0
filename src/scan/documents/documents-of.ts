import { readJson } from './json.ts';
import type { Document } from './tree.ts';
import { readYaml } from './yaml.ts';

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

function isJson(path: string, text: string): boolean {
  if (/\.(jsonc?|json5|code-workspace)$/i.test(path)) return true;
  const beginning = /^\ufeff?(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*\/)*(?<open>\[|\{(?!\{))\s*(?<next>\S?)/.exec(
    text.slice(0, 4000),
  );
  if (beginning === null) return false;
  // YAML may begin with a bracket, too, and then holds names without quotation marks.
  return !/\.ya?ml$/i.test(path) || /^["{}[\]]?$/.test(beginning.groups?.['next'] ?? '');
}
