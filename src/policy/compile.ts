import { nearestName } from '../oauth/index.ts';
import { attachApprovals } from './attach-approvals.ts';
import { checkPolicy } from './check/check-policy.ts';
import { compiledValue } from './compiled-value.ts';
import { DefinitionSites } from './definition-sites.ts';
import { type DefinitionKind, pathOfDefinition } from './definitions.ts';
import { frozenPolicy, identifyPolicy } from './identify.ts';
import { environmentsOf, mergeFiles } from './merge-files.ts';
import { type ReadingCache, readFiles } from './read-files.ts';
import type { RuleFacts } from './rules/index.ts';
import { judged, refusalsOf, type Waived } from './rules/judge.ts';
import type { Diagnostic, IdentifiedPolicy, PolicyFileText } from './types.ts';

export interface Compilation {
  /** Null when there is any error. */
  readonly identified: IdentifiedPolicy | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Every environment that the files say something of, sorted: one by `environment`, others by overlays. */
  readonly environments: readonly string[];
  /** The environment that the files are written for, without overlays; null where they say none. */
  readonly writtenFor: string | null;
  /** Where a definition stands; null for one that isn't there. */
  siteOf(
    kind: DefinitionKind,
    name: string,
  ): { readonly file: string; readonly line: number; readonly column: number } | null;
  /**
   * What the rules warn of, less what is waived; nothing where the policy doesn't compile. An error where the policy makes the rule
   * one. Apart from `diagnostics`, for what the digest identifies doesn't depend on the time at which one asks.
   */
  warnings(facts: RuleFacts): Diagnostic[];
  /** What the rules would warn of, and a waiver allows for now. */
  waived(facts: RuleFacts): Waived[];
}

export interface CompileOptions {
  /** The environment to compile for: that of the files when absent. */
  readonly environment?: string | undefined;
}

/**
 * Compiles a policy: parses, validates, lays the overlays of the environment over the rest, resolves references, fills defaults in,
 * sorts, and identifies the result by its digest. Never throws for what a file says; each problem is a diagnostic at the node that
 * causes it.
 */
export function compilePolicy(files: readonly PolicyFileText[], options: CompileOptions = {}): Compilation {
  return compileWith(new Map(), files, options);
}

/** Compiles a policy again and again as its files change: what was read of a file is kept until its text is another one. */
export class PolicyCompiler {
  readonly #cache: ReadingCache = new Map();

  /** The same as `compilePolicy`, whatever was compiled before. */
  compile(files: readonly PolicyFileText[], options: CompileOptions = {}): Compilation {
    return compileWith(this.#cache, files, options);
  }
}

function compileWith(cache: ReadingCache, files: readonly PolicyFileText[], options: CompileOptions): Compilation {
  const diagnostics: Diagnostic[] = [];
  const sites = new DefinitionSites();
  const siteOf: Compilation['siteOf'] = (kind, name) => sites.at(pathOfDefinition(kind, name), 'key');
  const definitions = eachOnce(files, diagnostics).filter(
    ({ path }) => /\.ya?ml$/.test(path) && !isPolicyTestFile(path),
  );
  const contents = readFiles(definitions, cache, sites, diagnostics);
  const environments = environmentsOf(contents);
  const writtenFor = contents.find(({ content }) => content?.environment !== undefined)?.content?.environment ?? null;
  const refused = (): Compilation => ({
    ...{ identified: null, diagnostics, environments, writtenFor, siteOf },
    warnings: () => [],
    waived: () => [],
  });
  const environment = options.environment ?? writtenFor ?? undefined;
  const merged = mergeFiles(contents, environment ?? null, sites, diagnostics);
  if (contents.length === 0 && diagnostics.length === 0) {
    diagnostics.push(policyMissing());
    return refused();
  }
  // Nothing is missing while it may stand in what can't be read.
  const whole = !hasErrors(diagnostics);
  if (whole && (environment === undefined || !environments.includes(environment))) {
    diagnostics.push(environmentProblem(contents[0]?.source.file ?? '.', environment, environments));
  }
  const policy = compiledValue({ ...merged, environment: environment ?? '' });
  for (const one of [...checkPolicy(policy, sites, { whole }), ...refusalsOf(policy, sites)]) diagnostics.push(one);
  if (hasErrors(diagnostics)) return refused();
  const approved = attachApprovals(policy, files, environments, diagnostics);
  if (hasErrors(diagnostics)) return refused();
  return {
    ...{ identified: identifyPolicy(frozenPolicy(approved)), diagnostics, environments, writtenFor, siteOf },
    warnings: (facts) => judged(approved, sites, facts).warnings,
    waived: (facts) => judged(approved, sites, facts).waived,
  };
}

/**
 * Whether a file of the policy folder holds expectations of the policy (`*.test.yaml`) rather than definitions: what a team expects
 * never becomes what is allowed.
 */
export function isPolicyTestFile(path: string): boolean {
  return /\.test\.ya?ml$/.test(path);
}

function eachOnce(files: readonly PolicyFileText[], diagnostics: Diagnostic[]): PolicyFileText[] {
  const paths = new Set<string>();
  return files.filter(({ path: file }) => {
    if (paths.has(file))
      diagnostics.push({
        code: 'file_twice',
        severity: 'error',
        ...{ file, line: 1, column: 1 },
        message: 'this file is given twice',
        help: 'Give each file once.',
      });
    return !paths.has(file) && paths.add(file);
  });
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function policyMissing(): Diagnostic {
  return {
    code: 'policy_missing',
    severity: 'error',
    ...{ file: '.', line: 1, column: 1 },
    message: 'there is no policy here: a file *.yaml with definitions was expected',
    help: 'Name the folder that holds them.',
  };
}

function environmentProblem(file: string, asked: string | undefined, known: readonly string[]): Diagnostic {
  if (asked === undefined)
    return {
      code: 'environment_missing',
      severity: 'error',
      ...{ file, line: 1, column: 1 },
      message: 'the policy does not say for which environment it is',
      help:
        known.length === 0
          ? 'Add a line such as: environment: production'
          : `Add a line such as environment: ${known[0]}, or ask for one of its overlays: ${known.join(', ')}.`,
    };
  const nearest = nearestName(asked, known);
  return {
    code: 'environment_unknown',
    severity: 'error',
    ...{ file, line: 1, column: 1 },
    message: `the policy says nothing of an environment ${asked}`,
    help: nearest === null ? `It is for: ${known.join(', ') || 'none'}.` : `Did you mean ${nearest}?`,
  };
}
