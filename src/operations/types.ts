export type OperationMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** One operation of an API and what a token needs for it (OpenAPI 3.1 §4.8.10, §4.8.30). */
export interface Operation {
  /** The `operationId`; without one, method and path template (`GET /orders/{orderId}`). Unique within its document. */
  readonly name: string;
  readonly method: OperationMethod;
  /** Path template with the base path of the server (`/v1/orders/{orderId}`). */
  readonly path: string;
  /** From the document's `summary`; null where it has none. */
  readonly summary: string | null;
  /** Whether a request without a token passes: `security: []`, or an empty requirement among others. */
  readonly anonymous: boolean;
  /**
   * Alternatives, each a sorted set of scopes that are all needed (OR of ANDs). An empty set: any valid token. Empty where no
   * token is looked at at all (`security: []`).
   */
  readonly required: readonly (readonly string[])[];
  /** Where it stands in the document, from 1. */
  readonly line: number;
}

/** Path by path, which operations an API has. Built by `loadOpenApi`, asked by `matchOperation`. */
export interface OperationMap {
  /** `sha256:<hex>` over the document's bytes. */
  readonly digest: string;
  readonly title: string;
  /** In the order of the document. */
  readonly operations: readonly Operation[];
  readonly exact: PathIndex;
  /** The same with its literals in lower case: what a server that doesn't tell cases apart would understand. */
  readonly folded: PathIndex;
  /** Whether any literal has capitals. */
  readonly hasCapitals: boolean;
}

export interface PathIndex {
  /** Paths without parameters, whole. */
  readonly concrete: ReadonlyMap<string, PathOperations>;
  /** Paths with parameters, segment by segment. */
  readonly templated: PathNode;
}

export type PathOperations = ReadonlyMap<OperationMethod, Operation>;

/** A place in the tree of templated paths. Among its branches the most concrete wins: literal, partial, parameter. */
export interface PathNode {
  readonly literal: ReadonlyMap<string, PathNode>;
  /** Segments such as `thumbnail.{extension}`. No two of one node match the same text. */
  readonly partial: readonly PartialSegment[];
  readonly parameter: PathNode | null;
  /** What ends here; null where no path does. */
  readonly operations: PathOperations | null;
}

export interface PartialSegment {
  readonly prefix: string;
  readonly suffix: string;
  readonly node: PathNode;
}

export type OperationMatch =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'path_unknown' }
  /** The path is known, and has none for this method. `allowed` is what `Allow` says (RFC 9110 §15.5.6), sorted. */
  | { readonly kind: 'method_unknown'; readonly allowed: readonly string[] };
