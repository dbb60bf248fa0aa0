import type { IdentifiedPolicy } from '../policy/index.ts';
import { decide } from './decide.ts';
import type { Decision, Facts, ScopeRequest } from './types.ts';

/**
 * What would be decided if a request that came once came again now, everything about it as old as it was then: a token that had a
 * minute left has a minute left. How long the feed had been silent isn't the request's, and is left out. Pure; `time` in seconds since 1970.
 *
 * @example
 * decideAgain(policyOfNow, body.request, body.facts, Date.now() / 1000).outcome; // 'refuse', where it was only observed then
 */
export function decideAgain(policy: IdentifiedPolicy, request: ScopeRequest, facts: Facts, time: number): Decision {
  const passed = time - facts.time;
  const { token, elevations } = facts;
  return decide(policy, request, {
    ...facts,
    time,
    token: token === null ? null : { ...token, expiresAt: token.expiresAt + passed },
    feedSilentSeconds: null,
    ...(elevations === undefined
      ? {}
      : { elevations: elevations.map((one) => ({ ...one, endsAt: one.endsAt + passed })) }),
  });
}
