import type { DefinitionSites } from './definition-sites.ts';
import { isOverlay, type ReadFile } from './merge-files.ts';
import type { Path } from './placed-node.ts';
import type { Diagnostic, PolicyFileText } from './types.ts';
import { validateFile, validateOverlay } from './validate-file.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** What a file says by itself, whatever the others say. */
interface Reading {
  readonly text: string;
  /** Null where it can't be read: then it may hold any definition. */
  readonly source: YamlSource | null;
  /** Null where nothing in it is valid. */
  readonly read: ReadFile | null;
  readonly broken: readonly Path[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What files said when they were read last, by path. */
export type ReadingCache = Map<string, Reading>;

/**
 * Reads and validates the files of a policy, each by itself. One whose text is what it was is what it was: nothing else goes into it.
 *
 * @param cache taken from and put into; what isn't among the files is taken out
 */
export function readFiles(
  files: readonly PolicyFileText[],
  cache: ReadingCache,
  sites: DefinitionSites,
  diagnostics: Diagnostic[],
): ReadFile[] {
  const contents: ReadFile[] = [];
  const paths = new Set(files.map(({ path }) => path));
  for (const path of cache.keys()) if (!paths.has(path)) cache.delete(path);
  for (const file of files) {
    const known = cache.get(file.path);
    const reading = known?.text === file.text ? known : readingOf(file);
    cache.set(file.path, reading);
    diagnostics.push(...reading.diagnostics);
    if (reading.source === null) sites.addUnread();
    else for (const definition of reading.broken) sites.add(reading.source, definition);
    if (reading.read !== null) contents.push(reading.read);
  }
  return contents;
}

function readingOf({ path, text }: PolicyFileText): Reading {
  const source = readYaml(path, text);
  const diagnostics = [...source.diagnostics];
  const nothing = { text, source: null, read: null, broken: [], diagnostics };
  if (diagnostics.length > 0) return nothing;
  if (isOverlay(source))
    return validateOverlay(source, diagnostics)
      ? { text, source, read: { source, content: null }, broken: [], diagnostics }
      : nothing;
  const { content, broken } = validateFile(source, diagnostics);
  return { text, source, read: content === null ? null : { source, content }, broken, diagnostics };
}
