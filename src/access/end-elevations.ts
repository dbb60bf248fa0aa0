import { randomUUID } from 'node:crypto';
import {
  type Elevation,
  type ElevationActor,
  type ElevationEnd,
  type Elevations,
  isEligibleStill,
  stateOf,
} from '../elevation/index.ts';
import type { EntryId } from '../ledger/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import { type RevocationContext, revokeSome } from '../revocation/index.ts';
import { AccessError } from './access-error.ts';
import { append, elevationDraft } from './elevation-entry.ts';
import { knownElevation } from './request-elevation.ts';

/** How long after an end somebody may still have been given a token by a guard that had not heard of it, in seconds. */
const LATE_SECONDS = 5;
/** How long ago an elevation may have ended that is looked at again when the process starts: no token of it lives longer. */
const LOOK_BACK_SECONDS = 24 * 3600;

/**
 * Ends an active elevation before its time, and revokes what was given under it: when it resolves, every guard denies it within a second.
 *
 * @throws AccessError `not_found`, `not_open`; LedgerError `ledger_unavailable`: ask again
 */
export async function endElevation(
  context: RevocationContext,
  about: {
    readonly id: EntryId;
    readonly by: ElevationActor;
    readonly reason: Json;
    readonly after: readonly EntryId[];
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): Promise<Elevation> {
  const { id, by, reason, after, now } = about;
  const elevation = await knownElevation(context, id);
  if (stateOf(elevation, Math.floor(now / 1000)) !== 'active')
    throw new AccessError('not_open', 'It is not active: there is nothing to end.');
  const ended = await recordEnd(context, elevation, 'ended', by, after, { reason });
  await revokeUnder(context, id, ended);
  return await knownElevation(context, id);
}

/** Ends what is due: at the end of its time, or where the policy lets its client hold it no more. */
export interface ElevationKeeper {
  /**
   * Looks once. Resolves with the elevations that ended since the last look. Cut off, the next look goes on.
   *
   * @param now milliseconds since 1970
   * @throws LedgerError `ledger_unavailable`: look again
   */
  look(
    elevations: Elevations,
    active: { readonly policy: IdentifiedPolicy; readonly activation: EntryId },
    now: number,
  ): Promise<readonly Elevation[]>;
}

/** Keeps the ends of elevations. One process does, with the management's writer. */
export function keepElevations(context: RevocationContext): ElevationKeeper {
  /** Entry of each end that was recorded here: the elevations that are given may not have it yet. */
  const recorded = new Map<EntryId, EntryId>();
  /** Until when, in seconds since 1970, what was given under an elevation that ended is looked for. */
  const looking = new Map<EntryId, number>();
  const closed = new Set<EntryId>();
  return {
    async look(elevations, { policy, activation }, now) {
      const time = Math.floor(now / 1000);
      const over: Elevation[] = [];
      for (const elevation of elevations.all()) {
        const { id, issuer, startsAt, endsAt, ended } = elevation;
        if (issuer !== context.issuer || closed.has(id)) continue;
        const state = stateOf(elevation, time);
        const isEligible = isEligibleStill(policy, issuer, elevation, time);
        if (state === 'asked') {
          if (!isEligible) await denyByPolicy(context, elevation, activation);
          if (!isEligible) closed.add(id);
          continue;
        }
        if (startsAt === null || endsAt === null) {
          closed.add(id);
          continue;
        }
        if (state === 'active' && isEligible && !recorded.has(id)) continue;
        if (!looking.has(id)) {
          if (time - (ended?.at ?? time) > LOOK_BACK_SECONDS) {
            closed.add(id);
            continue;
          }
          if (ended === null && !recorded.has(id)) {
            const cause = state === 'active' ? 'policy' : 'time_over';
            const by = { kind: cause === 'policy' ? 'policy' : 'time', person: null };
            recorded.set(id, await recordEnd(context, elevation, cause, by, cause === 'policy' ? [activation] : []));
            over.push(elevation);
          }
          looking.set(id, time + LATE_SECONDS);
        }
        await revokeUnder(context, id, recorded.get(id) ?? id);
        if (time >= (looking.get(id) ?? 0)) closed.add(id);
      }
      return over;
    },
  };
}

async function recordEnd(
  context: RevocationContext,
  elevation: Elevation,
  cause: ElevationEnd,
  by: ElevationActor,
  after: readonly EntryId[],
  more: { readonly [name: string]: Json } = {},
): Promise<EntryId> {
  const body = {
    clientId: elevation.clientId,
    scopes: [...elevation.scopes],
    cause,
    by: { ...by },
    reason: null,
    ...more,
  };
  return await append(
    context,
    elevationDraft(elevation, { kind: 'elevation.ended', operation: randomUUID(), after, body }),
  );
}

async function denyByPolicy(context: RevocationContext, elevation: Elevation, activation: EntryId): Promise<void> {
  const body = { by: { kind: 'policy', person: null }, reason: null };
  const draft = { kind: 'elevation.denied', operation: randomUUID(), after: [activation], body } as const;
  await append(context, elevationDraft(elevation, draft));
}

/** Denies, at every guard, all that was given under an elevation: the whole of a grant from which more would come. */
async function revokeUnder(context: RevocationContext, elevation: EntryId, after: EntryId): Promise<void> {
  const why = { reason: 'elevation_ended', operation: randomUUID(), after: [after] };
  while ((await revokeSome(context, { kind: 'elevation', elevation }, why)).left > 0);
}
