import {
  type Decision,
  decide,
  type Facts,
  hasCanary,
  indexOf,
  isRefused,
  type UseRequest,
} from '../../../decision/index.ts';
import { headerOf, type UpstreamResponse } from '../../../gateway/index.ts';
import type { EntryDraft } from '../../../ledger/index.ts';
import {
  claimsBeyond,
  type DpopProof,
  endpointPath,
  formatBearerChallenge,
  membersOf,
  OAuthError,
  type OAuthErrorCode,
  parseStrictJson,
} from '../../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../../policy/index.ts';
import type { Json } from '../../../proof/index.ts';
import { type Answer, jsonAnswer } from '../answer.ts';
import { dpopProofOf } from '../dpop.ts';
import { type Endpoint, type Exchange, readFormBody } from '../exchange.ts';
import { type GuardContext, policyOfNow, secondsNow, unavailable } from '../guard-context.ts';
import { drawOf, isRevoked, type KnownToken, knownToken } from '../known-token.ts';
import { appendDurably, asJson } from '../record-decision.ts';
import { type UserinfoOperation, userinfoOperation } from '../userinfo-operation.ts';

const NAME = 'userinfo';
const MAX_ANSWER_BYTES = 256 * 1024;
/** Stands for endless silence, for JSON has no infinity. */
const SILENT_SINCE_EVER_SECONDS = 1_000_000_000;
const CREDENTIALS = /^(bearer|dpop) ([A-Za-z0-9\-._~+/]+=*)$/i;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A token as it is presented, with its proof. */
interface Presented {
  readonly token: string;
  /** Null: as a bearer token. */
  readonly proof: DpopProof | null;
}

/**
 * The userinfo endpoint (OpenID Connect Core §5.3), which is an API of the authorization server's: a token that a guard released, that
 * nobody revoked and that has `openid` by the policy of now. Each use is decided as any other and durable before it passes; the answer has no
 * claim that the standard has a scope for and the token hasn't.
 */
export const userinfoEndpoint: Endpoint = async (guard, exchange) => {
  await refuseParameters(exchange);
  const policy = policyOfNow(guard);
  const presented = await presentedBy(guard, exchange);
  if (presented === null) return challenged(guard, null);
  const known = await knownOf(guard, presented);
  if (known === null) return challenged(guard, 'invalid_token');
  const described = await describedBy(guard);
  const { operation } = exchange;
  const use = decideUse(guard, policy, known, described, operation);
  if (isRefused(use.decision)) return await refused(guard, known, use);
  await appendDurably(guard, useDraft('token.used', known, use));
  return await askServer(guard, exchange, presented, mayHear(guard, policy, known, use));
};

/** By which claims are left out: the token's scopes, and what its client may ask for by name. Null: it is only observed. */
function mayHear(
  { issuer }: GuardContext,
  policy: IdentifiedPolicy,
  { clientId, scopes }: KnownToken,
  { decision }: Use,
): Heard | null {
  const client = indexOf(policy).clients.get(issuer)?.get(clientId)?.client;
  return decision.mode === 'observe' ? null : { scopes, claims: client?.claims ?? [] };
}

interface Heard {
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
}

/** A token in a query or a body would be a second way to say who asks (RFC 6750 §2.2, §2.3), and it stays in logs. */
async function refuseParameters({ head, readBody }: Exchange): Promise<void> {
  if (head.method !== 'GET' && head.method !== 'POST')
    throw new OAuthError('invalid_request', 'only GET and POST are allowed here', { status: 405 });
  if (head.query !== '' || (head.hasBody && (await readFormBody(head, readBody)).size > 0))
    throw new OAuthError('invalid_request', 'the access token belongs in the Authorization header, and nothing beside');
}

/** @throws OAuthError `invalid_request`, `invalid_dpop_proof`: not one token in one spelling. */
async function presentedBy(guard: GuardContext, exchange: Exchange): Promise<Presented | null> {
  const authorization = exchange.head.headers.get('authorization');
  const proof = await dpopProofOf(guard, exchange);
  if (authorization === undefined || !/^(?:bearer|dpop)(?: |$)/i.test(authorization)) return null;
  const [, scheme = '', token] = CREDENTIALS.exec(authorization) ?? [];
  if (token === undefined || (scheme.toLowerCase() === 'dpop') !== (proof !== null))
    throw new OAuthError('invalid_request', 'the access token is malformed, or lacks its proof (RFC 9449 section 7.1)');
  return { token, proof };
}

/** Null, and counted: nobody released it, or it is bound to a key that wasn't proven, or to none that was. */
async function knownOf(guard: GuardContext, { token, proof }: Presented): Promise<KnownToken | null> {
  let known: KnownToken | null;
  try {
    known = await knownToken(guard, token);
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the database does not answer', cause);
  }
  const reason =
    known?.type !== 'access_token'
      ? 'token_unknown'
      : known.dpopJkt !== (proof?.jkt ?? null)
        ? 'dpop_key_differs'
        : null;
  if (reason === null) return known;
  guard.strangers.count(NAME, reason);
  return null;
}

async function describedBy({ store, onFault }: GuardContext): Promise<UserinfoOperation> {
  try {
    return await userinfoOperation(store);
  } catch (cause) {
    onFault(cause);
    throw unavailable('the database does not answer', cause);
  }
}

interface Use {
  readonly request: UseRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  readonly digests: { readonly policy: string; readonly openapi: string };
  readonly operation: string;
}

function decideUse(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  known: KnownToken,
  { operation: { name, required }, digest }: UserinfoOperation,
  operation: string,
): Use {
  const { issuer, revocations } = guard;
  const request: UseRequest = {
    kind: 'use',
    issuer,
    clientId: known.clientId,
    audience: issuer,
    operation: name,
    required,
  };
  const canary = hasCanary(indexOf(policy), issuer, known.clientId) ? drawOf(known) : undefined;
  const facts: Facts = {
    time: secondsNow(guard),
    priorGrant: null,
    token: {
      scopes: known.scopes,
      // `openid` is what it is for, whomever else it is for (OpenID Connect Core §5.3.1); the server may be stricter.
      audiences: [issuer],
      expiresAt: known.expiresAt ?? 0,
      revoked: isRevoked(guard, known),
      recorded: true,
    },
    feedSilentSeconds: Math.min(SILENT_SINCE_EVER_SECONDS, revocations.silentSeconds()),
    ...(canary === undefined ? {} : { canary }),
  };
  return {
    ...{ request, facts, decision: decide(policy, request, facts) },
    digests: { policy: policy.digest, openapi: digest },
    operation,
  };
}

function useDraft(
  kind: 'token.used' | 'token.use_refused',
  known: KnownToken,
  { request, facts, decision, digests, operation }: Use,
  more: { readonly [name: string]: Json } = {},
): EntryDraft {
  return {
    kind,
    issuer: request.issuer,
    operation,
    after: [known.decision],
    digests,
    subject: known.subject,
    refs: [`token:${known.fingerprint}`, `client:${known.clientId}`, `grant:${known.grantId}`],
    body: { api: NAME, request: asJson(request), facts: asJson(facts), decision: asJson(decision), ...more },
  };
}

/** A refused use is on record, as long as there are not too many of one client. */
async function refused(guard: GuardContext, known: KnownToken, use: Use): Promise<Answer> {
  const { error, reason, missing } = use.decision;
  if (guard.refusals.spend(known.clientId)) {
    const now = new Date(guard.clock()).toISOString();
    const more = { count: 1, first: now, last: now, window: { from: now, to: now } };
    await appendDurably(guard, useDraft('token.use_refused', known, use, more));
  } else guard.strangers.count(NAME, reason ?? 'refused');
  if (error === 'temporarily_unavailable') throw unavailable('the latest revocations can not be seen');
  return challenged(guard, error as OAuthErrorCode, missing ?? undefined);
}

/** RFC 6750 §3: without a token there is no error to tell. */
function challenged({ issuer }: GuardContext, error: OAuthErrorCode | null, scopes?: readonly string[]): Answer {
  const status = error === 'insufficient_scope' ? 403 : 401;
  const challenge = formatBearerChallenge({
    realm: issuer,
    ...(error === null ? {} : { error }),
    ...(scopes === undefined ? {} : { scopes }),
  });
  const { headers, ...answer } = jsonAnswer(status, error === null ? '' : JSON.stringify({ error }));
  return { ...answer, headers: [...headers, ['WWW-Authenticate', challenge]] };
}

async function askServer(
  guard: GuardContext,
  { head, response }: Exchange,
  { token, proof }: Presented,
  heard: Heard | null,
): Promise<Answer> {
  let answer: UpstreamResponse;
  try {
    const { endpoints } = await guard.authorizationServer.metadata();
    answer = await guard.upstream.request({
      method: head.method,
      target: endpointPath(endpoints.userinfo ?? ''),
      headers: [
        ...['accept', 'application/json, application/jwt'],
        ...['authorization', `${proof === null ? 'Bearer' : 'DPoP'} ${token}`],
        ...(proof === null ? [] : ['dpop', proof.text]),
      ],
      maxBytes: MAX_ANSWER_BYTES,
    });
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the authorization server does not answer', cause);
  }
  const nonce = headerOf(answer, 'dpop-nonce');
  if (nonce !== null) response.setHeader('DPoP-Nonce', nonce);
  if (answer.status >= 500 || answer.status === 429) throw unavailable('the authorization server is not available');
  if (answer.status !== 200) return serverChallenge(answer);
  return claimsAnswer(answer, heard);
}

/** What the server has against the token, in its own words for the client's next proof: only they name the nonce to use. */
function serverChallenge(answer: UpstreamResponse): Answer {
  const status = [400, 401, 403].includes(answer.status) ? answer.status : 401;
  const challenge = headerOf(answer, 'www-authenticate') ?? 'Bearer error="invalid_token"';
  const { headers, ...empty } = jsonAnswer(status, '');
  return { ...empty, headers: [...headers, ['WWW-Authenticate', challenge]] };
}

function claimsAnswer(answer: UpstreamResponse, heard: Heard | null): Answer {
  const mediaType = (headerOf(answer, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  try {
    const text = strictUtf8.decode(answer.body);
    if (mediaType === 'application/json') {
      const claims = membersOf(parseStrictJson(text, { maxLength: MAX_ANSWER_BYTES }));
      if (claims === null) throw unreadable();
      const beyond = new Set(beyondOf(claims, heard));
      const left = Object.entries(claims).filter(([name]) => !beyond.has(name));
      return jsonAnswer(200, JSON.stringify(Object.fromEntries(left)));
    }
    if (mediaType !== 'application/jwt') throw unreadable();
    // A signature holds for all of it, and what is encrypted can't be read: then it is the whole, or nothing.
    const [, payload = '', signature, more] = text.split('.');
    const claims = membersOf(parseStrictJson(strictUtf8.decode(Buffer.from(payload, 'base64url'))));
    if (signature === undefined || more !== undefined || claims === null) throw unreadable();
    if (beyondOf(claims, heard).length > 0) throw unreadable();
    const { headers, ...rest } = jsonAnswer(200, text);
    return { ...rest, headers: [['Content-Type', 'application/jwt'], ...headers.slice(1)] };
  } catch (cause) {
    throw unreadable(cause);
  }
}

function beyondOf(claims: { readonly [name: string]: Json }, heard: Heard | null): readonly string[] {
  if (heard === null) return [];
  return claimsBeyond(claims, heard.scopes).filter((name) => !heard.claims.includes(name));
}

function unreadable(cause?: unknown): OAuthError {
  return new OAuthError(
    'server_error',
    "the authorization server's answer says more than was decided, or can not be read",
    {
      status: 502,
      cause,
    },
  );
}
