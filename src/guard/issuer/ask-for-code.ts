import { randomUUID } from 'node:crypto';
import type { GrantRequest } from '../../decision/index.ts';
import {
  type ClaimedClient,
  type DecidedScopes,
  OAuthError,
  type OAuthErrorCode,
  type Parameters,
  type PolledTokenRequest,
  unknownClient,
} from '../../oauth/index.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { appendObserved } from './append-observed.ts';
import type { DirectAnswer } from './authorization-server.ts';
import { canaryFacts } from './canary.ts';
import { claimedClientOf } from './claimed-client.ts';
import { refuseContained } from './contained-client.ts';
import { type Exchange, readForm } from './exchange.ts';
import { factsOfNow, type GuardContext, policyOfNow, secondsNow, unavailable } from './guard-context.ts';
import { notIssuedDraft } from './issued-tokens.ts';
import { keepPolledCode } from './polled-codes.ts';
import { polledCodeFingerprint } from './polled-grant.ts';
import { type RecordedDecision, recordDecision } from './record-decision.ts';
import { serverRefusal } from './server-refusal.ts';

/** What a request asks for at an endpoint that gives out a code to poll with. */
export interface AskedForCode {
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
  /** The request, written anew with what was decided. */
  readonly parameters: (decided: DecidedScopes) => readonly (readonly [name: string, value: string])[];
}

/** The server's answer, as it may go to the client. */
export interface GivenCode {
  /** Secret: never logged. */
  readonly code: string;
  readonly expiresInSeconds: number;
  /** Body of the answer. */
  readonly text: string;
}

/** An endpoint at which a client asks for a code that it then polls with (RFC 8628 §3.1, CIBA Core §7). */
export interface CodeEndpoint {
  readonly endpoint: 'deviceAuthorization' | 'backchannelAuthentication';
  /** Under which strangers' refusals are counted. */
  readonly name: string;
  readonly grantType: PolledTokenRequest['grantType'];
  /** Errors of the server's that the client is told by their code, beside those that every endpoint has. */
  readonly errors: ReadonlySet<OAuthErrorCode>;
  /** @throws OAuthError */
  read(form: Parameters, claimed: ClaimedClient, guard: GuardContext): Promise<AskedForCode> | AskedForCode;
  /** @throws OAuthError `server_error`: it can't be used */
  readAnswer(text: string, guard: GuardContext): Promise<GivenCode> | GivenCode;
}

const PASSED_ERRORS: ReadonlySet<OAuthErrorCode> = new Set([
  'invalid_request',
  'unauthorized_client',
  'invalid_scope',
  'invalid_target',
]);

/**
 * Asks for a code to poll with. In order: read, identify, decide, make the decision durable, ask the authorization server by what was
 * decided, read its answer, keep what the code stands for, answer. Scopes are fixed here: a poll has no way to ask for any.
 */
export async function askForCode(guard: GuardContext, exchange: Exchange, kind: CodeEndpoint): Promise<Answer> {
  const form = await readForm(exchange);
  const policy = policyOfNow(guard);
  const { claimed } = claimedClientOf(guard, policy, exchange, form, kind.name);
  refuseContained(guard, claimed.clientId, kind.name, unknownClient(claimed.method === 'client_secret_basic'));
  const asked = await kind.read(form, claimed, guard);
  const { operation } = exchange;
  const request: GrantRequest = {
    kind: 'grant',
    issuer: guard.issuer,
    clientId: claimed.clientId,
    grantType: kind.grantType,
    scopes: asked.scopes,
    resources: asked.resources,
    redirectUri: null,
  };
  // Elevations are left out: they are for one person, and whoever types a code in is known to nobody beforehand.
  const facts = canaryFacts(guard, policy, request, null, factsOfNow(guard));
  const recorded = await recordDecision(guard, policy, request, facts, operation, []);
  const close = (error: string): Promise<void> => endWithoutCode(guard, claimed, recorded, operation, error);
  const given = await codeFrom(guard, claimed, kind, asked.parameters(recorded.permit), close);
  try {
    await keepPolledCode(guard.store, {
      code: polledCodeFingerprint(guard, { grantType: kind.grantType, code: given.code }),
      grantType: kind.grantType,
      grantId: randomUUID(),
      issuer: guard.issuer,
      clientId: claimed.clientId,
      recorded,
      operation,
      expiresAt: secondsNow(guard) + given.expiresInSeconds,
    });
  } catch (cause) {
    guard.onFault(cause);
    await close('database_unavailable');
    throw unavailable('the database does not answer', cause);
  }
  return jsonAnswer(200, given.text);
}

/** @throws OAuthError: the server refuses, doesn't answer, or answers what can't be used; then the decision is closed. */
async function codeFrom(
  guard: GuardContext,
  claimed: ClaimedClient,
  kind: CodeEndpoint,
  parameters: readonly (readonly [name: string, value: string])[],
  close: (error: string) => Promise<void>,
): Promise<GivenCode> {
  let answer: DirectAnswer;
  try {
    answer = await guard.authorizationServer.post(kind.endpoint, claimed, parameters);
  } catch (cause) {
    guard.onFault(cause);
    await close('server_unavailable');
    throw unavailable('the authorization server does not answer', cause);
  }
  if (answer.status !== 200) {
    const error = serverRefusal(answer, claimed, new Set([...PASSED_ERRORS, ...kind.errors]));
    await close(error.code);
    throw error;
  }
  try {
    if (answer.mediaType !== 'application/json')
      throw new OAuthError('server_error', "the authorization server's answer is not JSON", { status: 502 });
    return await kind.readAnswer(answer.text, guard);
  } catch (cause) {
    guard.onFault(cause);
    await close('response_unreadable');
    throw new OAuthError('server_error', 'the authorization server gave an answer that can not be passed on', {
      status: 502,
      cause,
    });
  }
}

/** Whatever the server made of the request: nobody has a code that could be polled with, so no token can follow. */
async function endWithoutCode(
  guard: GuardContext,
  { clientId }: ClaimedClient,
  { id, permit }: RecordedDecision,
  operation: string,
  error: string,
): Promise<void> {
  const draft = notIssuedDraft(guard, {
    ...{ clientId, grantId: null, operation, decision: id },
    ...{ outcome: 'refused', error },
  });
  const appended = permit.enforced
    ? guard.writer.append({ drafts: [draft] })
    : appendObserved(guard, { drafts: [draft] });
  await appended.catch(guard.onFault);
}
