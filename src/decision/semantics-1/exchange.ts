import type { Client } from '../../policy/index.ts';
import type { ExchangedToken, Facts, GrantRequest, ReasonCode } from '../types.ts';

/** Whether a request exchanges a token (RFC 8693): what that held is its prior grant, whichever client it was given to. */
export function isExchange({ grantType }: GrantRequest): boolean {
  return grantType === 'urn:ietf:params:oauth:grant-type:token-exchange';
}

/**
 * Why a token can't be exchanged; null where it can. The subject's token has to be good, and somebody has to have let the client act:
 * the token itself (`may_act`), the policy, or nobody where the token is the client's own. What the token says of it counts before the
 * policy: who names one doesn't mean another.
 */
export function exchangeLapse(
  client: Client,
  { clientId }: GrantRequest,
  { priorGrant: prior, exchanged, time }: Facts,
): ReasonCode | null {
  if (prior === null || exchanged === undefined) return 'grant_missing';
  if (prior.revoked) return 'grant_revoked';
  if (time >= exchanged.endsAt) return 'token_expired';
  const { actor, mayAct, actors } = exchanged;
  // An actor is named by a token of this client: one of another client's it may have got from anybody.
  if (actor !== null && actor.clientId !== clientId) return 'actor_not_allowed';
  const isLet =
    mayAct === null
      ? prior.clientId === clientId || client.exchange?.tokensOf.includes(prior.clientId) === true
      : isNamed(mayAct, actor ?? { clientId, subject: null });
  if (!isLet) return 'actor_not_allowed';
  return actors + (actor === null ? 0 : 1) > (client.exchange?.maxActors ?? 1) ? 'actors_too_many' : null;
}

function isNamed(
  mayAct: NonNullable<ExchangedToken['mayAct']>,
  { clientId, subject }: NonNullable<ExchangedToken['actor']>,
): boolean {
  if (mayAct.clientId === null && mayAct.subject === null) return false;
  return (
    (mayAct.clientId === null || mayAct.clientId === clientId) &&
    (mayAct.subject === null || mayAct.subject === subject)
  );
}
