import { randomUUID } from 'node:crypto';
import type { PresentedAssertion, PriorGrant } from '../../decision/index.ts';
import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import {
  CIBA,
  type ClaimedClient,
  type CodeTokenRequest,
  DEVICE_CODE,
  JWT_BEARER_GRANT,
  OAuthError,
  provesCodeChallenge,
  type RefreshTokenRequest,
  TOKEN_EXCHANGE,
  type TokenRequest,
} from '../../oauth/index.ts';
import { revoke } from '../../revocation/index.ts';
import { canaryDrawOfGrant } from '../../tokens/index.ts';
import { assertionFacts } from './asserted-grant.ts';
import { redeemCode, releaseCode, storedCode } from './authorization-codes.ts';
import { grantOfExchange, type PresentedExchange } from './exchanged-grant.ts';
import { fingerprintOf, type GuardContext, secondsNow, unavailable } from './guard-context.ts';
import { isPlaceholder } from './journal/observe-journal.ts';
import { grantOfPolledCode, type PolledCode } from './polled-grant.ts';
import { claimRefresh, type RotatedRefreshToken, releaseRefresh, storedRefreshToken } from './refresh-uses.ts';

/**
 * The grant behind a token request: a code's, a refresh token's, or none yet (client credentials).
 *
 * A code or refresh token is spent in this order: the decision is durable → `spend` (atomic, over all guards) → upstream →
 * `conclude` with what came back, or `giveBack` when the authorization server refused before it spent anything.
 */
export interface PresentedGrant {
  readonly grantId: string;
  readonly prior: PriorGrant | null;
  /** Pseudonym of whom the client acts for; null: for itself. Undefined where that is known with the token only. */
  readonly subject: string | null | undefined;
  readonly redirectUri: string | null;
  /** True where the database is away, so that nobody here can tell what it is. */
  readonly isUnknown?: true;
  /** What its flow drew (`canary.ts`); null where it begins with this request. */
  readonly canary: number | null;
  /** Thumbprint of the key without which it is nobody's; absent or null: it is bound to none. */
  readonly boundKey?: string | null;
  readonly after: readonly EntryId[];
  /** Scopes that the refresh token of this grant carries; null: those of the decision. A refresh doesn't narrow them. */
  readonly refreshTokenScopes: readonly string[] | null;
  /** Whether nothing stands for the grant yet, so that a refresh token needs it kept. */
  readonly isNew?: true;
  /** Of a code that a client polls with alone. */
  readonly polled?: PolledCode;
  /** Of a token exchange alone. */
  readonly exchange?: PresentedExchange;
  /** Of an assertion alone. */
  readonly assertion?: PresentedAssertion;
  /** @throws OAuthError `invalid_grant`: somebody else has spent it. */
  spend(): Promise<void>;
  giveBack(): Promise<void>;
  /** Ends a use that the server answered without another refresh token, and of which nothing was released. A code stays spent. */
  giveBackUnrotated(): Promise<void>;
  /** Says which refresh token gives way to the new one, where one does. */
  conclude(newRefreshToken: Fingerprint | null): Promise<RotatedRefreshToken | null>;
}

/**
 * Finds the grant that a token request presents.
 *
 * @throws OAuthError `invalid_grant`: unknown, expired, spent, or not proven to be the caller's. All look alike from outside.
 */
export async function presentedGrantOf(
  guard: GuardContext,
  client: ClaimedClient,
  request: TokenRequest,
  operation: string,
): Promise<PresentedGrant> {
  switch (request.grantType) {
    case 'client_credentials':
      return freshGrant();
    case 'authorization_code':
      return await grantOfCode(guard, client, request, operation);
    case 'refresh_token':
      return await grantOfRefreshToken(guard, request, operation);
    case DEVICE_CODE:
    case CIBA:
      return await grantOfPolledCode(guard, client, request, operation);
    case TOKEN_EXCHANGE:
      return await grantOfExchange(guard, client, request);
    case 'password':
      return { ...freshGrant(), subject: undefined, isNew: true };
    case JWT_BEARER_GRANT:
      return { ...freshGrant(), subject: undefined, assertion: await assertionFacts(guard, client, request.claims) };
  }
}

/**
 * As `presentedGrantOf`, of a client that is only observed. While the database is away, a code or refresh token goes on unseen, and the
 * server judges it as it would without a guard; one that is known here to be revoked doesn't.
 *
 * @throws OAuthError `invalid_grant`
 */
export async function observedGrantOf(
  guard: GuardContext,
  client: ClaimedClient,
  request: TokenRequest,
  operation: string,
): Promise<PresentedGrant> {
  try {
    return await presentedGrantOf(guard, client, request, operation);
  } catch (error) {
    if (error instanceof OAuthError || guard.journal === null || !(await guard.journal.isAway())) throw error;
    guard.onFault(error);
    for (const [text, reason] of broughtTokens(request)) {
      const fingerprint = fingerprintOf(guard, text);
      const token = { fingerprint: fingerprint ?? '', jtiFingerprint: null, grantId: null };
      if (fingerprint === null || guard.revocations.isRevoked(token)) throw refuser(guard)(reason);
    }
    return { ...freshGrant(), subject: undefined, isUnknown: true };
  }
}

/** Tokens that a request brings as its grant, each with what it is refused for where it was revoked. */
function broughtTokens(request: TokenRequest): readonly (readonly [token: string, reason: string])[] {
  if (request.grantType === 'refresh_token') return [[request.refreshToken, 'refresh_token_revoked']];
  if (request.grantType !== TOKEN_EXCHANGE) return [];
  const { subjectToken, actorToken } = request;
  return [subjectToken, ...(actorToken === null ? [] : [actorToken])].map((one) => [one, 'exchanged_token_revoked']);
}

/** A client that acts for itself: its one access token is all that the grant ever gives, so nothing else is kept of it. */
function freshGrant(): PresentedGrant {
  const nothing = async (): Promise<void> => {};
  return {
    grantId: randomUUID(),
    prior: null,
    subject: null,
    redirectUri: null,
    canary: null,
    after: [],
    refreshTokenScopes: null,
    spend: nothing,
    giveBack: nothing,
    giveBackUnrotated: nothing,
    conclude: async () => null,
  };
}

async function grantOfCode(
  guard: GuardContext,
  client: ClaimedClient,
  request: CodeTokenRequest,
  operation: string,
): Promise<PresentedGrant> {
  const refuse = refuser(guard);
  const fingerprint = guard.fingerprinter.ofCode(request.code);
  const code = await storedCode(guard.store, fingerprint, guard.issuer);
  if (code === null) throw refuse('code_unknown');
  const replayed = async (): Promise<OAuthError> => {
    await revokeGrant(guard, code.grantId, 'code_replayed', operation, code.decision);
    return refuse('code_replayed');
  };
  if (code.used) throw await replayed();
  if (code.clientId !== client.clientId) throw refuse('code_of_other_client');
  if (code.expiresAt <= secondsNow(guard)) throw refuse('code_expired');
  if (code.redirectUri !== request.redirectUri) throw refuse('redirect_uri_differs');
  // A verifier without a challenge is a downgrade: the challenge was taken out on the way (RFC 9700 §4.8.2).
  if ((code.codeChallenge === null) !== (request.codeVerifier === null)) throw refuse('code_verifier_differs');
  if (code.codeChallenge !== null && !provesCodeChallenge(request.codeVerifier ?? '', code.codeChallenge))
    throw refuse('code_verifier_differs');
  if (code.codeChallenge === null && client.method === 'none') throw refuse('public_client_without_pkce');
  return {
    grantId: code.grantId,
    prior: {
      grantId: code.grantId,
      clientId: code.clientId,
      scopes: code.scopes,
      resource: code.resource,
      revoked: code.revoked,
    },
    subject: undefined,
    redirectUri: code.redirectUri,
    canary: code.canary ?? canaryDrawOfGrant(code.grantId),
    boundKey: code.dpopJkt,
    // Of a sign-in during an outage the id may not be known where it is exchanged: then nothing is named, rather than something wrong.
    after: isPlaceholder(code.decision) ? [] : [code.decision],
    refreshTokenScopes: code.scopes,
    async spend() {
      if (!(await redeemCode(guard.store, fingerprint, secondsNow(guard)))) throw await replayed();
    },
    giveBack: () => releaseCode(guard.store, fingerprint),
    giveBackUnrotated: async () => {},
    conclude: async () => null,
  };
}

async function grantOfRefreshToken(
  guard: GuardContext,
  request: RefreshTokenRequest,
  operation: string,
): Promise<PresentedGrant> {
  const refuse = refuser(guard);
  const fingerprint = fingerprintOf(guard, request.refreshToken);
  if (fingerprint === null) throw refuse('refresh_token_unknown');
  const token = await storedRefreshToken(guard.store, fingerprint, guard.issuer);
  if (token === null) throw refuse('refresh_token_unknown');
  const spent = async (): Promise<OAuthError> => {
    await revokeGrant(guard, token.grantId, 'refresh_token_reused', operation, token.decision);
    return refuse('refresh_token_reused');
  };
  if (token.rotated && !token.revoked) throw await spent();
  return {
    grantId: token.grantId,
    prior: {
      grantId: token.grantId,
      clientId: token.clientId,
      scopes: token.scopes,
      resource: token.resource,
      revoked: token.revoked,
    },
    subject: token.subject,
    redirectUri: null,
    canary: token.canary ?? canaryDrawOfGrant(token.grantId),
    boundKey: token.dpopJkt,
    after: [token.decision],
    refreshTokenScopes: token.scopes,
    async spend() {
      const claim = await claimRefresh(guard.store, fingerprint, operation, secondsNow(guard));
      if (claim === 'rotated') throw await spent();
      if (claim === 'in_use') throw unavailable('the refresh token is being used by another request');
    },
    giveBack: () => releaseRefresh(guard.store, fingerprint, operation),
    giveBackUnrotated: () => releaseRefresh(guard.store, fingerprint, operation),
    async conclude(newRefreshToken) {
      // Without rotation the same token stays good (RFC 6749 §6), so its use ends here.
      if (newRefreshToken !== null && newRefreshToken !== fingerprint)
        return { fingerprint, operation, successor: newRefreshToken };
      await releaseRefresh(guard.store, fingerprint, operation);
      return null;
    },
  };
}

/** Counts why, says only that (RFC 6749 §5.2). */
export function refuser(guard: GuardContext): (reason: string) => OAuthError {
  return (reason) => {
    guard.strangers.count('token', reason);
    return new OAuthError('invalid_grant', 'the grant is invalid, expired, revoked or of another client');
  };
}

/** A code or refresh token that comes twice is in two hands (RFC 6749 §4.1.2, RFC 9700 §4.14.2): nobody keeps the grant. */
export async function revokeGrant(
  guard: GuardContext,
  grantId: string,
  reason: string,
  operation: string,
  after: EntryId,
): Promise<void> {
  const { store, writer } = guard;
  const named = isPlaceholder(after) ? [] : [after];
  await revoke({ store, writer, target: { grantId }, reason, operation, after: named, upstream: 'incomplete' });
}
