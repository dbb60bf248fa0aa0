/**
 * Runs tests for Stryker in its own worker process, where its TAP runner starts a process of Node.js for each file and mutant: that
 * takes ten times as long. Each run loads the test file and the rooms anew with the mutant switched on, so nothing that a mutant left
 * behind, and nothing that was made before it was on, says anything about the next one. What comes from elsewhere (`zod`, `yaml`,
 * `fast-check`, the other rooms) stays loaded.
 *
 * Speaks as much of `node:test` as the tests of the rooms use: `describe`, `test` and `it` with `skip`.
 */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { type ResolveFnOutput, registerHooks, stripTypeScriptTypes } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MutantCoverage, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type CompleteDryRunResult,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/** What the instrumented sources read and write. */
interface Stryker {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: MutantCoverage;
}
const holder = globalThis as { __stryker__?: Stryker };
holder.__stryker__ ??= {};
const stryker = holder.__stryker__;

type Body = () => unknown;
interface Registered {
  readonly name: string;
  readonly body: Body;
}

/** What the file that is being loaded wants to have run. */
let registered: Registered[] = [];
let group = '';

function test(name: string, ...rest: readonly [Body] | readonly [{ readonly skip?: unknown }, Body]): void {
  const [{ skip = false }, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  if (skip === false || skip === undefined) registered.push({ name: `${group}${name}`, body });
}

function describe(name: string, body: Body): void {
  const before = group;
  group = `${group}${name} › `;
  body();
  group = before;
}

/** What is loaded anew for each run. */
const ROOMS = ['src/policy', 'src/decision', 'src/oauth'];

const SHIM = 'ambit-mutation:test';
Object.assign(globalThis, { __ambitMutationTest__: { test, describe } });
const SHIM_SOURCE = 'export const { test, describe, test: it } = globalThis.__ambitMutationTest__;';

/** Sources without their types: they are loaded for each run. */
const plain = new Map<string, string>();

function plainSourceOf(url: string): string {
  const path = fileURLToPath(url);
  const source = plain.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'));
  plain.set(path, source);
  return source;
}

class InProcessRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #patterns: readonly string[];
  readonly #rooms = ROOMS.map((room) => pathToFileURL(join(process.cwd(), room, '/')).href);
  #files: string[] = [];
  readonly #took = new Map<string, number>();
  #loads = 0;

  constructor(options: StrykerOptions) {
    this.#patterns = (options['inProcess'] as { testFiles: readonly string[] }).testFiles;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    for await (const file of glob([...this.#patterns])) this.#files.push(file);
    this.#files.sort();
    await import(new URL('few-runs.js', import.meta.url).href);
    const resolved = new Map<string, ResolveFnOutput>();
    const isMutated = (url: string): boolean => this.#rooms.some((room) => url.startsWith(room));
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier === 'node:test') return { url: SHIM, format: 'module', shortCircuit: true };
        const [parent = '', run] = context.parentURL?.split('?run=') ?? [];
        if (run === undefined) return next(specifier, context);
        const key = `${parent} ${specifier}`;
        const found = resolved.get(key) ?? next(specifier, context);
        resolved.set(key, found);
        return isMutated(found.url)
          ? { ...found, url: `${found.url}?run=${run}`, shortCircuit: true }
          : { ...found, shortCircuit: true };
      },
      load(url, context, next) {
        if (url === SHIM) return { format: 'module', source: SHIM_SOURCE, shortCircuit: true };
        if (!/\.ts\?run=\d+$/.test(url)) return next(url, context);
        return { format: 'module', source: plainSourceOf(url), shortCircuit: true };
      },
    });
  }

  async dryRun(): Promise<DryRunResult> {
    stryker.mutantCoverage = { static: {}, perTest: {} };
    stryker.hitLimit = stryker.hitCount = stryker.activeMutant = undefined;
    const tests: TestResult[] = [];
    for (const file of this.#files) tests.push(await this.#run(file));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({
    activeMutant,
    testFilter,
    hitLimit,
    disableBail,
    sandboxFileName,
  }: MutantRunOptions): Promise<MutantRunResult> {
    Object.assign(stryker, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    const own = basename(sandboxFileName, '.ts');
    const rank = (file: string): number => (file.includes(`/${own}.`) ? -1 : (this.#took.get(file) ?? 0));
    const files = [...(testFilter ?? this.#files)].sort((a, b) => rank(a) - rank(b));
    const result: { -readonly [K in keyof CompleteDryRunResult]: CompleteDryRunResult[K] } = {
      status: DryRunStatus.Complete,
      tests: [],
    };
    for (const file of files) {
      const one = await this.#run(file);
      const limit = determineHitLimitReached(stryker.hitCount, hitLimit);
      if (limit !== undefined) return toMutantRunResult(limit);
      result.tests.push(one);
      if (one.status === TestStatus.Failed && !disableBail) break;
    }
    return toMutantRunResult(result);
  }

  /** Runs a file's tests up to the first that fails. What loading it throws fails it, too. */
  async #run(file: string): Promise<TestResult> {
    const began = performance.now();
    const common = { id: file, name: file, fileName: file };
    registered = [];
    group = '';
    stryker.currentTestId = file;
    this.#loads += 1;
    let name = 'loading the file';
    try {
      await import(`${pathToFileURL(resolve(file)).href}?run=${this.#loads}`);
      for (const one of registered) {
        name = one.name;
        await one.body();
      }
      const timeSpentMs = performance.now() - began;
      this.#took.set(file, timeSpentMs);
      return { ...common, status: TestStatus.Success, timeSpentMs };
    } catch (error) {
      const failureMessage = `${name}: ${error instanceof Error ? error.message : String(error)}`;
      return { ...common, status: TestStatus.Failed, failureMessage, timeSpentMs: performance.now() - began };
    } finally {
      stryker.currentTestId = undefined;
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
