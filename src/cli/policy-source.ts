import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { loadOpenApi, type OperationMap } from '../operations/index.ts';
import {
  type Compilation,
  type IdentifiedPolicy,
  type PersonId,
  PolicyCompiler,
  type PolicyFileText,
  readPeopleDirectory,
  readYaml,
} from '../policy/index.ts';
import { readPolicyFolder } from '../policy-folder/index.ts';
import type { CliContext } from './command.ts';
import { formatDiagnostics } from './format-diagnostics.ts';

export const CONFIG_FILE = 'ambit.config.yaml';

/** A policy folder that a command was given, read and compiled. */
export interface PolicySource {
  /** Absolute. */
  readonly folder: string;
  readonly files: readonly PolicyFileText[];
  readonly compilation: Compilation;
  /** Compiles the same files for another environment: they are read once. */
  readonly compileFor: (environment: string) => Compilation;
}

interface NamedFiles {
  readonly policy?: unknown;
  readonly apiGuard?: { readonly apis?: readonly { readonly openapi?: unknown }[] };
}

/** What the `ambit.config.yaml` in a folder names, unvalidated: commands that only read files need no valid configuration of a server. */
async function namedInConfig(folder: string): Promise<{ folder: string; named: NamedFiles } | null> {
  const config = join(folder, CONFIG_FILE);
  if (!existsSync(config)) return null;
  const named = readYaml(config, await readFile(config, 'utf8')).value as NamedFiles | null;
  return { folder, named: named ?? {} };
}

/** The folder that a command was given; else what `ambit.config.yaml` here names; else `ambit/`. */
export async function policyFolder(context: CliContext, given: string | undefined): Promise<string> {
  if (given !== undefined) return resolve(context.cwd, given);
  return folderNamedBy(context.cwd, (await namedInConfig(context.cwd))?.named ?? {});
}

/** The policy folder that the text of an `ambit.config.yaml` names, which is or was in a folder. */
export function configuredPolicyFolder(folder: string, text: string): string {
  return folderNamedBy(folder, (readYaml(CONFIG_FILE, text).value as NamedFiles | null) ?? {});
}

function folderNamedBy(at: string, { policy: named }: NamedFiles): string {
  if (typeof named === 'string') return resolve(at, named);
  const { repository, folder = 'ambit' } = Object(Object(named).git) as { repository?: unknown; folder?: unknown };
  return typeof repository === 'string' ? resolve(at, repository, String(folder)) : join(at, 'ambit');
}

/** The OpenAPI files that the `ambit.config.yaml` beside the policy folder names, else the one here. */
async function configuredOpenApiFiles(context: CliContext, policy: string): Promise<string[]> {
  const config = (await namedInConfig(dirname(policy))) ?? (await namedInConfig(context.cwd));
  const apis = config?.named.apiGuard?.apis;
  if (config === null || !Array.isArray(apis)) return [];
  return apis.flatMap(({ openapi }) => (typeof openapi === 'string' ? [resolve(config.folder, openapi)] : []));
}

/** The operations of the OpenAPI files that a command was given, else of those that the configuration names. */
export async function operationMaps(
  context: CliContext,
  policy: string,
  given: readonly string[] | undefined,
): Promise<OperationMap[]> {
  const files = given?.map((file) => resolve(context.cwd, file)) ?? (await configuredOpenApiFiles(context, policy));
  return Promise.all(files.map(async (file) => loadOpenApi(await readFile(file, 'utf8'), { path: file })));
}

/** @throws PolicyFolderError `folder_unreadable` */
export async function readPolicy(
  context: CliContext,
  given: string | undefined,
  environment?: string,
): Promise<PolicySource> {
  const folder = await policyFolder(context, given);
  const files = await readPolicyFolder(folder, context.cwd);
  return sourceOf(folder, files, environment);
}

export function sourceOf(
  folder: string,
  files: readonly PolicyFileText[],
  environment: string | undefined,
): PolicySource {
  const compiler = new PolicyCompiler();
  return {
    folder,
    files,
    compilation: compiler.compile(files, { environment }),
    compileFor: (other) => compiler.compile(files, { environment: other }),
  };
}

/** The policy of a source, or the end of the command, with what is wrong on stderr. */
export function compiledPolicy(context: CliContext, { compilation, files, folder }: PolicySource): IdentifiedPolicy {
  if (compilation.identified !== null) return compilation.identified;
  context.stderr.write(formatDiagnostics(context, compilation.diagnostics, files));
  return context.fail(`The policy in ${folder} does not compile, so nothing follows from it: run ambit check.`);
}

/**
 * Names of people, from the `people.yaml` beside the policy folder; none where there isn't one. A directory that can't be read is
 * complained of and left out: ids say enough.
 */
export async function peopleNames(context: CliContext, folder: string): Promise<(person: PersonId) => string> {
  const file = join(dirname(folder), 'people.yaml');
  if (!existsSync(file)) return (person) => person;
  const people = readPeopleDirectory(file, await readFile(file, 'utf8'));
  if (typeof people !== 'string')
    return (person) => (people.has(person) ? `${person} (${people.get(person)?.name})` : person);
  context.stderr.write(`The people directory is left out: ${people}\n`);
  return (person) => person;
}
