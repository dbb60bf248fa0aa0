import { isThumbprint, membersOf, parseScope } from '../oauth/index.ts';
import type { Json } from '../proof/index.ts';
import type { AccessToken, Fingerprinter, NamedParty, TokenReading, UnreadableReason } from './types.ts';

type Members = { readonly [name: string]: Json };

export interface ClaimRules {
  readonly issuer: string;
  readonly fingerprinter: Fingerprinter;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly clockSkewSeconds: number;
}

/** Claims of ID tokens (OpenID Connect Core §2, §3.3.2.11) and of logout and security event tokens (RFC 8417 §2.2). */
const CLAIMS_OF_OTHER_TOKENS: readonly string[] = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];
/** Keycloak says in a claim what a token is, for all have the type `JWT` in their header. */
const KINDS_OF_OTHER_TOKENS: readonly Json[] = ['ID', 'Refresh', 'Offline', 'Logout'];

/** Reads the claims of a JWT access token whose signature holds (RFC 9068 §2.2, §4). */
export function readJwtClaims(token: string, claims: Members, rules: ClaimRules): TokenReading {
  if (CLAIMS_OF_OTHER_TOKENS.some((name) => name in claims)) return unreadable('not_an_access_token');
  if (KINDS_OF_OTHER_TOKENS.includes(claims['typ'] ?? null)) return unreadable('not_an_access_token');
  if (claims['iss'] !== rules.issuer) return unreadable('issuer_mismatch');
  if (!isTime(claims['iat'])) return unreadable('claims_malformed');
  return readClaims(token, 'jwt', claims, rules);
}

/**
 * Reads the members of an introspection answer (RFC 7662 §2.2) that says `active`. Some servers say so of refresh tokens too,
 * so that the type has to be there.
 */
export function readIntrospectedClaims(token: string, members: Members, rules: ClaimRules): TokenReading {
  const { token_type: type, iss } = members;
  if (typeof type !== 'string' || !['bearer', 'dpop'].includes(type.toLowerCase()))
    return unreadable('not_an_access_token');
  if (iss !== undefined && iss !== rules.issuer) return unreadable('issuer_mismatch');
  return readClaims(token, 'opaque', members, rules);
}

export function unreadable(reason: UnreadableReason): TokenReading {
  return { token: null, reason };
}

function readClaims(token: string, format: AccessToken['format'], claims: Members, rules: ClaimRules): TokenReading {
  const { exp, iat, nbf, sub, jti, cnf } = claims;
  const clientId = clientOf(claims);
  const scopes = scopesOf(claims);
  const audiences = readAudiences(claims['aud']);
  if (exp === undefined) return unreadable('expiry_missing');
  if (!isTime(exp) || !isOptionalTime(iat) || !isOptionalTime(nbf)) return unreadable('claims_malformed');
  if (clientId === null || scopes === null || audiences === null) return unreadable('claims_malformed');
  // Rich authorization (RFC 9396 §9) grants what no scope says, and nothing here could compare it with a decision.
  if (claims['authorization_details'] !== undefined) return unreadable('claims_malformed');
  if (!isOptionalText(sub) || !isOptionalText(jti)) return unreadable('claims_malformed');

  const actors = readActors(claims['act']);
  const mayAct = claims['may_act'] === undefined ? undefined : partyOf(claims['may_act']);
  if (actors === null || mayAct === null) return unreadable('claims_malformed');

  const now = rules.clock() / 1000;
  if (Math.max(iat ?? 0, nbf ?? 0) > now + rules.clockSkewSeconds) return unreadable('not_yet_valid');
  // No skew here: a guard whose clock is behind would let a token live longer than its issuer meant.
  if (exp <= now) return unreadable('expired');
  return {
    reason: null,
    token: {
      format,
      fingerprint: rules.fingerprinter.ofToken(token),
      jtiFingerprint: jti === undefined ? null : rules.fingerprinter.ofJti(rules.issuer, jti),
      issuer: rules.issuer,
      clientId,
      subject: sub === undefined || sub === clientId ? null : sub,
      scopes,
      audiences,
      issuedAt: iat ?? null,
      // A NumericDate may have a fraction (RFC 7519 §2); rows and records have whole seconds.
      expiresAt: Math.floor(exp),
      senderConstrained: cnf !== undefined,
      dpopJkt: dpopJktOf(cnf),
      ...(actors.length === 0 ? {} : { actors }),
      ...(mayAct === undefined ? {} : { mayAct }),
    },
  };
}

/** Of a confirmation that names one key by its thumbprint, and nothing beside. */
function dpopJktOf(cnf: Json | undefined): string | null {
  const members = membersOf(cnf ?? null);
  const jkt = members?.['jkt'];
  return members !== null && Object.keys(members).length === 1 && isThumbprint(jkt) ? jkt : null;
}

/** Where servers write the client: RFC 9068 §2.2, OpenID Connect Core §2 (Keycloak, Auth0), Okta, Entra ID of version 1. */
const CLIENT_CLAIMS: readonly string[] = ['client_id', 'azp', 'cid', 'appid'];

/** The client that a token is of. Null: none is named, or two: each reader would believe the claim that it knows. */
function clientOf(claims: Members): string | null {
  let client: string | null = null;
  for (const name of CLIENT_CLAIMS) {
    const said = claims[name];
    if (said === undefined) continue;
    if (typeof said !== 'string' || said === '' || (client !== null && said !== client)) return null;
    client = said;
  }
  return client;
}

/**
 * Where servers write scopes: `scope` (RFC 9068 §2.2.3), or a list under a name of their own. A resource server believes the one that
 * it knows, so a token holds what any of them says.
 */
const SCOPE_CLAIMS: readonly string[] = ['scope', 'scp', 'permissions'];

/** All scopes, sorted, each once. Absent or empty: no scope at all, never all of them. Null: not scopes (RFC 6749 §3.3). */
function scopesOf(claims: Members): readonly string[] | null {
  const scopes = new Set<string>();
  for (const name of SCOPE_CLAIMS) {
    const said = claims[name];
    if (said === undefined || said === '') continue;
    try {
      const texts = Array.isArray(said) && name !== 'scope' ? said : [said];
      for (const text of texts) {
        if (typeof text !== 'string') return null;
        for (const scope of parseScope(text)) scopes.add(scope);
      }
    } catch {
      return null;
    }
  }
  return [...scopes].sort();
}

/** Most who may act one behind another before a token is no token any more. */
const MAX_ACTORS = 16;

/** Who acts, the present one first (RFC 8693 §4.1). Null: not what the claim may be. */
function readActors(act: Json | undefined): readonly NamedParty[] | null {
  const actors: NamedParty[] = [];
  for (let one = act; one !== undefined; one = membersOf(one)?.['act']) {
    const party = partyOf(one);
    if (party === null || actors.length === MAX_ACTORS) return null;
    actors.push(party);
  }
  return actors;
}

function partyOf(value: Json): NamedParty | null {
  const { iss = null, sub = null, client_id: clientId = null } = membersOf(value) ?? {};
  const texts = [iss, sub, clientId];
  if (!texts.every((one) => one === null || (typeof one === 'string' && one !== ''))) return null;
  if (sub === null && clientId === null) return null;
  return { issuer: iss as string | null, subject: sub as string | null, clientId: clientId as string | null };
}

function readAudiences(aud: Json | undefined): readonly string[] | null {
  if (aud === undefined) return [];
  const audiences = Array.isArray(aud) ? aud : [aud];
  return audiences.every((audience) => typeof audience === 'string') ? audiences : null;
}

/** NumericDate (RFC 7519 §2). Those beyond what a clock shows are no dates. */
function isTime(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER / 1000;
}

function isOptionalTime(value: Json | undefined): value is number | undefined {
  return value === undefined || isTime(value);
}

function isOptionalText(value: Json | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
