import { type EntryDraft, LedgerError, type TokenBirth } from '../../ledger/index.ts';
import { type ClaimedClient, OAuthError, parseTokenResponse } from '../../oauth/index.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { type GuardContext, unavailable } from './guard-context.ts';
import { withheldInstead } from './issued-tokens.ts';
import { concludeRefresh, type RotatedRefreshToken } from './refresh-uses.ts';
import { withholdToken } from './withhold-token.ts';

/** A token response that may go to the client once its issuance is durable. */
export interface Releasable {
  readonly draft: EntryDraft;
  readonly births: readonly TokenBirth[];
  /** The refresh token that was spent for it, where another one took its place. */
  readonly rotated: RotatedRefreshToken | null;
  /** Body of the answer. */
  readonly text: string;
}

/**
 * Makes the issuance durable, entry and births in one transaction, and only then gives the response out.
 *
 * When the ledger is away the response is held for the same request to come again: what it spent can't be spent twice.
 *
 * @param requestKey keyed hash over the whole request with its credentials; only asked for when something is held.
 * @throws OAuthError `temporarily_unavailable` (held), or `invalid_grant` where the grant was revoked meanwhile: then
 *   nothing was released, and the tokens are taken back.
 */
export async function releaseToken(
  guard: GuardContext,
  client: ClaimedClient,
  requestKey: () => string,
  releasable: Releasable,
): Promise<Answer> {
  try {
    if (releasable.rotated !== null) await concludeRefresh(guard.store, releasable.rotated);
    await guard.writer.append({ drafts: [releasable.draft], births: releasable.births });
  } catch (cause) {
    if (cause instanceof LedgerError && cause.code === 'grant_revoked') {
      await withholdToken(guard, client, withheldInstead(releasable.draft), parseTokenResponse(releasable.text));
      throw new OAuthError('invalid_grant', 'the grant has been revoked', { cause });
    }
    guard.onFault(cause);
    guard.held.hold(requestKey(), JSON.stringify(releasable));
    throw unavailable('the ledger can not be written; the same request may be sent again', cause);
  }
  return jsonAnswer(200, releasable.text);
}

/** Releases what an earlier, identical request had to leave behind; null where nothing waits. */
export async function releaseHeld(
  guard: GuardContext,
  client: ClaimedClient,
  requestKey: () => string,
): Promise<Answer | null> {
  const held = guard.held.isEmpty() ? null : guard.held.take(requestKey());
  return held === null ? null : await releaseToken(guard, client, requestKey, JSON.parse(held) as Releasable);
}
