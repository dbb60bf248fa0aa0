import type { Facts, GrantRequest } from '../../../decision/index.ts';
import { GatewayError } from '../../../gateway/index.ts';
import {
  type ClaimedClient,
  type DpopProof,
  excessScopes,
  type FoundTokens,
  formatParameters,
  formatTokenResponse,
  isPolled,
  OAuthError,
  type OAuthErrorCode,
  parseTokenRequest,
  parseTokenResponse,
  type TokenRequest,
  type TokenResponse,
  tokenRequestParameters,
  tokensInAnswer,
  unknownClient,
} from '../../../oauth/index.ts';
import type { Client, IdentifiedPolicy } from '../../../policy/index.ts';
import { appendObserved } from '../append-observed.ts';
import type { DirectAnswer } from '../authorization-server.ts';
import { canaryFacts } from '../canary.ts';
import { claimedClientOf, withAssertedClient } from '../claimed-client.ts';
import { refuseContained } from '../contained-client.ts';
import { dpopProofOf, passNonce, refuseOtherKey } from '../dpop.ts';
import { decidedForSubject, elevatedFacts } from '../elevated.ts';
import { type Endpoint, type Exchange, readForm } from '../exchange.ts';
import { allowedBy, grantedBy, readIssuedToken } from '../granted.ts';
import {
  factsOfNow,
  type GuardContext,
  isObserved,
  policyFor,
  policyLastHeard,
  secondsNow,
  unavailable,
} from '../guard-context.ts';
import { IssuerGuardError } from '../guard-error.ts';
import {
  birthsOf,
  endsWith,
  type Issuance,
  issuedDraft,
  notIssuedDraft,
  unreadableDraft,
  withheldDraft,
} from '../issued-tokens.ts';
import { keepNewGrant } from '../new-grant.ts';
import { observedGrantOf, type PresentedGrant, presentedGrantOf } from '../presented-grant.ts';
import { type RecordedDecision, recordDecision } from '../record-decision.ts';
import { type Releasable, releaseHeld, releaseToken } from '../release-token.ts';
import { serverRefusal } from '../server-refusal.ts';
import { exchangeFaults, type TokenFault, tokenFaults } from '../token-faults.ts';
import { faultsBesideLife, virtualEndOf } from '../virtual-end.ts';
import { withholdToken } from '../withhold-token.ts';

/**
 * The token endpoint (RFC 6749 §3.2). In order: read, identify, find the grant, decide, make the decision durable, spend the
 * grant, ask the authorization server, read what it really issued, make the issuance durable, release.
 */
export const tokenEndpoint: Endpoint = async (guard, exchange) => {
  const form = withAssertedClient(exchange.head, await readForm(exchange, 'read'));
  const proof = await dpopProofOf(guard, exchange);
  const { claimed, client } = claimedClientOf(guard, policyLastHeard(guard), exchange, form, 'token');
  const policy = policyFor(guard, claimed.clientId);
  refuseContained(guard, claimed.clientId, 'token', unknownClient(claimed.method === 'client_secret_basic'));
  const request = parseTokenRequest(form);
  if (request.grantType === 'client_credentials' && claimed.method === 'none')
    throw new OAuthError(
      'unauthorized_client',
      'a public client may not use client_credentials (RFC 6749 section 4.4)',
    );

  const requestKey = (): string => requestKeyOf(guard, claimed, request, proof);
  const released = await releaseHeld(guard, claimed, requestKey);
  if (released !== null) return released;

  const { operation } = exchange;
  const grantOf = isObserved(policy, guard.issuer, claimed.clientId) ? observedGrantOf : presentedGrantOf;
  const grant = await grantOf(guard, claimed, request, operation);
  refuseOtherKey(guard, grant.boundKey ?? null, proof);
  const asked = grantRequestOf(guard, claimed, request, grant, proof);
  const exchanged = grant.exchange === undefined ? {} : { exchanged: grant.exchange.facts };
  const asserted = grant.assertion === undefined ? {} : { assertion: grant.assertion };
  const plain: Facts = { ...factsOfNow(guard), priorGrant: grant.prior, ...exchanged, ...asserted };
  // Of a grant that can't be looked up nobody knows what its flow drew: it is observed, as most are.
  const own = grant.isUnknown === true ? plain : canaryFacts(guard, policy, asked, grant.canary, plain);
  const recorded =
    (await grant.polled?.decided(policy, asked, own)) ??
    (await recordDecision(
      guard,
      policy,
      asked,
      elevatedFacts(guard, policy, asked, own, grant.subject),
      operation,
      grant.after,
      { grantIsUnknown: grant.isUnknown, about: grant.exchange?.refs },
    ));
  const attempt: Attempt = { guard, exchange, policy, claimed, client, request, proof, operation, grant, recorded };
  await refuseNarrowedCode(attempt);
  await spend(attempt);
  const response = await askForToken(attempt);
  const releasable = await releasableOf(attempt, response);
  return await releaseToken(guard, claimed, requestKey, releasable);
};

/** A token request after its decision, before anything of it is given out. */
interface Attempt {
  readonly guard: GuardContext;
  readonly exchange: Exchange;
  readonly policy: IdentifiedPolicy;
  readonly claimed: ClaimedClient;
  readonly client: Client | null;
  readonly request: TokenRequest;
  readonly proof: DpopProof | null;
  readonly operation: string;
  readonly grant: PresentedGrant;
  readonly recorded: RecordedDecision;
}

/** Known only to who sends the same request with the same credentials; the hash is keyed, so it tells nothing about them. */
function requestKeyOf(
  guard: GuardContext,
  claimed: ClaimedClient,
  request: TokenRequest,
  proof: DpopProof | null,
): string {
  const scopes = request.grantType === 'authorization_code' ? null : request.scopes;
  const written = tokenRequestParameters(request, { scopes: scopes ?? [], resource: request.resources.join(' ') });
  return guard.fingerprinter.of(
    'token-request',
    `${claimed.authorization ?? ''}\n${proof === null ? '' : `${proof.jkt}\n`}${formatParameters([...written, ...claimed.parameters])}`,
  );
}

function grantRequestOf(
  guard: GuardContext,
  claimed: ClaimedClient,
  request: TokenRequest,
  grant: PresentedGrant,
  proof: DpopProof | null,
): GrantRequest {
  return {
    kind: 'grant',
    issuer: guard.issuer,
    clientId: claimed.clientId,
    grantType: request.grantType,
    scopes: request.grantType === 'authorization_code' ? null : request.scopes,
    resources: request.resources,
    redirectUri: grant.redirectUri,
    ...(proof === null ? {} : { fulfils: ['dpop'] as const }),
  };
}

/**
 * A code stands for what was decided when it was given, and its exchange has no way to ask for less (RFC 6749 §4.1.3). Where the
 * policy took something back since, no token is made that would have to be revoked again: the person signs in anew, and the
 * server is asked for what is left.
 *
 * @throws OAuthError `invalid_grant`
 */
async function refuseNarrowedCode(attempt: Attempt): Promise<void> {
  const { request, grant, recorded } = attempt;
  if ((request.grantType !== 'authorization_code' && !isPolled(request)) || !recorded.permit.enforced) return;
  if (excessScopes(grant.prior?.scopes ?? [], recorded.permit.scopes).length === 0) return;
  await grant.polled?.end();
  await endWithoutToken(attempt, 'refused', 'scope_exceeds_decision' satisfies TokenFault);
  throw new OAuthError('invalid_grant', 'the policy has changed since this code was given: sign in again');
}

async function spend(attempt: Attempt): Promise<void> {
  const { guard, grant } = attempt;
  try {
    await grant.spend();
  } catch (error) {
    await endWithoutToken(attempt, 'refused', error instanceof OAuthError ? error.code : 'database_unavailable');
    if (error instanceof OAuthError) throw error;
    guard.onFault(error);
    throw unavailable('the database does not answer', error);
  }
}

/** @throws OAuthError: what the authorization server refuses, in the guard's words. */
async function askForToken(attempt: Attempt): Promise<TokenResponse> {
  const { guard, exchange, claimed, request, proof, recorded, grant } = attempt;
  let answer: DirectAnswer;
  try {
    const parameters = tokenRequestParameters(request, recorded.permit);
    answer = await guard.authorizationServer.post('token', claimed, parameters, proof);
  } catch (cause) {
    guard.onFault(cause);
    const nothingSent = !(cause instanceof IssuerGuardError) || isUnsent(cause);
    if (nothingSent || grant.polled !== undefined) await grant.giveBack();
    if (!nothingSent || grant.polled === undefined)
      await endWithoutToken(attempt, nothingSent ? 'refused' : 'unknown', 'server_unavailable');
    throw unavailable('the authorization server does not answer', cause);
  }
  passNonce(exchange, answer);
  if (answer.status === 200) return await readResponse(attempt, answer);
  const error = serverRefusal(answer, claimed, isPolled(request) ? POLL_ERRORS : PASSED_ERRORS, 400);
  if (grant.polled !== undefined && answer.status < 500) {
    if (POLLS_AGAIN.has(error.code)) {
      await grant.giveBack();
      throw error;
    }
    await grant.polled.end();
  }
  if (answer.status < 500 || grant.polled !== undefined) await grant.giveBack();
  await endWithoutToken(attempt, answer.status < 500 ? 'refused' : 'unknown', error.code);
  throw error;
}

async function readResponse(attempt: Attempt, answer: DirectAnswer): Promise<TokenResponse> {
  try {
    if (answer.mediaType !== 'application/json')
      throw new OAuthError('server_error', "the authorization server's answer is not JSON");
    return parseTokenResponse(answer.text, attempt.request.grantType);
  } catch (cause) {
    attempt.guard.onFault(cause);
    await withholdUnreadable(attempt, answer.text);
    throw new OAuthError('server_error', 'the authorization server gave an answer that can not be released', {
      status: 502,
      cause,
    });
  }
}

/** What can't be read in one way may hold tokens all the same, and they live until somebody takes them back. */
async function withholdUnreadable(attempt: Attempt, text: string): Promise<void> {
  const { guard, claimed, request } = attempt;
  const found = withoutPresented(request, tokensInAnswer(text));
  const draft = unreadableDraft(guard, { ...attempt, clientId: claimed.clientId, grantType: request.grantType }, found);
  if (draft === null) await endWithoutToken(attempt, 'unknown', 'response_unreadable' satisfies TokenFault);
  else await withholdToken(guard, claimed, draft, found);
  if (found.refreshTokens.length === 0) await attempt.grant.giveBackUnrotated();
  await attempt.grant.polled?.end();
}

/**
 * The refresh token that the client holds already isn't taken from it for what the server made of it: the grant itself did
 * nothing wrong.
 */
function withoutPresented(request: TokenRequest, found: FoundTokens): FoundTokens {
  if (request.grantType !== 'refresh_token') return found;
  return { ...found, refreshTokens: found.refreshTokens.filter((token) => token !== request.refreshToken) };
}

/** Compares what was issued with what was decided. @throws OAuthError when it is withheld. */
async function releasableOf(attempt: Attempt, response: TokenResponse): Promise<Releasable> {
  const { guard, claimed, client, request, proof, operation, grant } = attempt;
  const accessToken = await readIssuedToken(guard, response.accessToken);
  const { recorded, isForSubject } = await decidedForSubject(attempt, accessToken);
  const { permit } = recorded;
  const now = secondsNow(guard);
  const granted = accessToken === null ? null : grantedBy(response, accessToken);
  const found: readonly TokenFault[] =
    granted === null
      ? (['access_token_unreadable'] as const)
      : isForSubject
        ? [
            ...tokenFaults(granted, allowedBy(guard.issuer, claimed, client, permit, request.grantType, proof), now),
            ...(grant.exchange === undefined ? [] : exchangeFaults(accessToken, claimed.clientId, grant.exchange)),
          ]
        : (['subject_not_elevated'] as const);
  const virtualEnd =
    granted !== null && found.includes('life_exceeds_decision')
      ? await virtualEndOf(guard, permit, response.accessToken, granted, now)
      : null;
  const faults = virtualEnd === null ? found : faultsBesideLife(found);
  const issuance: Issuance = {
    clientId: claimed.clientId,
    grantType: request.grantType,
    operation,
    grant,
    recorded,
    response,
    accessToken,
    scopes: accessToken?.scopes ?? response.scopes ?? [],
    virtualEnd,
    refreshTokenKey: claimed.method === 'none' ? (proof?.jkt ?? null) : null,
  };
  if (accessToken === null || granted === null || (faults.length > 0 && permit.enforced)) {
    const tokens = withoutPresented(request, {
      accessTokens: [response.accessToken],
      refreshTokens: response.refreshToken === null ? [] : [response.refreshToken],
    });
    const [refreshToken = null] = tokens.refreshTokens;
    const withheld = withheldDraft(guard, { ...issuance, response: { ...response, refreshToken } }, faults);
    await withholdToken(guard, claimed, withheld, tokens);
    if (refreshToken === null) await grant.giveBackUnrotated();
    await grant.polled?.end();
    throw new OAuthError(
      'invalid_scope',
      'the authorization server granted something else than was decided; nothing of it was released',
    );
  }
  if (grant.isNew === true && response.refreshToken !== null) await keepGrant(attempt, issuance);
  const births = birthsOf(guard, issuance);
  const newRefreshToken = births.find(({ type }) => type === 'refresh_token')?.fingerprint ?? null;
  const rotated = await grant.conclude(newRefreshToken);
  return {
    draft: issuedDraft(guard, issuance, births, faults),
    births,
    rotated,
    endsWithIt:
      rotated !== null || request.grantType === 'authorization_code' || isPolled(request) ? grant.grantId : null,
    virtualEnd,
    observed: !permit.enforced,
    text: formatTokenResponse({
      ...response,
      scopes: granted.scopes,
      expiresInSeconds: livesFor(
        response.expiresInSeconds ?? accessToken.expiresAt - now,
        [endsWith(issuance), virtualEnd?.endsAt ?? null],
        now,
      ),
    }),
  };
}

/**
 * Keeps a grant that came into being with its tokens. What can't be kept while the database is away is withheld; of a client that is only
 * observed it is released, and kept when its journal is brought.
 *
 * @throws OAuthError `temporarily_unavailable`
 */
async function keepGrant({ guard, claimed }: Attempt, issuance: Issuance): Promise<void> {
  try {
    await keepNewGrant(guard, issuance);
  } catch (error) {
    guard.onFault(error);
    if (!issuance.recorded.permit.enforced && (await guard.journal?.isAway()) === true) return;
    const { accessToken, refreshToken } = issuance.response;
    const tokens = { accessTokens: [accessToken], refreshTokens: refreshToken === null ? [] : [refreshToken] };
    await withholdToken(guard, claimed, withheldDraft(guard, issuance, ['undelivered']), tokens);
    throw unavailable('the database does not answer', error);
  }
}

/** How long the client is told that the token lives, in seconds: no longer than its server, what it was given under, and the guards let it. */
function livesFor(expiresInSeconds: number, endsAt: readonly (number | null)[], now: number): number {
  const ends = endsAt.flatMap((end) => (end === null ? [] : [end - now]));
  return Math.max(0, Math.min(expiresInSeconds, ...ends));
}

/** Closes a decision that no token follows. Nothing is given out here, so a ledger that is away only leaves it `unknown`. */
async function endWithoutToken(attempt: Attempt, outcome: 'refused' | 'unknown', error: string): Promise<void> {
  const { guard, claimed, grant, operation, recorded } = attempt;
  const draft = notIssuedDraft(guard, {
    clientId: claimed.clientId,
    grantId: grant.grantId,
    operation,
    decision: recorded.id,
    outcome,
    error,
  });
  const appended = recorded.permit.enforced
    ? guard.writer.append({ drafts: [draft] })
    : appendObserved(guard, { drafts: [draft] });
  await appended.catch(guard.onFault);
}

const PASSED_ERRORS: ReadonlySet<OAuthErrorCode> = new Set([
  'invalid_request',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'invalid_dpop_proof',
  'use_dpop_nonce',
]);

/** What a poll is told beside (RFC 8628 §3.5). */
const POLL_ERRORS: ReadonlySet<OAuthErrorCode> = new Set([
  ...PASSED_ERRORS,
  ...(['authorization_pending', 'slow_down', 'expired_token', 'access_denied'] as const),
]);
/** After these the client polls again, if with another proof or nonce; after any other its code is at its end. */
const POLLS_AGAIN: ReadonlySet<OAuthErrorCode> = new Set([
  'authorization_pending',
  'slow_down',
  'invalid_client',
  'invalid_dpop_proof',
  'use_dpop_nonce',
  'temporarily_unavailable',
]);

function isUnsent(error: IssuerGuardError): boolean {
  return error.cause instanceof GatewayError && error.cause.code === 'upstream_unreachable';
}
