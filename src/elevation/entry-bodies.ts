import type { Entry, EntryId } from '../entries/index.ts';
import { type ApprovalDemand, RISKS, type Risk } from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import type { Elevation, ElevationActor, ElevationApproval, ElevationEnd, ReviewVerdict } from './types.ts';

/** An elevation while entries are folded into it. */
export type StoredElevation = {
  -readonly [Name in keyof Elevation]: Name extends 'approvals' ? ElevationApproval[] : Elevation[Name];
};

/**
 * What an `elevation.requested` asks for; null where its body isn't one. Bodies are read with care even though one writer's alone count:
 * a version that wrote less, or a mistake, must make nothing active.
 */
export function requestOf(id: EntryId, entry: Entry): StoredElevation | null {
  const { body, issuer, subject, time } = entry;
  const clientId = textIn(entry, 'clientId');
  const scopes = textsIn(entry, 'scopes');
  const [seconds, answerBy] = [numberIn(entry, 'seconds'), numberIn(entry, 'answerBy')];
  const risk = RISKS.find((one) => one === body['risk']) as Risk | undefined;
  const demands = demandsIn(entry);
  if (issuer === null || clientId === null || scopes.length === 0 || seconds === null || seconds <= 0) return null;
  if (answerBy === null || risk === undefined || demands.length === 0) return null;
  const by = actorOf(entry);
  const barred = [...new Set([...textsIn(entry, 'barred'), ...(by.person === null ? [] : [by.person])])];
  return {
    ...{ id, issuer, clientId, subject, scopes, seconds, risk, demands, barred },
    ...{ by, askedAt: time, answerBy, breakGlass: body['breakGlass'] === true, approvals: [] },
    ...{ refused: null, startsAt: null, endsAt: null, ended: null, review: null },
  };
}

/** The approval of an `elevation.approved`. */
export function approvalOf(id: EntryId, entry: Entry): ElevationApproval | null {
  const person = textIn(entry, 'person');
  return person === null ? null : { entry: id, person, teams: textsIn(entry, 'teams'), time: entry.time };
}

/** Why an `elevation.ended` says that it ended. */
export function endOf({ body }: Entry): ElevationEnd | null {
  return (['time_over', 'ended', 'policy'] as const).find((cause) => cause === body['cause']) ?? null;
}

/** What an `elevation.reviewed` comes to. */
export function verdictOf({ body }: Entry): ReviewVerdict | null {
  return (['justified', 'unjustified'] as const).find((verdict) => verdict === body['verdict']) ?? null;
}

/** Who did what an entry records. */
export function actorOf({ body }: Entry): ElevationActor {
  const { kind, person } = objectOf(body['by']);
  return { kind: typeof kind === 'string' ? kind : 'unknown', person: typeof person === 'string' ? person : null };
}

/** The demands that an entry names; a list with anything else in it is none. */
export function demandsIn({ body }: Entry): readonly ApprovalDemand[] {
  const { demands } = body;
  if (!Array.isArray(demands)) return [];
  const read = demands.map((one): ApprovalDemand | null => {
    const { count, team } = objectOf(one);
    return typeof count === 'number' && count >= 1 && (team === null || typeof team === 'string')
      ? { count, team }
      : null;
  });
  return read.every((one) => one !== null) ? read : [];
}

export function textIn({ body }: Entry, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}

export function textsIn({ body }: Entry, name: string): readonly string[] {
  const value = body[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function numberIn({ body }: Entry, name: string): number | null {
  const value = body[name];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

function objectOf(value: Json | undefined): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })
    : {};
}
