import { nearestName } from '../oauth/index.ts';
import type { DefinitionSites } from './definition-sites.ts';
import { type PolicyFile, SECTIONS, SINGLE_SECTIONS } from './schema/policy-file.ts';
import type { Diagnostic } from './types.ts';
import { validateFile } from './validate-file.ts';
import type { YamlSource } from './yaml-source.ts';

/** A file that was read and is valid by itself. */
export interface ReadFile {
  readonly source: YamlSource;
  /** Null for an overlay: it says part of a definition only, which is validated with the rest. */
  readonly content: PolicyFile | null;
}

export type MergedFile = { -readonly [Name in keyof PolicyFile]: PolicyFile[Name] };

/** The environments that files say something of: the one that the policy is written for, and those of overlays. Sorted. */
export function environmentsOf(files: readonly ReadFile[]): string[] {
  const named = files.flatMap(({ source, content }) => [overlayOf(source) ?? content?.environment ?? []].flat());
  return [...new Set(named)].sort();
}

/** The environment that a file is laid over the others in; null for one that isn't an overlay. */
export function overlayOf({ value }: YamlSource): string | null {
  const overlay = typeof value === 'object' && value !== null ? (value as { overlay?: unknown }).overlay : undefined;
  return typeof overlay === 'string' ? overlay : null;
}

/** Whether a file is an overlay, valid or not. */
export function isOverlay({ value }: YamlSource): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'overlay');
}

/** Puts the files of a policy together as they hold in one environment. What stands twice, or over nothing, is a diagnostic. */
export function mergeFiles(
  files: readonly ReadFile[],
  environment: string | null,
  sites: DefinitionSites,
  diagnostics: Diagnostic[],
): MergedFile {
  const overlays = files.filter(({ source }) => environment !== null && overlayOf(source) === environment);
  const merging = new Merging(sites, diagnostics);
  for (const { source, content } of files)
    if (content !== null) merging.base(source, content, { isLaidOver: overlays.length > 0 });
  for (const { source } of overlays) merging.overlay(source, environment ?? '');
  return merging.merged();
}

/** The value of a definition as it was written, whatever it is. */
type Written = Readonly<Record<string, unknown>>;

class Merging {
  readonly #sites: DefinitionSites;
  readonly #diagnostics: Diagnostic[];
  readonly #merged: MergedFile = {};
  /** By path: as written in the base, and who laid something over it. */
  readonly #written = new Map<string, unknown>();
  readonly #overlaid = new Map<string, { readonly file: string; readonly line: number }>();

  constructor(sites: DefinitionSites, diagnostics: Diagnostic[]) {
    this.#sites = sites;
    this.#diagnostics = diagnostics;
  }

  base(source: YamlSource, content: PolicyFile, { isLaidOver }: { readonly isLaidOver: boolean }): void {
    for (const path of pathsOf(content)) {
      if (this.#sites.has(path) && this.#isTwice(source, path, this.#sites.at(path, 'key'))) continue;
      this.#sites.add(source, path);
      if (isLaidOver) this.#written.set(path.join('\n'), valueAt(source.value, path));
      this.#set(path, valueAt(content, path));
    }
  }

  overlay(source: YamlSource, environment: string): void {
    // Who reads “clients: null” takes all of them for gone.
    for (const section of SECTIONS)
      if (valueAt(source.value, [section]) === null)
        this.#diagnostics.push({
          code: 'overlay_of_nothing',
          severity: 'error',
          ...source.at([section], 'key'),
          message: `this takes nothing away in ${environment}: definitions are taken away one by one`,
          help: 'Name each definition that is to go, with null behind it, or remove this line.',
        });
    for (const path of pathsOf(source.value as Written)) {
      const key = path.join('\n');
      if (this.#isTwice(source, path, this.#overlaid.get(key) ?? null)) continue;
      const place = source.at(path, 'key');
      this.#overlaid.set(key, place);
      const over = valueAt(source.value, path);
      const under = this.#written.get(key);
      if (over === null) {
        if (under === undefined) this.#overNothing(source, path, environment);
        this.#unset(path);
        this.#sites.remove(path);
        continue;
      }
      this.#sites.add(source, path);
      this.#validated(path, laidOver(under, over));
    }
  }

  merged(): MergedFile {
    return this.#merged;
  }

  /** The whole definition is judged as one that was written like this in one place would be. */
  #validated(path: readonly string[], whole: unknown): void {
    const said = path.reduceRight<unknown>((inner, step) => record([[step, inner]]), whole);
    const nowhere = { file: '.', line: 1, column: 1 };
    const sites = this.#sites;
    const { content } = validateFile(
      { file: '.', value: said, diagnostics: [], at: (at, part) => sites.at(at, part) ?? nowhere },
      this.#diagnostics,
    );
    const value = content === null ? undefined : valueAt(content, path);
    if (value === undefined) this.#unset(path);
    else this.#set(path, value);
  }

  #set(path: readonly string[], value: unknown): void {
    const [section, name] = path as [keyof MergedFile, string?];
    if (name === undefined) Object.assign(this.#merged, { [section]: value });
    else {
      const definitions = (this.#merged[section] ?? Object.create(null)) as Record<string, unknown>;
      definitions[name] = value;
      Object.assign(this.#merged, { [section]: definitions });
    }
  }

  #unset(path: readonly string[]): void {
    const [section, name] = path as [keyof MergedFile, string?];
    if (name === undefined) delete this.#merged[section];
    else delete (this.#merged[section] as Record<string, unknown> | undefined)?.[name];
  }

  #isTwice(
    source: YamlSource,
    path: readonly string[],
    first: { readonly file: string; readonly line: number } | null,
  ): boolean {
    if (first === null) return false;
    this.#diagnostics.push({
      code: 'defined_twice',
      severity: 'error',
      ...source.at(path, 'key'),
      message: `${path.at(-1)} is defined in ${first.file}:${first.line} already`,
      help: 'Keep one of the two: a definition stands in one place.',
    });
    return true;
  }

  #overNothing(source: YamlSource, path: readonly string[], environment: string): void {
    const names = [...this.#written.keys()].map((key) => key.split('\n')).filter(([section]) => section === path[0]);
    const nearest = nearestName(
      path.at(-1) ?? '',
      names.map((known) => known.at(-1) ?? ''),
    );
    this.#diagnostics.push({
      code: 'overlay_of_nothing',
      severity: 'error',
      ...source.at(path, 'key'),
      message: `${path.at(-1)} is taken away in ${environment}, and is not there`,
      help: nearest === null ? 'Remove this line.' : `Did you mean ${nearest}?`,
    });
  }
}

/** The definitions in a file, each by its path. */
function pathsOf(content: Written): string[][] {
  return [
    ...SINGLE_SECTIONS.filter((section) => content[section] !== undefined).map((section) => [section]),
    ...SECTIONS.flatMap((section) =>
      content[section] === null || content[section] === undefined
        ? []
        : Object.keys(content[section]).map((name) => [section, name]),
    ),
  ];
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (Object.hasOwn(Object(node), step) ? Object(node)[step] : undefined),
    value,
  );
}

function laidOver(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return isMap(over) ? laidOver(record([]), over) : over;
  const merged = record(Object.entries(under));
  for (const [name, value] of Object.entries(over))
    if (value === null) delete merged[name];
    else merged[name] = laidOver(merged[name], value);
  return merged;
}

function isMap(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without a prototype, as what a file says has none. */
function record(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) made[name] = value;
  return made;
}
