import { randomBytes, randomUUID } from 'node:crypto';
import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import { type ClaimedClient, membersOf, parseStrictJson, tokensInAnswer } from '../../oauth/index.ts';
import { revoke, type UpstreamRevocation } from '../../revocation/index.ts';
import { TokenError } from '../../tokens/index.ts';
import { type GuardContext, secondsNow } from './guard-context.ts';
import { seal, unsealed } from './held-responses.ts';
import type { Releasable } from './release-token.ts';

/** Most tokens held at once, some 20 MB. Those beyond end at the guards alone. */
const MAX_HELD = 10_000;
/** How long after its end a token is left to the guard that gave it out, in seconds. */
const OTHERS_AFTER_SECONDS = 60;
/** How long what one guard began is left to it, in seconds. */
const CLAIM_SECONDS = 60;
/** How often tokens are looked for that no guard holds, in seconds. */
const LOOK_SECONDS = 30;
/** Most of them in one look. */
const LOOK_LIMIT = 100;

/**
 * Tokens that end at the guards before they end at their server, each with the credentials of the request that got it: by those alone a
 * server revokes it (RFC 7009 §2.1). They stay in this process, sealed under a key that dies with it, until their end by the policy. A
 * guard that ends before leaves them to the others, who know of them by their births, and can deny them and no more.
 */
export interface VirtualEnds {
  hold(one: HeldToken): void;
  /** Those that are over, each once. */
  takeOver(now: number): readonly HeldToken[];
  /** Whether it is time to look for those that nobody holds. */
  isTimeToLook(now: number): boolean;
}

interface HeldToken {
  readonly fingerprint: Fingerprint;
  /** Seconds since 1970. */
  readonly endsAt: number;
  readonly token: string;
  readonly client: ClaimedClient;
}

export function holdVirtualEnds(): VirtualEnds {
  const key = randomBytes(32);
  const held = new Map<Fingerprint, { readonly endsAt: number; readonly sealed: Buffer }>();
  let lookedAt = 0;
  return {
    hold(one) {
      if (held.size < MAX_HELD)
        held.set(one.fingerprint, { endsAt: one.endsAt, sealed: seal(key, JSON.stringify(one)) });
    },
    takeOver(now) {
      const over: HeldToken[] = [];
      for (const [fingerprint, { endsAt, sealed }] of held) {
        if (endsAt > now) continue;
        held.delete(fingerprint);
        over.push(JSON.parse(unsealed(key, sealed)) as HeldToken);
      }
      return over;
    },
    isTimeToLook(now) {
      if (now - lookedAt < LOOK_SECONDS) return false;
      lookedAt = now;
      return true;
    },
  };
}

/** Holds the access token of a response that is released, where the guards end it before its server does. */
export function keepVirtualEnd(
  guard: GuardContext,
  client: ClaimedClient,
  { virtualEnd, births, text }: Releasable,
): void {
  const [token] = tokensInAnswer(text).accessTokens;
  const birth = births.find(({ type }) => type === 'access_token');
  if (virtualEnd === null || token === undefined || birth === undefined) return;
  guard.virtualEnds.hold({ fingerprint: birth.fingerprint, endsAt: virtualEnd.endsAt, token, client });
}

/**
 * Takes back tokens whose life by the policy is over. The guards deny them by their births anyway, from the second on at which they end;
 * this has the server revoke them too, and records what came of it: `revoked`, `not_applicable` (it has no way to), or `incomplete`,
 * where it is denied at the guards and no more is known.
 *
 * @throws LedgerError `ledger_unavailable`, or the database's error: what is left is taken up again a minute after, by any guard
 */
export async function endVirtualLives(guard: GuardContext): Promise<void> {
  const now = secondsNow(guard);
  for (const one of guard.virtualEnds.takeOver(now)) {
    const decision = await claim(guard, one.fingerprint, now);
    // It was revoked before, or another guard has it in hand.
    if (decision !== null) await record(guard, one.fingerprint, decision, await revokeAtServer(guard, one));
  }
  if (!guard.virtualEnds.isTimeToLook(now)) return;
  for (const { fingerprint, decision } of await claimUnheld(guard, now))
    await record(guard, fingerprint, decision, 'incomplete');
}

async function record(
  { store, writer }: GuardContext,
  fingerprint: Fingerprint,
  decision: EntryId,
  upstream: UpstreamRevocation,
): Promise<void> {
  const [reason, operation] = ['virtual_life_over', randomUUID()];
  await revoke({ store, writer, target: { fingerprint }, reason, operation, after: [decision], upstream });
}

async function claim({ store, issuer }: GuardContext, fingerprint: Fingerprint, now: number): Promise<EntryId | null> {
  const { rows } = await store.pool.query<{ decision: EntryId }>(
    `UPDATE token_births SET closing_at = $3
     WHERE fingerprint = $1 AND issuer = $2 AND revoked_at IS NULL AND (closing_at IS NULL OR closing_at < $3 - ${CLAIM_SECONDS})
     RETURNING decision`,
    [fingerprint, issuer, now],
  );
  return rows[0]?.decision ?? null;
}

/** Tokens that are over here and not at their server, and that no guard came for: the one that held them is gone. */
async function claimUnheld(
  { store, issuer }: GuardContext,
  now: number,
): Promise<readonly { readonly fingerprint: Fingerprint; readonly decision: EntryId }[]> {
  const { rows } = await store.pool.query<{ fingerprint: Fingerprint; decision: EntryId }>(
    `UPDATE token_births SET closing_at = $2 WHERE fingerprint IN (
       SELECT fingerprint FROM token_births
       WHERE issuer = $1 AND server_expires_at > $2 AND revoked_at IS NULL AND expires_at <= $2 - ${OTHERS_AFTER_SECONDS}
         AND (closing_at IS NULL OR closing_at < $2 - ${CLAIM_SECONDS})
       LIMIT ${LOOK_LIMIT} FOR UPDATE SKIP LOCKED)
     RETURNING fingerprint, decision`,
    [issuer, now],
  );
  return rows;
}

/** By the credentials of the request that got it. What a server says is believed no further than it can be seen. */
async function revokeAtServer(guard: GuardContext, { token, client }: HeldToken): Promise<UpstreamRevocation> {
  if (client.method === 'client_assertion') return 'incomplete';
  try {
    const { status, text } = await guard.authorizationServer.post('revocation', client, [
      ['token', token],
      ['token_type_hint', 'access_token'],
    ]);
    guard.accessTokens.forget(token);
    if (status === 400 && membersOf(parseStrictJson(text))?.['error'] === 'unsupported_token_type')
      return 'not_applicable';
    if (status !== 200) return 'incomplete';
    const { token: read } = await guard.accessTokens.read(token, { fresh: true });
    // A JWT verifies by itself whatever its server revoked; there, its word is all that there is.
    return read === null || read.format === 'jwt' ? 'revoked' : 'incomplete';
  } catch (error) {
    if (!(error instanceof TokenError)) guard.onFault(error);
    return 'incomplete';
  }
}
