import { hasEnded, type IndexedClient, indexOf, mayHold, type PolicyIndex } from '../decision/index.ts';
import type { IdentifiedPolicy, Risk } from '../policy/index.ts';
import { demandsOf } from './approval-demands.ts';
import type { ElevationAsk } from './types.ts';

const HOUR = 3600;
/** Longest time of an elevation, in seconds, by the highest risk among its scopes. */
export const LONGEST_SECONDS: Readonly<Record<Risk, number>> = { low: 8 * HOUR, high: 4 * HOUR, critical: HOUR };
/** Shorter than this nobody gets a token and uses it. */
export const SHORTEST_SECONDS = 60;
/** How long an elevation waits for approvals, in seconds, unless who asks says less. */
export const ANSWER_SECONDS = 4 * HOUR;
/** Most scopes of one elevation. */
export const MAX_SCOPES = 50;

/** Why something can't be asked for, in a sentence; null where it can. By the policy of now; nobody is asked to approve what it forbids. */
export function askProblem(policy: IdentifiedPolicy, issuer: string, ask: ElevationAsk, now: number): string | null {
  const index = indexOf(policy);
  const { clientId, scopes, seconds, subject } = ask;
  const found = index.clients.get(issuer)?.get(clientId);
  if (found === undefined) return `The active policy has no client ${clientId}.`;
  if (now >= found.expiresAt) return `${clientId} has expired and holds nothing.`;
  if (scopes.length === 0) return 'Name a scope.';
  if (scopes.length > MAX_SCOPES)
    return `These are ${scopes.length} scopes, and an elevation is to ${MAX_SCOPES} at most.`;
  for (const scope of scopes) {
    if (index.scopes.get(scope)?.definition.parameters !== undefined)
      return `${scope} stands for many scopes: name the one that is needed.`;
    if (mayHold(index, found, found.standing, scope, now))
      return `${clientId} may always hold ${scope}: it needs no elevation.`;
    if (!isEligible(index, found, scope, now))
      return `${scope} is not eligible for ${clientId} by the active policy (clients: ${clientId}: eligible).`;
  }
  const { risk } = demandsOf(policy, scopes);
  if (!(seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS[risk]))
    return `An elevation to ${risk} scopes lasts from ${SHORTEST_SECONDS} to ${LONGEST_SECONDS[risk]} seconds, and this is ${seconds}.`;
  const { grantTypes } = found.client;
  if (subject === null && !grantTypes.includes('client_credentials'))
    return `${clientId} acts for persons alone: say for whom (--subject).`;
  if (subject !== null && grantTypes.every((one) => one === 'client_credentials'))
    return `${clientId} acts for itself alone: an elevation of it is for nobody in particular.`;
  return null;
}

/** Whether a policy lets a client hold all of an elevation's scopes as eligible ones still. Where it doesn't, the elevation ends. */
export function isEligibleStill(policy: IdentifiedPolicy, issuer: string, ask: ElevationAsk, now: number): boolean {
  const index = indexOf(policy);
  const found = index.clients.get(issuer)?.get(ask.clientId);
  return (
    found !== undefined && now < found.expiresAt && ask.scopes.every((scope) => isEligible(index, found, scope, now))
  );
}

function isEligible(index: PolicyIndex, found: IndexedClient, scope: string, now: number): boolean {
  return (
    index.lookup.definitionOf(scope) !== undefined &&
    !hasEnded(index, scope, now) &&
    mayHold(index, found, found.eligible, scope, now)
  );
}
