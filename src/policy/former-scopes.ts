import { canonicalJson } from '../proof/index.ts';
import { patternsOverlap } from './pattern-overlap.ts';
import { scopeLookup } from './scope-lookup.ts';
import { compilePattern, isParameterWithin, partsOf, withParts } from './scope-pattern.ts';
import type { Policy, Scope } from './types.ts';

/** A scope as an earlier policy had it. */
export type FormerScope = Pick<Scope, 'name' | 'risk' | 'sensitivity' | 'parameters'>;

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
  const patterns = new Map<string, Scope[]>();
  for (const scope of policy.scopes)
    if (scope.parameters !== undefined)
      patterns.set(shapeOf(scope.name), [...(patterns.get(shapeOf(scope.name)) ?? []), scope]);
  for (const [key, one] of former) if (!now.has(key) && !isReplaced(one, policy, patterns)) now.set(key, one);
  return now;
}

/**
 * The earlier definitions of what a scope stands for now. By its name alone a scope would be new that isn't: one that is defined by
 * itself now and was one of a pattern's, a pattern with another name for its part, or one that covers what was defined by itself.
 */
export function formerlyOf(former: FormerScopes, { scopes }: Pick<Policy, 'scopes'>): (scope: Scope) => FormerScope[] {
  const plain = new Set(scopes.flatMap(({ name, parameters }) => (parameters === undefined ? name : [])));
  // What is there as it was overlaps with no other scope, or the policy would not compile.
  const unchanged = new Set(scopes.map(keyOf));
  const changed = [...former].flatMap(([key, one]) => (unchanged.has(key) ? [] : one));
  const patterns = [...former.values()].flatMap((one) => (one.parameters === undefined ? [] : one));
  return (scope) => {
    const own = former.get(keyOf(scope));
    if (scope.parameters === undefined)
      return own === undefined ? patterns.filter((one) => matches(one, scope.name)) : [own];
    return [
      ...(own === undefined ? [] : [own]),
      // A scope that is defined by itself still is no pattern's.
      ...changed.filter((one) => !plain.has(one.name) && (one.name === scope.name || overlaps(one, scope))),
    ];
  };
}

/** Whether a policy says of all that a scope stood for what it is now. */
function isReplaced(
  { name, parameters }: FormerScope,
  policy: Pick<Policy, 'scopes'>,
  patterns: ReadonlyMap<string, readonly Scope[]>,
): boolean {
  if (parameters === undefined) return scopeLookup(policy).definitionOf(name) !== undefined;
  const parts = partsOf(name);
  return (patterns.get(shapeOf(name)) ?? []).some((scope) => {
    const others = partsOf(scope.name);
    return parts.every((part, index) => {
      const [before, now] = [parameters[part], scope.parameters?.[others[index] ?? '']];
      return before !== undefined && now !== undefined && isParameterWithin(before, now);
    });
  });
}

/** A pattern's name, whatever its parts are called. */
function shapeOf(name: string): string {
  return withParts(name, new Map(partsOf(name).map((part) => [part, '{}'])));
}

function overlaps(one: FormerScope, scope: FormerScope): boolean {
  if (one.parameters === undefined) return matches(scope, one.name);
  return patternsOverlap(
    { name: one.name, parameters: one.parameters },
    { name: scope.name, parameters: scope.parameters ?? {} },
  );
}

function matches({ name, parameters }: FormerScope, scope: string): boolean {
  return parameters !== undefined && compilePattern(name, parameters).match(scope) !== null;
}

function keyOf({ name, parameters }: FormerScope): string {
  return parameters === undefined ? name : `${name} ${canonicalJson(parameters)}`;
}
