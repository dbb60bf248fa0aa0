import type { CheckedPolicy, CheckedScan, CheckRun } from './check-run.ts';
import { isUtcSeconds } from './utc-seconds.ts';

const TITLES = { 1: 'ambit check run v1', 2: 'ambit check run v2' } as const;
/** What stands where there is nothing. */
const NONE = '-';
/** So many environments fit, with all else, into what one entry of the ledger holds. */
export const MAX_CHECKED_POLICIES = 32;

const MAX_CLIENT_CHARACTERS = 600;
/** No such run is written, for its text would not be read again. */
const NOT_SAID = { extent: '', files: '', client: null, strict: false, baseline: null } as const;

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40,64}$/;
const COUNT = /^(0|[1-9]\d{0,8})$/;
const ENVIRONMENT = /^[a-z][a-z0-9-]{0,40}$/;

/** What may stand in each field, whichever version has it. */
const FIELDS = {
  environment: (value) => ENVIRONMENT.test(value),
  policy: (value) => DIGEST.test(value),
  repository: orNone((value) => /^[\x21-\x7e]{1,200}$/.test(value)),
  commit: orNone((value) => COMMIT.test(value)),
  base: orNone((value) => COMMIT.test(value)),
  outcome: (value) => value === 'passed' || value === 'failed',
  errors: (value) => COUNT.test(value),
  scan: (value) => value === 'whole' || value === 'part' || value === 'none',
  files: (value) => COUNT.test(value),
  requests: (value) => COUNT.test(value),
  client: orNone((value) => readClient(value) !== null),
  strict: (value) => value === 'yes' || value === 'no',
  baseline: orNone((value) => DIGEST.test(value)),
  held: (value) => COUNT.test(value),
  heldUntil: orNone(isUtcSeconds),
  attestor: (value) => /^[a-z][a-z0-9-]{0,60}$/.test(value),
  time: isUtcSeconds,
} as const satisfies Readonly<Record<string, (value: string) => boolean>>;
type Field = keyof typeof FIELDS;

const ORDER: Readonly<Record<1 | 2, readonly Field[]>> = {
  1: [
    ...(['environment', 'policy', 'repository', 'commit', 'base', 'outcome', 'errors', 'requests'] as const),
    ...(['held', 'heldUntil', 'attestor', 'time'] as const),
  ],
  2: [
    ...(['repository', 'commit', 'base', 'outcome', 'errors', 'scan', 'files', 'requests', 'client'] as const),
    ...(['strict', 'baseline', 'held', 'heldUntil', 'attestor', 'time'] as const),
  ],
};

/** A check run as the lines that are signed: a title, a line a field, and one line for each policy. */
export function checkRunText(run: CheckRun): string {
  const { extent, files, client, strict, baseline } = run.scan ?? NOT_SAID;
  const values: Readonly<Partial<Record<Field, string | number | null>>> = {
    ...{ repository: run.repository, commit: run.commit, base: run.base, outcome: run.outcome, errors: run.errors },
    ...{
      scan: extent,
      files,
      requests: run.requests,
      client: client === null ? null : clientText(client),
      strict: strict ? 'yes' : 'no',
      baseline,
    },
    ...{ held: run.held, heldUntil: run.heldUntil, attestor: run.attestor, time: run.time },
  };
  return [
    TITLES[2],
    ...ORDER[2].map((field) => `${field} ${values[field] ?? NONE}`),
    ...run.policies.map(({ environment, policy, base }) => `policy ${environment} ${policy} ${base ?? NONE}`),
    '',
  ].join('\n');
}

/** What such lines say, in either version; null for any other text. */
export function readCheckRunText(text: string): CheckRun | null {
  const [title, ...lines] = text.split('\n');
  const version = title === TITLES[1] ? 1 : title === TITLES[2] ? 2 : null;
  if (version === null || lines.pop() !== '') return null;
  const order = ORDER[version];
  const said = new Map<Field, string>();
  for (const [index, field] of order.entries()) {
    const line = lines[index] ?? '';
    const value = line.slice(field.length + 1);
    if (!line.startsWith(`${field} `) || !FIELDS[field](value)) return null;
    said.set(field, value);
  }
  const rest = lines.slice(order.length);
  const policies = version === 1 ? (rest.length === 0 ? [onlyPolicy(said)] : null) : readPolicies(rest);
  if (policies === null) return null;
  const run: CheckRun = {
    version,
    repository: textOf(said, 'repository'),
    commit: textOf(said, 'commit'),
    base: textOf(said, 'base'),
    outcome: said.get('outcome') === 'passed' ? 'passed' : 'failed',
    errors: Number(said.get('errors')),
    scan: version === 1 ? null : scanOf(said),
    requests: Number(said.get('requests')),
    held: Number(said.get('held')),
    heldUntil: textOf(said, 'heldUntil'),
    attestor: said.get('attestor') ?? '',
    time: said.get('time') ?? '',
    policies,
  };
  return isSound(run) ? run : null;
}

/** A run that found errors didn't pass, what ends is what is held, and nothing comes of what wasn't scanned. */
function isSound({ outcome, errors, scan, requests, held, heldUntil }: CheckRun): boolean {
  if (outcome === 'passed' && errors > 0) return false;
  if ((held === 0) !== (heldUntil === null)) return false;
  if (scan === null) return true;
  if (held > 0 && scan.baseline === null) return false;
  return scan.extent !== 'none' || (scan.files === 0 && requests === 0 && held === 0);
}

function onlyPolicy(said: ReadonlyMap<Field, string>): CheckedPolicy {
  return { environment: said.get('environment') ?? '', policy: said.get('policy') ?? '', base: null };
}

/** Each environment once, in one order, so that the same run has one text. */
function readPolicies(lines: readonly string[]): readonly CheckedPolicy[] | null {
  if (lines.length === 0 || lines.length > MAX_CHECKED_POLICIES) return null;
  const policies: CheckedPolicy[] = [];
  for (const line of lines) {
    const [word, environment = '', policy = '', base = '', ...more] = line.split(' ');
    if (word !== 'policy' || more.length > 0 || !ENVIRONMENT.test(environment) || !DIGEST.test(policy)) return null;
    if (base !== NONE && !DIGEST.test(base)) return null;
    if (environment <= (policies.at(-1)?.environment ?? '')) return null;
    policies.push({ environment, policy, base: base === NONE ? null : base });
  }
  return policies;
}

function scanOf(said: ReadonlyMap<Field, string>): CheckedScan {
  return {
    extent: (said.get('scan') ?? 'none') as CheckedScan['extent'],
    files: Number(said.get('files')),
    client: readClient(textOf(said, 'client') ?? ''),
    strict: said.get('strict') === 'yes',
    baseline: textOf(said, 'baseline'),
  };
}

function textOf(said: ReadonlyMap<Field, string>, field: Field): string | null {
  const value = said.get(field) ?? NONE;
  return value === NONE ? null : value;
}

/** A client may be called anything: what isn't plain is encoded, as in an address (RFC 3986 §2.1). */
function clientText(name: string): string {
  return encodeURIComponent(name).replace(/^-$/, '%2D');
}

function readClient(text: string): string | null {
  try {
    const name = decodeURIComponent(text);
    return name !== '' && text.length <= MAX_CLIENT_CHARACTERS && clientText(name) === text ? name : null;
  } catch {
    return null;
  }
}

function orNone(is: (value: string) => boolean): (value: string) => boolean {
  return (value) => value === NONE || is(value);
}
