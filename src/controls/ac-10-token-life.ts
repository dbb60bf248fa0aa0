import { scopeLookup } from '../policy/index.ts';
import { MAX_CLOCK_SKEW_SECONDS } from './ac-04-enforcement.ts';
import { decidedOf, issuedOf, revokedOf } from './entry-bodies.ts';
import { Exceptions } from './exceptions.ts';
import { type PeriodFacts, secondsOf } from './period-facts.ts';
import type { Control, PeriodEntry } from './types.ts';
import { VirtualLives } from './virtual-lives.ts';

/** Within this a revocation is at every guard that the feed reaches. */
const FEED_SECONDS = 1;

export const tokenLife: Control = {
  id: 'AC-10',
  title: 'Token life',
  criteria: ['CC6.1', 'CC6.2'],
  statement:
    'Tokens live no longer than the policy allows; a refresh token that gave way to another is not used again; a revocation takes hold within the stated time.',
  nature: 'automated',
  frequency: 'each token and each use',
  begin(facts) {
    const exceptions = new Exceptions();
    let size = 0;
    let refreshes = 0;
    let unrotated = 0;
    const virtual = new VirtualLives();
    const checkIssue = (entry: PeriodEntry): void => {
      const issued = issuedOf(entry.entry);
      if (issued === null) return;
      size += issued.tokens.length;
      virtual.born(issued.tokens);
      if (issued.grantType === 'refresh_token') {
        refreshes++;
        if (!issued.tokens.some(({ type }) => type === 'refresh_token')) unrotated++;
      }
      for (const { type, scopes, expiresAt } of issued.tokens) {
        if (type !== 'access_token' || expiresAt === null) continue;
        const cap = capOf(facts, entry, issued.clientId, scopes);
        const life = Math.round(expiresAt - secondsOf(entry.entry.time));
        if (life > cap + MAX_CLOCK_SKEW_SECONDS)
          exceptions.add(
            `an access token of ${issued.clientId} lives ${life} s, and its policy allows ${cap} s`,
            entry,
          );
      }
      const revoked = facts.grantRevoked(issued.grantId);
      if (revoked !== null && revoked.time < entry.entry.time)
        exceptions.add(`${issued.clientId} got a token of a grant that was revoked before`, entry, {
          also: [revoked.reference],
        });
    };
    const checkUse = (entry: PeriodEntry): void => {
      const decided = decidedOf(entry.entry);
      const token = facts.tokenOf(entry);
      const revoked = token === null ? null : facts.revocationOf(token);
      if (decided === null || revoked === null) return;
      const limits = facts.sources.policyOf(entry.entry.digests['policy'] ?? '')?.policy.limits;
      const silence = decided.decision.risk === 'low' ? limits?.maxStaleSeconds : limits?.maxStaleHighRiskSeconds;
      const late = secondsOf(decided.last) - secondsOf(revoked.time);
      if (late > FEED_SECONDS + (silence ?? 0))
        exceptions.add(
          `a token of ${decided.request.clientId} was used ${late.toFixed(1)} s after it was revoked`,
          entry,
          {
            also: [revoked.reference],
          },
        );
    };
    return {
      take(entry) {
        const { kind } = entry.entry;
        if (kind === 'token.issued') checkIssue(entry);
        if (kind === 'token.used' || kind === 'token.usage') checkUse(entry);
        if (kind !== 'token.revoked') return;
        const revoked = revokedOf(entry.entry);
        if (revoked === null)
          exceptions.add('is not in the form of a revocation, so no use after it was looked for', entry);
        if (revoked !== null) virtual.revoked(revoked);
        if (revoked?.type === 'grant' && revoked.reason === 'refresh_token_reused')
          exceptions.add(
            `a refresh token of ${revoked.clientId ?? 'an unknown client'} that had given way to another came again: it is in two hands, and its grant was revoked`,
            entry,
          );
      },
      finish: () => ({
        population: { size, what: 'tokens that were issued' },
        exceptions,
        notes: [
          ...(unrotated === 0
            ? []
            : [
                `${unrotated} of ${refreshes} refreshes gave no new refresh token: the authorization server does not rotate them for these clients.`,
              ]),
          ...virtual.notes(),
        ],
      }),
    };
  },
};

/** The longest life that the policy of that time allows a client's token with these scopes. */
function capOf(facts: PeriodFacts, { entry }: PeriodEntry, clientId: string, scopes: readonly string[]): number {
  const policy = facts.sources.policyOf(entry.digests['policy'] ?? '')?.policy;
  const client = policy?.clients.find((one) => one.clientId === clientId && one.issuer === entry.issuer);
  let cap = client?.maxTtlSeconds ?? 0;
  for (const scope of scopes)
    cap = Math.min(cap, policy === undefined ? 0 : scopeLookup(policy).maxTtlSecondsOf(scope));
  return cap;
}
