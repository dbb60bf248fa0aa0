import { type IndexedClient, type PolicyIndex, scopeIn } from './policy-index.ts';

/**
 * Whether a client may hold a scope: as one of `held`, its standing or its eligible ones; as one of a pattern's; or as part of a wider
 * one, as long as that has not been replaced.
 *
 * @param time seconds since 1970
 */
export function mayHold(
  index: PolicyIndex,
  client: IndexedClient,
  held: ReadonlySet<string>,
  scope: string,
  time: number,
): boolean {
  if (held.has(scope)) return true;
  if (client.wide.size === 0) return false;
  const pattern = patternOf(index, scope);
  if (pattern !== null && held.has(pattern)) return true;
  for (const wide of client.wide) {
    if (!held.has(wide) || hasEnded(index, wide, time)) continue;
    const included = index.lookup.includedIn(wide);
    if (included.has(scope) || (pattern !== null && included.has(pattern))) return true;
  }
  return false;
}

/**
 * Whether one of a token's scopes empowers to what another scope is needed for: it is that scope or includes it, the client may hold
 * it always, and it has not been replaced.
 */
export function empowers(
  index: PolicyIndex,
  client: IndexedClient,
  token: ReadonlySet<string>,
  needed: string,
  time: number,
): boolean {
  return carriersOf(index, token, needed).some(
    (scope) => !hasEnded(index, scope, time) && mayHold(index, client, client.standing, scope, time),
  );
}

/** Those of a token's scopes that are the needed one or include it, whoever holds it. */
export function carriersOf(index: PolicyIndex, token: ReadonlySet<string>, needed: string): string[] {
  const carriers = token.has(needed) ? [needed] : [];
  if (index.implies)
    for (const scope of token) if (scope !== needed && index.lookup.includedIn(scope).has(needed)) carriers.push(scope);
  return carriers;
}

/** Whether a scope was replaced by narrower ones, and its deadline is over. */
export function hasEnded(index: PolicyIndex, scope: string, time: number): boolean {
  const known = index.scopes.get(scope) ?? scopeIn(index, scope);
  return known !== undefined && time >= known.endsAt;
}

/** The name of the pattern that a scope is of; null for one that stands in the policy by itself. */
function patternOf(index: PolicyIndex, scope: string): string | null {
  const definition = scopeIn(index, scope)?.definition;
  return definition?.parameters === undefined ? null : definition.name;
}
