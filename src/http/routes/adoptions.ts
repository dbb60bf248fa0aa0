import { randomUUID } from 'node:crypto';
import { type Adoption, MAX_CLOCK_BEHIND_SECONDS, MAX_WINDOW_SECONDS } from '../../adoption/index.ts';
import type { EntryKind } from '../../ledger/index.ts';
import type { Json } from '../../proof/index.ts';
import { type AdoptedUse, adoptedUses } from '../../records/index.ts';
import { readAdoptions } from '../../revocation/index.ts';
import { ManagementError } from '../management-error.ts';
import { REASON, whoOf } from './revocations.ts';
import {
  ADMINISTRATORS,
  authorOf,
  type Caller,
  causeOf,
  type ManagementContext,
  READERS,
  type Routes,
} from './route.ts';

/** An earlier moment than now is for who forgot to say so at once. */
const MAX_BACKDATED_SECONDS = 7 * 24 * 3600;

/** A year: some servers' access tokens live for months. */
const MAX_LIFE_SECONDS = 366 * 24 * 3600;

/** Where an issuer stands. */
export interface AdoptionAnswer {
  readonly issuer: string;
  /** `not_adopted`: what has no birth is refused. `open`, `closed`: adopted, with its window open or over. */
  readonly state: 'not_adopted' | 'open' | 'closed' | 'handed_back';
  readonly adoption: Adoption | null;
  /** Who came with tokens without a birth that are from before it, or from while it is handed back. */
  readonly clients: readonly AdoptedUse[];
}

/**
 * `POST /v1/adoptions`: the issuer guard took over; tokens from before are taken until the window ends. `POST /v1/adoptions/close` ends
 * it now. `POST /v1/adoptions/hand-back`: the way back. `GET /v1/adoptions`: where the issuer stands, and who still comes with tokens
 * from before.
 */
export const adoptionRoutes: Routes = (server, context) => {
  const { store, issuer } = context;
  const standing = async (): Promise<AdoptionAnswer> => {
    const adoption = (await readAdoptions(store)).newest(issuer);
    const clients = adoption === null ? [] : await adoptedUses(store, adoption.id);
    return { issuer, state: stateOf(adoption), adoption, clients };
  };

  server.get('/v1/adoptions', { config: { roles: READERS } }, standing);

  server.post<{ Body: { windowSeconds: number; maxLifeSeconds: number; at?: string; reason: string } }>(
    '/v1/adoptions',
    {
      config: { roles: ADMINISTRATORS },
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['windowSeconds', 'maxLifeSeconds', 'reason'],
          properties: {
            windowSeconds: { type: 'integer', minimum: 0, maximum: MAX_WINDOW_SECONDS },
            maxLifeSeconds: { type: 'integer', minimum: 1, maximum: MAX_LIFE_SECONDS },
            at: { type: 'string', format: 'date-time' },
            reason: REASON,
          },
        },
      },
    },
    async ({ body: { windowSeconds, maxLifeSeconds, at, reason }, caller }) => {
      const last = (await readAdoptions(store)).newest(issuer);
      if (last?.state === 'adopted')
        throw new ManagementError(
          'request_invalid',
          `${issuer} is adopted already (entry ${last.id}), and only once: another moment would make what got round the guard since then look as if it were from before. After ambit adopt --hand-back it can be adopted again.`,
        );
      const now = Math.floor(Date.now() / 1000);
      const moment = momentOf(at, now, last);
      const ahead = await serverClock(context);
      // By the clock that writes `iat`, or what is issued now would be from before for as long as that is behind.
      const before = moment + behind(ahead);
      await append(context, caller, 'issuer.adopted', reason, last === null ? [] : [last.id], {
        ...{ before, windowEndsAt: now + windowSeconds, maxLifeSeconds, serverClockAheadSeconds: ahead },
      });
      return { ...(await standing()), serverClockAheadSeconds: ahead };
    },
  );

  server.post<{ Body: { reason: string } }>(
    '/v1/adoptions/close',
    { config: { roles: ADMINISTRATORS }, schema: { body: REASON_ALONE } },
    async ({ body: { reason }, caller }) => {
      // That of an adoption which was handed back since stays open beside the newest.
      const open = (await readAdoptions(store))
        .all()
        .filter((one) => one.issuer === issuer && one.state === 'adopted' && stateOf(one) === 'open');
      if (open.length === 0) throw new ManagementError('request_invalid', `${issuer} has no window that is open.`);
      for (const { id } of open) await append(context, caller, 'adoption.closed', reason, [id], { adoption: id });
      return await standing();
    },
  );

  server.post<{ Body: { reason: string } }>(
    '/v1/adoptions/hand-back',
    { config: { roles: ADMINISTRATORS }, schema: { body: REASON_ALONE } },
    async ({ body: { reason }, caller }) => {
      const last = (await readAdoptions(store)).newest(issuer);
      if (last?.state === 'handed_back')
        throw new ManagementError('request_invalid', `${issuer} is handed back already (entry ${last.id}).`);
      const ahead = await serverClock(context);
      const from = Math.floor(Date.now() / 1000) + behind(ahead);
      await append(context, caller, 'issuer.handed_back', reason, last === null ? [] : [last.id], {
        ...{ from, serverClockAheadSeconds: ahead },
      });
      return await standing();
    },
  );
};

const REASON_ALONE = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason: REASON },
};

/** @throws ManagementError `unavailable` where the server's `iat` would say too little */
async function serverClock({ serverClockAheadSeconds }: ManagementContext): Promise<number | null> {
  const ahead = await serverClockAheadSeconds();
  if (ahead !== null && ahead < -MAX_CLOCK_BEHIND_SECONDS)
    throw new ManagementError(
      'unavailable',
      `The clock of the authorization server is ${Math.round(-ahead)} s behind this one: for as long, what it issues now would count as from before. Set the clock, then come again.`,
    );
  return ahead;
}

/** How far the server's clock is behind, in whole seconds below zero. */
function behind(ahead: number | null): number {
  return Math.min(0, Math.floor(ahead ?? 0));
}

function stateOf(adoption: Adoption | null): AdoptionAnswer['state'] {
  if (adoption === null) return 'not_adopted';
  if (adoption.state === 'handed_back') return 'handed_back';
  return adoption.endsAt !== null && adoption.endsAt <= Date.now() / 1000 ? 'closed' : 'open';
}

/** @throws ManagementError `request_invalid` */
function momentOf(at: string | undefined, now: number, last: Adoption | null): number {
  if (at === undefined) return now;
  const moment = Math.floor(Date.parse(at) / 1000);
  if (moment > now)
    throw new ManagementError(
      'request_invalid',
      `${at} is still to come: an issuer is adopted once the guard took over.`,
    );
  if (moment < now - MAX_BACKDATED_SECONDS || moment < (last?.from ?? 0))
    throw new ManagementError(
      'request_invalid',
      `${at} is too long ago: the moment is at most a week past, and not before the issuer was handed back.`,
    );
  return moment;
}

async function append(
  { writer, sealed, issuer }: ManagementContext,
  caller: Caller,
  kind: EntryKind,
  reason: string,
  after: readonly string[],
  body: { readonly [name: string]: Json },
): Promise<void> {
  const operation = randomUUID();
  const kept = await sealed.seal({ about: `adoption:${operation}`, people: authorOf(caller), text: reason });
  await writer.append({
    drafts: [
      {
        ...{ kind, issuer, operation, digests: {}, subject: null },
        after: [...after, ...causeOf(caller)],
        refs: after.map((id) => `adoption:${id}`),
        body: { ...body, by: whoOf(caller), reason: { ...kept } },
      },
    ],
  });
}
