import type { Scope } from '../../policy/index.ts';
import {
  type BareChange,
  type DiffContext,
  holdersOf,
  listed,
  NO_REACH,
  pairsOf,
  type Reach,
  rankOfRisk,
  rankOfSensitivity,
  reachOf,
} from './context.ts';
import type { ChangeKind } from './types.ts';

/** What changes for scopes. */
export function scopeChanges(context: DiffContext): BareChange[] {
  const { before, after } = context;
  return pairsOf(before.policy.scopes, after.policy.scopes, ({ name }) => name).flatMap(({ name, was, is }) => {
    if (was === null || is === null) return appeared(context, name, is);
    return fieldChanges(context, was, is);
  });
}

function appeared({ before, after, operations }: DiffContext, name: string, is: Scope | null): BareChange[] {
  const subject = { kind: 'scope', name } as const;
  if (is === null) {
    const reach = reachOf(before, operations, [name]);
    const words = `The scope ${name} is gone: nobody gets it any more.`;
    return [{ kind: 'scope_removed', subject, widening: false, words, before: name, after: null, ...reach }];
  }
  const at = is.resourceServer === null ? 'the authorization server' : is.resourceServer;
  const words = `The scope ${name} is new at ${at}, of ${is.risk} risk, for ${is.sensitivity} data.`;
  const reach = reachOf(after, operations, [name]);
  return [{ kind: 'scope_added', subject, widening: true, words, before: null, after: name, ...reach }];
}

function fieldChanges({ after, operations }: DiffContext, was: Scope, is: Scope): BareChange[] {
  const found: BareChange[] = [];
  const { name } = is;
  const holders = holdersOf(after.policy, name);
  const held = holders.length === 0 ? 'nobody may hold it' : `${listed(holders)} may hold it`;
  const reach = reachOf(after, operations, [name]);
  const note = (
    kind: ChangeKind,
    field: Exclude<keyof Scope, 'name' | 'approvals'>,
    widening: boolean,
    words: string,
    concerned: Reach = reach,
  ): void => {
    if (was[field] === is[field]) return;
    const subject = { kind: 'scope', name } as const;
    found.push({ kind, subject, widening, words, before: was[field], after: is[field], ...concerned });
  };
  const lessRisk = rankOfRisk(is.risk) < rankOfRisk(was.risk);
  note(
    'scope_risk_changed',
    'risk',
    lessRisk,
    `The risk of ${name} ${lessRisk ? 'falls' : 'rises'} from ${was.risk} to ${is.risk}; ${held}.`,
  );
  const lessSensitive = rankOfSensitivity(is.sensitivity) < rankOfSensitivity(was.sensitivity);
  note(
    'scope_sensitivity_changed',
    'sensitivity',
    lessSensitive,
    `The data behind ${name} is called ${is.sensitivity}, where it was ${was.sensitivity}; ${held}.`,
  );
  note(
    'scope_resource_server_changed',
    'resourceServer',
    true,
    `${name} empowers at ${placeOf(is)}, where it did at ${placeOf(was)}; ${held}.`,
  );
  note(
    'scope_token_life_changed',
    'maxTtlSeconds',
    is.maxTtlSeconds > was.maxTtlSeconds,
    `A token with ${name} lives ${is.maxTtlSeconds} s at most, where it was ${was.maxTtlSeconds} s; ${held}.`,
  );
  note(
    'scope_review_changed',
    'reviewIntervalDays',
    is.reviewIntervalDays > was.reviewIntervalDays,
    `${name} is reviewed every ${is.reviewIntervalDays} days, where it was every ${was.reviewIntervalDays}.`,
    NO_REACH,
  );
  for (const field of ['description', 'why', 'owner', 'author'] as const) {
    const words = `The ${field} of ${name} is now: ${is[field]}`;
    note('scope_reworded', field, false, words, NO_REACH);
  }
  return found;
}

function placeOf({ resourceServer }: Scope): string {
  return resourceServer ?? 'the authorization server';
}
