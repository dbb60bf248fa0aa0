import { type EntryDraft, LedgerError, type TokenBirth } from '../../ledger/index.ts';
import { type ClaimedClient, OAuthError, tokensInAnswer } from '../../oauth/index.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { type GuardContext, unavailable } from './guard-context.ts';
import { withheldInstead } from './issued-tokens.ts';
import { concludeRefresh, type RotatedRefreshToken } from './refresh-uses.ts';
import type { TokenFault } from './token-faults.ts';
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
 * @throws OAuthError `temporarily_unavailable` (held), or `invalid_grant` where the grant was revoked, or its refresh token taken
 *   over, meanwhile: then nothing was released, and the tokens are taken back.
 */
export async function releaseToken(
  guard: GuardContext,
  client: ClaimedClient,
  requestKey: () => string,
  releasable: Releasable,
): Promise<Answer> {
  let fault: TokenFault | null;
  try {
    fault = await recordIssuance(guard, releasable);
  } catch (cause) {
    guard.onFault(cause);
    guard.held.hold(requestKey(), JSON.stringify(releasable));
    throw unavailable('the ledger can not be written; the same request may be sent again', cause);
  }
  if (fault === null) return jsonAnswer(200, releasable.text);
  await withholdToken(guard, client, withheldInstead(releasable.draft, fault), tokensInAnswer(releasable.text));
  throw new OAuthError('invalid_grant', 'the grant has been revoked, or another request has used it');
}

/** Null: the issuance is durable. Else nothing of it is, because of what happened while the server issued. */
async function recordIssuance(
  { store, writer }: GuardContext,
  { draft, births, rotated }: Releasable,
): Promise<TokenFault | null> {
  if (rotated !== null && !(await concludeRefresh(store, rotated))) return 'refresh_token_taken_over';
  try {
    await writer.append({ drafts: [draft], births });
    return null;
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'grant_revoked') return 'grant_revoked';
    throw error;
  }
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
