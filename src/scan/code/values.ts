import type { ClassLiteral, Expression, FunctionLiteral, Mapping, Module } from './model.ts';

/** What an expression comes to, as far as it can be known without running anything. */
export type Value =
  | TextValue
  | ListValue
  | ChoiceValue
  | MappingValue
  | ClassValue
  | FunctionValue
  | ModuleValue
  | Hole;

export interface TextValue {
  readonly kind: 'text';
  /** A nested list or choice stands for its texts with separators between. */
  readonly pieces: readonly (Piece | ListValue | ChoiceValue | Hole)[];
}

/** A part of a text with the place from which it comes: in the file that is asked about, however far it came. */
export interface Piece {
  readonly kind: 'piece';
  readonly text: string;
  readonly offset: number;
  readonly end: number;
  /** Whether its characters stand there as they are; else it comes from another file, and is used there. */
  readonly written: boolean;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
}
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly values: readonly Value[];
}

/** What an expression needs to be evaluated later: the file in which it stands, and the arguments of the calls that led to it. */
export interface Closure<E extends Expression> {
  readonly expression: E;
  readonly module: Module;
  readonly frame: Frame | null;
  /** Where the file that is asked about uses what another file has; null within that file. */
  readonly usedAt: { readonly offset: number; readonly end: number } | null;
}
export interface Frame {
  readonly of: FunctionLiteral;
  readonly arguments: readonly { readonly name: string | null; readonly value: Closure<Expression> }[];
  readonly parent: Frame | null;
}
export interface MappingValue {
  readonly kind: 'mapping';
  readonly closure: Closure<Mapping>;
}
export interface ClassValue {
  readonly kind: 'class';
  readonly closure: Closure<ClassLiteral>;
}
export interface FunctionValue {
  readonly kind: 'function';
  readonly closure: Closure<FunctionLiteral>;
}
/** A file as a whole, or, with a null module, a library from elsewhere. */
export interface ModuleValue {
  readonly kind: 'module';
  /** The import and the names after it. */
  readonly path: readonly string[];
  readonly modules: readonly Module[];
  /** Set where the modules are looked up for each name: the file that imports them. */
  readonly from?: string;
  readonly usedAt: { readonly offset: number; readonly end: number } | null;
}

/** What can't be known. */
export interface Hole {
  readonly kind: 'hole';
  /** Null where there is nothing to say of it, as of a value that is made of itself. */
  readonly reason: string | null;
  /** Set where it is a parameter: whoever calls the function may say. */
  readonly parameter: {
    readonly of: FunctionLiteral;
    readonly index: number;
    readonly name: string;
    readonly rest: boolean;
  } | null;
}

export const EMPTY: Hole = { kind: 'hole', reason: null, parameter: null };

export function holeOf(reason: string | null): Hole {
  return { kind: 'hole', reason, parameter: null };
}

export function choiceOf(values: readonly Value[]): Value {
  const [only] = values;
  if (only === undefined) return EMPTY;
  return values.length === 1 ? only : { kind: 'choice', values };
}
