import type { Issuer, PolicyLimits, ResourceServer } from '../../policy/index.ts';
import { type BareChange, type DiffContext, NO_REACH, pairsOf, reachOf } from './context.ts';
import type { ChangeKind, ChangeSubject } from './types.ts';

/** What changes around clients and scopes: issuers, resource servers, limits, the environment. */
export function surroundingsChanges(context: DiffContext): BareChange[] {
  return [
    ...environmentChanges(context),
    ...issuerChanges(context),
    ...resourceServerChanges(context),
    ...limitChanges(context),
  ];
}

function changeOf(
  kind: ChangeKind,
  subject: ChangeSubject,
  widening: boolean,
  words: string,
  [before, after]: readonly [string | number | null, string | number | null],
): BareChange {
  return { kind, subject, widening, words, before, after, ...NO_REACH };
}

function environmentChanges({ before, after }: DiffContext): BareChange[] {
  const [was, is] = [before.policy.environment, after.policy.environment];
  if (was === is) return [];
  const words = `The policy is for ${is}, where it was for ${was}: approvals for ${was} prove nothing there.`;
  return [changeOf('environment_changed', { kind: 'environment', name: is }, false, words, [was, is])];
}

const LEVELS: readonly Issuer['level'][] = ['observed', 'hooked', 'guarded'];

function issuerChanges({ before, after }: DiffContext): BareChange[] {
  return pairsOf(before.policy.issuers, after.policy.issuers, ({ issuer }) => issuer).flatMap(({ name, was, is }) => {
    const subject = { kind: 'issuer', name } as const;
    if (was === null || is === null) {
      const words = `${name} is ${is === null ? 'gone: no token of it is taken any more' : `new, ${is.level}, in ${is.mode}`}.`;
      return [
        changeOf(is === null ? 'issuer_removed' : 'issuer_added', subject, is !== null, words, [
          was?.issuer ?? null,
          is?.issuer ?? null,
        ]),
      ];
    }
    const found: BareChange[] = [];
    if (was.level !== is.level) {
      const less = LEVELS.indexOf(is.level) < LEVELS.indexOf(was.level);
      const words = `${name} is ${is.level}, where it was ${was.level}.`;
      found.push(changeOf('issuer_level_changed', subject, less, words, [was.level, is.level]));
    }
    if (was.mode !== is.mode) {
      const words =
        is.mode === 'observe'
          ? `Clients of ${name} that the policy does not know are only observed: they get whatever they ask for.`
          : `Clients of ${name} that the policy does not know are refused, where they were only recorded.`;
      found.push(changeOf('issuer_mode_changed', subject, is.mode === 'observe', words, [was.mode, is.mode]));
    }
    const [share, shareBefore] = [is.canary?.percent ?? 0, was.canary?.percent ?? 0];
    if (share !== shareBefore && was.mode === is.mode) {
      const words = `Of a hundred flows at ${name} of clients that do not say, or that the policy does not know, ${share} are enforced, where it was ${shareBefore}.`;
      found.push(changeOf('issuer_canary_changed', subject, share < shareBefore, words, [shareBefore, share]));
    }
    for (const field of ['description', 'tenant'] as const) {
      const [text, before] = [is[field] ?? null, was[field] ?? null];
      if (text !== before)
        found.push(
          changeOf('issuer_reworded', subject, false, `The ${field} of ${name} is now: ${text ?? 'none'}`, [
            before,
            text,
          ]),
        );
    }
    return found;
  });
}

function resourceServerChanges(context: DiffContext): BareChange[] {
  const { before, after } = context;
  const pairs = pairsOf(before.policy.resourceServers, after.policy.resourceServers, ({ id }) => id);
  return pairs.flatMap(({ name, was, is }) => {
    const subject = { kind: 'resource_server', name } as const;
    if (is === null)
      return [
        changeOf('resource_server_removed', subject, false, `The resource server ${name} is gone.`, [
          was?.audience ?? null,
          null,
        ]),
      ];
    if (was === null) {
      const words = `The resource server ${name} is new: tokens can be for ${is.audience}.`;
      return [changeOf('resource_server_added', subject, true, words, [null, is.audience])];
    }
    return resourceServerFields(context, was, is);
  });
}

function resourceServerFields(
  { after, operations }: DiffContext,
  was: ResourceServer,
  is: ResourceServer,
): BareChange[] {
  const subject = { kind: 'resource_server', name: is.id } as const;
  const found: BareChange[] = [];
  if (was.audience !== is.audience) {
    const scopes = after.policy.scopes.filter(({ resourceServer }) => resourceServer === is.id).map(({ name }) => name);
    const words = `Tokens for ${is.id} are for ${is.audience}, where they were for ${was.audience}.`;
    found.push({
      ...changeOf('resource_server_audience_changed', subject, true, words, [was.audience, is.audience]),
      ...reachOf(after, operations, scopes),
    });
  }
  for (const field of ['description', 'owner'] as const)
    if (was[field] !== is[field]) {
      const words = `The ${field} of the resource server ${is.id} is now: ${is[field]}`;
      found.push(changeOf('resource_server_reworded', subject, false, words, [was[field], is[field]]));
    }
  return found;
}

const LIMIT_WORDS: Readonly<Record<Exclude<keyof PolicyLimits, 'unrecordedTokens'>, string>> = {
  maxStaleSeconds: 'Calls pass while the revocation feed is silent for',
  maxStaleHighRiskSeconds: 'Calls that need a high or critical scope pass while the revocation feed is silent for',
  maxSequencingLagSeconds: 'Tokens are issued while entries wait to be sequenced for',
};

function limitChanges({ before, after }: DiffContext): BareChange[] {
  const [was, is] = [before.policy.limits, after.policy.limits];
  const found: BareChange[] = [];
  for (const [name, words] of Object.entries(LIMIT_WORDS) as [keyof typeof LIMIT_WORDS, string][])
    if (was[name] !== is[name])
      found.push(
        changeOf(
          'limit_changed',
          { kind: 'limits', name },
          is[name] > was[name],
          `${words} ${is[name]} s at most, where it was ${was[name]} s.`,
          [was[name], is[name]],
        ),
      );
  if (was.unrecordedTokens !== is.unrecordedTokens) {
    const recorded = is.unrecordedTokens === 'record';
    const words = recorded
      ? 'A valid token that has no birth in the ledger passes and is recorded, where it was refused.'
      : 'A valid token that has no birth in the ledger is refused, where it was only recorded.';
    const subject = { kind: 'limits', name: 'unrecordedTokens' } as const;
    found.push(changeOf('limit_changed', subject, recorded, words, [was.unrecordedTokens, is.unrecordedTokens]));
  }
  return found;
}
