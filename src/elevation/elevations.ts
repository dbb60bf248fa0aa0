import type { ActiveElevation } from '../decision/index.ts';
import type { Entry, EntryId, EntryKind } from '../entries/index.ts';
import { POLICY_WRITER } from '../entries/index.ts';
import { isEnough, merged } from './approval-demands.ts';
import {
  actorOf,
  approvalOf,
  demandsIn,
  endOf,
  numberIn,
  requestOf,
  type StoredElevation,
  textIn,
  textsIn,
  verdictOf,
} from './entry-bodies.ts';
import type { Elevation, ElevationState } from './types.ts';

/** Entries that an elevation is made of. */
export const ELEVATION_KINDS: readonly EntryKind[] = [
  'elevation.requested',
  'elevation.approved',
  'elevation.denied',
  'elevation.withdrawn',
  'elevation.started',
  'elevation.taken',
  'elevation.ended',
  'elevation.reviewed',
];

/** Elevations, by the entries that were taken so far. */
export interface Elevations {
  /**
   * Takes an entry of `ELEVATION_KINDS`, in the order of the log. Only the management's count. What doesn't fit an elevation's state,
   * or says what its approvals don't bear out, changes nothing.
   */
  take(id: EntryId, entry: Entry): void;
  get(id: EntryId): Elevation | null;
  all(): readonly Elevation[];
  /** Those of a client that are active, as decisions take them. @param time seconds since 1970 */
  activeOf(issuer: string, clientId: string, time: number): readonly ActiveElevation[];
}

/** Where an elevation stands. @param time seconds since 1970 */
export function stateOf(elevation: Elevation, time: number): ElevationState {
  const { refused, startsAt, endsAt, ended, answerBy } = elevation;
  if (refused !== null) return refused.how;
  if (startsAt === null || endsAt === null) return time >= answerBy ? 'lapsed' : 'asked';
  return ended !== null || time >= endsAt ? 'ended' : 'active';
}

/** Whether somebody else has to look at it: it was taken without approval, and is over. @param time seconds since 1970 */
export function awaitsReview(elevation: Elevation, time: number): boolean {
  return elevation.breakGlass && elevation.review === null && stateOf(elevation, time) === 'ended';
}

/** Folds entries into elevations. Pure: the same entries give the same elevations, whoever folds them. */
export function createElevations(): Elevations {
  const known = new Map<EntryId, StoredElevation>();
  /** Those that may be active, by issuer and client: what is over goes when it is met. */
  const begun = new Map<string, Set<StoredElevation>>();
  const keyOf = (issuer: string, clientId: string): string => JSON.stringify([issuer, clientId]);

  const begin = (elevation: StoredElevation, time: number, endsAt: number): void => {
    elevation.startsAt = time;
    elevation.endsAt = Math.min(endsAt, time + elevation.seconds);
    const key = keyOf(elevation.issuer, elevation.clientId);
    const ofClient = begun.get(key) ?? new Set();
    begun.set(key, ofClient.add(elevation));
  };

  return {
    take(id, entry) {
      if (entry.writer !== POLICY_WRITER) return;
      if (entry.kind === 'elevation.requested') {
        const asked = requestOf(id, entry);
        if (asked !== null && !known.has(id)) known.set(id, asked);
        return;
      }
      const elevation = known.get(textIn(entry, 'request') ?? '');
      if (elevation === undefined || elevation.issuer !== entry.issuer) return;
      const time = Math.floor(Date.parse(entry.time) / 1000);
      const isOpen = stateOf(elevation, time) === 'asked' && elevation.startsAt === null;
      switch (entry.kind) {
        case 'elevation.approved': {
          const approval = approvalOf(id, entry);
          const isNew = (person: string): boolean => elevation.approvals.every((one) => one.person !== person);
          if (isOpen && approval !== null && !elevation.barred.includes(approval.person) && isNew(approval.person))
            elevation.approvals.push(approval);
          return;
        }
        case 'elevation.denied':
        case 'elevation.withdrawn':
          if (isOpen)
            elevation.refused = {
              ...{
                how: entry.kind === 'elevation.denied' ? 'denied' : 'withdrawn',
                by: actorOf(entry),
                time: entry.time,
              },
            };
          return;
        case 'elevation.started': {
          const counted = textsIn(entry, 'approvals');
          const approvals = elevation.approvals.filter((one) => counted.includes(one.entry));
          const demands = merged([...elevation.demands, ...demandsIn(entry)]);
          if (isOpen && !elevation.breakGlass && isEnough(elevation, approvals, demands))
            begin(elevation, time, numberIn(entry, 'endsAt') ?? 0);
          return;
        }
        case 'elevation.taken':
          if (isOpen && elevation.breakGlass) begin(elevation, time, numberIn(entry, 'endsAt') ?? 0);
          return;
        case 'elevation.ended': {
          const cause = endOf(entry);
          if (elevation.endsAt === null || elevation.ended !== null || cause === null) return;
          elevation.ended = { cause, by: actorOf(entry), at: Math.min(time, elevation.endsAt) };
          return;
        }
        case 'elevation.reviewed': {
          const [person, verdict] = [textIn(entry, 'person'), verdictOf(entry)];
          if (person === null || verdict === null || !awaitsReview(elevation, time)) return;
          if (!elevation.barred.includes(person)) elevation.review = { person, verdict, time: entry.time };
          return;
        }
        default:
          return;
      }
    },
    get: (id) => known.get(id) ?? null,
    all: () => [...known.values()],
    activeOf(issuer, clientId, time) {
      if (begun.size === 0) return [];
      const ofClient = begun.get(keyOf(issuer, clientId));
      if (ofClient === undefined) return [];
      const active: ActiveElevation[] = [];
      for (const elevation of ofClient) {
        const { id, subject, scopes, endsAt } = elevation;
        if (stateOf(elevation, time) === 'active' && endsAt !== null)
          active.push({ id, clientId, subject, scopes, endsAt });
        else if (elevation.ended !== null) ofClient.delete(elevation);
      }
      return active;
    },
  };
}
