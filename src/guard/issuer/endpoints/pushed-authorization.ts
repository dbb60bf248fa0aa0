import {
  type AuthorizationRequest,
  type ClaimedClient,
  type DpopProof,
  membersOf,
  OAuthError,
  type OAuthErrorCode,
  parameter,
  parseStrictJson,
  unknownClient,
} from '../../../oauth/index.ts';
import { jsonAnswer } from '../answer.ts';
import { confirmTarget, type DecidedAuthorization, decideAuthorization } from '../authorization-asked.ts';
import type { DirectAnswer } from '../authorization-server.ts';
import { claimedClientOf } from '../claimed-client.ts';
import { refuseContained } from '../contained-client.ts';
import { dpopProofOf, passNonce } from '../dpop.ts';
import { type Endpoint, type Exchange, readForm } from '../exchange.ts';
import { type GuardContext, policyOfNow, secondsNow, unavailable } from '../guard-context.ts';
import { notIssuedDraft } from '../issued-tokens.ts';
import { keepPushedRequest } from '../pushed-requests.ts';
import { authorizationParameters, readAuthorization } from '../read-authorization.ts';
import { serverRefusal } from '../server-refusal.ts';

const NAME = 'pushed_authorization_request';
/** A pushed request is good for a visit to the authorization endpoint: RFC 9126 §2.2 has 5 to 600 seconds in mind. */
const MAX_LIFE_SECONDS = 600;

/** Errors of RFC 6749 §4.1.2.1 and §5.2 (RFC 9126 §2.3). */
const PASSED_ERRORS: ReadonlySet<OAuthErrorCode> = new Set([
  'invalid_request',
  'unauthorized_client',
  'access_denied',
  'unsupported_response_type',
  'invalid_scope',
  'invalid_target',
  'invalid_request_object',
  'invalid_dpop_proof',
  'use_dpop_nonce',
]);

/**
 * The endpoint for pushed authorization requests (RFC 9126). In order: read as the authorization endpoint reads, identify, confirm the
 * redirect URI, decide, make the decision durable, push the request on anew with the client's credentials and the guard's handle as
 * `state`, keep the `request_uri` that the server gives for it. Only then does the client get it.
 */
export const pushedAuthorizationEndpoint: Endpoint = async (guard, exchange) => {
  const form = await readForm(exchange, 'read');
  const proof = await dpopProofOf(guard, exchange);
  const policy = policyOfNow(guard);
  const { claimed } = claimedClientOf(guard, policy, exchange, form, NAME);
  const { clientId } = claimed;
  refuseContained(guard, clientId, NAME, unknownClient(claimed.method === 'client_secret_basic'));
  // RFC 9126 §2.1: a reference to a request is none.
  if (parameter(form, 'request_uri') !== null)
    throw new OAuthError('invalid_request', 'request_uri can not be pushed (RFC 9126 section 2.1)');
  const read = await readAuthorization(guard, new Map(form).set('client_id', [clientId]));
  confirmTarget(guard, policy, read.target);
  const request = boundTo(read.request(), proof);
  const { operation } = exchange;
  const manner = { object: read.object, isPushed: true };
  const decided = await decideAuthorization(guard, policy, request, operation, manner);
  const parameters = authorizationParameters(request, read.object, decided.recorded.permit, decided.handle);
  const { requestUri, expiresIn } = await push({ guard, exchange, claimed, proof, decided }, parameters);
  return jsonAnswer(201, JSON.stringify({ request_uri: requestUri, expires_in: expiresIn }));
};

/**
 * A proof at this endpoint binds the code to its key, as `dpop_jkt` does (RFC 9449 §10.1).
 *
 * @throws OAuthError `invalid_request`: the two name different keys.
 */
function boundTo(request: AuthorizationRequest, proof: DpopProof | null): AuthorizationRequest {
  if (proof === null) return request;
  if (request.dpopJkt !== null && request.dpopJkt !== proof.jkt)
    throw new OAuthError('invalid_request', 'dpop_jkt is not the key of the DPoP proof (RFC 9449 section 10.1)');
  return { ...request, dpopJkt: proof.jkt };
}

interface Push {
  readonly guard: GuardContext;
  readonly exchange: Exchange;
  readonly proof: DpopProof | null;
  readonly claimed: ClaimedClient;
  readonly decided: DecidedAuthorization;
}

interface Pushed {
  readonly requestUri: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** @throws OAuthError: what the server refuses, in the guard's words; or `temporarily_unavailable` */
async function push(about: Push, parameters: readonly (readonly [name: string, value: string])[]): Promise<Pushed> {
  const { guard, exchange, claimed, proof, decided } = about;
  // Whoever authenticates in the form has its client_id there already, and it may stand once.
  const isNamed = claimed.parameters.some(([name]) => name === 'client_id');
  const once = parameters.filter(([name]) => !(isNamed && name === 'client_id'));
  let answer: DirectAnswer;
  try {
    answer = await guard.authorizationServer.post('pushedAuthorizationRequest', claimed, once, proof);
  } catch (cause) {
    guard.onFault(cause);
    await endPush(about, 'unknown', 'server_unavailable');
    throw unavailable('the authorization server does not answer', cause);
  }
  passNonce(exchange, answer);
  if (answer.status >= 400) {
    const refusal = serverRefusal(answer, claimed, PASSED_ERRORS);
    await endPush(about, answer.status < 500 ? 'refused' : 'unknown', refusal.code);
    throw refusal;
  }
  const pushed = readPushed(answer);
  if (pushed === null) {
    await endPush(about, 'unknown', 'response_unreadable');
    throw new OAuthError('server_error', 'the authorization server gave an answer that can not be released', {
      status: 502,
    });
  }
  const { issuer, store, fingerprinter } = guard;
  const reference = { secret: pushed.requestUri, fingerprint: fingerprinter.of('request-uri', pushed.requestUri) };
  const kept = { issuer, clientId: claimed.clientId, handle: decided.handle };
  try {
    await keepPushedRequest(store, reference, kept, secondsNow(guard), pushed.expiresIn);
  } catch (cause) {
    guard.onFault(cause);
    await endPush(about, 'refused', 'database_unavailable');
    throw unavailable('the database does not answer', cause);
  }
  return pushed;
}

/**
 * Reads the answer to a pushed request (RFC 9126 §2.2): a reference as nobody else could have it, with an end. Null for anything else:
 * a reference that is an address would be fetched by somebody.
 */
function readPushed({ status, mediaType, text }: DirectAnswer): Pushed | null {
  if (status !== 201 || mediaType !== 'application/json') return null;
  try {
    const members = membersOf(parseStrictJson(text));
    const requestUri = members?.['request_uri'];
    const expiresIn = members?.['expires_in'];
    if (typeof requestUri !== 'string' || !/^urn:[!-~]{1,500}$/.test(requestUri)) return null;
    if (typeof expiresIn !== 'number' || !Number.isSafeInteger(expiresIn) || expiresIn <= 0) return null;
    return { requestUri, expiresIn: Math.min(expiresIn, MAX_LIFE_SECONDS) };
  } catch {
    return null;
  }
}

/** Closes a decision that no request stands for. Nothing is given out here, so a ledger that is away only leaves it open. */
async function endPush(
  { guard, exchange, claimed, decided }: Push,
  outcome: 'refused' | 'unknown',
  error: string,
): Promise<void> {
  const { clientId } = claimed;
  const { operation } = exchange;
  const draft = notIssuedDraft(guard, {
    ...{ clientId, grantId: null, operation, decision: decided.recorded.id },
    ...{ outcome, error },
  });
  await guard.writer.append({ drafts: [draft] }).catch(guard.onFault);
}
