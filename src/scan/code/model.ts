/**
 * What a source file comes to for the scanner, whatever its language: bindings, imports and expressions, nothing of control flow.
 * An adapter lowers a syntax tree to it and throws the tree away. What has no place in it is `unknown`; nothing is ever executed.
 */

/** Offsets are in UTF-16 code units of the file's text; `end` is behind the last one. */
export interface Span {
  readonly offset: number;
  readonly end: number;
}

export type Expression =
  | Text
  | Concatenation
  | List
  | Spread
  | Mapping
  | Name
  | Member
  | Call
  | Choice
  | FunctionLiteral
  | ClassLiteral
  | Unknown;

/** A text as the program sees it, escapes resolved. The span is the literal's, quotes included where they are the literal's own. */
export interface Text extends Span {
  readonly kind: 'text';
  readonly value: string;
}

/** Texts after each other: `+`, `.`, a template, an f-string, an interpolation, literals that stand side by side. */
export interface Concatenation extends Span {
  readonly kind: 'concatenation';
  /** Flat: an adapter resolves a chain of `+` in a loop, however long it is. */
  readonly parts: readonly Expression[];
}

/** An array, list, tuple, set or slice; `+` of two of them is a concatenation, which the evaluator understands. */
export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** `...x`, `*x`, `**x`: as an item of a list, an entry of a mapping or an argument. */
export interface Spread extends Span {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** An object literal, dictionary, map, hash, associative array, or a struct's literal. */
export interface Mapping extends Span {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  /** What is made, where the literal says so: `oauth2.Config` of `&oauth2.Config{…}`. */
  readonly type?: Expression;
}
export interface Entry {
  /** Null for a computed name, and for a spread. */
  readonly name: string | null;
  readonly nameOffset: number;
  readonly value: Expression;
}

export interface Name extends Span {
  readonly kind: 'name';
  readonly name: string;
  /** Where it is looked up. `this` and `self` are names, too: an adapter declares them in a method's scope as the class. */
  readonly scope: Scope;
}

/** The name of a member that is chosen only where it runs: `object[name]`. */
export const ANY = '*';

/** `object.name`, `object['name']`, `Class::NAME`, `object?.name`. */
export interface Member extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
  readonly nameOffset: number;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}
export interface Argument {
  /** Of a keyword or named argument; null for one by position. */
  readonly name: string | null;
  readonly nameOffset: number;
  readonly value: Expression;
}

/** One of several: both branches of a condition, `a ?? b`, `a || b`, what an assignment in each branch gives. */
export interface Choice extends Span {
  readonly kind: 'choice';
  readonly branches: readonly Expression[];
}

export interface FunctionLiteral extends Span {
  readonly kind: 'function';
  readonly name: string | null;
  /** In order; null for one that is taken apart. A receiver (`self`) isn't among them. */
  readonly parameters: readonly (string | null)[];
  /** Of its body; parameters are declared in it. */
  readonly scope: Scope;
  /** What it gives back, in each `return`. */
  readonly returns: readonly Expression[];
}

/** A class, enumeration, interface with constants, companion object; an instance of it is the same to the evaluator. */
export interface ClassLiteral extends Span {
  readonly kind: 'class';
  readonly name: string | null;
  /** Fields, constants, static members, methods, and what a constructor assigns to `this`. Its parent isn't looked at for members. */
  readonly members: Scope;
  readonly bases: readonly Expression[];
}

export interface Unknown extends Span {
  readonly kind: 'unknown';
  /** What it depends on, to be said of a dynamic request: `the environment variable SCOPES`. Null where there is nothing to say. */
  readonly reason: string | null;
}

/** Something of another file. */
export interface Import {
  /** As it is written: `./scopes`, `googleapis`, `..settings`, `com.example.Scopes`. */
  readonly path: string;
  /** The exported name; null for the module as a whole, `default` for what stands for all of it. */
  readonly name: string | null;
}

export interface Binding {
  readonly name: string;
  /** Each value that is assigned to it, and each that is added to it (`push`, `append`, `+=`). */
  readonly values: Expression[];
  readonly imported: Import | null;
  /** Of which function it is the parameter, and the how manieth; values are then its default. `rest`: it takes all from there on. */
  parameter: { readonly of: FunctionLiteral; readonly index: number; readonly rest?: boolean } | null;
}

/** Names of a file, class or body. */
export class Scope {
  readonly parent: Scope | null;
  readonly bindings = new Map<string, Binding>();

  constructor(parent: Scope | null = null) {
    this.parent = parent;
  }

  /** Makes the name known here, or gives what is known by it here another value. */
  declare(name: string, value: Expression | null = null): Binding {
    let binding = this.bindings.get(name);
    if (binding === undefined) {
      binding = { name, values: [], imported: null, parameter: null };
      this.bindings.set(name, binding);
    }
    if (value !== null) binding.values.push(value);
    return binding;
  }

  import(name: string, imported: Import): void {
    if (!this.bindings.has(name)) this.bindings.set(name, { name, values: [], imported, parameter: null });
  }

  /** Gives a name another value, in whichever scope it is known; declares it here where it is in none. */
  assign(name: string, value: Expression): void {
    (this.lookUp(name) ?? this.declare(name)).values.push(value);
  }

  lookUp(name: string): Binding | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const binding = scope.bindings.get(name);
      if (binding !== undefined) return binding;
    }
    return null;
  }
}

/** Something that the file does: an expression that stands by itself, a value that is assigned, returned or a member's. */
export interface Root {
  readonly expression: Expression;
  /** To what it is assigned; null where to nothing. `params.scope = x` has the object `params` and the name `scope`. */
  readonly target: {
    readonly object: Expression | null;
    readonly name: string;
    readonly binding: Binding | null;
  } | null;
  /** Of a decorator or annotation, which says something of what follows it rather than doing it. */
  readonly decorates?: boolean;
  /** Stands in the body of a function or method. */
  readonly inside?: boolean;
  /** Of a member that stands for one of its class's parent, which may use it: the class. */
  readonly overrides?: ClassLiteral;
}

/** A file, lowered. */
export interface Module {
  readonly path: string;
  readonly source: string;
  readonly scope: Scope;
  /** In the order of the file. Every expression of it stands in exactly one of them, or in a function or class that does. */
  readonly roots: readonly Root[];
  /** What others may import by which name; null where that is each name of `scope`. */
  readonly exports: ReadonlyMap<string, Expression> | null;
  /** `export * from './a'`, `from .a import *`. */
  readonly reexports: readonly string[];
  /** Of every import that is written, in order: what says which libraries a file uses. */
  readonly imports: readonly string[];
  readonly problem: { readonly offset: number; readonly message: string } | null;
}
