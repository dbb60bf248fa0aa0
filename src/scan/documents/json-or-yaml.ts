import type { ScannedFile } from '../types.ts';
import { readJson } from './json.ts';
import type { Document } from './tree.ts';
import { readYaml } from './yaml.ts';

/** The documents of a file that is written in either: by the end of its name, and where that says nothing by how it begins. */
export function readJsonOrYaml({ path, text }: ScannedFile): readonly Document[] {
  if (/\.ya?ml$/i.test(path)) return readYaml(text);
  if (/\.(jsonc?|json5|code-workspace)$/i.test(path)) return [readJson(text)];
  return /^\s*[{[]/.test(text) ? [readJson(text)] : readYaml(text);
}
