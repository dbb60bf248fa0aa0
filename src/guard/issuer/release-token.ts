import { type EntryDraft, type EntryId, LedgerError, type TokenBirth } from '../../ledger/index.ts';
import { type ClaimedClient, type FoundTokens, OAuthError, tokensInAnswer } from '../../oauth/index.ts';
import { revoke } from '../../revocation/index.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { appendObserved } from './append-observed.ts';
import { type GuardContext, unavailable } from './guard-context.ts';
import { withheldInstead } from './issued-tokens.ts';
import { knownToken } from './known-token.ts';
import { concludeRefresh, type RotatedRefreshToken } from './refresh-uses.ts';
import type { TokenFault } from './token-faults.ts';
import type { VirtualEnd } from './virtual-end.ts';
import { keepVirtualEnd } from './virtual-ends.ts';
import { denyTokens, takeBack, withholdToken } from './withhold-token.ts';

/** A token response that may go to the client once its issuance is durable. */
export interface Releasable {
  readonly draft: EntryDraft;
  readonly births: readonly TokenBirth[];
  /** The refresh token that was spent for it, where another one took its place. */
  readonly rotated: RotatedRefreshToken | null;
  /** A grant that nothing is left of without this response: its code is spent, or its refresh token. Null: there is more of it. */
  readonly endsWithIt: string | null;
  /** Both ends of the access token, where the guards end it before its server does; null elsewhere. */
  readonly virtualEnd: VirtualEnd | null;
  /** Whether its client is only observed, so that an outage of the ledger keeps it from nobody. */
  readonly observed: boolean;
  /** Body of the answer. */
  readonly text: string;
}

/** A response that didn't reach its client, with what it takes to take it back. */
interface Undelivered {
  readonly client: ClaimedClient;
  readonly releasable: Releasable;
  /** Its entry `token.issued`; null where the ledger was away. */
  readonly issued: EntryId | null;
}

/**
 * Makes the issuance durable, entry and births in one transaction, and only then gives the response out.
 *
 * When the ledger is away, or the client, the response is held for the same request to come again: what it spent can't be spent
 * twice. What nobody comes for is taken back.
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
  let issued: EntryId | TokenFault;
  try {
    // It was contained while the server issued.
    issued = guard.revocations.isContained(guard.issuer, client.clientId)
      ? ('client_contained' satisfies TokenFault)
      : await recordIssuance(guard, releasable);
  } catch (cause) {
    guard.onFault(cause);
    await holdOrTakeBack(guard, requestKey, { client, releasable, issued: null });
    throw unavailable('the ledger can not be written; the same request may be sent again', cause);
  }
  if (isEntryId(issued)) {
    keepVirtualEnd(guard, client, releasable);
    return answerOf(guard, requestKey, { client, releasable, issued });
  }
  await withholdToken(guard, client, withheldInstead(releasable.draft, issued), tokensInAnswer(releasable.text));
  throw new OAuthError('invalid_grant', 'the grant has been revoked, or another request has used it');
}

/** The id of `token.issued`. A fault: nothing is durable, because of what happened while the server issued. */
async function recordIssuance(
  guard: GuardContext,
  { draft, births, rotated, observed }: Releasable,
): Promise<EntryId | TokenFault> {
  const { store, writer } = guard;
  try {
    if (rotated !== null && !(await concludeRefresh(store, rotated))) return 'refresh_token_taken_over';
  } catch (error) {
    if (!observed || (await guard.journal?.isAway()) !== true) throw error;
    guard.onFault(error);
  }
  try {
    if (observed) return await appendObserved(guard, { drafts: [draft], births });
    const [appended] = await writer.append({ drafts: [draft], births });
    if (appended === undefined) throw new Error('the writer returned no entry');
    return appended.id;
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'grant_revoked') return 'grant_revoked';
    throw error;
  }
}

function isEntryId(outcome: EntryId | TokenFault): outcome is EntryId {
  // What stands in the journal is as durable, and has a name of its own until it is in the ledger.
  return /^(sha256|journal):/.test(outcome);
}

function answerOf(guard: GuardContext, requestKey: () => string, response: Undelivered): Answer {
  return {
    ...jsonAnswer(200, response.releasable.text),
    undelivered: () => holdOrTakeBack(guard, requestKey, response),
  };
}

/** Releases what an earlier, identical request had to leave behind; null where nothing waits. */
export async function releaseHeld(
  guard: GuardContext,
  client: ClaimedClient,
  requestKey: () => string,
): Promise<Answer | null> {
  const held = guard.held.count() === 0 ? null : guard.held.take(requestKey());
  if (held === null) return null;
  const { releasable, issued } = JSON.parse(held) as Undelivered;
  if (issued === null) return await releaseToken(guard, client, requestKey, releasable);
  const [accessToken = ''] = tokensInAnswer(releasable.text).accessTokens;
  if ((await knownToken(guard, accessToken))?.revoked !== false)
    throw new OAuthError('invalid_grant', 'the grant has been revoked');
  return answerOf(guard, requestKey, { client, releasable, issued });
}

/** A client that acts for itself asks anew; who spent a code or a refresh token has nothing else to ask with. */
async function holdOrTakeBack(guard: GuardContext, requestKey: () => string, response: Undelivered): Promise<void> {
  const { releasable, issued } = response;
  const isWorthHolding = issued === null || releasable.endsWithIt !== null;
  if (isWorthHolding && guard.held.hold(requestKey(), JSON.stringify(response))) return;
  await takeBackUndelivered(guard, response);
}

/** Takes back what was held and nobody came for. Nobody waits for it, so what fails is told to the operator. */
export async function takeBackHeld(guard: GuardContext, held: readonly string[]): Promise<void> {
  for (const text of held)
    await takeBackUndelivered(guard, JSON.parse(text) as Undelivered).catch((error: unknown) => guard.onFault(error));
}

/**
 * A token that its client never got is nobody's, and would live on unseen (RFC 6749 has no word for it). The grant goes with it
 * where nothing else of it is left.
 */
async function takeBackUndelivered(guard: GuardContext, { client, releasable, issued }: Undelivered): Promise<void> {
  const { draft, births, text, endsWithIt } = releasable;
  const given = tokensInAnswer(text);
  const tokens: FoundTokens = endsWithIt === null ? { ...given, refreshTokens: [] } : given;
  if (issued === null) return await withholdToken(guard, client, withheldInstead(draft, 'undelivered'), tokens);
  const upstream = await takeBack(guard, client, tokens);
  const { store, writer } = guard;
  const { operation } = draft;
  const reason = 'undelivered';
  if (endsWithIt !== null) {
    await revoke({ store, writer, target: { grantId: endsWithIt }, reason, operation, after: [issued], upstream });
    return;
  }
  const refs = births.filter(({ type }) => type === 'access_token').map(({ fingerprint }) => `token:${fingerprint}`);
  await denyTokens(guard, { operation, refs }, reason, issued, upstream);
}
