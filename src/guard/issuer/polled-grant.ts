import type { Facts, GrantRequest } from '../../decision/index.ts';
import type { Fingerprint } from '../../ledger/index.ts';
import { type ClaimedClient, OAuthError, type PolledTokenRequest } from '../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { canaryDrawOfGrant } from '../../tokens/index.ts';
import { type GuardContext, secondsNow } from './guard-context.ts';
import { isPlaceholder } from './journal/observe-journal.ts';
import {
  claimPoll,
  endPolledCode,
  redecidePolledCode,
  releasePoll,
  type StoredPolledCode,
  storedPolledCode,
} from './polled-codes.ts';
import { type PresentedGrant, refuser, revokeGrant } from './presented-grant.ts';
import { permittedBy, type RecordedDecision, recordDecision } from './record-decision.ts';

/** What a polled code has beside other grants. */
export interface PolledCode {
  /**
   * The decision that its tokens are issued by: the one that stands for it, where the policy of now says the same, so that a minute of
   * polling writes no entry; else a new one.
   *
   * @throws OAuthError the refusal; `temporarily_unavailable`
   */
  decided(policy: IdentifiedPolicy, request: GrantRequest, facts: Facts): Promise<RecordedDecision>;
  /** Ends it without a token: nothing can come of it any more. */
  end(): Promise<void>;
}

/** The name under which a polled code is fingerprinted. */
export function polledCodeFingerprint(
  { fingerprinter }: GuardContext,
  { grantType, code }: Pick<PolledTokenRequest, 'grantType' | 'code'>,
): Fingerprint {
  return fingerprinter.of(grantType, code);
}

/**
 * The grant that a client polls for, as it was decided where the code was given (RFC 8628 §3.1).
 *
 * @throws OAuthError `invalid_grant`, `expired_token`
 */
export async function grantOfPolledCode(
  guard: GuardContext,
  client: ClaimedClient,
  request: PolledTokenRequest,
  operation: string,
): Promise<PresentedGrant> {
  const refuse = refuser(guard);
  const { store } = guard;
  const fingerprint = polledCodeFingerprint(guard, request);
  const code = await storedPolledCode(store, fingerprint, guard.issuer);
  if (code === null || code.grantType !== request.grantType) throw refuse('polled_code_unknown');
  // Before anything else: who isn't its client learns nothing, and ends nothing.
  if (code.clientId !== client.clientId) throw refuse('polled_code_of_other_client');
  if (code.used) {
    await revokeGrant(guard, code.grantId, 'code_replayed', operation, code.decision);
    throw refuse('code_replayed');
  }
  if (code.expiresAt <= secondsNow(guard)) {
    guard.strangers.count('token', 'polled_code_expired');
    throw new OAuthError('expired_token', 'the code has expired: begin again (RFC 8628 section 3.5)');
  }
  const release = (): Promise<void> => releasePoll(store, fingerprint, operation);
  const end = async (): Promise<void> => void (await endPolledCode(store, fingerprint, operation, secondsNow(guard)));
  // What was decided during an outage may not be known by its id yet: then nothing is named, rather than something wrong.
  const after = isPlaceholder(code.decision) ? [] : [code.decision];
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
    redirectUri: null,
    canary: code.canary ?? canaryDrawOfGrant(code.grantId),
    after,
    refreshTokenScopes: code.scopes,
    polled: {
      async decided(policy, asked, facts) {
        const standing = standingDecision(guard, policy, code, asked, facts);
        if (standing !== null) return standing;
        const recorded = await recordDecision(guard, policy, asked, facts, operation, after);
        await redecidePolledCode(store, fingerprint, recorded);
        return recorded;
      },
      end,
    },
    async spend() {
      const claim = await claimPoll(store, fingerprint, operation, secondsNow(guard));
      // Another poll of this client's got there first, in this very moment: that isn't somebody else.
      if (claim === 'used') throw refuse('polled_code_used');
      if (claim === 'in_use') throw new OAuthError('slow_down', 'another poll is under way (RFC 8628 section 3.5)');
    },
    giveBack: release,
    giveBackUnrotated: async () => {},
    async conclude() {
      await end();
      return null;
    },
  };
}

/** The decision that stands for the code, where deciding by the same policy now comes to the same permit; null where it doesn't. */
function standingDecision(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  code: StoredPolledCode,
  request: GrantRequest,
  facts: Facts,
): RecordedDecision | null {
  if (code.policyDigest !== policy.digest || isPlaceholder(code.decision)) return null;
  const permit = permittedBy(guard, policy, request, facts);
  const isSame =
    permit !== null &&
    permit.resource === code.resource &&
    (permit.enforced ? permit.maxTtlSeconds : null) === code.maxTtlSeconds &&
    permit.scopes.join(' ') === code.scopes.join(' ');
  return isSame ? { id: code.decision, policyDigest: code.policyDigest, permit, request, facts } : null;
}
