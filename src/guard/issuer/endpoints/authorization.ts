import {
  errorBody,
  formatParameters,
  OAuthError,
  type Parameters,
  parseParameters,
  type RedirectTarget,
} from '../../../oauth/index.ts';
import type { Answer } from '../answer.ts';
import { confirmTarget, decideAuthorization, notRegistered } from '../authorization-asked.ts';
import { authorizationResponse } from '../authorization-response.ts';
import { refuseContained } from '../contained-client.ts';
import { type Endpoint, type Exchange, readFormBody } from '../exchange.ts';
import { type GuardContext, policyFor, policyOfNow } from '../guard-context.ts';
import { limitClient } from '../limited-client.ts';
import { passAuthorization } from '../pass-authorization.ts';
import { authorizationParameters, readAuthorization } from '../read-authorization.ts';
import { pushedRequestOf, type TakenRequest, takeRequest } from '../take-pushed-request.ts';

/**
 * The authorization endpoint (RFC 6749 §3.1). In order: read, confirm client and redirect URI, decide, make the decision durable,
 * keep the request under a handle, pass it on anew with the handle as `state`. A request that was pushed first is decided already.
 *
 * Until client and redirect URI are confirmed an error is a page; from then on it goes to the client (§4.1.2.1).
 */
export const authorizationEndpoint: Endpoint = async (guard, exchange) => {
  const parameters = await readParameters(exchange);
  const pushed = pushedRequestOf(parameters);
  if (pushed !== null) {
    refuseContained(guard, pushed.clientId, 'authorization', notRegistered());
    limitClient(guard, pushed.clientId, 'browser', 'authorization', exchange.response);
    const taken = await takeRequest(guard, pushed);
    const confirmed = confirmTarget(guard, policyOfNow(guard), taken.target);
    return await answering(guard, exchange, confirmed ? taken.target : null, () => passPushed(guard, exchange, taken));
  }
  const read = await readAuthorization(guard, parameters);
  const { target, object } = read;
  const policy = policyFor(guard, target.clientId);
  refuseContained(guard, target.clientId, 'authorization', notRegistered());
  const confirmed = confirmTarget(guard, policy, target);
  limitClient(guard, target.clientId, 'browser', 'authorization', exchange.response);
  return await answering(guard, exchange, confirmed ? target : null, async () => {
    const request = read.request();
    const { operation } = exchange;
    const manner = { object, isPushed: false };
    const { recorded, handle } = await decideAuthorization(guard, policy, request, operation, manner);
    const query = formatParameters(authorizationParameters(request, object, recorded.permit, handle));
    const { enforced } = recorded.permit;
    const about = { clientId: request.clientId, decision: recorded.id, operation, enforced };
    return await passAuthorization(guard, exchange, query, about);
  });
};

/** Passes on as long as nothing is wrong; what is, is told to the client where it may be told (RFC 6749 §4.1.2.1). */
async function answering(
  guard: GuardContext,
  { response }: Exchange,
  target: RedirectTarget | null,
  passOn: () => Promise<Answer | 'passed'>,
): Promise<Answer | 'passed'> {
  try {
    return await passOn();
  } catch (error) {
    if (target === null || !(error instanceof OAuthError) || response.headersSent) throw error;
    const { error: code, error_description: description } = errorBody(error);
    const answer = [['error', code] as const, ['error_description', description] as const];
    return authorizationResponse(target, answer, guard.issuer);
  }
}

/** The server has the request: it hears which, and nothing that stood beside it (RFC 9126 §4). */
async function passPushed(guard: GuardContext, exchange: Exchange, taken: TakenRequest): Promise<Answer | 'passed'> {
  await taken.decideAgain(policyOfNow(guard));
  const { clientId, decision, operation, requestUri } = taken;
  const query = formatParameters([
    ['client_id', clientId],
    ['request_uri', requestUri],
  ]);
  return await passAuthorization(guard, exchange, query, { clientId, decision, operation, enforced: true });
}

/** A query, or a form in the body, and never both (OpenID Connect Core §3.1.2.1). */
async function readParameters({ head, readBody }: Exchange): Promise<Parameters> {
  if (head.method === 'GET') return parseParameters(head.query);
  if (head.method !== 'POST')
    throw new OAuthError('invalid_request', 'only GET and POST are allowed here', { status: 405 });
  if (head.query !== '') throw new OAuthError('invalid_request', 'parameters belong in the body, not in the query');
  return await readFormBody(head, readBody);
}
