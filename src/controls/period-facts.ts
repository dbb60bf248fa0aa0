import { ADOPTION_KINDS, type Adoption, type Adoptions, createAdoptions, type TokenTimes } from '../adoption/index.ts';
import { createElevations, ELEVATION_KINDS, type Elevation } from '../elevation/index.ts';
import { type EntryId, POLICY_WRITER } from '../entries/index.ts';
import {
  type ApprovalProofs,
  type FormerScopes,
  type IdentifiedPolicy,
  type Policy,
  proveApprovals,
  withPolicy,
} from '../policy/index.ts';
import { DECIDED_KINDS, type DecidedBody, decidedOf, issuedOf, recognisedOf, revokedOf } from './entry-bodies.ts';
import { referenceOf } from './exceptions.ts';
import type { EntryReference, PeriodEntry, PeriodSources } from './types.ts';

/** A policy that became active. */
export interface Activation {
  readonly reference: EntryReference;
  readonly time: string;
  readonly digest: string;
  /** Null where it isn't at hand, or not one that this version can read. */
  readonly policy: IdentifiedPolicy | null;
  /** What was active until then; null before the first, and where it isn't known. */
  readonly before: IdentifiedPolicy | null;
  /** Digest of the policy that it says was active before it; null where it names none. */
  readonly previous: string | null;
  /** What each scope was in the newest policy that defined it. */
  readonly former: FormerScopes;
  /** Whether it says of itself that it is the first of all. */
  readonly bootstrap: boolean;
  /** False for those from before it. */
  readonly inPeriod: boolean;
}

/** What of a decision is needed when something follows from it. */
export interface DecisionFact {
  readonly reference: EntryReference;
  readonly time: string;
  readonly policyDigest: string;
  readonly body: Pick<DecidedBody, 'decision'> & {
    readonly issuer: string;
    readonly clientId: string;
    readonly grantType: string;
    readonly priorGrantId: string | null;
    readonly asked: readonly string[] | null;
    readonly priorScopes: readonly string[] | null;
  };
}

/** A token's life, as far as the period and what it follows from tell it. */
export interface TokenLife {
  readonly fingerprint: string;
  readonly type: 'access_token' | 'refresh_token' | 'unknown';
  readonly clientId: string;
  readonly grantId: string | null;
  readonly issuer: string | null;
  readonly grantType: string;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  readonly expiresAt: number | null;
  /** `guard`; of a token without a birth what the guard that took it says: from before the issuer was adopted, from while it was handed back, or neither. */
  origin: 'guard' | 'before_adoption' | 'handed_back' | 'unknown';
  /** Null for a token that no guard released. */
  readonly issued: EntryReference | null;
  readonly issuedAt: string | null;
  readonly decision: EntryId | null;
  readonly policyDigest: string;
  readonly bornInPeriod: boolean;
  /** Times that introspection called it active in the period, of a token without a birth; once for each process. */
  recognised: number;
  uses: number;
  refusedUses: number;
  firstUse: string | null;
  lastUse: string | null;
}

/** The first response that followed from a decision. */
interface Birth {
  readonly reference: EntryReference;
  /** Of its access token; null where there is none. */
  readonly fingerprint: string | null;
}

export interface Revocation {
  readonly reference: EntryReference;
  readonly time: string;
  readonly reason: string;
  readonly upstream: string;
}

/**
 * What is known at each moment of a period, as entries are taken one after another. Tests share it, so that it is kept once.
 * Memory grows with the decisions and tokens of the period.
 */
export class PeriodFacts {
  readonly sources: PeriodSources;
  readonly #activations: Activation[] = [];
  readonly #proofs = new Map<Activation, ApprovalProofs | null>();
  #former: FormerScopes = new Map();
  readonly #decisions = new Map<EntryId, DecisionFact>();
  readonly #tokens = new Map<string, TokenLife>();
  readonly #births = new Map<EntryId, Birth>();
  readonly #tokensRevoked = new Map<string, Revocation>();
  readonly #grantsRevoked = new Map<string, Revocation>();
  readonly #elevations = createElevations();
  readonly #adoptions = createAdoptions();
  readonly #adoptedAt = new Map<EntryId, string>();

  constructor(sources: PeriodSources) {
    this.sources = sources;
    for (const entry of sources.earlier) this.#learn(entry, false);
  }

  /** The next entry of the period. */
  take(entry: PeriodEntry): void {
    this.#learn(entry, true);
  }

  /** Those from before the period that are known, of which the last was in force when it began, then those of the period so far. */
  get activations(): readonly Activation[] {
    return this.#activations;
  }

  /** The activation in force now. */
  get active(): Activation | null {
    return this.#activations.at(-1) ?? null;
  }

  /** What an entry activated, right after it was taken; null for every other entry, and for one whose writer may activate nothing. */
  activatedBy({ index }: PeriodEntry): Activation | null {
    return this.active?.reference.index === index ? this.active : null;
  }

  /** By fingerprint, in the order of their births. */
  get tokens(): ReadonlyMap<string, TokenLife> {
    return this.#tokens;
  }

  decisionOf(id: EntryId | undefined): DecisionFact | null {
    return (id === undefined ? undefined : this.#decisions.get(id)) ?? null;
  }

  /** The `token.issued` that followed from a decision. */
  birthAfter(decision: EntryId | undefined): EntryReference | null {
    return (decision === undefined ? undefined : this.#births.get(decision))?.reference ?? null;
  }

  /**
   * The token that a use is of: by its fingerprint, or, where it came in another spelling and was known by its `jti`, by the decision
   * that it was born of.
   */
  tokenOf({ entry }: PeriodEntry): TokenLife | null {
    const known = this.#tokens.get(tokenRefOf(entry.refs) ?? '') ?? null;
    if (known !== null && known.issued !== null) return known;
    const born = this.#births.get(entry.after[0] ?? '')?.fingerprint ?? '';
    return this.#tokens.get(born) ?? known;
  }

  /** An elevation, as far as its entries are at hand; null for one that was asked for before the period. */
  elevationOf(id: EntryId): Elevation | null {
    return this.#elevations.get(id);
  }

  /** Adoptions of issuers, by the entries so far. */
  get adoptions(): Pick<Adoptions, 'get' | 'of' | 'all'> {
    return this.#adoptions;
  }

  /** When an issuer that was handed back was adopted again; null while it wasn't. */
  adoptedAgainAt({ id, issuer, from, state }: Adoption): string | null {
    if (state !== 'handed_back') return null;
    const again = this.#adoptions
      .all()
      .find((one) => one.issuer === issuer && one.state === 'adopted' && one.from === from && one.id !== id);
    return (again === undefined ? undefined : this.#adoptedAt.get(again.id)) ?? null;
  }

  grantRevoked(grantId: string | null): Revocation | null {
    return (grantId === null ? undefined : this.#grantsRevoked.get(grantId)) ?? null;
  }

  /** When a token was revoked, by itself or with its grant. */
  revocationOf(token: TokenLife): Revocation | null {
    return this.#tokensRevoked.get(token.fingerprint) ?? this.grantRevoked(token.grantId);
  }

  /** The approvals of an activation, proven again by the policy that was active before; null where one of the two isn't at hand. */
  proofsOf(activation: Activation): ApprovalProofs | null {
    let proofs = this.#proofs.get(activation);
    if (proofs === undefined) {
      proofs = proofsOf(activation);
      this.#proofs.set(activation, proofs);
    }
    return proofs;
  }

  #learn(entry: PeriodEntry, inPeriod: boolean): void {
    const { kind } = entry.entry;
    // The key of a guard activates nothing.
    if (kind === 'policy.activated' && entry.entry.writer === POLICY_WRITER) this.#activate(entry, inPeriod);
    else if (DECIDED_KINDS.has(kind)) this.#decide(entry, inPeriod);
    else if (kind === 'token.issued') this.#issue(entry, inPeriod);
    else if (kind === 'token.revoked') this.#revoke(entry);
    else if (kind === 'token.recognised') this.#recognise(entry, inPeriod);
    else if (ADOPTION_KINDS.includes(kind)) this.#adopt(entry);
    else if (ELEVATION_KINDS.includes(kind)) this.#elevations.take(entry.id, entry.entry);
  }

  #adopt({ id, entry }: PeriodEntry): void {
    this.#adoptions.take(id, entry);
    if (entry.kind === 'issuer.adopted') this.#adoptedAt.set(id, entry.time);
  }

  #activate(entry: PeriodEntry, inPeriod: boolean): void {
    const { digests, body, time } = entry.entry;
    const digest = digests['policy'] ?? '';
    const previous = typeof body['previous'] === 'string' ? body['previous'] : null;
    // Of the first one that is known, only its own entry tells what was active before.
    const before = this.active;
    const policy = this.sources.policyOf(digest);
    this.#activations.push({
      reference: referenceOf(entry),
      time,
      digest,
      policy,
      previous,
      former: this.#former,
      before: before !== null ? before.policy : previous === null ? null : this.sources.policyOf(previous),
      bootstrap: body['bootstrap'] === true,
      inPeriod,
    });
    if (policy !== null) this.#former = withPolicy(this.#former, policy.policy);
  }

  #decide(entry: PeriodEntry, inPeriod: boolean): void {
    const decided = decidedOf(entry.entry);
    if (decided === null) return;
    const { request, facts, decision } = decided;
    if (request.kind === 'use') {
      if (inPeriod) this.#use(entry, decided);
      return;
    }
    this.#decisions.set(entry.id, {
      reference: referenceOf(entry),
      time: entry.entry.time,
      policyDigest: entry.entry.digests['policy'] ?? '',
      body: {
        decision,
        ...{ issuer: request.issuer, clientId: request.clientId, grantType: request.grantType },
        asked: request.scopes,
        priorGrantId: facts.priorGrant?.grantId ?? null,
        priorScopes: facts.priorGrant?.scopes ?? null,
      },
    });
  }

  #use({ entry }: PeriodEntry, { request, facts, first, last, count }: DecidedBody): void {
    const fingerprint = tokenRefOf(entry.refs);
    if (fingerprint === null) return;
    let token = this.#tokens.get(fingerprint);
    if (token === undefined) {
      token = {
        ...{ fingerprint, type: 'unknown', clientId: request.clientId, grantId: null, issuer: request.issuer },
        ...{ grantType: '', scopes: facts.token?.scopes ?? [], audience: facts.token?.audiences[0] ?? null },
        ...{ expiresAt: facts.token?.expiresAt ?? null, issued: null, issuedAt: null, decision: null },
        ...{ policyDigest: entry.digests['policy'] ?? '', bornInPeriod: false, recognised: 0 },
        ...{ uses: 0, refusedUses: 0, firstUse: null, lastUse: null },
        origin: 'unknown',
      };
      this.#tokens.set(fingerprint, token);
    }
    // A guard that hadn't heard of the adoption yet said nothing of it.
    const { adoption, expiresAt = 0 } = facts.token ?? {};
    if (token.origin === 'unknown' && adoption !== undefined)
      token.origin = this.#originOf(request.issuer, { issuedAt: adoption.issuedAt, expiresAt });
    if (entry.kind === 'token.use_refused') token.refusedUses += count;
    else {
      token.uses += count;
      if (token.firstUse === null || first < token.firstUse) token.firstUse = first;
      if (token.lastUse === null || last > token.lastUse) token.lastUse = last;
    }
  }

  #issue(entry: PeriodEntry, inPeriod: boolean): void {
    const issued = issuedOf(entry.entry);
    if (issued === null) return;
    const decision = entry.entry.after[0] ?? null;
    if (decision !== null && !this.#births.has(decision)) {
      const access = issued.tokens.find(({ type }) => type === 'access_token');
      this.#births.set(decision, { reference: referenceOf(entry), fingerprint: access?.fingerprint ?? null });
    }
    for (const { fingerprint, type, scopes, audience, expiresAt } of issued.tokens) {
      const known = this.#tokens.get(fingerprint);
      // A use that was recorded before it hides no birth.
      if (known !== undefined && known.issued !== null) continue;
      const { uses = 0, refusedUses = 0, firstUse = null, lastUse = null, recognised = 0 } = known ?? {};
      this.#tokens.set(fingerprint, {
        ...{ fingerprint, type, scopes, audience, expiresAt, decision },
        ...{ clientId: issued.clientId, grantId: issued.grantId, grantType: issued.grantType },
        ...{ issuer: entry.entry.issuer, issued: referenceOf(entry), issuedAt: entry.entry.time },
        ...{ policyDigest: entry.entry.digests['policy'] ?? '', bornInPeriod: inPeriod },
        ...{ uses, refusedUses, firstUse, lastUse, recognised, origin: 'guard' },
      });
    }
  }

  /** Where a token without a birth is from, as far as the ledger bears out what was said of it. */
  #originOf(issuer: string, times: TokenTimes): TokenLife['origin'] {
    const adoption = this.#adoptions.of(issuer, times);
    if (adoption === null) return 'unknown';
    return adoption.state === 'adopted' ? 'before_adoption' : 'handed_back';
  }

  #recognise({ entry }: PeriodEntry, inPeriod: boolean): void {
    const body = recognisedOf(entry);
    const fingerprint = tokenRefOf(entry.refs);
    if (body === null || fingerprint === null || !inPeriod) return;
    const { clientId, scopes, audiences, expiresAt } = body;
    const token = this.#tokens.get(fingerprint) ?? {
      ...{ fingerprint, type: 'access_token' as const, clientId, grantId: null, issuer: entry.issuer, grantType: '' },
      ...{ scopes, audience: audiences[0] ?? null, expiresAt, issued: null, issuedAt: null, decision: null },
      ...{
        policyDigest: '',
        bornInPeriod: false,
        recognised: 0,
        uses: 0,
        refusedUses: 0,
        firstUse: null,
        lastUse: null,
      },
      origin: this.#originOf(entry.issuer ?? '', body),
    };
    token.recognised++;
    this.#tokens.set(fingerprint, token);
  }

  #revoke(entry: PeriodEntry): void {
    const body = revokedOf(entry.entry);
    if (body === null) return;
    const { reason, upstream } = body;
    const revocation = { reference: referenceOf(entry), time: entry.entry.time, reason, upstream };
    if (body.type === 'grant' && body.grantId !== null && !this.#grantsRevoked.has(body.grantId))
      this.#grantsRevoked.set(body.grantId, revocation);
    if (body.fingerprint !== null && !this.#tokensRevoked.has(body.fingerprint))
      this.#tokensRevoked.set(body.fingerprint, revocation);
  }
}

function proofsOf({ policy, before, former, bootstrap }: Activation): ApprovalProofs | null {
  if (policy === null) return null;
  const trusted: Policy | 'bootstrap' | null = before?.policy ?? (bootstrap ? 'bootstrap' : null);
  return trusted === null ? null : proveApprovals(policy.policy, trusted, former);
}

/** The fingerprint that an entry about one token is found by. */
export function tokenRefOf(refs: readonly string[]): string | null {
  const ref = refs.find((one) => one.startsWith('token:'));
  return ref === undefined ? null : ref.slice('token:'.length);
}

/** Processes give a sign every five minutes; three that are missed are no coincidence. */
export const MAX_SILENCE_SECONDS = 16 * 60;

/** Seconds since 1970 of an RFC 3339 time. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
