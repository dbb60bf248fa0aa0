import { isParameterWithin, type Scope, type ScopeParameter } from '../../policy/index.ts';
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
  without,
} from './context.ts';
import type { ChangeKind, PolicyChange } from './types.ts';

type PlainField = Exclude<keyof Scope, 'name' | 'approvals' | 'issuers' | 'implies' | 'replacedBy' | 'parameters'>;

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
    // What was defined by itself is then one of a pattern's, for whoever may hold those.
    const pattern = after.lookup.definitionOf(name);
    const words =
      pattern === undefined
        ? `The scope ${name} is gone: nobody gets it any more.`
        : `The scope ${name} is no longer defined by itself: it is one of ${pattern.name}, and who may hold those may hold it.`;
    const change = { kind: 'scope_removed', subject, widening: pattern !== undefined, words } as const;
    return [{ ...change, before: name, after: null, ...reach }];
  }
  const at = is.resourceServer === null ? 'the authorization server' : is.resourceServer;
  const pattern = before.lookup.definitionOf(name);
  const instead =
    pattern === undefined
      ? ''
      : ` It was one of ${pattern.name} until now: who may hold those may no longer hold it by that.`;
  const words = `The scope ${name} is new at ${at}, of ${is.risk} risk, for ${is.sensitivity} data.${instead}`;
  const reach = reachOf(after, operations, [name]);
  return [{ kind: 'scope_added', subject, widening: true, words, before: null, after: name, ...reach }];
}

function fieldChanges(context: DiffContext, was: Scope, is: Scope): BareChange[] {
  const { after, operations } = context;
  const found: BareChange[] = [];
  const { name } = is;
  const holders = holdersOf(after.policy, name);
  const held = holders.length === 0 ? 'nobody may hold it' : `${listed(holders)} may hold it`;
  const reach = reachOf(after, operations, [name]);
  const note = (
    kind: ChangeKind,
    field: PlainField,
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
  found.push(...structureChanges(context, was, is, held));
  for (const field of ['description', 'why', 'owner', 'author'] as const) {
    const words = `The ${field} of ${name} is now: ${is[field]}`;
    note('scope_reworded', field, false, words, NO_REACH);
  }
  return found;
}

/** What a scope stands for beside its own name. */
function structureChanges(
  { before, after, operations }: DiffContext,
  was: Scope,
  is: Scope,
  held: string,
): BareChange[] {
  const { name } = is;
  const subject = { kind: 'scope', name } as const;
  const reach = reachOf(after, operations, [name]);
  const changes: BareChange[] = [];
  const note = (
    kind: ChangeKind,
    widening: boolean,
    words: string,
    [from, now]: readonly [PolicyChange['before'], PolicyChange['after']],
    concerned: Reach = reach,
  ): void => {
    changes.push({ kind, subject, widening, words, before: from, after: now, ...concerned });
  };
  for (const included of without(is.implies ?? [], was.implies ?? []))
    note('scope_included_gained', true, `${name} includes ${included}, which it did not; ${held}.`, [null, included], {
      ...reachOf(after, operations, [included]),
    });
  const [life, lifeBefore] = [after.lookup.maxTtlSecondsOf(name), before.lookup.maxTtlSecondsOf(name)];
  // A token lives as long as the least of all that it includes may.
  const longer = life > lifeBefore;
  const lives = longer ? `, and lives ${life} s at most, where it was ${lifeBefore} s` : '';
  for (const included of without(was.implies ?? [], is.implies ?? []))
    note('scope_included_lost', longer, `${name} no longer includes ${included}${lives}; ${held}.`, [included, null]);
  const [issuers, issuersBefore] = [is.issuers ?? null, was.issuers ?? null];
  if (listText(issuers) !== listText(issuersBefore)) {
    const wider = issuers === null || (issuersBefore !== null && without(issuers, issuersBefore).length > 0);
    const words = `${name} is known to ${issuers === null ? 'every issuer' : listed(issuers)}, where it was to ${issuersBefore === null ? 'every one' : listed(issuersBefore)}.`;
    note('scope_issuers_changed', wider, words, [issuersBefore, issuers], wider ? reach : NO_REACH);
  }
  const [end, endBefore] = [replacementText(is), replacementText(was)];
  if (end !== endBefore) {
    const deadline = is.replacedBy?.deadline;
    const later = was.replacedBy !== undefined && (deadline === undefined || deadline > was.replacedBy.deadline);
    const words = `${name} ${end === null ? 'is to stay' : `is replaced by ${end}`}, where it ${endBefore === null ? 'was to stay' : `was replaced by ${endBefore}`}; ${held}.`;
    note('scope_replacement_changed', later, words, [endBefore, end]);
  }
  const parts = new Set([...Object.keys(is.parameters ?? {}), ...Object.keys(was.parameters ?? {})]);
  for (const part of [...parts].sort()) {
    const [now, former] = [is.parameters?.[part], was.parameters?.[part]];
    const texts = [parameterText(former), parameterText(now)] as const;
    if (texts[0] === texts[1]) continue;
    const words = `{${part}} in ${name} may be ${texts[1] ?? 'nothing'}, where it was ${texts[0] ?? 'nothing'}; ${held}.`;
    note(
      'scope_parameters_changed',
      now !== undefined && (former === undefined || !isParameterWithin(now, former)),
      words,
      texts,
    );
  }
  return changes;
}

function listText(list: readonly string[] | null): string | null {
  return list === null ? null : list.join(' ');
}

function replacementText({ replacedBy }: Scope): string | null {
  return replacedBy === undefined ? null : `${listed(replacedBy.scopes)} from ${replacedBy.deadline} on`;
}

function parameterText(parameter: ScopeParameter | undefined): string | null {
  if (parameter === undefined) return null;
  return 'values' in parameter
    ? `one of ${parameter.values.join(', ')}`
    : `${parameter.characters}, ${parameter.maxLength} at most`;
}

function placeOf({ resourceServer }: Scope): string {
  return resourceServer ?? 'the authorization server';
}
