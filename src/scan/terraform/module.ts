import {
  type Block,
  type Body,
  bodyOfJson,
  type Expression,
  type Part,
  parseHclTolerantly,
} from '../../connect/index.ts';
import { readJson, type Value } from '../documents/index.ts';
import type { Repository, ScannedFile } from '../types.ts';

const CONFIGURATION = /\.(tf|tofu|tf\.json|tofu\.json)$/i;
const VALUES = /(^|\/)(terraform\.tfvars|[^/]*\.auto\.tfvars)$/i;
/** Folders with more files than this are no module, and are read file by file. */
const MAX_FILES = 300;

/** One file's blocks. */
export interface ReadFile {
  readonly path: string;
  readonly body: Body;
  readonly problem: { readonly offset: number; readonly message: string } | null;
}

export interface Written<T> {
  readonly path: string;
  readonly what: T;
}

/** What the configuration files of one folder define together. */
export interface Module {
  readonly files: readonly ReadFile[];
  readonly variables: ReadonlyMap<string, Written<Block>>;
  /** Values for variables out of `terraform.tfvars`. */
  readonly values: ReadonlyMap<string, Written<Expression>>;
  readonly locals: ReadonlyMap<string, Written<Expression>>;
  /** Resources and data sources by their address. */
  readonly resources: ReadonlyMap<string, Written<Block>>;
}

const readFiles = new WeakMap<ScannedFile, ReadFile>();
const folders = new WeakMap<Repository, Map<string, Module | null>>();

export function readTerraform(file: ScannedFile): ReadFile {
  const known = readFiles.get(file);
  if (known !== undefined) return known;
  const read = { path: file.path, ...bodyOf(file) };
  readFiles.set(file, read);
  return read;
}

function bodyOf({ path, text }: ScannedFile): Pick<ReadFile, 'body' | 'problem'> {
  if (!/\.json$/i.test(path)) return parseHclTolerantly(text);
  const { root, problem } = readJson(text);
  const nothing: Body = { attributes: new Map(), blocks: [] };
  return { body: root === null ? nothing : bodyOfJson(partOf(root)), problem };
}

function partOf(value: Value): Part {
  const { offset } = value;
  if (value.kind === 'scalar') return { kind: 'scalar', value: value.value, offset };
  if (value.kind === 'list') return { kind: 'list', items: value.items.map(partOf), offset };
  return { kind: 'map', members: new Map(value.entries.map(({ name, value: one }) => [name, partOf(one)])), offset };
}

/** The module that a file belongs to: what it defines itself, then what the rest of its folder does. */
export function moduleOf(file: ScannedFile, repository: Repository): Module {
  const own = readTerraform(file);
  const folder = moduleIn(folderOf(file.path), repository);
  const alone = moduleOfFiles([own], []);
  if (folder === null || !folder.files.some(({ path }) => path === file.path)) return alone;
  return {
    files: folder.files,
    variables: new Map([...folder.variables, ...alone.variables]),
    values: folder.values,
    locals: new Map([...folder.locals, ...alone.locals]),
    resources: new Map([...folder.resources, ...alone.resources]),
  };
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/**
 * The files of a folder as one module; null where there are none, or where two define the same thing: Terraform would refuse them as one,
 * so they are files that somebody put beside each other.
 */
export function moduleIn(folder: string, repository: Repository): Module | null {
  const known = folders.get(repository) ?? new Map<string, Module | null>();
  folders.set(repository, known);
  const before = known.get(folder);
  if (before !== undefined) return before;
  const paths = pathsIn(folder, repository);
  const files = reading(
    paths.filter((path) => CONFIGURATION.test(path)),
    repository,
  );
  const values = reading(
    paths.filter((path) => VALUES.test(path)),
    repository,
  );
  const module = files.length === 0 || definesTwice(files) ? null : moduleOfFiles(files, values);
  known.set(folder, module);
  return module;
}

const pathsByFolder = new WeakMap<Repository, ReadonlyMap<string, readonly string[]>>();

function pathsIn(folder: string, repository: Repository): readonly string[] {
  let byFolder = pathsByFolder.get(repository);
  if (byFolder === undefined) {
    const gathered = new Map<string, string[]>();
    for (const path of repository.paths) {
      if (!CONFIGURATION.test(path) && !VALUES.test(path)) continue;
      const list = gathered.get(folderOf(path)) ?? [];
      gathered.set(folderOf(path), list);
      list.push(path);
    }
    byFolder = gathered;
    pathsByFolder.set(repository, byFolder);
  }
  return byFolder.get(folder) ?? [];
}

function reading(paths: readonly string[], repository: Repository): ReadFile[] {
  if (paths.length > MAX_FILES) return [];
  return paths.flatMap((path) => {
    const file = repository.read(path);
    return file === null ? [] : [readTerraform(file)];
  });
}

function definesTwice(files: readonly ReadFile[]): boolean {
  const names = new Map<string, string>();
  return (
    files
      // These replace what others define, and are meant to.
      .filter(({ path }) => !/(^|[/_])override\.(tf|tofu)(\.json)?$/i.test(path))
      .some(({ path, body }) =>
        body.blocks.flatMap(namesOf).some((name) => {
          const before = names.get(name);
          names.set(name, path);
          return before !== undefined && before !== path;
        }),
      )
  );
}

function namesOf({ type, labels, body }: Block): string[] {
  if (type === 'locals') return [...body.attributes.keys()].map((name) => `local.${name}`);
  return ['variable', 'resource', 'data', 'module', 'output'].includes(type) ? [`${type}.${labels.join('.')}`] : [];
}

function moduleOfFiles(files: readonly ReadFile[], values: readonly ReadFile[]): Module {
  const variables = new Map<string, Written<Block>>();
  const locals = new Map<string, Written<Expression>>();
  const resources = new Map<string, Written<Block>>();
  for (const { path, body } of files)
    for (const block of body.blocks) {
      const [first = '', second = ''] = block.labels;
      if (block.type === 'variable') variables.set(first, { path, what: block });
      else if (block.type === 'locals')
        for (const [name, what] of block.body.attributes) locals.set(name, { path, what });
      else if (block.type === 'resource') resources.set(`${first}.${second}`, { path, what: block });
      else if (block.type === 'data') resources.set(`data.${first}.${second}`, { path, what: block });
    }
  const given = values.flatMap(({ path, body }) =>
    [...body.attributes].map(([name, what]): [string, Written<Expression>] => [name, { path, what }]),
  );
  return { files, variables, values: new Map(given), locals, resources };
}
