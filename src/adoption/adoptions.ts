import { type Entry, type EntryId, type EntryKind, POLICY_WRITER } from '../entries/index.ts';
import type { Adoption, TokenTimes } from './types.ts';

/** Entries that adoptions are made of. */
export const ADOPTION_KINDS: readonly EntryKind[] = ['issuer.adopted', 'issuer.handed_back', 'adoption.closed'];

/** Longest window, in seconds: what lives longer is no rest of before but a second way in. */
export const MAX_WINDOW_SECONDS = 31 * 24 * 3600;

/** A server whose clock is further behind is neither adopted nor handed back: its `iat` says too little. */
export const MAX_CLOCK_BEHIND_SECONDS = 60;

/** Adoptions, by the entries that were taken so far. */
export interface Adoptions {
  /**
   * Takes an entry of `ADOPTION_KINDS`, in the order of the log. Only the management's count: the key of a guard adopts nothing. An
   * issuer that is adopted is not adopted again, or what somebody got round the guard would become *from before* by it.
   */
  take(id: EntryId, entry: Entry): void;
  /** The adoption that a token is from before; null also where nothing says when it was issued. */
  of(issuer: string, token: TokenTimes): Adoption | null;
  /** The newest of an issuer; null where there is none. */
  newest(issuer: string): Adoption | null;
  /** Also one that another took the place of: an issuer that was handed back, and is adopted again. */
  get(id: EntryId): Adoption | null;
  all(): readonly Adoption[];
}

/** Folds entries into adoptions. Pure: the same entries give the same adoptions, whoever folds them. */
export function createAdoptions(): Adoptions {
  /** By issuer, in their order: only the last can be one that lasts. */
  const known = new Map<string, Adoption[]>();
  /** Also those that ended by another: of what was taken under them, they say what was known then. */
  const byId = new Map<EntryId, Adoption>();
  const taken = new Set<EntryId>();
  const set = (issuer: string, ofIssuer: Adoption[]): void => {
    known.set(issuer, ofIssuer);
    for (const one of ofIssuer) byId.set(one.id, one);
  };

  const adopt = (id: EntryId, issuer: string, { body, time }: Entry): void => {
    const { before, windowEndsAt, maxLifeSeconds } = body;
    const now = Date.parse(time) / 1000;
    if (typeof before !== 'number' || typeof windowEndsAt !== 'number' || typeof maxLifeSeconds !== 'number') return;
    // What is still to be issued is from before nothing.
    if (!(before <= now) || !(windowEndsAt - now <= MAX_WINDOW_SECONDS)) return;
    const ofIssuer = known.get(issuer) ?? [];
    const last = ofIssuer.at(-1);
    if (last?.state === 'adopted') return;
    if (last !== undefined && before < (last.from ?? 0)) return;
    const adopted: Adoption = {
      ...{ id, issuer, state: 'adopted', before, endsAt: windowEndsAt, maxLifeSeconds, closed: null },
      from: last?.from ?? null,
    };
    set(issuer, last === undefined ? [adopted] : [...ofIssuer.slice(0, -1), adopted]);
  };

  const handBack = (id: EntryId, issuer: string, { body, time }: Entry): void => {
    const { from } = body;
    const now = Date.parse(time) / 1000;
    if (typeof from !== 'number' || from > now || now - from > MAX_CLOCK_BEHIND_SECONDS + 1) return;
    const ofIssuer = known.get(issuer) ?? [];
    if (ofIssuer.at(-1)?.state === 'handed_back') return;
    set(issuer, [
      ...ofIssuer,
      { id, issuer, state: 'handed_back', from, before: null, endsAt: null, maxLifeSeconds: null, closed: null },
    ]);
  };

  const close = (id: EntryId, issuer: string, { body, time }: Entry): void => {
    const closedAt = Math.floor(Date.parse(time) / 1000);
    const ofIssuer = known.get(issuer) ?? [];
    set(
      issuer,
      ofIssuer.map((one) =>
        one.id !== body['adoption'] || one.endsAt === null || one.endsAt <= closedAt || one.closed !== null
          ? one
          : { ...one, endsAt: closedAt, closed: id },
      ),
    );
  };

  return {
    take(id, entry) {
      const { issuer, kind, writer } = entry;
      if (writer !== POLICY_WRITER || issuer === null || taken.has(id)) return;
      taken.add(id);
      if (kind === 'issuer.adopted') adopt(id, issuer, entry);
      else if (kind === 'issuer.handed_back') handBack(id, issuer, entry);
      else if (kind === 'adoption.closed') close(id, issuer, entry);
    },
    of(issuer, token) {
      return known.get(issuer)?.findLast((one) => isIssuedIn(one, token)) ?? null;
    },
    newest: (issuer) => known.get(issuer)?.at(-1) ?? null,
    get: (id) => byId.get(id) ?? null,
    all: () => [...known.values()].flat(),
  };
}

function isIssuedIn({ from, before, maxLifeSeconds }: Adoption, { issuedAt, expiresAt }: TokenTimes): boolean {
  if (issuedAt === null || (maxLifeSeconds !== null && expiresAt - issuedAt > maxLifeSeconds)) return false;
  return (from === null || issuedAt >= from) && (before === null || issuedAt < before);
}
