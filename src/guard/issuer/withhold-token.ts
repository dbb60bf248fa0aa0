import type { EntryDraft, EntryId } from '../../ledger/index.ts';
import type { ClaimedClient, FoundTokens } from '../../oauth/index.ts';
import { revoke } from '../../revocation/index.ts';
import type { GuardContext } from './guard-context.ts';
import { appendDurably } from './record-decision.ts';
import { revokeUpstream, type UpstreamRevocation } from './upstream-revocation.ts';

/**
 * Keeps a response from its client and takes its tokens back: the entry is durable first, then the authorization server
 * revokes, then the guards deny, so that also a server that can't revoke leaves nothing that works.
 *
 * @throws OAuthError `temporarily_unavailable`: the ledger is away. The authorization server has revoked all the same.
 */
export async function withholdToken(
  guard: GuardContext,
  client: ClaimedClient,
  /** `token.withheld`, with the tokens among its `refs`. */
  draft: EntryDraft,
  tokens: FoundTokens,
): Promise<void> {
  let withheld: EntryId;
  try {
    withheld = await appendDurably(guard, draft);
  } catch (error) {
    await takeBack(guard, client, tokens);
    throw error;
  }
  const upstream = await takeBack(guard, client, tokens);
  await denyTokens(guard, draft, 'withheld', withheld, upstream);
}

/** Has the authorization server revoke tokens, refresh tokens first, for they make new ones. */
export async function takeBack(
  guard: GuardContext,
  client: ClaimedClient,
  { accessTokens, refreshTokens }: FoundTokens,
): Promise<UpstreamRevocation> {
  const upstream = await revokeUpstream(guard, client, [
    ...refreshTokens.map((token) => ({ token, hint: 'refresh_token' as const })),
    ...accessTokens.map((token) => ({ token, hint: 'access_token' as const })),
  ]);
  for (const token of accessTokens) guard.accessTokens.forget(token);
  return upstream;
}

/** Denies the tokens that an entry names, at every guard. */
export async function denyTokens(
  { store, writer }: GuardContext,
  { operation, refs }: Pick<EntryDraft, 'operation' | 'refs'>,
  reason: string,
  after: EntryId,
  upstream: UpstreamRevocation,
): Promise<void> {
  for (const ref of refs)
    if (ref.startsWith('token:'))
      await revoke({
        store,
        writer,
        target: { fingerprint: ref.slice('token:'.length) },
        reason,
        operation,
        after: [after],
        upstream,
      });
}
