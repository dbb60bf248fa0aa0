import {
  type ControlResult,
  decidedOf,
  issuedOf,
  type PeriodEntry,
  type PeriodFacts,
  processOf,
  strangersOf,
  tokenRefOf,
} from '../../../controls/index.ts';
import { isRefused } from '../../../decision/index.ts';
import { checkedIn, readCheckRun } from '../../../policy/index.ts';
import { type Cell, csvRow } from '../csv.ts';
import type { DerivedOutput } from '../derived-output.ts';
import { DERIVED } from '../layout.ts';

/** Uses, refusals, signs of life and gaps, as they happened. */
export class EventRegisters {
  readonly #output: DerivedOutput;

  constructor(output: DerivedOutput) {
    this.#output = output;
    output.write(
      DERIVED.uses,
      csvRow([
        ...[
          'entry',
          'time',
          'kind',
          'api',
          'operation',
          'client',
          'token',
          'scopes',
          'risk',
          'outcome',
          'mode',
          'count',
        ],
        ...['first', 'last', 'policy', 'openapi'],
      ]),
    );
    output.write(
      DERIVED.refusals,
      csvRow(['entry', 'time', 'kind', 'at', 'client', 'token', 'asked', 'reason', 'error', 'withheld', 'count']),
    );
    output.write(
      DERIVED.checks,
      csvRow([
        ...['entry', 'time', 'checked_at', 'attestor', 'repository', 'commit', 'base', 'policy', 'outcome'],
        ...['errors', 'requests', 'held_by_baseline', 'held_until'],
        ...['version', 'base_policy', 'scan', 'files', 'client', 'strict', 'baseline'],
      ]),
    );
    output.write(
      DERIVED.processes,
      csvRow(['entry', 'time', 'kind', 'writer', 'role', 'version', 'clock_ahead_milliseconds', 'configuration']),
    );
  }

  take(entry: PeriodEntry): void {
    const { kind } = entry.entry;
    if (kind === 'decision.made' || kind.startsWith('token.use')) this.#decided(entry);
    else if (kind === 'token.withheld') this.#withheld(entry);
    else if (kind === 'token.not_issued') this.#notIssued(entry);
    else if (kind === 'refusals.summarised') this.#strangers(entry);
    else if (kind === 'policy.refused') this.#policyRefused(entry);
    else if (kind.startsWith('process.') || kind === 'gap.recorded') this.#process(entry);
    else if (kind === 'check.recorded') this.#check(entry);
  }

  #decided({ index, entry }: PeriodEntry): void {
    const decided = decidedOf(entry);
    if (decided === null) return;
    const { request, decision, api, count, first, last } = decided;
    const token = tokenRefOf(entry.refs);
    if (entry.kind === 'token.used' || entry.kind === 'token.usage')
      this.#output.write(
        DERIVED.uses,
        csvRow([
          ...[index, entry.time, entry.kind, api, request.kind === 'use' ? request.operation : null, request.clientId],
          ...[token, decision.scopes, decision.risk, decision.outcome, decision.mode, count, first, last],
          ...[entry.digests['policy'] ?? null, entry.digests['openapi'] ?? null],
        ]),
      );
    else if (isRefused(decision))
      this.#refusal(entry, index, [
        request.kind === 'use' ? `${api} ${request.operation}` : request.grantType,
        ...[request.clientId, token, request.kind === 'grant' ? request.scopes : null],
        ...[decision.reason, decision.error],
        decision.withheld.map(({ scope, reason }) => `${scope} (${reason})`),
        count,
      ]);
  }

  #withheld({ index, entry }: PeriodEntry): void {
    const issued = issuedOf(entry);
    if (issued === null) return;
    const scopes = [...new Set(issued.tokens.flatMap((one) => one.scopes))];
    const token = tokenRefOf(entry.refs);
    const { grantType, clientId, faults } = issued;
    this.#refusal(entry, index, [grantType, clientId, token, scopes, faults, null, null, 1]);
  }

  #notIssued({ index, entry }: PeriodEntry): void {
    const { clientId, outcome, error } = entry.body;
    this.#refusal(entry, index, [null, textOf(clientId), null, null, textOf(outcome), textOf(error), null, 1]);
  }

  #strangers({ index, entry }: PeriodEntry): void {
    for (const { at, reason, count } of strangersOf(entry) ?? [])
      this.#refusal(entry, index, [at, null, null, null, reason, null, null, count]);
  }

  #policyRefused({ index, entry }: PeriodEntry): void {
    const { reason, lacking } = entry.body;
    const listed = Array.isArray(lacking) ? lacking.map(String) : null;
    this.#refusal(entry, index, [entry.digests['policy'] ?? null, null, null, null, textOf(reason), null, listed, 1]);
  }

  #refusal({ time, kind }: PeriodEntry['entry'], index: number, cells: readonly Cell[]): void {
    this.#output.write(DERIVED.refusals, csvRow([index, time, kind, ...cells]));
  }

  /** As its note says; whether anybody vouches for that is AC-15's. */
  #check({ index, entry }: PeriodEntry): void {
    const note = textOf(entry.body['note']);
    const run = note === null ? null : readCheckRun(note);
    const checked = run === null ? undefined : checkedIn(run, entry.environment);
    this.#output.write(
      DERIVED.checks,
      csvRow([
        ...[index, entry.time, run?.time ?? null, run?.attestor ?? null, run?.repository ?? null, run?.commit ?? null],
        ...[run?.base ?? null, checked?.policy ?? null, run?.outcome ?? null, run?.errors ?? null],
        ...[run?.requests ?? null, run?.held ?? null, run?.heldUntil ?? null, run?.version ?? null],
        ...[checked?.base ?? null, run?.scan?.extent ?? null, run?.scan?.files ?? null, run?.scan?.client ?? null],
        ...[run?.scan == null ? null : run.scan.strict ? 'yes' : 'no', run?.scan?.baseline ?? null],
      ]),
    );
  }

  #process({ index, entry }: PeriodEntry): void {
    const said = processOf(entry);
    this.#output.write(
      DERIVED.processes,
      csvRow([
        ...[index, entry.time, entry.kind, entry.writer, said?.role ?? null, said?.version ?? null],
        ...[said?.clockAheadMilliseconds ?? null, entry.digests['configuration'] ?? null],
      ]),
    );
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The life of every token that was born, used or refused in the period. */
export function writeTokens(output: DerivedOutput, facts: PeriodFacts): void {
  output.write(
    DERIVED.tokens,
    csvRow([
      ...[
        'entry',
        'token',
        'type',
        'issuer',
        'client',
        'grant',
        'grant_type',
        'scopes',
        'audience',
        'issued_at',
        'expires',
      ],
      ...['decision_entry', 'policy', 'uses', 'first_use', 'last_use', 'refused_uses', 'revoked_at', 'revoked_entry'],
      ...['revoked_why', 'revoked_upstream', 'origin'],
    ]),
  );
  for (const token of facts.tokens.values()) {
    if (!token.bornInPeriod && token.uses === 0 && token.refusedUses === 0 && token.recognised === 0) continue;
    const revoked = facts.revocationOf(token);
    output.write(
      DERIVED.tokens,
      csvRow([
        ...[token.issued?.index ?? null, token.fingerprint, token.type, token.issuer, token.clientId, token.grantId],
        ...[token.grantType, token.scopes, token.audience, token.issuedAt, timeOf(token.expiresAt)],
        facts.decisionOf(token.decision ?? undefined)?.reference.index ?? null,
        ...[token.policyDigest, token.uses, token.firstUse, token.lastUse, token.refusedUses],
        ...[
          revoked?.time ?? null,
          revoked?.reference.index ?? null,
          revoked?.reason ?? null,
          revoked?.upstream ?? null,
          token.origin,
        ],
      ]),
    );
  }
}

/** RFC 3339 of seconds since 1970; as a number where no calendar has them. */
function timeOf(seconds: number | null): string | null {
  if (seconds === null) return null;
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString();
}

export function writeExceptions(output: DerivedOutput, controls: readonly ControlResult[]): void {
  output.write(DERIVED.exceptions, csvRow(['control', 'time', 'what', 'entries', 'ids']));
  for (const { id, exceptions, moreExceptions } of controls) {
    for (const { time, what, entries } of exceptions)
      output.write(
        DERIVED.exceptions,
        csvRow([id, time, what, entries.map(({ index }) => String(index)), entries.map((one) => one.id)]),
      );
    if (moreExceptions > 0)
      output.write(DERIVED.exceptions, csvRow([id, null, `and ${moreExceptions} more`, null, null]));
  }
}
