import { stringify } from 'yaml';
import { z } from 'zod';
import { type Diagnostic, type FileKind, readYaml, validateAs } from '../../policy/index.ts';
import type { GateFinding } from './types.ts';

/** What the file is called that a repository keeps its baseline in. */
export const BASELINE_FILE = 'ambit.baseline.yaml';
/** Nobody promises anything for longer. */
const MAX_DAYS = 366;
const SECONDS_PER_DAY = 86_400;

const entry = z.strictObject({
  rule: z.enum(['scope-not-allowed', 'client-not-said', 'scopes-dynamic']),
  file: z.string().min(1).max(4096),
  client: z.string().nullable().default(null),
  scope: z.string().nullable().default(null),
  count: z.int().min(1).max(100_000).default(1),
  expires: z.iso
    .datetime({ message: 'a time reads 2027-01-31T00:00:00Z', abort: true })
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a time reads 2027-01-31T00:00:00Z'),
});
const baselineFile = z.strictObject({ baseline: z.literal(1), entries: z.array(entry).max(100_000) });

const KIND: FileKind<z.infer<typeof baselineFile>> = {
  schema: baselineFile,
  fieldsAt: (path) => Object.keys((path.length === 0 ? baselineFile : entry).shape),
  document: 'docs/check.md',
};

/** What a repository asked for before the gate judged it: it passes until it expires, and no more of it. */
export interface BaselineEntry extends z.infer<typeof entry> {
  /** Line of the entry in the file, from 1. */
  readonly line: number;
}

/** Reads a baseline; null, and what is wrong, where it can't be read. */
export function parseBaseline(
  path: string,
  text: string,
): { readonly entries: readonly BaselineEntry[] | null; readonly diagnostics: readonly Diagnostic[] } {
  const source = readYaml(path, text);
  const diagnostics: Diagnostic[] = [...source.diagnostics];
  const value = diagnostics.length > 0 ? null : validateAs(KIND, source, diagnostics);
  if (value === null) return { entries: null, diagnostics };
  return {
    entries: value.entries.map((one, index) => ({ ...one, line: source.at(['entries', index], 'value').line })),
    diagnostics,
  };
}

/** What stands for itself: where it stands in its file is left out, so that a baseline outlives an edit above. */
function keyOf({ rule, file, client, scope }: Pick<BaselineEntry, 'rule' | 'file' | 'client' | 'scope'>): string {
  return JSON.stringify([rule, file, client, scope]);
}

export interface BaselineResult {
  /** What stands beside the baseline, and what is wrong with the baseline itself. */
  readonly findings: readonly GateFinding[];
  /** How many findings it lets pass. */
  readonly held: number;
}

/**
 * Lets what was there before pass, as often as it was there and until it expires.
 *
 * @param path of the baseline, as findings name it
 * @param time seconds since 1970
 */
export function applyBaseline(
  found: readonly GateFinding[],
  entries: readonly BaselineEntry[],
  path: string,
  time: number,
): BaselineResult {
  const left = new Map<string, number>();
  const own: GateFinding[] = [];
  const counts = new Map<string, number>();
  for (const finding of found) counts.set(keyOf(asEntry(finding)), (counts.get(keyOf(asEntry(finding))) ?? 0) + 1);
  const named = new Set<string>();
  for (const one of entries) {
    if (named.size === named.add(keyOf(one)).size) own.push(doubled(path, one));
    const over = Date.parse(one.expires) / 1000;
    const count = counts.get(keyOf(one)) ?? 0;
    if (count < one.count) own.push(unneeded(path, one, count));
    if (over <= time) {
      if (count > 0) own.push(expired(path, one));
    } else if (over - time > MAX_DAYS * SECONDS_PER_DAY) own.push(long(path, one));
    else left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + one.count);
  }
  const findings: GateFinding[] = [];
  for (const finding of found) {
    const key = keyOf(asEntry(finding));
    const rest = left.get(key) ?? 0;
    if (rest > 0) left.set(key, rest - 1);
    else findings.push(finding);
  }
  return { findings: [...findings, ...own], held: found.length - findings.length };
}

/**
 * What a change lets pass that the branch before it didn't: a baseline gets shorter, or it is a way round the policy.
 *
 * @param path of the baseline, as findings name it
 */
export function widenedBaseline(
  before: readonly BaselineEntry[],
  after: readonly BaselineEntry[],
  path: string,
): GateFinding[] {
  const known = new Map<string, { count: number; expires: number }>();
  for (const one of before) {
    const { count = 0, expires = Number.POSITIVE_INFINITY } = known.get(keyOf(one)) ?? {};
    // Of two that are joined the earlier end holds.
    known.set(keyOf(one), { count: count + one.count, expires: Math.min(expires, Date.parse(one.expires)) });
  }
  return after.flatMap((one) => {
    const was = known.get(keyOf(one));
    if (was !== undefined) {
      was.count -= one.count;
      if (was.count >= 0 && Date.parse(one.expires) <= was.expires) return [];
    }
    return [
      ownFinding('baseline-widened', 'error', path, one, {
        message: `this change lets ${whatOf(one)} pass ${was === undefined ? 'that did not before' : 'more often or longer than before'}`,
        help: 'Have the policy allow it, with its approval, or take the request out.',
      }),
    ];
  });
}

/** The baseline of what is found now. What was in the old one keeps its end: writing it again buys no time. */
export function writeBaseline(
  found: readonly GateFinding[],
  before: readonly BaselineEntry[],
  expires: string,
): string {
  const ends = new Map<string, string>();
  for (const one of before) {
    const known = ends.get(keyOf(one));
    if (known === undefined || Date.parse(one.expires) < Date.parse(known)) ends.set(keyOf(one), one.expires);
  }
  const entries = new Map<string, Omit<BaselineEntry, 'line'>>();
  for (const finding of found) {
    const one = asEntry(finding);
    const key = keyOf(one);
    const known = entries.get(key);
    entries.set(key, { ...one, count: (known?.count ?? 0) + 1, expires: ends.get(key) ?? expires });
  }
  const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
  return `# What this repository asked for before ambit check judged it. Each entry ends; none may be added (docs/check.md).\n${stringify(
    { baseline: 1, entries: sorted },
    { lineWidth: 0 },
  )}`;
}

/** Whether a baseline may hold it: what is wrong with the baseline itself, it can't. */
export function isBaselined({ rule }: GateFinding): boolean {
  return (entry.shape.rule.options as readonly string[]).includes(rule);
}

function asEntry({ rule, file, client, scope }: GateFinding): Omit<BaselineEntry, 'line'> {
  return { rule: rule as BaselineEntry['rule'], file, client, scope, count: 1, expires: '' };
}

function whatOf({ scope, file }: BaselineEntry): string {
  return scope === null ? `a request in ${file}` : `${scope} in ${file}`;
}

function expired(path: string, one: BaselineEntry): GateFinding {
  return ownFinding('baseline-expired', 'error', path, one, {
    message: `${whatOf(one)} was let pass until ${one.expires}, and is still asked for`,
    help: 'Have the policy allow it, or take the request out, and remove this entry.',
  });
}

function doubled(path: string, one: BaselineEntry): GateFinding {
  return ownFinding('baseline-doubled', 'error', path, one, {
    message: `${whatOf(one)} is let pass by another entry, too`,
    help: 'Join the two to one, with the earlier end.',
  });
}

function long(path: string, one: BaselineEntry): GateFinding {
  return ownFinding('baseline-expired', 'error', path, one, {
    message: `${whatOf(one)} is let pass until ${one.expires}, more than ${MAX_DAYS} days from now`,
    help: 'Give it an end that somebody will see.',
  });
}

function unneeded(path: string, one: BaselineEntry, count: number): GateFinding {
  return ownFinding('baseline-unneeded', 'warning', path, one, {
    message: `${whatOf(one)} is let pass ${one.count} times, and asked for ${count === 0 ? 'no more' : count}`,
    help: count === 0 ? 'Remove this entry, so that it fails when it comes back.' : `Write count: ${count}.`,
  });
}

function ownFinding(
  rule: GateFinding['rule'],
  severity: GateFinding['severity'],
  path: string,
  { line, client, scope }: BaselineEntry,
  said: Pick<GateFinding, 'message' | 'help'>,
): GateFinding {
  return {
    rule,
    severity,
    file: path,
    line,
    column: 1,
    client,
    scope,
    reason: null,
    ...said,
    narrower: [],
    approvers: [],
  };
}
