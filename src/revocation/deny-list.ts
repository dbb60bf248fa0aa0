import type { RevokedBody } from './revoked-body.ts';

const SWEEP_EVERY = 1024;

/** What of a token is looked up; a member that isn't known is null. */
export interface TokenToCheck {
  readonly fingerprint: string;
  /** A JWT has many spellings and one `jti`. */
  readonly jtiFingerprint: string | null;
  readonly grantId: string | null;
}

/** Revocations that still matter: three look-ups say whether a token is good. Expired ones go as new ones come. */
export interface DenyList {
  add(revoked: RevokedBody): void;
  has(token: TokenToCheck): boolean;
  readonly size: number;
}

/** @param nowSeconds seconds since 1970. */
export function createDenyList(nowSeconds: () => number): DenyList {
  /** Keys by their kind and value; until when, in seconds since 1970. Kinds never meet. */
  const denied = new Map<string, number>();
  let added = 0;
  const deny = (key: string, until: number): void => {
    denied.set(key, Math.max(until, denied.get(key) ?? 0));
  };
  const sweep = (): void => {
    const now = nowSeconds();
    for (const [key, until] of denied) if (until < now) denied.delete(key);
  };
  return {
    add({ type, fingerprint, jtiFingerprint, grantId, expiresAt }) {
      const until = expiresAt ?? Number.POSITIVE_INFINITY;
      if (until < nowSeconds()) return;
      if (fingerprint !== null) deny(`token:${fingerprint}`, until);
      if (jtiFingerprint !== null) deny(`jti:${jtiFingerprint}`, until);
      if (type === 'grant' && grantId !== null) deny(`grant:${grantId}`, until);
      if (++added % SWEEP_EVERY === 0) sweep();
    },
    has({ fingerprint, jtiFingerprint, grantId }) {
      if (denied.size === 0) return false;
      return (
        denied.has(`token:${fingerprint}`) ||
        (jtiFingerprint !== null && denied.has(`jti:${jtiFingerprint}`)) ||
        (grantId !== null && denied.has(`grant:${grantId}`))
      );
    },
    get size() {
      return denied.size;
    },
  };
}
