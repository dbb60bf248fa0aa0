import { about, byPolicy } from '../subject.ts';
import type { PreflightCheck } from '../types.ts';

/** Tokens that live longer at the server than the policy allows: the guard withholds each of them. */
export const livesCheck: PreflightCheck = {
  id: 'lives',
  *check({ clients, index }) {
    for (const pair of clients) {
      const { clientId, found, known, mode } = pair;
      if (known === null) continue;
      const life = found.maxTtlSeconds;
      if (life === null) {
        yield about(
          pair,
          'unknown',
          'life_unknown',
          `How long the server lets tokens of ${clientId} live isn't in what was read; the policy allows ${known.client.maxTtlSeconds} s.`,
          'Compare it: a token that lives longer is withheld.',
        );
        continue;
      }
      const lives = [...known.standing].map((scope) => index.lookup.maxTtlSecondsOf(scope));
      const allowed = Math.min(known.client.maxTtlSeconds, ...lives);
      if (life <= allowed) continue;
      const always = life > known.client.maxTtlSeconds;
      yield about(
        pair,
        byPolicy(mode, 'breaks'),
        'life_exceeds_policy',
        `Tokens of ${clientId} live ${life} s at the server, and the policy allows ${allowed} s${always ? '' : ' for the shortest-lived of its scopes'}: ${always ? 'every one' : 'each with that scope'} is withheld.`,
        'Shorten the life at the server for this client, or allow more in the policy (`maxTtlSeconds`).',
      );
    }
  },
};
