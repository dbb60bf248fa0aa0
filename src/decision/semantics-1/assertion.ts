import type { Client, TrustedAssertions } from '../../policy/index.ts';
import type { Facts, GrantRequest, PresentedAssertion, ReasonCode } from '../types.ts';

/** How long an assertion may live where the policy doesn't say, in seconds. */
const LIFE_SECONDS = 300;

/** Whether a request brings an assertion as its grant (RFC 7523 §2.1). */
export function isAsserted({ grantType }: GrantRequest): boolean {
  return grantType === 'urn:ietf:params:oauth:grant-type:jwt-bearer';
}

/** The policy's word on assertions of this issuer for whom this one is; undefined where there is none. */
export function trustOf(client: Client, assertion: PresentedAssertion): TrustedAssertions | undefined {
  return client.assertions?.find(
    ({ issuer, subjects }) =>
      issuer === assertion.issuer && (subjects === undefined || subjects.includes(assertion.subjectPattern ?? '')),
  );
}

/** Why an assertion gives nothing; null where it may. */
export function assertionLapse(client: Client, request: GrantRequest, { assertion, time }: Facts): ReasonCode | null {
  if (assertion === undefined) return 'grant_missing';
  const trust = trustOf(client, assertion);
  // Tokens that this issuer gave out are no assertions of it: whoever holds one would have another made of it.
  if (trust === undefined || assertion.issuer === request.issuer) return 'assertion_not_allowed';
  if (assertion.clientId !== null && assertion.clientId !== request.clientId) return 'assertion_not_allowed';
  if (assertion.audiences.length !== 1 || assertion.audiences[0] !== request.issuer) return 'assertion_not_allowed';
  if (time >= assertion.expiresAt) return 'assertion_expired';
  const life = assertion.expiresAt - Math.min(assertion.issuedAt ?? time, time);
  return life > (trust.maxLifeSeconds ?? LIFE_SECONDS) ? 'assertion_too_long' : null;
}

/** Whether a scope is beyond what the assertion is for, or beyond what the policy takes such an assertion for. */
export function exceedsAssertion(client: Client, { assertion }: Facts, scope: string): boolean {
  if (assertion === undefined) return false;
  const bounds = [assertion.scopes, trustOf(client, assertion)?.scopes ?? null];
  return bounds.some((bound) => bound !== null && !bound.includes(scope));
}
