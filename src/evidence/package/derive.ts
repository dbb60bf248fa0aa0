import {
  type ControlRun,
  controls,
  DECIDED_KINDS,
  decidedOf,
  issuedOf,
  type PeriodEntry,
  startControls,
  strangersOf,
} from '../../controls/index.ts';
import { decide } from '../../decision/index.ts';
import { LOG_WRITER } from '../../entries/index.ts';
import { type Checkpoint, canonicalJson, encodeBase64, type Json } from '../../proof/index.ts';
import type { PackageBlobs } from './blobs.ts';
import type { DerivedOutput } from './derived-output.ts';
import { DERIVED } from './layout.ts';
import { formatOf, type Parameters } from './material.ts';
import { evidencePage } from './page.ts';
import { EventRegisters, writeExceptions, writeTokens } from './registers/event-registers.ts';
import { GrantRegister } from './registers/grant-register.ts';
import { PolicyRegisters } from './registers/policy-registers.ts';
import {
  boundaryOf,
  type CosignedBy,
  type EvidenceReport,
  limitsOf,
  noCounts,
  policySpans,
  type WriterSpan,
} from './report.ts';

export interface DerivationOptions {
  readonly parameters: Parameters;
  readonly checkpoint: Checkpoint;
  /** `<name>+<8 hex digits>` of the key that signed it. */
  readonly key: string;
  /** Who cosigned it, by the keys that the package names. */
  readonly witnesses: readonly CosignedBy[];
  /** Entries from before the period, in the order of the log. */
  readonly earlier: readonly PeriodEntry[];
  /** How many entries there are beside the period's, before and after. */
  readonly context: number;
  /** Whether an entry of after the period stands behind it. */
  readonly goesOn: boolean;
  readonly blobs: PackageBlobs;
  readonly output: DerivedOutput;
}

/**
 * Every derived file of a package out of its material, in one pass over the period's entries. Whoever makes a package and whoever
 * verifies it run this same code, so that what doesn't follow from the ledger is found as a difference. It knows no clock, no place
 * and no machine.
 */
export class Derivation {
  readonly #options: DerivationOptions;
  readonly #run: ControlRun;
  readonly #policies: PolicyRegisters;
  readonly #grants: GrantRegister;
  readonly #events: EventRegisters;
  readonly #counts = noCounts();
  readonly #known = new Set<string>();
  readonly #writers = new Map<string, { from: number; to: number; stopped: boolean }>();
  #awaited: string[] = [];
  #entries = 0;
  #outside = 0;
  #environment = '';
  #firstTime: string | null = null;
  #lastTime: string | null = null;

  constructor(options: DerivationOptions) {
    const { parameters, earlier, blobs, output, witnesses } = options;
    this.#options = options;
    this.#run = startControls(controls, {
      period: { from: parameters.from, to: parameters.to },
      policyOf: (digest) => blobs.policyOf(digest),
      operationsOf: (digest) => blobs.operationsOf(digest),
      earlier,
      witnesses: witnesses.map(({ name }) => name),
    });
    this.#policies = new PolicyRegisters(output, this.#run.facts);
    this.#grants = new GrantRegister(output, this.#run.facts);
    this.#events = new EventRegisters(output);
    for (const { id, entry } of earlier) {
      this.#known.add(id);
      this.#environment = entry.environment;
    }
    const inForce = this.#run.facts.active;
    if (inForce !== null) this.#policies.take(inForce);
  }

  /** The next entry of the period. */
  take(entry: PeriodEntry): void {
    const { time, writer, sequence, environment, after, kind } = entry.entry;
    const { from, to } = this.#options.parameters;
    this.#run.take(entry);
    this.#entries++;
    this.#environment = environment;
    this.#firstTime ??= time;
    this.#lastTime = time;
    if (time < from || time >= to) this.#outside++;
    if (isReferredTo(kind)) this.#known.add(entry.id);
    for (const id of after) if (!this.#known.has(id)) this.#awaited.push(id);
    const span = this.#writers.get(writer);
    const stopped = kind === 'process.stopped';
    if (span === undefined) this.#writers.set(writer, { from: sequence, to: sequence, stopped });
    else Object.assign(span, { to: sequence, stopped });
    const activation = this.#run.facts.activatedBy(entry);
    if (activation !== null) this.#policies.take(activation);
    this.#grants.take(entry);
    this.#events.take(entry);
    this.#count(entry);
  }

  /** The rest of all files but `files.sha256`. @param later entries behind the period. */
  finish(later: readonly PeriodEntry[]): EvidenceReport {
    const { parameters, checkpoint, key, context, goesOn, output, witnesses } = this.#options;
    const { from, to, generatedAt, ambit, first, end } = parameters;
    for (const { id } of later) this.#known.add(id);
    const { facts } = this.#run;
    const results = this.#run.finish(later);
    const writers = this.#writerSpans(later);
    const inForce = facts.activations.slice(Math.max(0, facts.activations.findIndex((one) => one.inPeriod) - 1));
    const activations = facts.activations.some((one) => one.inPeriod) ? inForce : facts.activations.slice(-1);
    const report: EvidenceReport = {
      format: formatOf(parameters),
      environment: this.#environment,
      origin: checkpoint.origin,
      period: { from, to },
      generatedAt,
      ambit,
      ledger: {
        ...{ size: checkpoint.size, root: encodeBase64(checkpoint.root), key, first, end },
        ...{ firstTime: this.#firstTime, lastTime: this.#lastTime, outsidePeriod: this.#outside, goesOn, context },
        unresolved: this.#awaited.filter((id) => !this.#known.has(id)).length,
        ...(witnesses.length === 0 ? {} : { witnesses }),
      },
      boundary: boundaryOf(activations),
      writers,
      policies: policySpans(activations),
      controls: results,
      counts: { ...this.#counts, entries: this.#entries },
      limits: limitsOf(parameters, goesOn, writers, witnesses),
    };
    writeTokens(output, facts);
    writeExceptions(output, results);
    output.write(DERIVED.report, `${JSON.stringify(report, null, 2)}\n`);
    output.write(DERIVED.page, evidencePage(report));
    return report;
  }

  #writerSpans(later: readonly PeriodEntry[]): WriterSpan[] {
    const next = new Set(later.map(({ entry: { writer, sequence } }) => `${sequence} ${writer}`));
    return [...this.#writers].map(([writer, { from, to, stopped }]) => {
      // The log's own writer only registers others: what it didn't register, nothing of the period follows from.
      const followed = writer === LOG_WRITER || next.has(`${to + 1} ${writer}`);
      return { writer, from, to, end: followed ? 'followed' : stopped ? 'stopped' : 'open' };
    });
  }

  #count({ entry }: PeriodEntry): void {
    const counts = this.#counts;
    const { kind } = entry;
    if (DECIDED_KINDS.has(kind)) this.#countDecision(entry);
    else if (kind === 'token.issued') counts.tokensIssued += issuedOf(entry)?.tokens.length ?? 0;
    else if (kind === 'token.withheld') counts.withheld++;
    else if (kind === 'token.not_issued') counts.notIssued++;
    else if (kind === 'token.revoked') counts.revocations++;
    else if (kind === 'gap.recorded') counts.gaps++;
    else if (kind === 'check.recorded') counts.checkRuns++;
    else if (kind === 'process.heartbeat') counts.heartbeats++;
    else if (kind === 'refusals.summarised')
      for (const { count } of strangersOf(entry) ?? []) counts.strangers += count;
  }

  #countDecision(entry: PeriodEntry['entry']): void {
    const counts = this.#counts;
    const decided = decidedOf(entry);
    if (decided === null) {
      counts.differing++;
      return;
    }
    const { request, facts, decision, count } = decided;
    if (entry.kind === 'decision.made') counts.decisions[decision.outcome]++;
    else if (entry.kind === 'token.use_refused') counts.refusedUses += count;
    else counts.uses += count;
    const policy = this.#options.blobs.policyOf(entry.digests['policy'] ?? '');
    const again =
      policy === null || decision.semantics !== 1 ? null : decide(policy, request, facts, decision.semantics);
    counts.reperformed += count;
    const same =
      again !== null && canonicalJson(again as unknown as Json) === canonicalJson(decision as unknown as Json);
    if (!same) counts.differing += count;
  }
}

/** Uses and signs of life are the most of a period, and nothing follows from them. */
function isReferredTo(kind: string): boolean {
  return !kind.startsWith('token.us') && kind !== 'process.heartbeat';
}
