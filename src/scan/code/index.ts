/**
 * Scopes in source code, whatever its language.
 *
 * A language's adapter lowers a file to a small model (`model.ts`): bindings, imports, expressions. An evaluator (`evaluate.ts`) says
 * what an expression comes to, names, members, imports and calls of the repository's own functions followed; what can't be known is a
 * hole with a reason. Sinks (`sinks/`) say which places ask, by tables of names (`sinks/tables.ts`) that all languages share.
 *
 * **Where a finding stands.** A request is the file that makes it: a scope that comes from a constant of another file is said at the
 * name in this file by which it is taken. The file that only holds a constant asks for nothing by itself; see `sinks/names.ts` for
 * when a constant is a client's configuration, and `sinks/calls.ts` for constants that are given to functions which aren't known.
 * An object with the usual names of a request (`{ clientId, scopes }`, `loginRequest = { scopes }`) asks where it is written.
 *
 * **Adding a language** is a folder beside `javascript/` and an extractor:
 * 1. `lower(file)`: parse (`loadGrammar` in the extractor's `prepare`, then `parseWith` gives a plain tree), and build a `Module`.
 *    Each expression of the file goes into exactly one root, or into a function or class that is in one; what is in a function's body
 *    is a root with `inside: true`, what it returns goes to `returns`. A declaration is `scope.declare(name, value)` and a root with a
 *    target; `x.y = v` is a root whose target has an `object`. A class declares its fields in `members`, and `this`/`self` in the
 *    scope around its methods as the class itself. A parameter is declared in the function's scope with `binding.parameter` set to
 *    the function and index, its default as value. A struct literal or object initialiser is a mapping with a `type`. Decorators and
 *    annotations are roots with `decorates: true`, which never ask. Long chains of `+` are flattened in a loop. Bound the depth.
 *    A `new X(…)`, and a builder's `.scope(…)`, are calls. Attributes of an index with a text (`x['y']`) are members.
 * 2. `resolve(path, from, repository)`: files that an import may mean; of a package of several files all of them. `neighbours` where
 *    names of other files are known without an import (Go's package, Java's, C#'s namespace).
 * 3. `constant(path)`: library constants, by rule where names are regular, else by a table in `constants/`. The path is the import's
 *    path and the names after it: `['google.golang.org/api/drive/v3', 'DriveReadonlyScope']`.
 * 4. `sinks`: calls, types and settings of the language's libraries; only what `CALLS` hasn't. `transforms`: pure functions by name.
 * 5. The extractor calls `extractCode(file, repository, language)`.
 */
export { extractCode } from './extract.ts';
export { brokenAt, fieldOf, type Grammar, loadGrammar, namedOf, parseWith, type SyntaxNode } from './grammars.ts';
export type { Language } from './language.ts';
export {
  type Argument,
  type Binding,
  type Call,
  type ClassLiteral,
  type Entry,
  type Expression,
  type FunctionLiteral,
  type Import,
  type Module,
  type Root,
  Scope,
  type Span,
} from './model.ts';
export type { CallRule, SinkTables } from './sinks/tables.ts';
export type { Transform } from './transforms.ts';
