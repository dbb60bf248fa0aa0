import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { readPolicyRevision } from '../../policy-folder/index.ts';
import type { CliContext } from '../command.ts';
import { type PolicySource, readPolicy, sourceOf } from '../policy-source.ts';

/** The policy before a change: a folder where there is one of this name, else a Git revision of the policy folder. */
export async function readBase(
  context: CliContext,
  base: string,
  folder: string,
  environment: string | undefined,
): Promise<PolicySource> {
  const isFolder = await stat(resolve(context.cwd, base)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return readPolicy(context, base, environment);
  const { files } = readPolicyRevision(folder, base, context.cwd);
  return sourceOf(`${folder} at ${base}`, files, environment);
}

/**
 * What a base comes to in an environment, or in the one that its files are written for where it doesn't know the other yet: the people
 * who may approve are known there. The end of the command where it doesn't compile.
 */
export function trustedPolicy(
  context: CliContext,
  { compilation, compileFor }: PolicySource,
  environment: string,
  named: string,
): IdentifiedPolicy {
  const asked = compilation.environments.includes(environment) ? compileFor(environment) : compilation;
  return (
    asked.identified ??
    context.fail(`The policy in ${named} does not compile for ${environment}: run ambit check on it first.`)
  );
}
