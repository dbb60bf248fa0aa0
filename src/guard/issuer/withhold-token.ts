import type { EntryDraft } from '../../ledger/index.ts';
import type { ClaimedClient, TokenResponse } from '../../oauth/index.ts';
import { revoke } from '../../revocation/index.ts';
import type { GuardContext } from './guard-context.ts';
import { appendDurably } from './record-decision.ts';
import { revokeUpstream } from './upstream-revocation.ts';

/**
 * Keeps a response from its client and takes its tokens back: the entry is durable first, then the authorization server
 * revokes, then the guards deny, so that also a server that can't revoke leaves nothing that works.
 */
export async function withholdToken(
  guard: GuardContext,
  client: ClaimedClient,
  /** `token.withheld`, with the tokens among its `refs`. */
  draft: EntryDraft,
  response: Pick<TokenResponse, 'accessToken' | 'refreshToken'>,
): Promise<void> {
  const { store, writer } = guard;
  const { operation } = draft;
  const withheld = await appendDurably(guard, draft);
  const tokens = [{ token: response.accessToken, hint: 'access_token' as const }];
  const upstream = await revokeUpstream(
    guard,
    client,
    response.refreshToken === null
      ? tokens
      : [{ token: response.refreshToken, hint: 'refresh_token' as const }, ...tokens],
  );
  guard.accessTokens.forget(response.accessToken);
  for (const ref of draft.refs)
    if (ref.startsWith('token:'))
      await revoke({
        store,
        writer,
        target: { fingerprint: ref.slice('token:'.length) },
        reason: 'withheld',
        operation,
        after: [withheld],
        upstream,
      });
}
