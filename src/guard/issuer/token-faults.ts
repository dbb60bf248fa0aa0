import { excessScopes, membersOf, parseStrictJson } from '../../oauth/index.ts';
import { type AccessToken, isCanonicalToken, type NamedParty } from '../../tokens/index.ts';

/** Why a token response is withheld. */
export type TokenFault =
  | 'response_unreadable'
  | 'access_token_unreadable'
  | 'scope_exceeds_decision'
  | 'life_exceeds_decision'
  | 'audience_differs'
  | 'client_differs'
  | 'refresh_token_not_allowed'
  | 'refresh_token_unreadable'
  | 'refresh_token_taken_over'
  | 'id_token_not_allowed'
  | 'id_token_of_other_client'
  | 'sender_constrained'
  | 'sender_constraint_missing'
  | 'grant_revoked'
  | 'client_contained'
  | 'subject_not_elevated'
  | 'subject_differs'
  | 'actor_differs'
  | 'undelivered';

/** What was allowed to be issued. */
export interface Allowed {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Audience; null where no scope of a resource server was decided. */
  readonly resource: string | null;
  readonly maxTtlSeconds: number;
  readonly refreshToken: boolean;
  readonly idToken: boolean;
  /** Thumbprint of the key that was proven, which the access token has to be bound to; null: it may be bound to none. */
  readonly dpopJkt: string | null;
}

/** What an authorization server issued, as its tokens say, not as the response claims. */
export interface Granted {
  readonly clientId: string;
  /** Union of what the token and the response say: where sources disagree, the wider one counts. */
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  /** Seconds since 1970; null where the server doesn't say. */
  readonly issuedAt: number | null;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** `expires_in` of the response; null where it left it out. */
  readonly expiresInSeconds: number | null;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** Bound to something (`cnf`). */
  readonly senderConstrained: boolean;
  /** Thumbprint of the one key that it is bound to by DPoP; null: by something else, or to nothing. */
  readonly dpopJkt: string | null;
  /** Whether the response says that it is used with proofs. */
  readonly isDpop: boolean;
}

/** Clocks of guard and authorization server may differ by this much. */
const MAX_CLOCK_SKEW_SECONDS = 60;

/** Compares what was issued with what was allowed. Empty: the response may be released. Pure; `now` in seconds since 1970. */
export function tokenFaults(granted: Granted, allowed: Allowed, now: number): readonly TokenFault[] {
  const faults: TokenFault[] = [];
  if (granted.clientId !== allowed.clientId) faults.push('client_differs');
  if (excessScopes(granted.scopes, allowed.scopes).length > 0) faults.push('scope_exceeds_decision');
  if (!audienceAllowed(granted.audiences, allowed)) faults.push('audience_differs');
  if (outlives(granted, allowed.maxTtlSeconds, now)) faults.push('life_exceeds_decision');
  const binding = bindingFault(granted, allowed);
  if (binding !== null) faults.push(binding);
  if (granted.refreshToken !== null) {
    if (!allowed.refreshToken) faults.push('refresh_token_not_allowed');
    if (!isCanonicalToken(granted.refreshToken)) faults.push('refresh_token_unreadable');
  }
  if (granted.idToken !== null) {
    if (!allowed.idToken) faults.push('id_token_not_allowed');
    else if (!isIdTokenFor(granted.idToken, allowed)) faults.push('id_token_of_other_client');
  }
  return faults;
}

/** Whether a token lives longer than it may, by whatever its server says of it. */
function outlives({ issuedAt, expiresAt, expiresInSeconds }: Granted, maxTtlSeconds: number, now: number): boolean {
  return (
    (issuedAt !== null && expiresAt - issuedAt > maxTtlSeconds) ||
    expiresAt - now > maxTtlSeconds + MAX_CLOCK_SKEW_SECONDS ||
    (expiresInSeconds ?? 0) > maxTtlSeconds
  );
}

/**
 * Who proved a key gets a token that is bound to it, and is told so: any other could be used by whoever has it (RFC 9449 §5). Who proved
 * none could not use one that is bound.
 */
function bindingFault({ senderConstrained, dpopJkt, isDpop }: Granted, allowed: Allowed): TokenFault | null {
  if (allowed.dpopJkt !== null) return dpopJkt === allowed.dpopJkt && isDpop ? null : 'sender_constraint_missing';
  return senderConstrained || isDpop ? 'sender_constrained' : null;
}

/**
 * What an exchange has to be beside (RFC 8693): for whom the subject's token is, and naming who acts first of all. Where nobody was named
 * the client alone may stand there; who acted before stands behind.
 */
export function exchangeFaults(
  token: AccessToken | null,
  clientId: string,
  expected: { readonly subject: string; readonly actor: string | null; readonly facts: { readonly actors: number } },
): readonly TokenFault[] {
  if (token === null) return [];
  const faults: TokenFault[] = [];
  if ((token.subject ?? token.clientId) !== expected.subject) faults.push('subject_differs');
  const actors = token.actors ?? [];
  const before = expected.facts.actors;
  const nameOf = ({ subject, clientId: client }: NamedParty): string | null => subject ?? client;
  const [first] = actors;
  const isNamed = first !== undefined && nameOf(first) === (expected.actor ?? clientId);
  const holds =
    expected.actor === null
      ? actors.length === before || (actors.length === before + 1 && isNamed)
      : actors.length === before + 1 && isNamed;
  if (!holds) faults.push('actor_differs');
  return faults;
}

/** One token, one audience. A token without scopes of a resource server may name the issuer or its own client, or nobody. */
function audienceAllowed(audiences: readonly string[], { resource, issuer, clientId }: Allowed): boolean {
  if (resource !== null) return audiences.length === 1 && audiences[0] === resource;
  return audiences.every((audience) => audience === issuer || audience === clientId);
}

/**
 * Whether an id token is this issuer's for this client alone. It came straight from the authorization server, so its claims
 * are read without checking the signature (OpenID Connect Core §3.1.3.7, step 6).
 */
function isIdTokenFor(idToken: string, { issuer, clientId }: Allowed): boolean {
  const payload = idToken.split('.')[1];
  if (payload === undefined) return false;
  try {
    const claims = membersOf(parseStrictJson(Buffer.from(payload, 'base64url').toString('utf8')));
    const audience = claims?.['aud'];
    const audiences = Array.isArray(audience) ? audience : [audience];
    return claims?.['iss'] === issuer && audiences.length === 1 && audiences[0] === clientId;
  } catch {
    return false;
  }
}
