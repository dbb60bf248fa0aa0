import { type AccessToken, canaryDraw } from '../../tokens/index.ts';
import { readIssuedToken } from './granted.ts';
import { type GuardContext, secondsNow, unavailable } from './guard-context.ts';
import type { KnownToken } from './known-token.ts';

/** Tokens whose recognition this process recorded; a few hours' worth. When they are full, what comes again is recorded again. */
const MAX_REMEMBERED = 50_000;
const recorded = new WeakMap<GuardContext, Set<string>>();

/**
 * A token that no guard released and that is from before its issuer was adopted, while the window is open. That it is, only the
 * server's word says: `iat` as it signed it, or as introspection with the guard's own credentials has it; one that says nothing of it
 * is from before nothing. Null: none such.
 */
export async function tokenOfBefore(guard: GuardContext, token: string): Promise<KnownToken | null> {
  const read = await readIssuedToken(guard, token);
  const adoption = read === null ? null : guard.revocations.adoptionOf(guard.issuer, read);
  if (read === null || adoption === null || read.senderConstrained) return null;
  if (adoption.endsAt !== null && adoption.endsAt <= secondsNow(guard)) return null;
  // What went through a guard in another spelling, or as another client's, has its life from there.
  if (await hasBirth(guard, read)) return null;
  const { fingerprint, jtiFingerprint, clientId, subject, scopes, expiresAt } = read;
  return {
    ...{ fingerprint, jtiFingerprint, type: 'access_token', grantId: null, clientId, scopes, revoked: false },
    subject: subject === null ? null : guard.pseudonymOf(subject),
    // Whoever remembers the answer until then doesn't outlive the window.
    expiresAt: Math.min(expiresAt, adoption.endsAt ?? expiresAt),
    decision: adoption.id,
    // No flow of a guard's drew for it: API guards take its fingerprint, too.
    canary: canaryDraw(fingerprint),
    dpopJkt: null,
    before: read,
  };
}

/**
 * Records that a token of before was called active, before anybody is told so; once for each token.
 *
 * @throws OAuthError `temporarily_unavailable`
 */
export async function recordRecognition(
  guard: GuardContext,
  { subject, decision }: KnownToken,
  { fingerprint, clientId, scopes, audiences, issuedAt, expiresAt }: AccessToken,
  operation: string,
): Promise<void> {
  const known = recorded.get(guard) ?? new Set();
  recorded.set(guard, known);
  if (known.has(fingerprint)) return;
  try {
    await guard.writer.append({
      drafts: [
        {
          kind: 'token.recognised',
          ...{ issuer: guard.issuer, operation, after: [decision], digests: {}, subject },
          refs: [`token:${fingerprint}`, `client:${clientId}`, `adoption:${decision}`],
          body: { clientId, scopes: [...scopes], audiences: [...audiences], issuedAt: issuedAt ?? 0, expiresAt },
        },
      ],
    });
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the ledger can not be written', cause);
  }
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.add(fingerprint);
}

async function hasBirth(guard: GuardContext, { fingerprint, jtiFingerprint }: AccessToken): Promise<boolean> {
  const { rowCount } = await guard.store.pool.query(
    'select 1 from token_births where (fingerprint = $1 or jti_fingerprint = $2) and issuer = $3 limit 1',
    [fingerprint, jtiFingerprint, guard.issuer],
  );
  return rowCount !== 0;
}
