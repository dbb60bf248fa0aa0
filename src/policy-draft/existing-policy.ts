import type { Place } from '../connect/index.ts';
import { isPolicyTestFile, isTodo, type PolicyFileText, readYaml, type YamlSource } from '../policy/index.ts';
import { DraftError, type DraftSection } from './types.ts';

type Members = Readonly<Record<string, unknown>>;

/** A definition that the policy has. */
export interface ExistingDefinition {
  readonly name: string;
  readonly file: string;
  readonly fields: Members;
}

/** The policy that the folder has already, unvalidated: it may hold TODOs, and what somebody is just writing. */
export class ExistingPolicy {
  readonly #sources: readonly YamlSource[];
  readonly #sections = new Map<DraftSection, Map<string, ExistingDefinition>>();

  /** @throws DraftError `policy_unreadable` */
  constructor(files: readonly PolicyFileText[]) {
    this.#sources = files
      .filter(({ path }) => /\.ya?ml$/.test(path) && !isPolicyTestFile(path))
      .map(({ path, text }) => readYaml(path, text))
      // An overlay holds parts of definitions, which stand elsewhere.
      .filter(({ value }) => !Object.hasOwn(membersOf(value), 'overlay'));
    for (const { diagnostics } of this.#sources)
      for (const { file, line, column, message, help } of diagnostics)
        throw new DraftError('policy_unreadable', `${file}:${line}:${column}: ${message}. ${help}`);
  }

  section(section: DraftSection): readonly ExistingDefinition[] {
    return [...this.#definitions(section).values()];
  }

  find(section: DraftSection, name: string): ExistingDefinition | null {
    return this.#definitions(section).get(name) ?? null;
  }

  #definitions(section: DraftSection): ReadonlyMap<string, ExistingDefinition> {
    let definitions = this.#sections.get(section);
    if (definitions !== undefined) return definitions;
    definitions = new Map();
    for (const { file, value } of this.#sources)
      for (const [name, fields] of Object.entries(membersOf(membersOf(value)[section])))
        if (!definitions.has(name)) definitions.set(name, { name, file, fields: membersOf(fields) });
    this.#sections.set(section, definitions);
    return definitions;
  }

  get environment(): { readonly value: unknown; readonly file: string } | null {
    const source = this.#sources.find(({ value }) => membersOf(value)['environment'] !== undefined);
    return source === undefined ? null : { value: membersOf(source.value)['environment'], file: source.file };
  }

  /** Issuers that somebody has named. */
  get issuers(): string[] {
    return this.section('issuers')
      .map(({ name }) => name)
      .filter((name) => !isTodo(name));
  }

  /** The files in which a section stands, that with most of its definitions first. */
  filesOf(section: DraftSection): string[] {
    const counts = new Map<string, number>();
    for (const { file, value } of this.#sources)
      if (Object.hasOwn(membersOf(value), section))
        counts.set(file, Object.keys(membersOf(membersOf(value)[section])).length);
    return [...counts].sort((left, right) => right[1] - left[1]).map(([file]) => file);
  }

  at(file: string, path: readonly (string | number)[], part: 'key' | 'value' = 'value'): Place {
    return this.#sources.find((source) => source.file === file)?.at(path, part) ?? { file, line: 1, column: 1 };
  }
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
