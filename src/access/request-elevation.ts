import { randomUUID } from 'node:crypto';
import {
  ANSWER_SECONDS,
  askProblem,
  demandsOf,
  type Elevation,
  type ElevationActor,
  type ElevationAsk,
  stateOf,
} from '../elevation/index.ts';
import type { EntryId } from '../ledger/index.ts';
import type { IdentifiedPolicy, PersonId } from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import type { RevocationContext } from '../revocation/index.ts';
import { AccessError } from './access-error.ts';
import { append, elevationDraft } from './elevation-entry.ts';
import { readElevations } from './read-elevations.ts';

/** Most elevations of one client that are open or active: decisions name those that are a matter of them, and entries have an end. */
export const MAX_OF_CLIENT = 32;

export interface ElevationRequest {
  readonly ask: ElevationAsk;
  readonly policy: IdentifiedPolicy;
  readonly by: ElevationActor;
  /** Who may not approve it, beside who asks: whoever signs in as the subject that it is for. */
  readonly barred: readonly PersonId[];
  /** Seals the reason, which somebody wrote, and says where it is. */
  readonly reason: (operation: string) => Promise<Json>;
  /** Taken at once, without approval, in an emergency: it alerts, and is a finding until somebody else has reviewed it. */
  readonly breakGlass: boolean;
  readonly after: readonly EntryId[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long it waits for approvals, in seconds. */
  readonly answerSeconds?: number;
}

/**
 * Records that an elevation is asked for; in an emergency that it is taken, too. When it resolves the entry is durable.
 *
 * @throws AccessError `request_invalid`; LedgerError `ledger_unavailable`
 */
export async function requestElevation(context: RevocationContext, request: ElevationRequest): Promise<Elevation> {
  const { issuer, store } = context;
  const { ask, policy, by, breakGlass, after, now } = request;
  const time = Math.floor(now / 1000);
  const problem = askProblem(policy, issuer, ask, time);
  if (problem !== null) throw new AccessError('request_invalid', problem);
  if (breakGlass && by.person === null)
    throw new AccessError(
      'request_invalid',
      'What is taken without approval is taken by a person whom the policy knows: sign in to the console as one, or sign with your approval key (--as, --key, --key-name).',
    );
  const others = (await readElevations(store))
    .all()
    .filter((one) => one.issuer === issuer && one.clientId === ask.clientId)
    .filter((one) => ['asked', 'active'].includes(stateOf(one, time)));
  if (others.length >= MAX_OF_CLIENT)
    throw new AccessError(
      'request_invalid',
      `${ask.clientId} has ${others.length} elevations that are open or active, and ${MAX_OF_CLIENT} is the most: end or withdraw one first.`,
    );
  const operation = randomUUID();
  const { clientId, subject, scopes, seconds } = ask;
  const { risk, demands } = demandsOf(policy, scopes);
  const barred = [...new Set([...request.barred, ...(by.person === null ? [] : [by.person])])].sort();
  const id = await append(context, {
    ...{ kind: 'elevation.requested', issuer, operation, after, digests: { policy: policy.digest }, subject },
    refs: [`client:${clientId}`, ...scopes.map((scope) => `scope:${scope}`)],
    body: {
      ...{ clientId, scopes: [...scopes], seconds, risk, demands: demands.map((one) => ({ ...one })), barred },
      ...{ by: { ...by }, reason: await request.reason(operation), breakGlass },
      answerBy: time + (request.answerSeconds ?? ANSWER_SECONDS),
    },
  });
  if (breakGlass)
    await append(
      context,
      elevationDraft(
        { id, issuer, clientId, subject },
        {
          ...{ kind: 'elevation.taken', operation, after, digests: { policy: policy.digest } },
          body: { clientId, scopes: [...scopes], risk, by: { ...by }, endsAt: time + seconds },
        },
      ),
    );
  return await knownElevation(context, id);
}

/** An elevation by its id. @throws AccessError `not_found` */
export async function knownElevation({ store, issuer }: RevocationContext, id: EntryId): Promise<Elevation> {
  const elevation = (await readElevations(store)).get(id);
  if (elevation === null || elevation.issuer !== issuer)
    throw new AccessError('not_found', `There is no elevation ${id}: ambit requests lists those that there are.`);
  return elevation;
}
