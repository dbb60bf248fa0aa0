import type { OperationMap, OperationMatch, OperationMethod, PathIndex, PathNode, PathOperations } from './types.ts';

/** Reserved characters of a segment (RFC 3986 §2.2), encoded: they stay encoded when a path is normalised, and servers decode them. */
const ENCODED_RESERVED = /%(?:21|24|26|27|28|29|2A|2B|2C|3A|3D|40)/g;
const PATH_UNKNOWN: OperationMatch = { kind: 'path_unknown' };

/**
 * Finds the operation of a request. Concrete paths win over templated ones, segment by segment from the left (OpenAPI 3.1
 * §4.8.8.2); the path alone decides first, so that a method that a concrete path lacks isn't looked for under a template. Paths
 * are compared byte for byte: case and a slash at the end make another path. HEAD is served by GET (RFC 9110 §9.3.2).
 *
 * Many servers don't tell cases apart, or compare what they decoded: where `/orders/Export` or `/users/%40me` would be a
 * parameter here and another operation there, the path is unknown.
 *
 * @param path as `readHead` gives it: normalised, and without empty or dot segments.
 */
export function matchOperation(map: OperationMap, method: OperationMethod, path: string): OperationMatch {
  const operations = findPath(map.exact, path);
  if (operations === null) return PATH_UNKNOWN;
  if ((map.hasCapitals || /[A-Z%]/.test(path)) && findPath(map.folded, fold(path)) !== operations) return PATH_UNKNOWN;
  const operation = operations.get(method) ?? (method === 'HEAD' ? operations.get('GET') : undefined);
  return operation === undefined
    ? { kind: 'method_unknown', allowed: allowedMethods(operations) }
    : { kind: 'operation', operation };
}

function findPath({ concrete, templated }: PathIndex, path: string): PathOperations | null {
  return concrete.get(path) ?? findTemplated(templated, path, 1);
}

function fold(path: string): string {
  return path.replace(ENCODED_RESERVED, decodeURIComponent).toLowerCase();
}

/** Each node of the tree is visited once at most, whatever the path is: no input makes this slow. */
function findTemplated(node: PathNode, path: string, from: number): PathOperations | null {
  if (from > path.length) return node.operations;
  const slash = path.indexOf('/', from);
  const end = slash === -1 ? path.length : slash;
  if (end === from) return null;
  const segment = path.slice(from, end);
  const literal = node.literal.get(segment);
  const found = literal === undefined ? null : findTemplated(literal, path, end + 1);
  if (found !== null) return found;
  for (const { prefix, suffix, node: branch } of node.partial) {
    if (segment.length <= prefix.length + suffix.length) continue;
    if (!segment.startsWith(prefix) || !segment.endsWith(suffix)) continue;
    const partial = findTemplated(branch, path, end + 1);
    if (partial !== null) return partial;
  }
  return node.parameter === null ? null : findTemplated(node.parameter, path, end + 1);
}

function allowedMethods(operations: PathOperations): string[] {
  const allowed = new Set<string>(operations.keys());
  if (allowed.has('GET')) allowed.add('HEAD');
  return [...allowed].sort();
}
