import type { Activation, ControlResult } from '../../controls/index.ts';
import type { EvidenceFormat, Parameters } from './material.ts';

/** What is on an evidence package's first page, and in its `report.json`. All of it is derived from the ledger's entries. */
export interface EvidenceReport {
  readonly format: EvidenceFormat;
  readonly environment: string;
  readonly origin: string;
  readonly period: { readonly from: string; readonly to: string };
  /** By the clock of whoever made it. */
  readonly generatedAt: string;
  readonly ambit: string;
  readonly ledger: {
    /** Size of the log when the package was made. */
    readonly size: number;
    /** Base64. */
    readonly root: string;
    /** Name and id of the key that signed it. */
    readonly key: string;
    /** Indexes of the period's entries: first, and one beyond the last. */
    readonly first: number;
    readonly end: number;
    readonly firstTime: string | null;
    readonly lastTime: string | null;
    /** Entries that stand within the range though their writers' clocks said something else. */
    readonly outsidePeriod: number;
    /** Whether an entry of after the period stands behind it. */
    readonly goesOn: boolean;
    /** Entries from before or after the period that those of the period follow from, or that show where it ends. */
    readonly context: number;
    /** References to entries that the package doesn't hold. */
    readonly unresolved: number;
    /** Who cosigned the checkpoint, by the keys that the package names; not there where it names none. */
    readonly witnesses?: readonly CosignedBy[];
  };
  readonly boundary: {
    readonly issuers: readonly IssuerSpan[];
    /** Clients that are refused nothing, with the policies by which. */
    readonly observedClients: readonly { readonly clientId: string; readonly issuer: string; readonly since: string }[];
  };
  readonly writers: readonly WriterSpan[];
  readonly policies: readonly PolicySpan[];
  readonly controls: readonly ControlResult[];
  readonly counts: EvidenceCounts;
  /** What nobody may read out of it. */
  readonly limits: readonly string[];
}

export interface CosignedBy {
  readonly name: string;
  /** `<name>+<8 hex digits>`: compare it with the key that the witness itself gives. */
  readonly key: string;
  /** RFC 3339, UTC, by the witness's clock. */
  readonly time: string;
}

export interface IssuerSpan {
  readonly issuer: string;
  readonly level: string;
  readonly mode: string;
  readonly since: string;
}

/** The numbers of a writer that the period has. */
export interface WriterSpan {
  readonly writer: string;
  readonly from: number;
  readonly to: number;
  /**
   * What shows that they end there: its next entry, which is of after the period, or its own that it stopped. `open` where nothing
   * does, so that more of it may stand in the rest of the log.
   */
  readonly end: 'followed' | 'stopped' | 'open';
}

export interface PolicySpan {
  readonly entry: number;
  readonly digest: string;
  readonly from: string;
  /** Null for the one that was in force at the end. */
  readonly until: string | null;
  readonly bootstrap: boolean;
  readonly scopes: number | null;
  readonly clients: number | null;
}

export interface EvidenceCounts {
  readonly entries: number;
  readonly decisions: { permit: number; narrow: number; refuse: number };
  /** Decisions, of grants and uses, that were decided again. */
  reperformed: number;
  differing: number;
  tokensIssued: number;
  withheld: number;
  notIssued: number;
  uses: number;
  refusedUses: number;
  revocations: number;
  strangers: number;
  heartbeats: number;
  gaps: number;
  checkRuns: number;
}

export function noCounts(): { -readonly [Name in keyof EvidenceCounts]: EvidenceCounts[Name] } {
  return {
    entries: 0,
    decisions: { permit: 0, narrow: 0, refuse: 0 },
    ...{ reperformed: 0, differing: 0, tokensIssued: 0, withheld: 0, notIssued: 0, uses: 0, refusedUses: 0 },
    ...{ revocations: 0, strangers: 0, heartbeats: 0, gaps: 0, checkRuns: 0 },
  };
}

/** The policies that were in force at some time of the period, in order. */
export function policySpans(activations: readonly Activation[]): PolicySpan[] {
  return activations.map(({ reference, digest, time, bootstrap, policy }, at) => ({
    entry: reference.index,
    digest,
    from: time,
    until: activations[at + 1]?.time ?? null,
    bootstrap,
    scopes: policy?.policy.scopes.length ?? null,
    clients: policy?.policy.clients.length ?? null,
  }));
}

export function boundaryOf(activations: readonly Activation[]): EvidenceReport['boundary'] {
  const issuers: IssuerSpan[] = [];
  const newest = new Map<string, string>();
  const observed = new Map<string, { clientId: string; issuer: string; since: string }>();
  for (const { policy, time: since } of activations) {
    for (const { issuer, level, mode } of policy?.policy.issuers ?? []) {
      if (newest.get(issuer) === `${level} ${mode}`) continue;
      newest.set(issuer, `${level} ${mode}`);
      issuers.push({ issuer, level, mode, since });
    }
    for (const { clientId, issuer, mode } of policy?.policy.clients ?? [])
      if (mode === 'observe' && !observed.has(`${issuer} ${clientId}`))
        observed.set(`${issuer} ${clientId}`, { clientId, issuer, since });
  }
  return { issuers, observedClients: [...observed.values()] };
}

/** Writers of which nothing shows where their entries of the period end. */
export function openEnds(writers: readonly WriterSpan[]): string[] {
  return writers.filter(({ end }) => end === 'open').map(({ writer }) => writer);
}

/** Said in every package, so that it claims no more than it shows. */
export function limitsOf(
  { generatedAt, to }: Parameters,
  goesOn: boolean,
  writers: readonly WriterSpan[],
  witnesses: readonly CosignedBy[],
): string[] {
  const open = openEnds(writers);
  return [
    witnesses.length === 0
      ? 'Unwitnessed: no outside party has cosigned the checkpoint. Whoever holds the log’s key and every writer’s key could have written another history.'
      : `Witnessed by the package’s own word: ${witnesses.map(({ key }) => key).join(' and ')} cosigned the checkpoint. That these are the keys of outside parties is shown by giving them from elsewhere (ambit evidence verify --witness).`,
    'End not established by this package alone: a checkpoint that the verifier got from elsewhere shows that the log was not cut or forked (ambit evidence verify --checkpoint).',
    ...(goesOn
      ? []
      : ['The log ended within the period when the package was made: more of the period may have come later.']),
    ...(goesOn && open.length > 0
      ? [
          `End not established for ${open.join(', ')}: the package holds no entry of theirs from after the period, so more of the period may stand behind it.`,
        ]
      : []),
    ...(generatedAt < to ? ['The package was made before its period was over.'] : []),
    'Completeness beyond the guards is not independently established: tokens were not compared with the authorization server’s own event log. What came round the guard is known where an API guard met it.',
    'Times are those of the writers’ clocks. The period’s entries are those between the first that is not before it and the last that is before its end.',
    'Entries from before the period are those that it follows from. That they stand in the log is proven; that there are no others, such as earlier revocations, is not.',
    'People are ids and pseudonyms: who they are is told by the people directory, which is no part of the evidence.',
    'Left to others: that the authorization server is reachable by its guard alone, that it signs people in as it should, and who holds the keys of the log and its writers.',
    'Physical access and the disposal of assets (CC6.4, CC6.5) are outside of what Ambit sees.',
  ];
}
