import { askedAlone, type Decision, decide } from '../../decision/index.ts';
import { type Client, type IdentifiedPolicy, nameOfClient, type Policy } from '../../policy/index.ts';
import type { ReportedDynamic, ReportedScope, ScanResult, Skipped } from '../index.ts';
import { adviceFor } from './advice.ts';
import type { GateFinding, ScopeAdvice } from './types.ts';
import { unreadMessage } from './unread-changes.ts';
import { Askers } from './whose-request.ts';

export interface JudgeOptions {
  /** Seconds since 1970. */
  readonly time: number;
  /** The client whose requests those are that nothing names one of; null where there is none. */
  readonly client: string | null;
  readonly advice: ScopeAdvice;
  /** Files that a change touches: what of them can't be read fails. Null where no change is judged. */
  readonly touched?: ReadonlySet<string> | null;
  /** The policy before a change: what it says of whose a file is, a change can't leave to `client`. */
  readonly before?: Policy | null;
  /** By each file that a change brings, the one that it was before under another name. */
  readonly renamed?: ReadonlyMap<string, string>;
}

/**
 * What the policy doesn't allow of what a repository asks for, by the decision that the guards ask: each scope, for each client that may
 * be meant. A scope that a client may hold while elevated isn't held against its code, which asks when it is. Whose request it is that
 * nobody says, is held against it.
 */
export function judgeRequests(
  identified: IdentifiedPolicy,
  { requests, dynamic, skipped }: Pick<ScanResult, 'requests' | 'dynamic' | 'skipped'>,
  options: JudgeOptions,
): GateFinding[] {
  const askers = new Askers(identified.policy, options.client);
  const former = options.before ? new Askers(options.before, null) : null;
  const decisions = new Map<string, Decision>();
  const decisionOn = (client: Client, scope: string): Decision => {
    const key = `${nameOfClient(client)} ${scope}`;
    const known = decisions.get(key) ?? decide(identified, ...askedAlone(client, scope, options.time));
    decisions.set(key, known);
    return known;
  };
  const judged = (request: ReportedScope, client: Client, borrowed: string | null): GateFinding[] => {
    const reason = reasonAgainst(decisionOn(client, request.scope));
    if (reason === null) return [];
    const finding = notAllowed(identified, request, client, reason, options);
    return [borrowed === null ? finding : inTheNameOf(borrowed, client, finding)];
  };
  const found = requests.flatMap((request) => {
    const { clients, owners, by } = askers.of(request.file, request.client);
    const was = options.renamed?.get(request.file) ?? request.file;
    const lost = owners.length > 0 ? [] : ownersBefore(former, was, request.file);
    if (lost.length > 0 && !isAmong(clients, lost)) return [noLongerOf(request, was, lost, clients)];
    if (clients.length === 0) return [ofNobody(request)];
    const isBorrowed = by === 'name' && owners.length > 0 && !clients.some((client) => owners.includes(client));
    return [
      ...clients.flatMap((client) => judged(request, client, null)),
      ...(isBorrowed ? owners.flatMap((owner) => judged(request, owner, request.client)) : []),
    ];
  });
  return [...found, ...dynamic.map(unknowable), ...skipped.map((one) => unread(one, options.touched ?? null))];
}

function reasonAgainst({ withheld, reason, outcome }: Decision): string | null {
  const [first] = withheld;
  if (first?.reason === 'scope_needs_elevation') return null;
  if (first !== undefined) return first.reason;
  return outcome === 'permit' ? null : (reason ?? 'nothing_left');
}

function notAllowed(
  identified: IdentifiedPolicy,
  request: ReportedScope,
  client: Client,
  reason: string,
  { advice }: JudgeOptions,
): GateFinding {
  const { file, line, column, scope } = request;
  return {
    ...{
      rule: 'scope-not-allowed',
      severity: 'error',
      file,
      line,
      column,
      client: nameOfClient(client),
      scope,
      reason,
    },
    ...adviceFor(identified.policy, request, client, reason, advice),
  };
}

function ofNobody({ file, line, column, scope, client }: ReportedScope): GateFinding {
  const named = client === null ? 'and nothing says for which client' : `for ${client}, which the policy does not know`;
  return {
    ...{ rule: 'client-not-said', severity: 'error', file, line, column, client, scope, reason: null },
    message: `${scope} is asked for here, ${named}`,
    help:
      client === null
        ? 'Name this file in sources: of the client in the policy, or give ambit check the client of this repository: --client CLIENT.'
        : 'Define that client in the policy, or name this file in sources: of the client that it is.',
    narrower: [],
    approvers: [],
  };
}

/** By the name that a file had, and by the one that it has. */
function ownersBefore(former: Askers | null, was: string, file: string): readonly Client[] {
  return former === null ? [] : [...former.of(was, null).owners, ...(was === file ? [] : former.of(file, null).owners)];
}

function isAmong(clients: readonly Client[], others: readonly Client[]): boolean {
  const names = new Set(others.map(nameOfClient));
  return clients.length > 0 && clients.every((client) => names.has(nameOfClient(client)));
}

/** Whatever client a file of somebody's sources names, no more is asked for in it than by those whose it is. */
function inTheNameOf(named: string, owner: Client, finding: GateFinding): GateFinding {
  const name = nameOfClient(owner);
  return {
    ...finding,
    message: `${finding.scope} is asked for here in the name of ${named}, in a file of ${name}, which may not hold it`,
    help: `Name this file in sources: of ${named}, with the approval that this needs, or take the request out.`,
  };
}

/** A file that was somebody's and that this change leaves to whoever the repository is said to be. */
function noLongerOf(
  { file, line, column, scope }: ReportedScope,
  was: string,
  lost: readonly Client[],
  [client]: readonly Client[],
): GateFinding {
  const names = lost.map(nameOfClient).join(' and ');
  const now = client === undefined ? 'nobody’s' : `${nameOfClient(client)}’s`;
  return {
    ...{ rule: 'source-lost', severity: 'error', file, line, column, scope, reason: null, narrower: [], approvers: [] },
    client: client === undefined ? null : nameOfClient(client),
    message: `${scope} is asked for in a file of ${names}, which this change ${was === file ? 'makes' : `moves from ${was}, and so makes`} ${now}`,
    help: `Leave it in sources: of ${names}, or name it in sources: of the client that it is now.`,
  };
}

/** An extractor's reason begins with where in the file something is wrong. */
function unread({ file, reason }: Skipped, touched: ReadonlySet<string> | null): GateFinding {
  const [place = '', line, column] = /^line (\d+), column (\d+): /.exec(reason) ?? [];
  const why = reason.slice(place.length);
  const isTouched = touched?.has(file) === true;
  return {
    ...{ rule: 'file-unread', severity: isTouched ? 'error' : 'warning', file },
    ...{ line: Number(line ?? 1), column: Number(column ?? 1) },
    ...{ client: null, scope: null, reason: null, narrower: [], approvers: [] },
    message: isTouched ? unreadMessage(why) : `not read, or not whole: ${why}`,
    help: isTouched
      ? 'Mend it, or keep it out of the folders that are scanned (--scan) where no program reads it.'
      : 'Mend it, or see for yourself that it asks for nothing.',
  };
}

function unknowable({ file, line, column, client, reason }: ReportedDynamic): GateFinding {
  return {
    ...{ rule: 'scopes-dynamic', severity: 'warning', file, line, column, client, scope: null, reason: null },
    message: `what is asked for here depends on ${reason}, which can't be judged before it runs`,
    help: 'Write the scopes down here, or trust the guard to refuse what the policy doesn’t allow.',
    narrower: [],
    approvers: [],
  };
}
