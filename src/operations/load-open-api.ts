import { digestOfBytes } from '../proof/index.ts';
import { readBasePaths } from './base-path.ts';
import { type Part, type PositionedDocument, readDocument } from './document.ts';
import { OverlappingPaths } from './overlapping-paths.ts';
import { compareTemplates, foldSegment, hasCapitals, parsePathTemplate, type Segment } from './path-template.ts';
import { pathTree } from './path-tree.ts';
import { readSecurity, readSecuritySchemes, type SecuritySchemes } from './security.ts';
import type { Operation, OperationMap, OperationMethod, PathIndex, PathOperations } from './types.ts';

/** Fields of a path item that are operations. TRACE isn't one: no guard passes it. */
const METHODS: ReadonlyMap<string, OperationMethod> = new Map([
  ['get', 'GET'],
  ['head', 'HEAD'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['options', 'OPTIONS'],
]);
const MAX_REFERENCES = 10;

interface LoadedPath {
  readonly path: string;
  readonly segments: readonly Segment[];
  readonly operations: PathOperations;
  readonly part: Part;
}

/**
 * Reads an OpenAPI 3.0 or 3.1 document, YAML or JSON, for what a guard enforces: which operations there are, and which scopes
 * each needs. What could be understood in two ways is refused here, once, and not met with a guess at each request.
 *
 * @param file its name, for messages.
 * @throws OperationsError
 */
export function loadOpenApi(text: string, { path: file }: { readonly path: string }): OperationMap {
  const document = readDocument(text, file);
  const root = document.members(document.root, 'an OpenAPI document');
  const version = root.get('openapi');
  if (version === undefined || !/^3\.[01]\.\d+$/.test(document.text(version, 'openapi')))
    throw document.fail(
      'version_unsupported',
      version ?? document.root,
      'OpenAPI 3.0 or 3.1 is expected (openapi: 3.1.0)',
    );
  const info = root.get('info');
  const title = info && document.members(info, 'info').get('title');
  const loader: Loader = {
    document,
    schemes: readSecuritySchemes(document, root.get('components')),
    security: root.get('security'),
    servers: root.get('servers'),
    named: new Map(),
  };
  const paths = root.get('paths');
  const loaded: LoadedPath[] = [];
  for (const [template, part] of paths === undefined ? [] : document.members(paths, 'paths')) {
    if (template.startsWith('x-')) continue;
    loaded.push(...loadPath(loader, template, part));
  }
  const folded = loaded.map((one) => ({
    ...one,
    path: one.path.toLowerCase(),
    segments: one.segments.map(foldSegment),
  }));
  refuseAmbiguous(document, folded);
  return {
    digest: digestOfBytes(Buffer.from(text)),
    title: title === undefined ? file : document.text(title, 'title'),
    operations: [...loader.named.values()].map(({ operation }) => operation),
    exact: indexPaths(loaded),
    folded: indexPaths(folded),
    hasCapitals: loaded.some(({ segments }) => segments.some(hasCapitals)),
  };
}

function indexPaths(paths: readonly LoadedPath[]): PathIndex {
  const isConcrete = ({ segments }: LoadedPath): boolean => segments.every(({ kind }) => kind === 'literal');
  return {
    concrete: new Map(paths.filter(isConcrete).map(({ path, operations }) => [path, operations])),
    templated: pathTree(paths.filter((one) => !isConcrete(one))),
  };
}

interface Loader {
  readonly document: PositionedDocument;
  readonly schemes: SecuritySchemes;
  readonly security: Part | undefined;
  readonly servers: Part | undefined;
  readonly named: Map<string, { readonly operation: Operation; readonly node: Part['node'] }>;
}

/** A path item under each base path of its servers. */
function loadPath(loader: Loader, template: string, declared: Part): LoadedPath[] {
  const { document } = loader;
  const item = followReference(document, declared);
  const members = document.members(item, `the path ${template}`);
  const byPath = new Map<string, Map<OperationMethod, Operation>>();
  for (const [field, part] of members) {
    const method = METHODS.get(field);
    if (method === undefined) continue;
    const operation = document.members(part, `the operation ${field} ${template}`);
    const servers = operation.get('servers') ?? members.get('servers') ?? loader.servers;
    for (const base of readBasePaths(document, servers)) {
      const path = base !== '' && template === '/' ? base : `${base}${template}`;
      let operations = byPath.get(path);
      if (operations === undefined) {
        operations = new Map();
        byPath.set(path, operations);
      }
      operations.set(method, loadOperation(loader, method, path, part, operation));
    }
  }
  return [...byPath].map(([path, operations]) => {
    const segments = parsePathTemplate(path);
    if (typeof segments === 'string') throw document.fail('path_malformed', declared, `${path}: ${segments}`);
    return { path, segments, operations, part: declared };
  });
}

function loadOperation(
  { document, schemes, security: rootSecurity, named }: Loader,
  method: OperationMethod,
  path: string,
  part: Part,
  members: ReadonlyMap<string, Part>,
): Operation {
  const id = members.get('operationId');
  const name = id === undefined ? `${method} ${path}` : document.text(id, 'operationId');
  const security = members.get('security') ?? rootSecurity;
  if (security === undefined)
    throw document.fail(
      'security_missing',
      part,
      `${name} does not say what it needs: give it (or the whole document) a security list; if it is public, write security: []`,
    );
  const summary = members.get('summary');
  const operation: Operation = {
    name,
    method,
    path,
    summary: summary === undefined ? null : document.text(summary, 'summary'),
    ...readSecurity(document, security, schemes),
    line: document.lineOf(part),
  };
  const other = named.get(name);
  if (other !== undefined && other.node !== part.node)
    throw document.fail(
      'operation_duplicated',
      id ?? part,
      `the operation of line ${other.operation.line} has the name ${name} too`,
    );
  // One operation under several base paths is one: its name stands once in lists.
  if (other !== undefined) return other.operation;
  named.set(name, { operation, node: part.node });
  return operation;
}

/** Follows the `$ref` of a path item within the document (OpenAPI 3.1 §4.8.9.1). */
function followReference(document: PositionedDocument, declared: Part): Part {
  let part = declared;
  for (let followed = 0; followed < MAX_REFERENCES; followed++) {
    const members = document.members(part, 'a path item');
    const reference = members.get('$ref');
    if (reference === undefined) return part;
    const pointer = document.text(reference, '$ref');
    if (!pointer.startsWith('#/'))
      throw document.fail(
        'reference_unsupported',
        reference,
        `${pointer} leads out of this document: bundle it into one`,
      );
    if ([...members.keys()].some((field) => METHODS.has(field)))
      throw document.fail('reference_unsupported', reference, 'operations beside a $ref have no defined meaning');
    part = resolvePointer(document, reference, pointer);
  }
  throw document.fail('reference_unsupported', declared, 'its $ref leads round in a circle');
}

/** RFC 6901 §4, §6. */
function resolvePointer(document: PositionedDocument, reference: Part, pointer: string): Part {
  let part = document.root;
  for (const token of pointer.slice(2).split('/')) {
    const name = decodePointerToken(token);
    const member = name === null ? undefined : document.members(part, pointer).get(name);
    if (member === undefined) throw document.fail('reference_unsupported', reference, `${pointer} leads to nothing`);
    part = member;
  }
  return part;
}

function decodePointerToken(token: string): string | null {
  try {
    return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return null;
  }
}

function refuseAmbiguous(document: PositionedDocument, paths: readonly LoadedPath[]): void {
  const before = new OverlappingPaths<LoadedPath>();
  for (const one of paths) {
    for (const other of before.with(one.segments))
      if (compareTemplates(one.segments, other.segments) === 'ambiguous')
        throw document.fail(
          'path_ambiguous',
          one.part,
          `${one.path} and ${other.path} (line ${document.lineOf(other.part)}) match the same paths, and neither is more concrete`,
        );
    before.add(one);
  }
}
