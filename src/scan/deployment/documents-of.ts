import { readJson, readToml, readYaml, type Value, withoutActions } from '../documents/index.ts';
import type { Extraction, ScannedFile } from '../types.ts';

/** The documents of a file, and the first thing in it that can't be read. */
export interface FileDocuments {
  readonly roots: readonly Value[];
  readonly warning: Extraction['warning'];
}

/** Reads a file as JSON, TOML or YAML, by the end of its name and its beginning. Its templates' actions are taken out before. */
export function documentsOf({ path, text }: ScannedFile): FileDocuments {
  const plain = withoutActions(text);
  const start = plain
    .slice(0, 2000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/\.toml(?:\.\w+)?$/i.test(path)) return gathered([readToml(plain)]);
  if (/\.jsonc?5?$/i.test(path) || (start.startsWith('{') && /^\{\s*["}/]/.test(start)))
    return gathered([readJson(plain)]);
  return gathered(readYaml(plain));
}

/** A file that is read at least in part needs no warning: templates and exotic spellings are usual in these. */
function gathered(documents: ReturnType<typeof readYaml>): FileDocuments {
  const roots = documents.map(({ root }) => root).filter((root) => root !== null);
  const read = roots.some((root) => root.kind !== 'scalar' && (root.kind === 'list' || root.entries.length > 0));
  return { roots, warning: read ? null : (documents.find(({ problem }) => problem !== null)?.problem ?? null) };
}

/** Whether a text describes an API or another format, where scopes are defined and others than these read them. */
export function isDescription(text: string): boolean {
  return DESCRIPTION.test(text) || JSON_DESCRIPTION.test(text.slice(0, 4000));
}

/** A root's name may stand behind all others. */
const DESCRIPTION = /^(?:openapi|swagger|asyncapi)[ \t]*:/m;
const JSON_DESCRIPTION = /"(?:openapi|swagger|asyncapi)"\s*:\s*"|"\$schema"\s*:\s*"[^"]*json-schema\.org/;
