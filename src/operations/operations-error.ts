/**
 * - `document_unreadable`: neither YAML nor JSON
 * - `document_too_large`: more than is read of an API description
 * - `version_unsupported`: not OpenAPI 3.0 or 3.1
 * - `document_malformed`: a part isn't what OpenAPI says it is
 * - `reference_unsupported`: a `$ref` of a path item that leads out of the document, to nowhere, or round in a circle
 * - `path_malformed`: a template that no request can be compared with in one way only
 * - `path_ambiguous`: two templates match the same path, and neither is more concrete
 * - `operation_duplicated`: two operations have one name
 * - `security_missing`: an operation doesn't say what it needs; a public one has to say so (`security: []`)
 * - `security_unknown`: a requirement names a security scheme that isn't defined
 * - `security_unsatisfiable`: no requirement can be checked by a token's scopes alone
 */
export type OperationsErrorCode =
  | 'document_unreadable'
  | 'document_too_large'
  | 'version_unsupported'
  | 'document_malformed'
  | 'reference_unsupported'
  | 'path_malformed'
  | 'path_ambiguous'
  | 'operation_duplicated'
  | 'security_missing'
  | 'security_unknown'
  | 'security_unsatisfiable';

/** An API description that can't be enforced. The message begins with file:line:column. */
export class OperationsError extends Error {
  readonly code: OperationsErrorCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;

  constructor(
    code: OperationsErrorCode,
    at: { readonly file: string; readonly line: number; readonly column: number },
    message: string,
  ) {
    super(`${at.file}:${at.line}:${at.column}: ${message}`);
    this.name = 'OperationsError';
    this.code = code;
    this.file = at.file;
    this.line = at.line;
    this.column = at.column;
  }
}
