import type { Adoption } from '../adoption/index.ts';
import { type DecidedBody, recognisedOf } from './entry-bodies.ts';
import { type PeriodFacts, secondsOf } from './period-facts.ts';
import type { PeriodEntry } from './types.ts';

/** Clocks of guard and management may differ by so much, and the guard hears of an end a moment later. */
const MAX_LATE_SECONDS = 60;

/**
 * The adoption that a token without a birth is from before, where the ledger bears out what its guard says of it; else null, and
 * whoever used it went round the guard. When it was issued, the guard has from the authorization server.
 */
export function adoptionOf(facts: PeriodFacts, { request, facts: given }: DecidedBody): Adoption | null {
  const said = given.token?.adoption;
  if (request.kind !== 'use' || given.token?.recorded !== false || said === undefined) return null;
  const known = facts.adoptions.get(said.id);
  if (known === null || known.issuer !== request.issuer) return null;
  if (known.from !== said.from || known.before !== said.before || known.maxLifeSeconds !== said.maxLifeSeconds)
    return null;
  if (said.maxLifeSeconds !== null && given.token.expiresAt - said.issuedAt > said.maxLifeSeconds) return null;
  if (said.from !== null && said.issuedAt < said.from) return null;
  return said.before !== null && said.issuedAt >= said.before ? null : known;
}

/** What a guard says of an adoption, against what the ledger says. */
export function* adoptionFaults(facts: PeriodFacts, { entry }: PeriodEntry, decided: DecidedBody): Generator<string> {
  const { token } = decided.facts;
  if (token?.adoption === undefined) return;
  if (token.recorded) return yield 'says of its token that it has a birth, and that it is from before one could have';
  const known = adoptionOf(facts, decided);
  if (known === null)
    return yield 'says that its token is from before an adoption, and the ledger has none that it would be from before';
  const said = token.adoption.endsAt;
  if (said !== known.endsAt && known.closed === null) yield 'names another end of the window than its adoption does';
  if (entry.kind === 'token.use_refused') return;
  const limits = facts.sources.policyOf(entry.digests['policy'] ?? '')?.policy.limits;
  if (limits?.unrecordedTokens === 'record') return;
  const allowed =
    1 + ((decided.decision.risk === 'low' ? limits?.maxStaleSeconds : limits?.maxStaleHighRiskSeconds) ?? 0);
  const lateBy = (end: number): number => Math.round(secondsOf(decided.last) - end);
  if (known.endsAt !== null && lateBy(known.endsAt) > allowed)
    yield `passed with a token from before ${lateBy(known.endsAt)} s after the window had closed`;
  const again = facts.adoptedAgainAt(known);
  if (again !== null && lateBy(secondsOf(again)) > allowed)
    yield `passed as one of while the issuer was handed back, ${lateBy(secondsOf(again))} s after it had been adopted again`;
}

/** What is wrong with a `token.recognised`: the ledger has to have an adoption that its token is from before, with the window open. */
export function recognitionFault(facts: PeriodFacts, { entry }: PeriodEntry): string | null {
  const body = recognisedOf(entry);
  if (body === null) return 'is not in the form of a recognition';
  const { clientId, issuedAt, expiresAt } = body;
  const adoption = facts.adoptions.of(entry.issuer ?? '', { issuedAt, expiresAt });
  if (adoption === null)
    return `a token of ${clientId} that no guard released was called active, and is from before no adoption: somebody went round the guard`;
  const late = adoption.endsAt === null ? 0 : Math.round(secondsOf(entry.time) - adoption.endsAt);
  return late > MAX_LATE_SECONDS
    ? `a token of ${clientId} from before was called active ${late} s after the window had closed`
    : null;
}

/** What passed with tokens that nobody decided about when they were issued: to be said beside the outcome. */
export class AdoptedUses {
  readonly #seen = new Map<string, { adoption: Adoption; uses: number; tokens: Set<string> }>();

  take(adoption: Adoption, token: string | null, count: number): void {
    const { uses, tokens } = this.#seen.get(adoption.id) ?? { uses: 0, tokens: new Set() };
    this.#seen.set(adoption.id, { adoption, uses: uses + count, tokens: token === null ? tokens : tokens.add(token) });
  }

  notes(): readonly string[] {
    return [...this.#seen.values()].map(({ adoption: { issuer, before, endsAt }, uses, tokens }) => {
      const times = `${uses} ${uses === 1 ? 'use' : 'uses'} of ${tokens.size} ${tokens.size === 1 ? 'token' : 'tokens'}`;
      return before === null
        ? `${times} passed that ${issuer} issued while it was handed back: nobody decided about them when they were issued.`
        : `${times} passed that ${issuer} had issued before it was adopted at ${timeOf(before)}, in the window until ${timeOf(endsAt ?? before)}: nobody decided about them when they were issued, and that they are from before is the word of the authorization server.`;
    });
  }
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
