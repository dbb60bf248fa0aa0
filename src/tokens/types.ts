import type { Upstream } from '../gateway/index.ts';
import type { Fingerprint } from '../ledger/index.ts';

/** Knows tokens, codes and the like by keyed hashes. One key, one value, one kind: one fingerprint, on every guard. */
export interface Fingerprinter {
  readonly keyId: string;
  /**
   * Of an access or refresh token. A JWT is known by its signing input (`header.payload`), for a signature has several valid
   * spellings; every other token by its exact bytes.
   *
   * @throws TokenError `token_malformed` for a JWT that isn't in its canonical spelling, and for characters outside `b64token`.
   */
  ofToken(token: string): Fingerprint;
  /** Of a JWT's `jti`, which is unique within its issuer (RFC 7519 §4.1.7). */
  ofJti(issuer: string, jti: string): Fingerprint;
  /** Of an authorization code. */
  ofCode(code: string): Fingerprint;
  /** Of anything else that must not be stored as it is; kinds never meet. */
  of(kind: string, value: string): Fingerprint;
}

/** An access token as its issuer vouches for it: by signature (JWT) or by introspection (opaque). */
export interface AccessToken {
  readonly format: 'jwt' | 'opaque';
  readonly fingerprint: Fingerprint;
  /** Null where the token has no `jti`. */
  readonly jtiFingerprint: Fingerprint | null;
  readonly issuer: string;
  readonly clientId: string;
  /** Null where no person is concerned: no `sub`, or `sub` is the client's own id (RFC 9068 §2.2). */
  readonly subject: string | null;
  /** Of `scope`, `scp` and `permissions` together: sorted, each once. Empty where the token has none of them. */
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  /** Seconds since 1970; null where introspection doesn't say. */
  readonly issuedAt: number | null;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Whether it is bound to a key (`cnf`: RFC 7800, RFC 8705 §3, RFC 9449 §6). As a plain bearer token it must be refused. */
  readonly senderConstrained: boolean;
  /** Thumbprint of the key that it is bound to, where it is bound by DPoP and by nothing else (RFC 9449 §6); null for every other. */
  readonly dpopJkt: string | null;
  /** Who acts, the present one first (`act`, RFC 8693 §4.1); left out where nobody does. */
  readonly actors?: readonly NamedParty[];
  /** Whom it lets act (`may_act`, RFC 8693 §4.4); left out where it names nobody. */
  readonly mayAct?: NamedParty;
}

/** Somebody as a claim names them. At least one of `subject` and `clientId` is there. */
export interface NamedParty {
  /** `iss`: who knows them by that name; null where it is left out, which means the token's own issuer. */
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly clientId: string | null;
}

/** Why a token is none that may be used. All but `expired` and `inactive` mean that it was never good here. */
export type UnreadableReason =
  | 'malformed'
  | 'not_an_access_token'
  | 'algorithm_refused'
  | 'key_unknown'
  | 'signature_invalid'
  | 'issuer_mismatch'
  | 'claims_malformed'
  | 'expiry_missing'
  | 'not_yet_valid'
  | 'expired'
  | 'inactive';

export type TokenReading =
  | { readonly token: AccessToken; readonly reason: null }
  | { readonly token: null; readonly reason: UnreadableReason };

export interface ReadTokenOptions {
  /** Ask the authorization server now, whatever is remembered. For opaque tokens; a JWT has nobody to ask. */
  readonly fresh?: boolean;
}

/**
 * Reads access tokens of one issuer.
 *
 * `read` rejects with TokenError only where nothing can be said about the token, `keys_unavailable`, `introspection_unavailable`
 * or `introspection_refused`: to be answered 503, never waved through.
 */
export interface AccessTokenReader {
  read(token: string, options?: ReadTokenOptions): Promise<TokenReading>;
  /** Forgets what is remembered of a token: it was revoked. */
  forget(token: string): void;
}

/** Signature algorithms that an issuer may use (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864). Never `none`, never a shared secret. */
export type SignatureAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519';

export interface AccessTokenReaderOptions {
  /** Compared byte for byte with `iss`. */
  readonly issuer: string;
  /** Milliseconds since 1970, as `Date.now`. */
  readonly clock: () => number;
  readonly fingerprinter: Fingerprinter;
  /** Where the issuer's keys are: the only place they are ever fetched from. */
  readonly keys: {
    readonly upstream: Upstream;
    /** Path of `jwks_uri` at the upstream. */
    readonly path: string;
  };
  /** How opaque tokens are asked for (RFC 7662); null: an opaque token is `inactive`. */
  readonly introspection: {
    readonly upstream: Upstream;
    readonly path: string;
    /** The guard's own credentials at the authorization server. */
    readonly clientId: string;
    readonly clientSecret: string;
    /** How long an answer `active` is remembered. Default: 0. */
    readonly cacheSeconds?: number;
  } | null;
  /** Default: RS256, PS256, ES256, EdDSA, Ed25519. */
  readonly algorithms?: readonly SignatureAlgorithm[];
  /** Values of `typ` that an access token may have. Default: `at+jwt` (RFC 9068 §2.1). Some servers write `JWT`. */
  readonly types?: readonly string[];
  /** Most clock difference with the issuer, in seconds. Default: 30; at most 60. */
  readonly clockSkewSeconds?: number;
  /** Most tokens remembered. Default: 50 000. */
  readonly maxRemembered?: number;
}
