import { canonicalJson } from '../proof/index.ts';
import { patternsOverlap } from './pattern-overlap.ts';
import { scopeLookup } from './scope-lookup.ts';
import { compilePattern, isParameterWithin, isPattern, partsOf, withParts } from './scope-pattern.ts';
import type { Policy, Scope, ScopeParameter } from './types.ts';

/** A scope as an earlier policy had it. */
export type FormerScope = Pick<Scope, 'name' | 'risk' | 'sensitivity' | 'parameters'>;
type Pattern = Required<Pick<Scope, 'name' | 'parameters'>>;

/**
 * What the scopes that clients ask for were in the newest policy that defined them, each under a key that says what it stood for. A
 * scope that was taken out meanwhile is among them: or a critical one could be had as a low one in two steps that nobody approves.
 */
export type FormerScopes = ReadonlyMap<string, FormerScope>;

export function formerScopesIn(trusted: Pick<Policy, 'scopes'> | 'bootstrap'): FormerScopes {
  return trusted === 'bootstrap' ? new Map() : withPolicy(new Map(), trusted);
}

/** Those of before a policy, and those of it once it is active: what it says of a scope takes the place of what was said before. */
export function withPolicy(former: FormerScopes, policy: Pick<Policy, 'scopes'>): FormerScopes {
  const now = new Map<string, FormerScope>(policy.scopes.map((scope) => [keyOf(scope), scope]));
  const patterns = new Map<string, Pattern[]>();
  for (const scope of policy.scopes.filter(isPattern))
    patterns.set(shapeOf(scope.name), [...(patterns.get(shapeOf(scope.name)) ?? []), scope]);
  for (const [key, one] of former) if (!now.has(key) && !isReplaced(one, policy, patterns)) now.set(key, one);
  return now;
}

/**
 * The earlier definitions of what a scope stands for now. By its name alone a scope would be new that isn't: one that is defined by
 * itself now and was one of a pattern's, a pattern with another name for its part, or one that covers what was defined by itself.
 */
export function formerlyOf(former: FormerScopes, { scopes }: Pick<Policy, 'scopes'>): (scope: Scope) => FormerScope[] {
  // What is there as it was is what no other scope stands for: two patterns that overlap don't compile, and what is defined by itself is
  // no pattern's.
  const unchanged = new Set(scopes.map(keyOf));
  const changed = [...former].flatMap(([key, one]) => (unchanged.has(key) ? [] : one));
  const patterns = [...former.values()].filter(isPattern);
  return (scope) => {
    const own = former.get(keyOf(scope));
    if (!isPattern(scope)) return own === undefined ? patterns.filter((one) => matches(one, scope.name)) : [own];
    return [
      ...(own === undefined ? [] : [own]),
      ...changed.filter((one) => one.name === scope.name || overlaps(one, scope)),
    ];
  };
}

/** Whether a policy says of all that a scope stood for what it is now. */
function isReplaced(
  one: FormerScope,
  policy: Pick<Policy, 'scopes'>,
  patterns: ReadonlyMap<string, readonly Pattern[]>,
): boolean {
  if (!isPattern(one)) return scopeLookup(policy).definitionOf(one.name) !== undefined;
  const before = parametersOf(one);
  return (patterns.get(shapeOf(one.name)) ?? []).some((pattern) => {
    const now = parametersOf(pattern);
    return before.every((parameter, index) => {
      const other = now[index];
      return other !== undefined && isParameterWithin(parameter, other);
    });
  });
}

/** What each part of a pattern may be, in the order of its name. */
function parametersOf({ name, parameters }: Pattern): ScopeParameter[] {
  return partsOf(name).flatMap((part) => parameters[part] ?? []);
}

/** A pattern's name, whatever its parts are called. */
function shapeOf(name: string): string {
  return withParts(name, new Map(partsOf(name).map((part) => [part, '{}'])));
}

function overlaps(one: FormerScope, pattern: Pattern): boolean {
  return isPattern(one) ? patternsOverlap(one, pattern) : matches(pattern, one.name);
}

function matches({ name, parameters }: Pattern, scope: string): boolean {
  return compilePattern(name, parameters).match(scope) !== null;
}

function keyOf({ name, parameters }: FormerScope): string {
  return parameters === undefined ? name : `${name} ${canonicalJson(parameters)}`;
}
