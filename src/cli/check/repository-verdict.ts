import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic, IdentifiedPolicy, Policy } from '../../policy/index.ts';
import { readFileAtRevision } from '../../policy-folder/index.ts';
import { digestOfBytes } from '../../proof/index.ts';
import {
  applyBaseline,
  BASELINE_FILE,
  type BaselineEntry,
  type GateFinding,
  isBaselined,
  judgeRequests,
  type LookedAt,
  parseBaseline,
  type ScopeAdvice,
  touchedFiles,
  unreadChanges,
  widenedBaseline,
  writeBaseline,
} from '../../scan/gate/index.ts';
import type { Change, Scan } from '../../scan/index.ts';
import type { CliContext } from '../command.ts';

/** What is asked of a repository. */
export interface RepositoryQuestion {
  readonly scan: Scan;
  readonly identified: IdentifiedPolicy;
  /** The client whose requests those are of which nothing else says so. */
  readonly client: string | null;
  /** A file other than `ambit.baseline.yaml` at the top of the repository. */
  readonly baseline: string | null;
  /** The Git revision before the change, whose baseline this one may not exceed. */
  readonly base: string | null;
  /** Whether Ambit was in use at the base: from then on a baseline only gets shorter. */
  readonly adopted: boolean;
  /** What differs from the base, and whether it is in what was to be scanned; null where no change is judged. */
  readonly change: RepositoryChange | null;
  readonly advice: ScopeAdvice;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What a change does. */
export interface RepositoryChange {
  /** With paths from the top of the repository. */
  readonly changes: readonly Change[];
  /** By each file that the change brings, the one that it was before under another name. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly isMeant: (path: string) => boolean;
  /** The policy before it; null where it brings the first. */
  readonly policy: Policy | null;
}

/** What a repository's requests for scopes come to. Paths are from the current folder where they are in it. */
export interface RepositoryVerdict {
  readonly scan: Scan;
  readonly findings: readonly GateFinding[];
  /** What is wrong with the baseline's file. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many findings the baseline lets pass, and until when the first of them. */
  readonly held: number;
  readonly heldUntil: string | null;
  /** `sha256:<hex>` of the baseline's file; null where there is none. */
  readonly baseline: string | null;
}

/**
 * Holds what a repository asks for to the policy, less what its baseline lets pass.
 *
 * @throws CliError where `client` is none of the policy's
 */
export async function judgeRepository(context: CliContext, question: RepositoryQuestion): Promise<RepositoryVerdict> {
  const { scan, time, base, adopted } = question;
  const found = findingsOf(question);
  const file = baselineFile(context, scan, question.baseline);
  const { entries, diagnostics, digest } = await readBaseline(context, file, question.baseline !== null);
  const shown = shownFile(context, file);
  const applied = applyBaseline(found, entries, shown, time);
  const before = base === null ? null : baselineBefore(scan, file, base);
  const widened = before === null || !adopted ? [] : widenedBaseline(before, entries, shown);
  const fromHere = (finding: GateFinding): GateFinding =>
    finding.file !== shown ? { ...finding, file: shownFile(context, resolve(scan.top, finding.file)) } : finding;
  const ends = entries.map(({ expires }) => expires).sort();
  return {
    scan,
    findings: [...applied.findings, ...widened].map(fromHere),
    diagnostics,
    held: applied.held,
    heldUntil: applied.held > 0 ? (ends[0] ?? null) : null,
    baseline: digest,
  };
}

/** Writes what is found now as the baseline; how many findings it holds, and where. */
export async function recordBaseline(
  context: CliContext,
  question: Omit<RepositoryQuestion, 'base' | 'adopted' | 'change'>,
  expires: string,
): Promise<{ readonly file: string; readonly held: number }> {
  const { scan } = question;
  const found = findingsOf({ ...question, change: null });
  const file = baselineFile(context, scan, question.baseline);
  const { entries, diagnostics } = await readBaseline(context, file, false);
  if (diagnostics.length > 0)
    return context.fail(`The baseline ${shownFile(context, file)} can't be read: mend it, or remove it, first.`);
  const lasting = found.filter(isBaselined);
  await writeFile(file, writeBaseline(lasting, entries, expires));
  return { file: shownFile(context, file), held: lasting.length };
}

/** What the policy holds against the requests, with paths from the top of the repository. */
function findingsOf({
  scan,
  identified,
  client,
  time,
  advice,
  change,
}: Pick<RepositoryQuestion, 'scan' | 'identified' | 'client' | 'time' | 'advice' | 'change'>): GateFinding[] {
  const fromTop = pathFrom(scan);
  const moved = <One extends { readonly file: string }>(all: readonly One[]): One[] =>
    all.map((one) => ({ ...one, file: fromTop(one.file) }));
  const looked: LookedAt | null =
    change === null
      ? null
      : {
          ...change,
          asked: new Set([...scan.asked].map(fromTop)),
          left: scan.left.map(fromTop),
          behindLinks: new Map([...scan.behindLinks].map(([link, target]) => [fromTop(link), fromTop(target)])),
          unfollowed: moved(scan.unfollowed),
        };
  const found = judgeRequests(
    identified,
    { requests: moved(scan.requests), dynamic: moved(scan.dynamic), skipped: moved(scan.skipped) },
    {
      ...{ time, client, advice, before: change?.policy ?? null, renamed: change?.renamed ?? new Map() },
      touched: looked === null ? null : touchedFiles(looked),
    },
  );
  return looked === null ? found : [...found, ...unreadChanges(looked)];
}

/** A scan's paths are from the current folder; those of sources and baselines from the top of the repository. */
function pathFrom({ top, cwd }: Scan): (path: string) => string {
  return (path) => {
    const absolute = isAbsolute(path) ? path : join(cwd, path);
    return relative(top, absolute).split(sep).join('/');
  };
}

function baselineFile({ cwd }: CliContext, { top }: Scan, named: string | null): string {
  return named === null ? join(top, BASELINE_FILE) : resolve(cwd, named);
}

function shownFile({ cwd }: CliContext, file: string): string {
  const way = relative(cwd, file);
  return way.startsWith('..') || isAbsolute(way) ? file : way.split(sep).join('/');
}

async function readBaseline(
  context: CliContext,
  file: string,
  demanded: boolean,
): Promise<{
  readonly entries: readonly BaselineEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly digest: string | null;
}> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !demanded)
      return { entries: [], diagnostics: [], digest: null };
    return context.fail(`The baseline ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
  const { entries, diagnostics } = parseBaseline(shownFile(context, file), bytes.toString('utf8'));
  return { entries: entries ?? [], diagnostics, digest: digestOfBytes(bytes) };
}

/** What the baseline let pass at the base; nothing where it wasn't there, or said nothing that could be read. */
function baselineBefore({ top }: Scan, file: string, base: string): readonly BaselineEntry[] {
  const text = readFileAtRevision(top, base, relative(top, file).split(sep).join('/'));
  return text === null ? [] : (parseBaseline(file, text).entries ?? []);
}
