import { type Facts, type GrantRequest, hasCanary, indexOf } from '../../decision/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { canaryDraw } from '../../tokens/index.ts';
import { type GuardContext, secondsNow } from './guard-context.ts';

/** How long a client that acts for itself draws the same for the same request, in seconds: whoever tries again gets the same answer. */
const WINDOW_SECONDS = 300;

/**
 * Facts with what the flow drew, where a share of the client's requests is enforced. A flow draws once, with the request that begins it,
 * and keeps it: authorization request, code, tokens, refreshes and uses are enforced alike, or observed alike, at every guard.
 *
 * It isn't drawn by chance but by the keyed hash of the request: sent again, or to another guard, it draws the same; and nobody can tell
 * beforehand what a request will draw.
 *
 * @param drawn by the request that began the flow; null where it is this one
 * @param own what tells this request from another of the same client: a sign-in's `state` and code challenge
 */
export function canaryFacts(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  request: GrantRequest,
  drawn: number | null,
  facts: Facts,
  own: readonly (string | null)[] = [],
): Facts {
  const { issuer, clientId, grantType, scopes, resources, redirectUri } = request;
  if (!hasCanary(indexOf(policy), issuer, clientId)) return facts;
  if (drawn !== null) return { ...facts, canary: drawn };
  const window = own.every((one) => one === null) ? Math.floor(secondsNow(guard) / WINDOW_SECONDS) : null;
  const written = JSON.stringify([issuer, clientId, grantType, scopes, resources, redirectUri, window, ...own]);
  return { ...facts, canary: canaryDraw(guard.fingerprinter.of('canary', written)) };
}
