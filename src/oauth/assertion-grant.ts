import type { Json } from '../proof/index.ts';
import { resourcesOf, scopesOf } from './asked-scopes.ts';
import { JWT_BEARER_GRANT } from './grant-types.ts';
import { isSegment, segmentMembers } from './jwt-segment.ts';
import { OAuthError } from './oauth-error.ts';
import { type Parameters, requiredParameter } from './parameters.ts';
import { parseScope } from './scope.ts';

/** What an assertion says of itself (RFC 7523 §3). Nobody has verified it: the authorization server does, by keys that it trusts. */
export interface AssertionClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Sorted, each once. */
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly issuedAt: number | null;
  /** What it is for at most, sorted; null where it doesn't say (`scope` of an identity assertion grant). */
  readonly scopes: readonly string[] | null;
  /** For which resource servers; null where it doesn't say. */
  readonly resources: readonly string[] | null;
  /** For which client; null where it doesn't say. */
  readonly clientId: string | null;
}

/** A JWT as a grant (RFC 7523 §2.1). */
export interface AssertionTokenRequest {
  readonly grantType: typeof JWT_BEARER_GRANT;
  /** Secret: never logged. */
  readonly assertion: string;
  readonly claims: AssertionClaims;
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
}

/** @throws OAuthError `invalid_request`, `invalid_grant` (the assertion has no single meaning), `invalid_scope`, `invalid_target` */
export function parseAssertionGrant(parameters: Parameters): AssertionTokenRequest {
  const assertion = requiredParameter(parameters, 'assertion');
  return {
    grantType: JWT_BEARER_GRANT,
    assertion,
    claims: readAssertion(assertion),
    scopes: scopesOf(parameters),
    resources: resourcesOf(parameters),
  };
}

/**
 * Reads a signed JWT's claims. What a server could read otherwise is refused: another spelling, a member twice, an encrypted one, and one
 * that nobody signed.
 *
 * @throws OAuthError `invalid_grant` (RFC 7523 §3.1)
 */
export function readAssertion(assertion: string): AssertionClaims {
  const segments = assertion.split('.');
  if (segments.length !== 3 || !segments.every(isSegment)) throw unusable('it is no signed JWT in its own spelling');
  try {
    const [header, claims] = segments.slice(0, 2).map(segmentMembers);
    const algorithm = header?.['alg'];
    if (typeof algorithm !== 'string' || algorithm.toLowerCase() === 'none') throw unusable('nobody signed it');
    const { iss, sub, aud, exp, iat, scope, resource, client_id: clientId } = claims ?? {};
    const audiences = textsOf(aud);
    if (typeof iss !== 'string' || iss === '' || typeof sub !== 'string' || sub === '')
      throw unusable('iss or sub is missing');
    if (audiences === null || audiences.length === 0) throw unusable('aud is missing');
    if (!isTime(exp) || (iat !== undefined && !isTime(iat))) throw unusable('exp is missing, or a time is none');
    if (scope !== undefined && typeof scope !== 'string') throw unusable('scope is no text');
    if (clientId !== undefined && (typeof clientId !== 'string' || clientId === ''))
      throw unusable('client_id is no text');
    const resources = resource === undefined ? null : textsOf(resource);
    if (resource !== undefined && resources === null) throw unusable('resource is no text');
    return {
      ...{ issuer: iss, subject: sub, audiences, expiresAt: exp, issuedAt: iat ?? null },
      ...{
        scopes: scope === undefined ? null : scope === '' ? [] : parseScope(scope),
        resources,
        clientId: clientId ?? null,
      },
    };
  } catch (cause) {
    if (cause instanceof OAuthError && cause.code === 'invalid_grant') throw cause;
    throw unusable('it is ambiguous or malformed', cause);
  }
}

/** The client that an assertion names, for a request that names none (RFC 7523 §2.1: client authentication is optional). */
export function clientOfAssertion(parameters: Parameters): string | null {
  const [grantType] = parameters.get('grant_type') ?? [];
  if (grantType !== JWT_BEARER_GRANT) return null;
  return readAssertion(requiredParameter(parameters, 'assertion')).clientId;
}

function textsOf(value: Json | undefined): readonly string[] | null {
  const texts = Array.isArray(value) ? value : [value];
  if (!texts.every((text): text is string => typeof text === 'string' && text !== '')) return null;
  return [...new Set(texts)].sort();
}

function isTime(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER / 1000;
}

function unusable(why: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_grant', `the assertion can not be used: ${why}`, { cause });
}
