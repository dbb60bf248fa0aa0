import {
  type Decision,
  decide,
  type Facts,
  hasCanary,
  highestRisk,
  indexOf,
  isRefused,
  type TokenAdoption,
  type UseRequest,
} from '../../decision/index.ts';
import type { Operation } from '../../operations/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { type AccessToken, canaryDraw, canaryDrawOfGrant, TokenError, type TokenReading } from '../../tokens/index.ts';
import type { ApiContext, GuardContext } from './guard-context.ts';
import { audiencesOf, expiryOf, type KnownToken, scopesOf } from './known-tokens.ts';
import { decisionRefusal, notAvailable, type Refusal, tokenInvalid } from './refusal.ts';
import type { Use } from './use.ts';

/** Most characters of what an entry says of a token; one that can't be recorded can't be used. */
const MAX_PRESENTED_LENGTH = 8192;
/** Stands for endless silence, for JSON has no infinity. */
const SILENT_SINCE_EVER_SECONDS = 1_000_000_000;
/** What can stand in a header as it is. */
const HEADER_TEXT = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** `use` where the token is one of the issuer's, so that its use or refusal is on record; `refusal` where it doesn't pass. */
export interface Judgement {
  readonly use: Use | null;
  readonly refusal: Refusal | null;
  /** Why there is no use to record, in the guard's own words; null where there is, and where nothing can be said. */
  readonly strangerReason: string | null;
}

/** Reads a token and decides its use by the policy of now. */
export async function judgeUse(
  guard: GuardContext,
  api: ApiContext,
  operation: Operation,
  token: string,
): Promise<Judgement> {
  const active = guard.activePolicy.current();
  if (active === null) return unjudged(notAvailable('no policy is active yet'));
  const { identified: policy } = active;
  // What the server said of an opaque token a moment ago is good enough for low risk alone.
  const fresh = highestRisk(indexOf(policy), operation.required.flat()) !== 'low';
  let reading: TokenReading;
  let known: KnownToken | null = null;
  try {
    reading = await guard.accessTokens.read(token, fresh ? { fresh } : undefined);
    if (reading.token !== null) known = await guard.knownTokens.of(reading.token);
  } catch (error) {
    guard.onFault(error);
    return unjudged(
      notAvailable(error instanceof TokenError ? 'the token can not be verified now' : 'the database does not answer'),
    );
  }
  if (reading.token === null || known === null)
    return stranger(api, reading.reason ?? 'malformed', READING[reading.reason ?? '']);
  const presented = reading.token;
  // Without the proof of possession it is a stolen one as likely as not (RFC 9449 §7.2, RFC 8705 §3).
  if (presented.senderConstrained)
    return stranger(api, 'sender_constrained', 'the token is bound to a key and is no bearer token');
  if (!isPresentable(presented))
    return stranger(api, 'claims_unusable', 'the claims of the token can not be recorded or passed on');

  const request: UseRequest = {
    kind: 'use',
    issuer: presented.issuer,
    clientId: presented.clientId,
    audience: api.audience,
    operation: operation.name,
    required: operation.required,
  };
  const { facts, decision } = decideUse(guard, policy, request, factsOf(guard, policy, presented, known), known);
  return {
    use: {
      api: api.name,
      token: presented,
      known,
      request,
      facts,
      decision,
      policyDigest: policy.digest,
      openApiDigest: api.operations.digest,
    },
    refusal: isRefused(decision) ? decisionRefusal(api.name, decision, request) : null,
    strangerReason: null,
  };
}

/**
 * Decides by what the token is always good for, and where that doesn't suffice by the elevations that are active for its client and
 * whom it acts for, too. So facts name an elevation only where it is a matter of the decision.
 */
function decideUse(
  { elevations }: GuardContext,
  policy: IdentifiedPolicy,
  request: UseRequest,
  facts: Facts,
  { birth }: KnownToken,
): { readonly facts: Facts; readonly decision: Decision } {
  const decision = decide(policy, request, facts);
  if (elevations === undefined || birth === null || decision.reason !== 'scope_out_of_policy')
    return { facts, decision };
  const { subject } = birth;
  const active = elevations
    .activeOf(request.issuer, request.clientId, facts.time)
    .filter((one) => one.subject === subject);
  if (active.length === 0) return { facts, decision };
  const elevated = { ...facts, elevations: active, subject };
  return { facts: elevated, decision: decide(policy, request, elevated) };
}

function factsOf(guard: GuardContext, policy: IdentifiedPolicy, token: AccessToken, known: KnownToken): Facts {
  const { fingerprint, jtiFingerprint } = token;
  const grantId = known.birth?.grantId ?? null;
  return {
    time: Math.floor(guard.clock() / 1000),
    priorGrant: null,
    token: {
      scopes: scopesOf(token, known.birth),
      audiences: audiencesOf(token, known.birth),
      expiresAt: expiryOf(token, known.birth),
      // Of a contained client nothing is good, whether its revocation got to it or not.
      revoked:
        guard.revocations.isRevoked({ fingerprint, jtiFingerprint, grantId }) ||
        guard.revocations.isContained(token.issuer, token.clientId),
      recorded: known.birth !== null,
      ...adoptionOf(guard, token, known),
    },
    feedSilentSeconds: Math.min(SILENT_SINCE_EVER_SECONDS, guard.revocations.silentSeconds()),
    ...(hasCanary(indexOf(policy), token.issuer, token.clientId) ? { canary: drawOf(token, known) } : {}),
  };
}

/** What a token without a birth is from before. Its `iat` is the server's word: signed in a JWT, by introspection of an opaque token. */
function adoptionOf(
  { revocations }: GuardContext,
  token: AccessToken,
  { birth, disputed }: KnownToken,
): { readonly adoption?: TokenAdoption } {
  const { issuer, issuedAt } = token;
  if (birth !== null || disputed || issuedAt === null) return {};
  const adoption = revocations.adoptionOf(issuer, token);
  if (adoption === null) return {};
  const { id, from, before, endsAt, maxLifeSeconds } = adoption;
  return { adoption: { id, from, before, endsAt, maxLifeSeconds, issuedAt } };
}

/** What the issuer guard drew for the flow that gave the token, so that it is treated alike here; for one of nobody's, by its own fingerprint. */
function drawOf({ fingerprint }: AccessToken, { birth }: KnownToken): number {
  return birth === null ? canaryDraw(fingerprint) : (birth.canary ?? canaryDrawOfGrant(birth.grantId));
}

/** Its names go to the API as headers, and into entries, which have an end. */
function isPresentable({ clientId, subject, scopes, audiences }: AccessToken): boolean {
  if (!HEADER_TEXT.test(clientId) || (subject !== null && !HEADER_TEXT.test(subject))) return false;
  let length = clientId.length;
  for (const scope of scopes) length += scope.length + 3;
  for (const audience of audiences) length += audience.length + 3;
  return length <= MAX_PRESENTED_LENGTH;
}

const READING: Readonly<Record<string, string>> = {
  expired: 'the token has expired',
  inactive: 'the token is not active',
  not_an_access_token: 'this is no access token',
};

function stranger(api: ApiContext, reason: string, description = 'the token is not valid here'): Judgement {
  return { use: null, refusal: tokenInvalid(api.name, description), strangerReason: reason };
}

function unjudged(refusal: Refusal): Judgement {
  return { use: null, refusal, strangerReason: null };
}
