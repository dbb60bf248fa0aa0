import type { Block } from '../../connect/index.ts';
import { membersIn } from '../terraform/functions.ts';
import type { Known } from '../terraform/known.ts';
import { folderOf, moduleIn, moduleOf, readTerraform } from '../terraform/module.ts';
import { TerraformReading } from '../terraform/reading.ts';
import { moduleArguments } from '../terraform/scope-places.ts';
import type { Dynamic, Extractor, Found, Repository, ScannedFile } from '../types.ts';

/** Modules call modules, and never this many deep. */
const MAX_CALLS = 4;
/** Of a module's block itself. */
const META_ARGUMENTS = new Set(['source', 'version', 'providers', 'count', 'for_each', 'depends_on']);

/**
 * Terraform and OpenTofu: scopes of clients, grants, connections and machines at Auth0, Okta, Microsoft Entra ID, Amazon Cognito, Google
 * Cloud and Keycloak; which attributes is in scope-places.ts.
 *
 * Local values, variables' defaults, loops and the arguments of modules in the repository are followed; what the code of another module
 * does with an argument is found in the file that gives it. A default is reported with confidence `medium`, and so are both sides of a
 * condition; anything else that is known only when Terraform runs is dynamic.
 */
export const terraform: Extractor = {
  id: 'terraform',
  title: 'Terraform and OpenTofu configurations',
  paths: /\.(tf|tofu|tf\.json|tofu\.json)(\.(erb|tmpl|tpl|j2|tftpl|example|sample))?$|terragrunt[^/]*\.hcl$/i,
  mentions: ['scope', 'SCOPE', 'azuread_', 'module'],
  recognises: () => true,
  extract(file, repository) {
    const { body, problem } = readTerraform(file);
    const module = moduleOf(file, repository);
    const reading = new TerraformReading(file, module, null);
    const called: Found[] = [];
    const calledDynamic: Dynamic[] = [];
    for (const block of body.blocks) {
      reading.block(block, file.path);
      if (block.type !== 'module') continue;
      const args = argumentsOf(block, reading, file);
      const found = call(block, args, file, folderOf(file.path), repository, 0);
      if (found === null) for (const [name, value] of args) reading.argument(name, value, block);
      else {
        called.push(...found.found);
        calledDynamic.push(...found.dynamic);
      }
    }
    // Terragrunt's: what the module of its folder is called with.
    const inputs = body.attributes.get('inputs');
    if (inputs !== undefined) {
      const around = { path: file.path, symbols: new Map<string, Known>(), steps: 0 };
      const block: Block = { type: 'module', labels: [], body, offset: inputs.offset };
      for (const [name, { value }] of membersIn(reading.evaluation.evaluate(inputs, around)))
        reading.argument(name, value, block);
    }
    return {
      found: [...reading.found, ...called],
      dynamic: once([...reading.dynamic, ...calledDynamic]),
      warning: problem,
    };
  },
};

function argumentsOf(block: Block, reading: TerraformReading, file: ScannedFile): ReadonlyMap<string, Known> {
  const args = new Map<string, Known>();
  for (const around of reading.evaluation.instances(block, file.path))
    for (const [name, expression] of block.body.attributes)
      if (!META_ARGUMENTS.has(name)) {
        const value = placed(reading.evaluation.evaluate(expression, around), file.path, expression.offset);
        const before = args.get(name);
        args.set(name, before === undefined ? value : merged(before, value));
      }
  return args;
}

/** A module that is called for each of several is read once, with all that they give it. */
function merged(before: Known, value: Known): Known {
  return before.kind === 'list' && value.kind === 'list'
    ? { ...before, items: [...before.items, ...value.items], size: before.size + value.size }
    : before;
}

/** What comes from another file of the module stands where the module is called. */
function placed(value: Known, path: string, offset: number): Known {
  const at = value.at.path === path ? value.at : { path, offset };
  if (value.kind === 'list') return { ...value, at, items: value.items.map((item) => placed(item, path, offset)) };
  if (value.kind === 'map') {
    const members = [...value.members].map(
      ([name, one]) =>
        [name, { at: one.at.path === path ? one.at : at, value: placed(one.value, path, offset) }] as const,
    );
    return { ...value, at, members: new Map(members) };
  }
  return { ...value, at };
}

/** What a module of the repository does with its arguments; null where its code isn't there. */
function call(
  block: Block,
  args: ReadonlyMap<string, Known>,
  file: ScannedFile,
  folder: string,
  repository: Repository,
  depth: number,
): { readonly found: readonly Found[]; readonly dynamic: readonly Dynamic[] } | null {
  const source = block.body.attributes.get('source');
  const path = source?.kind === 'literal' && typeof source.value === 'string' ? source.value : null;
  if (path === null || !/^\.\.?(\/|$)/.test(path) || depth >= MAX_CALLS) return null;
  const target = resolved(folder, path);
  const module = target === null ? null : moduleIn(target, repository);
  if (module === null || target === null) return null;
  const reading = new TerraformReading(file, module, args);
  const found: Found[] = [];
  const dynamic: Dynamic[] = [];
  for (const { body, path: own } of module.files)
    for (const inner of body.blocks) {
      reading.block(inner, own);
      if (inner.type !== 'module') continue;
      const further = argumentsIn(inner, reading, own);
      const calls = call(inner, further, file, target, repository, depth + 1);
      if (calls === null)
        for (const [name, value] of further)
          if (moduleArguments.has(name) && value.at.path === file.path) reading.argument(name, value, inner);
      found.push(...(calls?.found ?? []));
      dynamic.push(...(calls?.dynamic ?? []));
    }
  return { found: [...reading.found, ...found], dynamic: [...reading.dynamic, ...dynamic] };
}

function argumentsIn(block: Block, reading: TerraformReading, path: string): ReadonlyMap<string, Known> {
  const [around] = reading.evaluation.instances(block, path);
  const args = [...block.body.attributes].flatMap(([name, expression]): [string, Known][] =>
    META_ARGUMENTS.has(name) || around === undefined ? [] : [[name, reading.evaluation.evaluate(expression, around)]],
  );
  return new Map(args);
}

function resolved(folder: string, path: string): string | null {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function once(dynamic: readonly Dynamic[]): readonly Dynamic[] {
  return [...new Map(dynamic.map((one) => [`${one.offset}:${one.client}:${one.reason}`, one])).values()];
}
