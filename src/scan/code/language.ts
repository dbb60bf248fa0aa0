import type { Repository, ScannedFile } from '../types.ts';
import type { Module } from './model.ts';
import type { SinkTables } from './sinks/tables.ts';
import type { Transform } from './transforms.ts';

/** What the engine has to know of a language. */
export interface Language {
  /** @throws ScanError where nothing of the file can be read */
  lower(file: ScannedFile): Module;
  /**
   * The files that an import may mean, best first; none where it is of a package from elsewhere. Whether they exist is asked of the
   * repository.
   */
  resolve(path: string, from: string, repository: Repository): readonly string[];
  /** The files in which a name may stand that a file neither declares nor imports: others of its package. */
  neighbours?(name: string, from: string, repository: Repository): readonly string[];
  /** Names that a class or module may get in another file than the one that is known, as Ruby's modules do: they are neighbours, too. */
  readonly continued?: RegExp;
  /** Of the files of a package those in which a name may be declared, so that the others needn't be lowered; without, all of them. */
  declaring?(name: string, files: readonly string[], repository: Repository): readonly string[];
  /**
   * The scope for which a constant of a library stands, by the words that lead to it with the import in front
   * (`['google.golang.org/api/drive/v3', 'DriveReadonlyScope']`); null for any other.
   */
  constant?(path: readonly string[]): string | null;
  /** Functions of the language's library that the evaluator understands, beside those that all share. */
  readonly transforms?: Readonly<Record<string, Transform>>;
  /** Calls, types and names by which code of this language asks, beside those that all share. */
  readonly sinks?: Partial<SinkTables>;
}
