import { elevationFor, hasEnded, indexOf, mayHold, modeOf } from '../../../decision/index.ts';
import {
  type ClaimedClient,
  formatScope,
  identifyClient,
  membersOf,
  OAuthError,
  parameter,
  parseStrictJson,
  requiredParameter,
  unknownClient,
} from '../../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../../policy/index.ts';
import type { Json } from '../../../proof/index.ts';
import { type Answer, jsonAnswer } from '../answer.ts';
import type { DirectAnswer } from '../authorization-server.ts';
import { type Endpoint, readForm } from '../exchange.ts';
import { readIssuedToken } from '../granted.ts';
import { factsOfNow, type GuardContext, policyOfNow, secondsNow, unavailable } from '../guard-context.ts';
import { drawOf, isRevoked, type KnownToken, knownToken } from '../known-token.ts';
import { recordRecognition, tokenOfBefore } from '../token-of-before.ts';

const INACTIVE: Answer = jsonAnswer(200, JSON.stringify({ active: false }));
/** What an answer may say beside `active`, `client_id` and `scope` (RFC 7662 §2.2). */
const PASSED = ['token_type', 'exp', 'iat', 'nbf', 'sub', 'aud', 'iss', 'jti', 'cnf', 'act'];

/**
 * The introspection endpoint (RFC 7662). The authorization server authenticates the caller and says what it knows; the guard
 * then answers `active` only for tokens that it released itself, or that are from before it was there, that nobody revoked, within the life that they were released
 * with, and with the scopes that policy still allows. A caller learns about its own tokens, a resource server about all access
 * tokens: a refresh token is for nobody but its client, and one that is `active` has been taken for an access token before.
 */
export const introspectionEndpoint: Endpoint = async (guard, exchange) => {
  const form = await readForm(exchange);
  const policy = policyOfNow(guard);
  const caller = identifyClient(exchange.head.headers.get('authorization') ?? null, form);
  const byBasic = caller.method === 'client_secret_basic';
  const isResourceServer = guard.introspectionClients.has(caller.clientId);
  if (caller.method === 'none' || !(isResourceServer || isClient(guard, policy, caller))) {
    guard.strangers.count('introspection', 'client_unknown');
    throw unknownClient(byBasic);
  }
  const token = requiredParameter(form, 'token');
  const hint = parameter(form, 'token_type_hint');
  const answer = await guard.authorizationServer.post('introspection', caller, [
    ['token', token],
    ...(hint === 'access_token' || hint === 'refresh_token' ? [['token_type_hint', hint] as const] : []),
  ]);

  const claims = await claimsOf(guard, answer, token, byBasic);
  if (claims?.['active'] !== true) return INACTIVE;
  const known = (await knownToken(guard, token)) ?? (await tokenOfBefore(guard, token));
  if (known === null || isRevoked(guard, known)) return INACTIVE;
  if (known.expiresAt !== null && known.expiresAt <= secondsNow(guard)) return INACTIVE;
  if (known.clientId !== caller.clientId && (!isResourceServer || known.type === 'refresh_token')) return INACTIVE;
  const scopes = scopesOfNow(guard, policy, known);
  if (scopes === null) return INACTIVE;
  if (known.before !== undefined) await recordRecognition(guard, known, known.before, exchange.operation);
  const body: Record<string, Json> = { active: true, client_id: known.clientId, scope: formatScope(scopes) };
  for (const name of PASSED) {
    const value = claims[name];
    if (value !== undefined) body[name] = value;
  }
  if (known.expiresAt !== null && !(Number(body['exp']) <= known.expiresAt)) body['exp'] = known.expiresAt;
  return jsonAnswer(200, JSON.stringify(body));
};

/** Where the issuer is observed, clients that the policy doesn't know are clients too: the server authenticates them. */
function isClient(guard: GuardContext, policy: IdentifiedPolicy, { clientId }: ClaimedClient): boolean {
  const index = indexOf(policy);
  return index.issuers.get(guard.issuer)?.mode === 'observe' || index.clients.get(guard.issuer)?.has(clientId) === true;
}

/** The token's scopes that its client may still hold, all where it is only observed; null where it may hold nothing any more. */
function scopesOfNow(guard: GuardContext, policy: IdentifiedPolicy, known: KnownToken): readonly string[] | null {
  const index = indexOf(policy);
  const client = index.clients.get(guard.issuer)?.get(known.clientId);
  if (modeOf(index, guard.issuer, known.clientId, drawOf(known)) === 'observe') return known.scopes;
  const now = secondsNow(guard);
  if (client === undefined || client.expiresAt <= now) return null;
  const { subject } = known;
  const elevations = guard.elevations.activeOf(guard.issuer, known.clientId, now);
  const facts = { ...factsOfNow(guard), elevations, subject };
  return known.scopes.filter(
    (scope) =>
      !hasEnded(index, scope, now) &&
      (mayHold(index, client, client.standing, scope, now) || elevationFor(index, client, facts, scope) !== null),
  );
}

/** What the server says; for a JWT, which some servers don't introspect, what its own signed claims say. */
async function claimsOf(
  guard: GuardContext,
  { status, text }: DirectAnswer,
  token: string,
  byBasic: boolean,
): Promise<{ readonly [name: string]: Json } | null> {
  if (status === 401) throw unknownClient(byBasic);
  if (status >= 500 || status === 429) throw unavailable('the authorization server is not available');
  let members: { readonly [name: string]: Json } | null;
  try {
    members = membersOf(parseStrictJson(text));
  } catch (cause) {
    guard.onFault(cause);
    throw new OAuthError('server_error', "the authorization server's answer can not be read", { status: 502, cause });
  }
  if (status === 200) return members;
  if (members?.['error'] === 'invalid_client') throw unknownClient(byBasic);
  if (members?.['error'] !== 'unsupported_token_type')
    throw new OAuthError('invalid_request', 'refused by the authorization server');
  const read = await readIssuedToken(guard, token);
  // Bound to something that can't be said here, it would be taken for a token that anybody may use.
  if (read === null || read.format !== 'jwt' || (read.senderConstrained && read.dpopJkt === null)) return null;
  return {
    active: true,
    token_type: read.dpopJkt === null ? 'Bearer' : 'DPoP',
    ...(read.dpopJkt === null ? {} : { cnf: { jkt: read.dpopJkt } }),
    iss: read.issuer,
    exp: read.expiresAt,
    aud: [...read.audiences],
    ...(read.issuedAt === null ? {} : { iat: read.issuedAt }),
    ...(read.subject === null ? {} : { sub: read.subject }),
  };
}
