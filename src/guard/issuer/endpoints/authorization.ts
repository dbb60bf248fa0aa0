import { randomBytes } from 'node:crypto';
import { type GrantRequest, indexOf } from '../../../decision/index.ts';
import {
  type AuthorizationRequest,
  authorizationRequestParameters,
  endpointPath,
  errorBody,
  formatParameters,
  OAuthError,
  type Parameters,
  parseAuthorizationRequest,
  parseParameters,
  parseRedirectTarget,
  type RedirectTarget,
} from '../../../oauth/index.ts';
import { type IdentifiedPolicy, registeredRedirectUri } from '../../../policy/index.ts';
import { redirectAnswer } from '../answer.ts';
import { keepAuthorization } from '../authorization-requests.ts';
import { canaryFacts } from '../canary.ts';
import { redirectLocation } from '../client-redirect.ts';
import { refuseContained } from '../contained-client.ts';
import { elevatedFacts } from '../elevated.ts';
import { type Endpoint, type Exchange, readFormBody } from '../exchange.ts';
import { factsOfNow, type GuardContext, policyOfNow, secondsNow, unavailable } from '../guard-context.ts';
import { IssuerGuardError } from '../guard-error.ts';
import { notIssuedDraft } from '../issued-tokens.ts';
import { limitClient } from '../limited-client.ts';
import { passPage } from '../pass-page.ts';
import { type RecordedDecision, recordDecision } from '../record-decision.ts';

const HANDLE_BYTES = 32;
/** The request goes on as a query: nothing of the form that the browser posted goes with it. */
const WITHOUT: ReadonlySet<string> = new Set(['authorization', 'content-type', 'content-length']);

/**
 * The authorization endpoint (RFC 6749 §3.1). In order: read, confirm client and redirect URI, decide, make the decision durable,
 * keep the request under a handle, pass it on anew with the handle as `state`.
 *
 * Until client and redirect URI are confirmed an error is a page; from then on it goes to the client (§4.1.2.1).
 */
export const authorizationEndpoint: Endpoint = async (guard, exchange) => {
  const parameters = await readParameters(exchange);
  const policy = policyOfNow(guard);
  const target = parseRedirectTarget(parameters);
  const refusal = new OAuthError('invalid_request', 'the client or its redirect URI is not registered');
  refuseContained(guard, target.clientId, 'authorization', refusal);
  const confirmed = confirmTarget(guard, policy, target);
  limitClient(guard, target.clientId, 'browser', 'authorization', exchange.response);
  try {
    const request = parseAuthorizationRequest(parameters, target);
    const { operation } = exchange;
    const asked = grantRequestOf(guard, request);
    // Who signs in isn't known yet: it is decided again when the code is exchanged.
    const drawn = canaryFacts(guard, policy, asked, null, factsOfNow(guard), [request.state, request.codeChallenge]);
    const facts = elevatedFacts(guard, policy, asked, drawn, undefined);
    const recorded = await recordDecision(guard, policy, asked, facts, operation, []);
    const handle = await keep(guard, request, recorded, operation);
    await passOn(guard, exchange, request, recorded, handle);
    return 'passed';
  } catch (error) {
    if (!confirmed || !(error instanceof OAuthError) || exchange.response.headersSent) throw error;
    const { error: code, error_description: description } = errorBody(error);
    const answer = [['error', code] as const, ['error_description', description] as const];
    return redirectAnswer(redirectLocation(target.redirectUri, answer, target.state, guard.issuer));
  }
};

/** A query, or a form in the body, and never both (OpenID Connect Core §3.1.2.1). */
async function readParameters({ head, readBody }: Exchange): Promise<Parameters> {
  if (head.method === 'GET') return parseParameters(head.query);
  if (head.method !== 'POST')
    throw new OAuthError('invalid_request', 'only GET and POST are allowed here', { status: 405 });
  if (head.query !== '') throw new OAuthError('invalid_request', 'parameters belong in the body, not in the query');
  return await readFormBody(head, readBody);
}

/**
 * Whether answers may go to the redirect URI. Where the client is only observed, what isn't in the policy passes on, and the
 * authorization server judges it; but the guard itself then redirects nowhere.
 *
 * @throws OAuthError `invalid_request`
 */
function confirmTarget(guard: GuardContext, policy: IdentifiedPolicy, target: RedirectTarget): boolean {
  const index = indexOf(policy);
  const client = index.clients.get(guard.issuer)?.get(target.clientId)?.client;
  if (client !== undefined && registeredRedirectUri(client, target.redirectUri) !== null) return true;
  if ((client?.mode ?? index.issuers.get(guard.issuer)?.mode) === 'observe') return false;
  guard.strangers.count('authorization', client === undefined ? 'client_unknown' : 'redirect_uri_not_registered');
  throw new OAuthError('invalid_request', 'the client or its redirect URI is not registered');
}

function grantRequestOf(guard: GuardContext, request: AuthorizationRequest): GrantRequest {
  return {
    kind: 'grant',
    issuer: guard.issuer,
    clientId: request.clientId,
    grantType: 'authorization_code',
    scopes: request.scopes,
    resources: request.resources,
    redirectUri: request.redirectUri,
  };
}

async function keep(
  guard: GuardContext,
  request: AuthorizationRequest,
  { permit, id, facts }: RecordedDecision,
  operation: string,
): Promise<string> {
  const handle = randomBytes(HANDLE_BYTES).toString('base64url');
  const pending = {
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    clientState: request.state,
    scopes: permit.scopes,
    resource: permit.resource,
    codeChallenge: request.codeChallenge,
    decision: id,
    operation,
    canary: facts.canary ?? null,
  };
  const fingerprint = guard.fingerprinter.of('authorization-handle', handle);
  try {
    await keepAuthorization(guard.store, { secret: handle, fingerprint }, guard.issuer, pending, secondsNow(guard));
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the database does not answer', cause);
  }
  return handle;
}

/**
 * Passes the request on. Where the server gives no answer the decision is closed, and the client told so, for it can come again
 * where the person can't (RFC 6749 §4.1.2.1).
 *
 * @throws OAuthError `temporarily_unavailable`, IssuerGuardError `redirect_refused`
 */
async function passOn(
  guard: GuardContext,
  { head, request: incoming, response, operation }: Exchange,
  request: AuthorizationRequest,
  { id, permit }: RecordedDecision,
  handle: string,
): Promise<void> {
  const query = formatParameters(authorizationRequestParameters(request, permit, handle));
  try {
    const { endpoints } = await guard.authorizationServer.metadata();
    await passPage(guard, {
      head: { ...head, method: 'GET', hasBody: false },
      request: incoming,
      response,
      target: `${endpointPath(endpoints.authorization)}?${query}`,
      without: WITHOUT,
    });
  } catch (cause) {
    if (response.headersSent || (cause instanceof IssuerGuardError && cause.code === 'redirect_refused')) throw cause;
    guard.onFault(cause);
    const draft = notIssuedDraft(guard, {
      clientId: request.clientId,
      grantId: null,
      operation,
      decision: id,
      outcome: 'unknown',
      error: response.destroyed ? 'undelivered' : 'server_unavailable',
    });
    await guard.writer.append({ drafts: [draft] }).catch(guard.onFault);
    throw unavailable('the authorization server does not answer', cause);
  }
}
