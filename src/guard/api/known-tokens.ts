import type { EntryId } from '../../ledger/index.ts';
import { intersectScopes } from '../../oauth/index.ts';
import type { Store } from '../../store/index.ts';
import type { AccessToken } from '../../tokens/index.ts';
import { createRecentMap } from './recent-map.ts';

/** What an issuer guard recorded when it released a token. */
export interface Birth {
  readonly grantId: string;
  readonly clientId: string;
  /** Pseudonym of whom its client acts for; null: for itself. */
  readonly subject: string | null;
  readonly scopes: readonly string[];
  /** Null where it was for no resource server. */
  readonly audience: string | null;
  /** Seconds since 1970; null where its server didn't say. */
  readonly expiresAt: number | null;
  /** The decision that it followed from. */
  readonly decision: EntryId;
  /** What its flow drew; null where there was no canary. */
  readonly canary: number | null;
}

/** A token with its birth, and whether this guard has recorded its first use. */
export interface KnownToken {
  /** Null: no guard released it. */
  readonly birth: Birth | null;
  /**
   * Whether there is a birth that doesn't fit: of another client, or two. Such a token went through a guard as something else, so it is
   * from before nothing.
   */
  readonly disputed: boolean;
  /** Null before the first use; a promise while it is being recorded. */
  firstUse: Promise<void> | 'recorded' | null;
}

export interface KnownTokens {
  /** Rejects where the database can't be asked: then the token can't be judged. */
  of(token: AccessToken): Promise<KnownToken>;
}

/**
 * Births, asked for once a token. That there is none is asked again each time, for it can be recorded at any moment; but not of a token
 * that is from before an adoption: its birth would be there before it.
 */
export function createKnownTokens(
  store: Store,
  maxRemembered: number,
  isFromBefore: (token: AccessToken) => boolean = () => false,
): KnownTokens {
  const remembered = createRecentMap<KnownToken>(maxRemembered);
  const asking = new Map<string, Promise<KnownToken>>();
  const ask = async (token: AccessToken): Promise<KnownToken> => {
    const known: KnownToken = { ...(await findBirth(store, token)), firstUse: null };
    if (known.birth !== null || (!known.disputed && isFromBefore(token))) remembered.set(token.fingerprint, known);
    return known;
  };
  return {
    async of(token) {
      const { fingerprint } = token;
      const known = remembered.get(fingerprint);
      if (known !== undefined) return known;
      let answer = asking.get(fingerprint);
      if (answer === undefined) {
        answer = ask(token).finally(() => asking.delete(fingerprint));
        asking.set(fingerprint, answer);
      }
      return await answer;
    },
  };
}

/** By fingerprint, or by `jti` where the token has one: the second finds it under whatever spelling. */
async function findBirth(store: Store, token: AccessToken): Promise<Pick<KnownToken, 'birth' | 'disputed'>> {
  const { rows } = await store.pool.query<Birth>({
    name: 'birth-of-token',
    text: `SELECT grant_id AS "grantId", client_id AS "clientId", subject, scopes, audience, expires_at AS "expiresAt", decision, canary FROM token_births
           WHERE (fingerprint = $1 OR jti_fingerprint = $2) AND issuer = $3 AND type = 'access_token'`,
    values: [token.fingerprint, token.jtiFingerprint, token.issuer],
  });
  const [birth] = rows;
  // A birth of another client's token isn't this one's, whatever they have in common.
  if (birth === undefined) return { birth: null, disputed: false };
  const fits = rows.length === 1 && birth.clientId === token.clientId;
  return fits ? { birth, disputed: false } : { birth: null, disputed: true };
}

/** When a token ends here: an authorization server may say another time of an opaque one at each introspection. */
export function expiryOf(token: AccessToken, birth: Birth | null): number {
  return Math.min(token.expiresAt, birth?.expiresAt ?? token.expiresAt);
}

/** Whom a token is for: an authorization server may say more of an opaque one at each introspection than it was born with. */
export function audiencesOf(token: AccessToken, birth: Birth | null): readonly string[] {
  return birth === null ? token.audiences : token.audiences.filter((audience) => audience === birth.audience);
}

/** Scopes that a token has here: what it carries, as far as it was born with it. */
export function scopesOf(token: AccessToken, birth: Birth | null): readonly string[] {
  return birth === null ? token.scopes : intersectScopes(token.scopes, birth.scopes);
}
