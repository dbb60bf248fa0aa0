import { ScanError } from '../scan-error.ts';
import type { Repository, ScannedFile } from '../types.ts';
import type { Language } from './language.ts';
import type { Expression, Module } from './model.ts';
import type { Closure } from './values.ts';

/** How many lowered files of a repository are kept for the next that imports them. */
const MAX_KEPT = 1_000;
/** How many files are lowered for the sake of one that imports them. */
const MAX_LOWERED = 150;
/** Files that import each other's names on and on. */
const MAX_REEXPORTS = 12;
/** A file of so many characters is generated, and isn't read for another's sake. */
const MAX_IMPORTED_CHARACTERS = 1_000_000;

const kept = new WeakMap<Repository, Map<string, Module | null>>();

/** The files that one file reaches by its imports, each lowered once. */
export class Program {
  readonly language: Language;
  readonly #repository: Repository;
  readonly #modules: Map<string, Module | null>;
  readonly #found = new Map<Module, Map<string, readonly Closure<Expression>[]>>();
  #lowered = 0;

  constructor(language: Language, repository: Repository) {
    this.language = language;
    this.#repository = repository;
    this.#modules = kept.get(repository) ?? new Map();
    kept.set(repository, this.#modules);
  }

  /** Keeps the module of the file that is asked about, so that a file that imports it needn't read it again. */
  lower(file: ScannedFile): Module {
    const module = this.#modules.get(file.path);
    if (module !== undefined && module !== null && module.source === file.text) return module;
    const lowered = this.language.lower(file);
    this.#keep(file.path, lowered);
    return lowered;
  }

  /** @param name what is looked for in them, so that no more files are lowered than may have it */
  importedBy(path: string, from: string, name: string | null = null): readonly Module[] {
    const files = this.language.resolve(path, from, this.#repository);
    return this.#load(name === null ? files : (this.language.declaring?.(name, files, this.#repository) ?? files));
  }

  neighboursWith(name: string, from: string): readonly Module[] {
    return this.#load(this.language.neighbours?.(name, from, this.#repository) ?? []);
  }

  /** What a file gives others by this name, its own imports followed. */
  exported(module: Module, name: string, depth = 0): readonly Closure<Expression>[] {
    let names = this.#found.get(module);
    if (names === undefined) {
      names = new Map();
      this.#found.set(module, names);
    }
    let found = names.get(name);
    if (found === undefined) {
      // Files that take all of each other end here.
      names.set(name, []);
      found = this.#exported(module, name, depth);
      names.set(name, found);
    }
    return found;
  }

  #exported(module: Module, name: string, depth: number): readonly Closure<Expression>[] {
    const own = module.exports?.get(name);
    if (own !== undefined) return [{ expression: own, module, frame: null, usedAt: null }];
    const binding = module.exports === null ? module.scope.bindings.get(name) : undefined;
    if (binding !== undefined) {
      const expression = { kind: 'name', name, scope: module.scope, offset: 0, end: 0 } as const;
      return [{ expression, module, frame: null, usedAt: null }];
    }
    if (depth >= MAX_REEXPORTS) return [];
    for (const path of module.reexports) {
      const paths = this.language
        .resolve(path, module.path, this.#repository)
        .filter((one) => this.#mayHave(one, name));
      for (const other of this.#load(paths)) {
        const found = this.exported(other, name, depth + 1);
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  /** Whether a file may have a name, by its text: of a hundred files that one gives on, one has it. */
  #mayHave(path: string, name: string): boolean {
    const text = this.#modules.get(path)?.source ?? this.#repository.read(path)?.text ?? '';
    return text.includes(name) || /(?:export|import) *\*/.test(text);
  }

  #load(paths: readonly string[]): readonly Module[] {
    return paths.flatMap((path) => {
      let module = this.#modules.get(path);
      if (module === undefined) {
        if (this.#lowered >= MAX_LOWERED) return [];
        this.#lowered += 1;
        module = this.#read(path);
        this.#keep(path, module);
      }
      return module === null ? [] : [module];
    });
  }

  #read(path: string): Module | null {
    const file = this.#repository.read(path);
    if (file === null || file.text.length > MAX_IMPORTED_CHARACTERS) return null;
    try {
      return this.language.lower(file);
    } catch (error) {
      // Its own scan says so.
      if (error instanceof ScanError) return null;
      throw error;
    }
  }

  #keep(path: string, module: Module | null): void {
    this.#modules.delete(path);
    this.#modules.set(path, module);
    if (this.#modules.size <= MAX_KEPT) return;
    for (const oldest of this.#modules.keys()) {
      this.#modules.delete(oldest);
      break;
    }
  }
}
