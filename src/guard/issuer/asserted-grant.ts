import { indexOf, type PresentedAssertion } from '../../decision/index.ts';
import type { AssertionClaims, ClaimedClient } from '../../oauth/index.ts';
import { type GuardContext, policyFor } from './guard-context.ts';

/**
 * What is decided by of an assertion: what it says of itself, less whom it is for, who may be a person: of that, the policy's pattern. The
 * issuer's other name, its token endpoint (RFC 7523 §3), counts as the issuer.
 */
export async function assertionFacts(
  guard: GuardContext,
  { clientId }: ClaimedClient,
  { subject, audiences, ...claims }: AssertionClaims,
): Promise<PresentedAssertion> {
  const { endpoints } = await guard.authorizationServer.metadata();
  const tokenEndpoint = new URL(new URL(endpoints.token).pathname, guard.issuer).href;
  const client = indexOf(policyFor(guard, clientId)).clients.get(guard.issuer)?.get(clientId)?.client;
  const patterns = (client?.assertions ?? [])
    .filter(({ issuer }) => issuer === claims.issuer)
    .flatMap(({ subjects = [] }) => subjects);
  const isMeant = (pattern: string): boolean =>
    pattern.endsWith('*') ? subject.startsWith(pattern.slice(0, -1)) : subject === pattern;
  return {
    ...claims,
    subjectPattern: patterns.find(isMeant) ?? null,
    audiences: [...new Set(audiences.map((one) => (one === tokenEndpoint ? guard.issuer : one)))].sort(),
  };
}
