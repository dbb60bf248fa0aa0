import type { OAuthError } from '../../oauth/index.ts';
import type { GuardContext } from './guard-context.ts';

/**
 * Turns a contained client away before anything is decided: the policy may allow what somebody ended at once. It is told what a client
 * is told that nobody knows, for who asks isn't proven to be the client yet, and whoever has stolen its secret need not learn that it
 * was noticed.
 *
 * @throws OAuthError the refusal
 */
export function refuseContained(guard: GuardContext, clientId: string, endpoint: string, refusal: OAuthError): void {
  if (!guard.revocations.isContained(guard.issuer, clientId)) return;
  guard.strangers.count(endpoint, 'client_contained');
  throw refusal;
}
