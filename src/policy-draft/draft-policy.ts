import type { Inventory, Remark } from '../connect/index.ts';
import { isPolicyTestFile, isTodo, type PolicyFileText, readYaml, todosIn } from '../policy/index.ts';
import { compareDefinition } from './compare.ts';
import { type ExistingDefinition, ExistingPolicy } from './existing-policy.ts';
import { definitionLines, FILE_HEADS, FILE_OF, LEVEL_LINES, PEOPLE_LINES } from './layout.ts';
import { PolicyText } from './policy-text.ts';
import {
  type Change,
  DraftError,
  type DraftOptions,
  type DraftSection,
  type PolicyDraft,
  type WantedDefinition,
} from './types.ts';
import { wantPolicy } from './want-policy.ts';
import { commentLines, inlineValue, scalarText } from './yaml-text.ts';

const SECTIONS: readonly DraftSection[] = ['issuers', 'resourceServers', 'scopes', 'clients'];

/** A policy file is read up to a million characters; a full one leaves room for what people write. */
const MAX_FILE_CHARACTERS = 800_000;
const BATCH_CHARACTERS = 200_000;
const MAX_FILES = 1000;

/**
 * Drafts a policy from what was read, or brings the one that the folder has up to date: definitions that are new are added, TODOs that
 * are known now are filled in, and nothing else changes. Where the policy says otherwise than a source, that is reported and left.
 * Drafting again from the same sources changes nothing.
 *
 * @param files of the policy's folder; empty for a first policy
 * @throws DraftError
 */
export function draftPolicy(
  files: readonly PolicyFileText[],
  inventories: readonly Inventory[],
  options: DraftOptions,
): PolicyDraft {
  return new Draft(files, inventories, options).run();
}

class Draft {
  readonly #given: ReadonlyMap<string, string>;
  readonly #existing: ExistingPolicy;
  readonly #inventories: readonly Inventory[];
  readonly #options: DraftOptions;
  readonly #texts = new Map<string, PolicyText>();
  readonly #created = new Set<string>();
  readonly #added: Change[] = [];
  readonly #filled: Change[] = [];
  readonly #differences: Remark[] = [];

  constructor(files: readonly PolicyFileText[], inventories: readonly Inventory[], options: DraftOptions) {
    this.#given = new Map(files.map(({ path, text }) => [path, text]));
    this.#existing = new ExistingPolicy(files);
    this.#inventories = inventories;
    this.#options = options;
  }

  run(): PolicyDraft {
    const wanted = wantPolicy(this.#inventories, this.#existing, this.#options);
    this.#environment();
    const matched = new Map<DraftSection, Set<string>>();
    for (const section of SECTIONS) {
      const ofSection = wanted.definitions.filter((one) => one.section === section);
      matched.set(section, new Set(ofSection.map(({ name }) => name)));
      const fresh: WantedDefinition[] = [];
      for (const definition of ofSection) {
        const existing = this.#existing.find(section, definition.name);
        if (existing !== null) this.#compare(existing, definition);
        else if (!this.#renamed(definition, wanted.namedIssuer)) fresh.push(definition);
      }
      this.#add(section, fresh);
    }
    const changed = this.#changedFiles();
    return {
      files: changed,
      added: this.#added,
      filled: this.#filled,
      differences: this.#differences,
      gone: this.#gone(matched, wanted),
      remarks: wanted.remarks,
      todos: this.#todos(changed),
    };
  }

  #textOf(file: string): PolicyText {
    let text = this.#texts.get(file);
    if (text === undefined) {
      text = new PolicyText(this.#given.get(file) ?? '');
      this.#texts.set(file, text);
    }
    return text;
  }

  #environment(): void {
    const { environment } = this.#options;
    const there = this.#existing.environment;
    if (there === null) {
      const file = this.#fileFor('issuers', 0);
      this.#textOf(file).addAtEnd([...this.#gap(file), `environment: ${environment ?? 'TODO'}`]);
      this.#added.push({ file, section: 'environment', name: environment ?? 'TODO', field: null });
    } else if (environment !== null && isTodo(there.value)) {
      this.#textOf(there.file).replace(['environment'], environment);
      this.#filled.push({ file: there.file, section: 'environment', name: environment, field: 'environment' });
    } else if (environment !== null && there.value !== environment)
      this.#differences.push({
        at: this.#existing.at(there.file, ['environment']),
        message: `the policy is for ${String(there.value)}, not for ${environment}: give it a folder of its own`,
      });
  }

  /** An issuer that nobody had named gets the name that was given now. */
  #renamed({ section, name }: WantedDefinition, open: string | null): boolean {
    const there =
      section === 'issuers' && name === this.#options.issuer && open !== null
        ? this.#existing.find(section, open)
        : null;
    if (there === null || !this.#textOf(there.file).rename(section, there.name, scalarText(name))) return false;
    this.#filled.push({ file: there.file, section, name, field: 'issuers' });
    return true;
  }

  #compare(existing: ExistingDefinition, wanted: WantedDefinition): void {
    const { section } = wanted;
    const { fills, differences } = compareDefinition(existing, wanted);
    for (const { field, value } of fills) {
      if (!this.#textOf(existing.file).replace([section, existing.name, field], inlineValue(value))) continue;
      this.#filled.push({ file: existing.file, section, name: existing.name, field });
    }
    for (const { field, message } of differences)
      this.#differences.push({ at: this.#existing.at(existing.file, [section, existing.name, field]), message });
  }

  #add(section: DraftSection, fresh: readonly WantedDefinition[]): void {
    if (fresh.length === 0) return;
    let batch: WantedDefinition[] = [];
    let length = 0;
    for (const definition of fresh) {
      batch.push(definition);
      length += definitionLines([definition], { indent: '  ', step: '  ' }).join('\n').length;
      if (length < BATCH_CHARACTERS) continue;
      this.#addTo(this.#fileFor(section, length), section, batch);
      [batch, length] = [[], 0];
    }
    if (batch.length > 0) this.#addTo(this.#fileFor(section, length), section, batch);
  }

  #addTo(file: string, section: DraftSection, definitions: readonly WantedDefinition[]): void {
    const text = this.#textOf(file);
    const layout = text.layoutOf(section);
    if (layout === null)
      throw new DraftError(
        'not_editable',
        `${file}: ${section} is written on one line, in braces, and nothing can be added to it so that the rest stays as it is: write it one definition a line.`,
      );
    const first = section === 'issuers' && this.#existing.section('issuers').length === 0;
    const about = first ? LEVEL_LINES.flatMap((line) => commentLines(line, layout.indent)) : [];
    text.addToSection(section, [...about, ...definitionLines(definitions, layout)]);
    if (first && this.#created.has(file)) text.addAtEnd(['', ...PEOPLE_LINES]);
    for (const { name } of definitions) this.#added.push({ file, section, name, field: null });
  }

  /** Where a section's new definitions go: to the others of it, else to the file that is named for it; to a further one if that is full. */
  #fileFor(section: DraftSection, length: number): string {
    const { folder } = this.#options;
    const name = FILE_OF[section];
    const there = this.#existing
      .filesOf(section)
      .find((file) => this.#textOf(file).length + length < MAX_FILE_CHARACTERS);
    if (there !== undefined) return there;
    for (let number = 1; number < MAX_FILES; number++) {
      const file = `${folder === '' ? '' : `${folder}/`}${name}${number === 1 ? '' : `-${number}`}.yaml`;
      const text = this.#textOf(file);
      if (text.length + length >= MAX_FILE_CHARACTERS) continue;
      if (this.#given.has(file)) {
        if (text.takesDefinitions && !text.has(section)) return file;
        continue;
      }
      if (!this.#created.has(file)) {
        this.#created.add(file);
        text.addAtEnd(FILE_HEADS[name].flatMap((line) => commentLines(line, '')));
      }
      return file;
    }
    throw new DraftError('not_editable', `there is no room for more in ${folder}: split the policy by hand.`);
  }

  #gap(file: string): string[] {
    return this.#created.has(file) || this.#given.has(file) ? [''] : [];
  }

  #changedFiles(): PolicyFileText[] {
    const changed: PolicyFileText[] = [];
    for (const [path, text] of this.#texts) {
      const after = text.toString();
      if (after === (this.#given.get(path) ?? '')) continue;
      const [problem] = readYaml(path, after).diagnostics;
      if (problem !== undefined)
        throw new DraftError(
          'not_editable',
          `${path}: this file is laid out so that nothing can be added to it (line ${problem.line}: ${problem.message}): put the new definitions into a file of their own.`,
        );
      changed.push({ path, text: after });
    }
    return changed;
  }

  #gone(matched: ReadonlyMap<DraftSection, ReadonlySet<string>>, wanted: ReturnType<typeof wantPolicy>): Remark[] {
    return [...wanted.complete].flatMap((section) =>
      this.#existing
        .section(section)
        .filter(({ name, fields }) => {
          const { issuer } = fields;
          const covered = typeof issuer !== 'string' || isTodo(issuer) || wanted.coveredIssuers.has(issuer);
          const held = section === 'scopes' && wanted.held.has(name);
          return matched.get(section)?.has(name) === false && covered && !held;
        })
        .map(({ name, file }) => ({
          at: this.#existing.at(file, [section, name], 'key'),
          message: `${name} is in the policy and in none of the sources: remove it if it is gone`,
        })),
    );
  }

  #todos(changed: readonly PolicyFileText[]): PolicyDraft['todos'] {
    const after = new Map([...this.#given, ...changed.map(({ path, text }) => [path, text] as const)]);
    return [...after]
      .filter(([path]) => /\.ya?ml$/.test(path) && !isPolicyTestFile(path))
      .flatMap(([path, text]) => todosIn(readYaml(path, text)));
  }
}
