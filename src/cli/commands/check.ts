import { realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { CheckedScan, IdentifiedPolicy, Policy } from '../../policy/index.ts';
import { catalogAdvice } from '../../scan/gate/index.ts';
import {
  DEFAULT_MAX_FILE_BYTES,
  findWorkTree,
  github,
  isInside,
  junit,
  markdown,
  type Scan,
  sarif,
  scanPaths,
} from '../../scan/index.ts';
import { readBase, trustedPolicy } from '../check/base-policy.ts';
import { checkJson } from '../check/check-json.ts';
import { type CheckVerdict, checkReport, NO_BASE } from '../check/check-report.ts';
import { type PolicyBefore, policyAtRevision } from '../check/policy-before.ts';
import { judgeChange, type PolicyPair } from '../check/policy-change.ts';
import { policyText } from '../check/policy-text.ts';
import { judgeExpectations, judgePolicy, type PolicyVerdict } from '../check/policy-verdict.ts';
import { KEY_VARIABLE, recordRun } from '../check/record-run.ts';
import { changeText, expectationsText, repositoryText } from '../check/repository-text.ts';
import { judgeRepository, type RepositoryVerdict, recordBaseline } from '../check/repository-verdict.ts';
import { changesSinceBase, fromTopOf, type TreeChanges } from '../check/tree-changes.ts';
import { withUnderstated } from '../check/understated.ts';
import {
  action,
  type CliCommand,
  type CliContext,
  collect,
  EXIT,
  type ExitCode,
  environmentOption,
  jsonText,
} from '../command.ts';
import { counted } from '../counted.ts';
import { parseSize } from '../file-size.ts';
import { operationMaps, type PolicySource, readPolicy } from '../policy-source.ts';
import { version } from '../version.ts';

const FORMATS = ['human', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
const BASELINE_DAYS = 90;
const MILLISECONDS_PER_DAY = 86_400_000;

interface Options {
  readonly against?: string;
  readonly base?: string;
  readonly first?: boolean;
  readonly changeEnvironments?: boolean;
  readonly strict?: boolean;
  readonly environment?: string;
  /** What to scan; true where nothing is said, false for nothing. */
  readonly scan: boolean | readonly string[];
  readonly client?: string;
  readonly maxFileSize: number;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly expires?: string;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly report?: readonly string[];
  readonly record?: string;
  readonly recordKey?: string;
  readonly repository?: string;
}

/** `ambit check`: the gate. The policy holds, and a repository asks for nothing that it doesn't allow. */
export const checkCommand: CliCommand = {
  name: 'check',
  register(program: Command, context: CliContext): void {
    program
      .command('check')
      .argument('[folder]', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .addOption(
        new Option(
          '--scan <path>',
          'a file or folder that is scanned (default: the current folder, in a Git work tree)',
        )
          .argParser((path: string, previous: Options['scan']) =>
            collect(path, previous === true ? [] : (previous as readonly string[])),
          )
          .default(true, ''),
      )
      .option('--no-scan', 'look at the policy alone')
      .option('--client <client>', 'the client whose requests those are of which nothing else says so')
      .addOption(
        new Option('--max-file-size <size>', 'read files up to this size: bytes, or 800KiB, 5MiB')
          .argParser(parseSize)
          .default(DEFAULT_MAX_FILE_BYTES, '5MiB'),
      )
      .option(
        '--base <revision>',
        'the branch that this is merged into: prove approvals by its keys, and say what changes',
      )
      .option('--first', 'with --base: the change brings the first policy, and its first baseline')
      .option(
        '--change-environments',
        'with --base: the change takes an environment away, or is written for another one',
      )
      .option('--against <folder>', 'the same, by the policy in a folder: the one that is active before the change')
      .option(
        '--baseline <file>',
        'what may pass that was there before (default: ambit.baseline.yaml at the top of the repository)',
      )
      .option('--write-baseline', 'write what is found now as the baseline')
      .option('--expires <time>', `with --write-baseline: when it ends (default: in ${BASELINE_DAYS} days)`)
      .option('--strict', 'let warnings count as errors')
      .addOption(environmentOption())
      .addOption(new Option('--format <format>', 'how the answer is written').choices(FORMATS).default('human'))
      .option('--output <file>', 'write the answer to this file instead')
      .option('--report <format=file>', 'write the answer in another format, too: sarif=ambit.sarif', collect)
      .option('--record <file>', 'write what it came to, signed, for ambit checks record')
      .option('--record-key <file>', `with --record: the key to sign with (default: what ${KEY_VARIABLE} holds)`)
      .option(
        '--repository <name>',
        'with --record: how the repository is called (default: as GitHub or GitLab say it)',
      )
      .addHelpText(
        'after',
        '\nExit code: 0 when all of it holds, 1 when something does not, 2 when it could not be told.\nambit explain RULE says why a rule is one that a warning names.',
      )
      .action(action(context, async (folder: string | undefined, options: Options) => check(context, folder, options)));
  },
};

async function check(context: CliContext, folder: string | undefined, options: Options): Promise<ExitCode> {
  for (const asked of options.report ?? []) reportOf(context, asked);
  const source = await readPolicy(context, folder, options.environment);
  const before = await policyBefore(context, folder, source, options);
  const compiled = new Map<string, IdentifiedPolicy>();
  const beforeIn = (environment: string): IdentifiedPolicy | null => {
    if (before === null) return null;
    const one = compiled.get(environment) ?? trustedPolicy(context, before.source, environment, before.named);
    compiled.set(environment, one);
    return one;
  };
  const trusted = (environment: string): Policy | 'bootstrap' => beforeIn(environment)?.policy ?? 'bootstrap';
  const { environments } = source.compilation;
  // What an environment is laid over changes the others, too: all of them are asked unless one is named.
  const asked = options.environment === undefined && environments.length > 1 ? environments : [undefined];
  const judgements = asked.map((environment) =>
    judgePolicy(source, { environment, trusted, strict: options.strict === true }),
  );
  // What a repository asks for is judged where the files are written for, unless another environment is named.
  const judged = judgements.find(({ environment }) => environment === source.compilation.writtenFor) ?? judgements[0];
  const { identified } = judged?.compilation ?? source.compilation;
  // What a team expects is of the environment that its files are written for.
  const isWritten = judged?.environment === source.compilation.writtenFor;
  const expectations = judged === undefined || !isWritten ? null : judgeExpectations(source, judged);
  const { base = null } = options;
  const changes = options.scan === false || base === null ? null : await changesSinceBase(context, base);
  const scan = await scanned(context, options, changes);
  if (options.writeBaseline === true) return writeBaseline(context, options, scan, identified);
  const isChange = base !== null || before !== null;
  const policies = await Promise.all(
    judgements.map((one) => {
      const environment = one.compilation.identified?.policy.environment ?? null;
      const former = environment === null ? null : beforeIn(environment);
      return isChange ? withUnderstated(one, former?.policy ?? null, scan?.requests ?? []) : one;
    }),
  );
  const repository =
    scan === null || identified === null
      ? null
      : await judgeRepository(context, {
          ...{ scan, identified, base, client: clientOf(context, options, identified.policy) },
          baseline: options.baseline ?? null,
          // A policy that is kept elsewhere was there before.
          adopted: before !== null || (base !== null && !isInside(source.folder, scan.top)),
          change:
            base === null || changes === null
              ? null
              : {
                  ...fromTopOf(changes, scan),
                  isMeant: meantBy(context, options, scan),
                  policy: beforeIn(identified.policy.environment)?.policy ?? null,
                },
          advice: await catalogAdvice(scan.requests),
          time: Date.now() / 1000,
        });
  const former = identified === null ? null : beforeIn(identified.policy.environment);
  const change =
    before === null || former === null || identified === null
      ? null
      : judgeChange({
          ...{ before, source, judged: { former, identified }, pairs: pairsOf(policies, beforeIn) },
          ...{ environment: options.environment ?? null, changesEnvironments: options.changeEnvironments === true },
          ...{ strict: options.strict === true, time: Date.now() / 1000 },
          operations: await operationMaps(context, source.folder, undefined),
        });
  const verdict: CheckVerdict = {
    ...{ policies, expectations, repository, change, judgesChange: isChange },
    holds:
      policies.every(({ holds }) => holds) &&
      expectations?.holds !== false &&
      change?.holds !== false &&
      repositoryHolds(repository, options),
  };
  // At a desk nobody asks for one; in continuous integration it is what is forgotten.
  if (!isChange && options.format !== 'json' && (context.env['CI'] ?? '') !== '') context.stderr.write(`${NO_BASE}\n`);
  await write(context, options, source, verdict, scan);
  if (options.record !== undefined)
    await recordRun(context, verdict, {
      ...{ file: options.record, keyFile: options.recordKey ?? null, repository: options.repository ?? null, base },
      policies: [former, identified].flatMap((one) => one?.policy ?? []),
      before: (environment) => digestBefore(before, beforeIn, environment),
      scan: checkedScan(context, options, repository),
    });
  return verdict.holds ? EXIT.ok : EXIT.findings;
}

function pairsOf(
  policies: readonly PolicyVerdict[],
  beforeIn: (environment: string) => IdentifiedPolicy | null,
): PolicyPair[] {
  return policies.flatMap(({ compilation: { identified } }) => {
    const former = identified === null ? null : beforeIn(identified.policy.environment);
    return identified === null || former === null ? [] : [{ former, identified }];
  });
}

/** The policy before the change, and how a person calls it; null where none is named, or there was none. */
async function policyBefore(
  context: CliContext,
  given: string | undefined,
  { folder }: PolicySource,
  { against, base, first = false }: Options,
): Promise<PolicyBefore | null> {
  if (against !== undefined && base !== undefined)
    return context.fail('Name the policy before the change once: --base REVISION, or --against FOLDER.');
  if (against !== undefined)
    return { source: await readBase(context, against, folder, undefined), named: against, moved: null };
  return base === undefined ? null : policyAtRevision(context, { base, given, folder, isFirst: first });
}

function clientOf(context: CliContext, { client }: Options, { clients }: Policy): string | null {
  if (client === undefined) return null;
  if (clients.some(({ name, clientId }) => (name ?? clientId) === client || clientId === client)) return client;
  return context.fail(`The policy has no client ${client}: name one of it with --client.`);
}

async function scanned(
  context: CliContext,
  { scan, format, maxFileSize }: Options,
  changes: TreeChanges | null,
): Promise<Scan | null> {
  const { cwd, signal } = context;
  if (scan === false) return null;
  if (scan === true && (await findWorkTree(realpathSync(cwd), signal)).kind === 'none') {
    // JSON says so by itself.
    if (format !== 'json')
      context.stderr.write(
        'Nothing was scanned for requests, for this is no Git work tree: --scan PATH names what to scan.\n',
      );
    return null;
  }
  return scanPaths({
    ...{ cwd, signal, paths: pathsOf(scan) },
    ...{ maxFileBytes: maxFileSize, jobs: null, untracked: false, changedSince: null, links: true },
    first: new Set(changes?.all.map(({ path }) => path)),
  });
}

function pathsOf(scan: Options['scan']): readonly string[] {
  return typeof scan === 'boolean' ? ['.'] : scan;
}

/** Whether a path from the top of the repository is in what was to be scanned. */
function meantBy({ cwd }: CliContext, { scan }: Options, { top }: Scan): (path: string) => boolean {
  const meant = pathsOf(scan).map((path) => realpathSync(resolve(cwd, path)));
  return (path) => meant.some((one) => isInside(resolve(top, path), one));
}

/** The policy before of an environment that it didn't have is another one's, by whose people approvals are proven. */
function digestBefore(
  before: { readonly source: PolicySource } | null,
  beforeIn: (environment: string) => IdentifiedPolicy | null,
  environment: string,
): string | null {
  const compilation = before?.source.compilation;
  const isKnown =
    compilation?.environments.includes(environment) === true ||
    compilation?.identified?.policy.environment === environment;
  return isKnown ? (beforeIn(environment)?.digest ?? null) : null;
}

/** How the repository was looked at, for the record. */
function checkedScan(context: CliContext, options: Options, repository: RepositoryVerdict | null): CheckedScan {
  const strict = options.strict === true;
  const { client = null } = options;
  if (repository === null) return { extent: 'none', files: 0, client, strict, baseline: null };
  const { scan, baseline } = repository;
  const isWhole = meantBy(context, options, scan)('') && scan.files > 0;
  return { extent: isWhole ? 'whole' : 'part', files: scan.files, client, strict, baseline };
}

function repositoryHolds(repository: RepositoryVerdict | null, { strict }: Options): boolean {
  if (repository === null) return true;
  const said = [...repository.diagnostics, ...repository.findings];
  return said.every(({ severity }) => severity === 'warning' && strict !== true);
}

async function writeBaseline(
  context: CliContext,
  options: Options,
  scan: Scan | null,
  identified: IdentifiedPolicy | null,
): Promise<ExitCode> {
  if (identified === null)
    return context.fail('The policy does not compile, so nothing can be held to it: run ambit check.');
  if (scan === null)
    return context.fail('Nothing is scanned here, for this is no Git work tree: name what to scan with --scan PATH.');
  const { file, held } = await recordBaseline(
    context,
    {
      ...{ scan, identified, client: clientOf(context, options, identified.policy) },
      baseline: options.baseline ?? null,
      advice: await catalogAdvice(scan.requests),
      time: Date.now() / 1000,
    },
    endOf(context, options),
  );
  context.stdout.write(`${counted(held, 'finding')} may pass until the baseline ends: ${file}\n`);
  return EXIT.ok;
}

function endOf(context: CliContext, { expires }: Options): string {
  if (expires === undefined)
    return `${new Date(Date.now() + BASELINE_DAYS * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)}T00:00:00Z`;
  const time = /^\d{4}-\d\d-\d\d$/.test(expires) ? `${expires}T00:00:00Z` : expires;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) || Number.isNaN(Date.parse(time)))
    return context.fail(`${expires} is no day: write 2027-01-31, or 2027-01-31T00:00:00Z.`);
  return time;
}

async function write(
  context: CliContext,
  { format, output, report: reports = [], strict }: Options,
  source: PolicySource,
  verdict: CheckVerdict,
  scan: Scan | null,
): Promise<void> {
  const { policies, expectations, repository, change } = verdict;
  const cwd = realpathSync(context.cwd);
  const report = () => checkReport(verdict, { top: scan?.top ?? cwd, cwd }, version());
  const human = (): string =>
    [
      policyText(context, source, policies),
      ...(expectations === null ? [] : [expectationsText(context, expectations, source.files)]),
      ...(change === null ? [] : [changeText(context, change, source.files)]),
      ...(repository === null ? [] : [repositoryText(context, repository, strict === true)]),
    ].join('');
  const writers: Readonly<Record<Options['format'], () => string>> = {
    human,
    json: () => jsonText(checkJson(source.folder, verdict)),
    sarif: () => sarif(report()),
    junit: () => junit(report()),
    github: () => github(report()),
    markdown: () => markdown(report()),
  };
  const text = writers[format]();
  if (output === undefined) context.stdout.write(text);
  else await writeFile(resolve(context.cwd, output), text);
  for (const { to, file } of reports.map((asked) => reportOf(context, asked)))
    await writeFile(resolve(context.cwd, file), writers[to]());
}

function reportOf(context: CliContext, asked: string): { readonly to: Options['format']; readonly file: string } {
  const at = asked.indexOf('=');
  const [name, file] = [asked.slice(0, Math.max(at, 0)), asked.slice(at + 1)];
  const to = FORMATS.find((one) => one === name);
  return to === undefined || file === ''
    ? context.fail(
        `${asked} is no report: write a format and a file, such as sarif=ambit.sarif. Formats are ${FORMATS.join(', ')}.`,
      )
    : { to, file };
}
