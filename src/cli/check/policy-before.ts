import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../../policy/index.ts';
import {
  isTracked,
  type PlaceAtRevision,
  PolicyFolderError,
  placeAtRevision,
  readFileAtRevision,
  readPolicyRevision,
  readRepositoryPolicy,
} from '../../policy-folder/index.ts';
import { findWorkTree, isInside } from '../../scan/index.ts';
import type { CliContext } from '../command.ts';
import { CONFIG_FILE, configuredPolicyFolder, type PolicySource, sourceOf } from '../policy-source.ts';

/** The policy before a change. */
export interface PolicyBefore {
  readonly source: PolicySource;
  /** What a person calls it. */
  readonly named: string;
  /** That the policy stands elsewhere than it did; null where it doesn't. */
  readonly moved: Diagnostic | null;
}

export interface RevisionQuestion {
  /** The Git revision. */
  readonly base: string;
  /** The folder that the command was given; undefined where the configuration says which, at the revision, too. */
  readonly given: string | undefined;
  /** The policy folder now, absolute. */
  readonly folder: string;
  /** Whether the change is said to bring the first policy. */
  readonly isFirst: boolean;
}

/**
 * The policy at a Git revision, in the folder that was the policy's then: by the configuration of then, through links and submodules of
 * then. A change that makes the folder a link to what an earlier one put there unjudged, or names another folder, is held to what was
 * judged.
 *
 * @returns null where there was none yet and the change is said to bring the first, which proves itself. A change that moves the policy
 * would prove itself, too, were that not said by whoever runs the check.
 */
export async function policyAtRevision(context: CliContext, question: RevisionQuestion): Promise<PolicyBefore | null> {
  const { base, isFirst } = question;
  try {
    const { before, top } = await folderBefore(context, question);
    if (top === null) {
      const { files } = readPolicyRevision(before, base, context.cwd);
      return { source: sourceOf(`${before} at ${base}`, files, undefined), named: base, moved: null };
    }
    const place = placeAtRevision(top, base, fromTop(top, before));
    const { files } = readRepositoryPolicy({ repository: place.repository, folder: place.path }, place.commit);
    const shown = files.map(({ path, text }) => ({
      path: `${base}:${relative(context.cwd, join(place.repository, path.slice(place.commit.length + 1)))}`,
      text,
    }));
    const source = sourceOf(`${before} at ${base}`, shown, undefined);
    return { source, named: base, moved: await movedFrom(context, place, top, question) };
  } catch (error) {
    if (!(error instanceof PolicyFolderError) || error.code !== 'revision_without_policy') throw error;
    if (isFirst) return null;
    return context.fail(
      `At ${base} there is no policy in this folder: where the change brings the first one, say --first; one that was moved proves nothing by itself.`,
    );
  }
}

/**
 * The policy folder of then, by its name, and the top of the repository whose commit says what that name led to. Null where it is the root of
 * a repository, or in one that is none of what is checked: its own revision says it then.
 */
async function folderBefore(
  context: CliContext,
  { base, given, folder }: RevisionQuestion,
): Promise<{ readonly before: string; readonly top: string | null }> {
  const cwd = realpathSync(context.cwd);
  const here = await topOf(cwd, context);
  const before =
    given !== undefined
      ? isAbsolute(given)
        ? folder
        : resolve(cwd, given)
      : here === null
        ? folder
        : folderConfigured(cwd, here, base);
  if (here !== null && isInside(before, here)) {
    const own = await topOf(nearestFolder(before), context);
    const isOther = own !== null && own !== here && isInside(own, here) && !isTracked(here, base, fromTop(here, own));
    return { before, top: isOther ? null : here };
  }
  const named = join(nearestFolder(dirname(before)), basename(before));
  return { before: named, top: await topOf(dirname(named), context) };
}

function folderConfigured(cwd: string, top: string, base: string): string {
  const place = placeAtRevision(top, base, fromTop(top, join(cwd, CONFIG_FILE)));
  const text = readFileAtRevision(place.repository, place.commit, place.path);
  return text === null ? join(cwd, 'ambit') : configuredPolicyFolder(cwd, text);
}

async function topOf(folder: string, { signal }: CliContext): Promise<string | null> {
  const tree = await findWorkTree(folder, signal);
  return tree.kind === 'none' ? null : tree.top;
}

/** Without links: the folder itself, or the nearest above it that is there. */
function nearestFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) return realpathSync(at);
    if (dirname(at) === at) return at;
  }
}

/** Where the folder leads now, compared with where its predecessor led then. */
async function movedFrom(
  context: CliContext,
  place: PlaceAtRevision,
  top: string,
  { base, folder }: RevisionQuestion,
): Promise<Diagnostic | null> {
  const now = realpathSync(folder);
  const then = join(place.repository, place.path);
  const isElsewhere = (await topOf(now, context)) !== place.repository;
  if (!isElsewhere && now === then) return null;
  const shown = (path: string): string => relative(top, path).split(sep).join('/') || '.';
  return {
    ...{ code: 'policy_moved', rule: 'policy-moved', severity: isElsewhere ? 'error' : 'warning' },
    ...{ file: relative(context.cwd, folder) || '.', line: 1, column: 1 },
    message: isElsewhere
      ? `the policy was in ${shown(then)} at ${base}, and is now in another repository, where this one's reviews see none of its changes`
      : `the policy was in ${shown(then)} at ${base}, and is now in ${shown(now)}: all of it is judged against what was there`,
    help: isElsewhere
      ? 'Keep it in this repository, as files of its own.'
      : 'Read it whole before you merge this: a folder that no earlier check judged is the policy from here on.',
  };
}

function fromTop(top: string, path: string): string {
  return relative(top, path).split(sep).join('/');
}
