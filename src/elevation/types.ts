import type { EntryId } from '../entries/index.ts';
import type { ApprovalDemand, PersonId, Risk, TeamId } from '../policy/index.ts';

/** Somebody's yes to an elevation, as its entry has it. */
export interface ElevationApproval {
  /** Id of its `elevation.approved`. */
  readonly entry: EntryId;
  readonly person: PersonId;
  /** Teams that the policy of that moment had the person in, of those that approvals have to come from. */
  readonly teams: readonly TeamId[];
  /** RFC 3339, UTC. */
  readonly time: string;
}

/** Why an active elevation ended: its time was over, somebody ended it, or the policy takes from its client what it elevates to. */
export type ElevationEnd = 'time_over' | 'ended' | 'policy';

/** Who asked, denied or ended: whoever is on the host, a session or a key; `person` where that is proven, else null. */
export interface ElevationActor {
  readonly kind: string;
  readonly person: PersonId | null;
}

/** Whether an elevation had to be taken without approval, and what was done under it had to be done. */
export type ReviewVerdict = 'justified' | 'unjustified';

/** What somebody asks for. */
export interface ElevationAsk {
  readonly clientId: string;
  /** Pseudonym of whom the client is to act for; null: for itself. */
  readonly subject: string | null;
  /** Sorted, each once. */
  readonly scopes: readonly string[];
  /** How long it lasts once it has begun. */
  readonly seconds: number;
}

/**
 * An elevation with all that its entries say.
 *
 * It is asked for, and then approved by as many as the policy demands, denied, withdrawn, or left until its time to be answered is over.
 * Approved enough it begins, once, and lasts until its end, or until somebody or the policy ends it before. In an emergency it is taken
 * without approval, and reviewed after.
 */
export interface Elevation extends ElevationAsk {
  /** Id of its `elevation.requested`. */
  readonly id: EntryId;
  readonly issuer: string;
  /** Highest among its scopes when it was asked for. */
  readonly risk: Risk;
  readonly demands: readonly ApprovalDemand[];
  /** Who may not approve it: who asked, and whom it is for. */
  readonly barred: readonly PersonId[];
  readonly by: ElevationActor;
  /** RFC 3339, UTC. */
  readonly askedAt: string;
  /** Seconds since 1970: who approves later approves nothing. */
  readonly answerBy: number;
  /** Whether it was to be taken without approval. */
  readonly breakGlass: boolean;
  readonly approvals: readonly ElevationApproval[];
  readonly refused: { readonly how: 'denied' | 'withdrawn'; readonly by: ElevationActor; readonly time: string } | null;
  /** Seconds since 1970; null before it began. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly ended: { readonly cause: ElevationEnd; readonly by: ElevationActor; readonly at: number } | null;
  /** Who reviewed what was taken without approval, after its end. */
  readonly review: { readonly person: PersonId; readonly verdict: ReviewVerdict; readonly time: string } | null;
}

/** `lapsed`: nobody answered in time, or too few did. */
export type ElevationState = 'asked' | 'denied' | 'withdrawn' | 'lapsed' | 'active' | 'ended';
