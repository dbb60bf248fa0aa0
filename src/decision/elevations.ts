import type { IndexedClient, PolicyIndex } from './policy-index.ts';
import { carriersOf, hasEnded, mayHold } from './scope-algebra.ts';
import type { ActiveElevation, DecidedElevation, Facts } from './types.ts';

/**
 * The elevation by which a client may hold an eligible scope now, the one that lasts longest; null where there is none. The policy of
 * now has to have the scope eligible for the client still, whatever was approved before.
 *
 * A grant can be asked for before anybody knows for whom (`facts.subject` is left out): then an elevation for anybody counts, and the
 * decision is made again once it is known.
 */
export function elevationFor(
  index: PolicyIndex,
  client: IndexedClient,
  { elevations = [], subject, time }: Facts,
  scope: string,
): ActiveElevation | null {
  let longest: ActiveElevation | null = null;
  for (const elevation of elevations) {
    if (elevation.clientId !== client.client.clientId || time >= elevation.endsAt) continue;
    if (subject !== undefined && elevation.subject !== subject) continue;
    if (!mayHold(index, client, client.eligible, scope, time)) return null;
    if (!mayHold(index, client, new Set(elevation.scopes), scope, time)) continue;
    if (longest === null || isBefore(longest, elevation)) longest = elevation;
  }
  return longest;
}

/**
 * The elevations by which a token empowers to all of an alternative's scopes, where what it may always hold doesn't; null where it
 * doesn't with them either. Whom the token is for has to be known.
 */
export function elevationsOfUse(
  index: PolicyIndex,
  client: IndexedClient,
  token: ReadonlySet<string>,
  needed: readonly string[],
  facts: Facts,
): DecidedElevation | null {
  if (facts.elevations === undefined || facts.subject === undefined) return null;
  const used: ActiveElevation[] = [];
  for (const scope of needed) {
    const carriers = carriersOf(index, token, scope).filter((carrier) => !hasEnded(index, carrier, facts.time));
    if (carriers.some((carrier) => mayHold(index, client, client.standing, carrier, facts.time))) continue;
    const elevation = carriers
      .map((carrier) => elevationFor(index, client, facts, carrier))
      .find((one) => one !== null);
    if (elevation === undefined || elevation === null) return null;
    used.push(elevation);
  }
  return decidedBy(used);
}

/** What a decision says of the elevations that it needed; null where it needed none. */
export function decidedBy(used: readonly ActiveElevation[]): DecidedElevation | null {
  if (used.length === 0) return null;
  return { ids: [...new Set(used.map(({ id }) => id))].sort(), endsAt: Math.min(...used.map(({ endsAt }) => endsAt)) };
}

/** Whether the second lasts longer; of two that end together, the one with the smaller id counts. */
function isBefore(first: ActiveElevation, second: ActiveElevation): boolean {
  return first.endsAt === second.endsAt ? second.id < first.id : first.endsAt < second.endsAt;
}
