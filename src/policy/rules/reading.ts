import { kindOf, nameOfClient } from '../client-reading.ts';
import type { Path } from '../placed-node.ts';
import { isNativeRedirect } from '../redirect-uri.ts';
import { scopeLookup } from '../scope-lookup.ts';
import type { Client, GrantType, Policy, Risk, Scope } from '../types.ts';

/** A client as findings name it, and where in the policy's files a part of it stands. */
export function partOfClient(
  client: Client,
  ...rest: Path
): { readonly definition: `client:${string}`; readonly path: Path } {
  const name = nameOfClient(client);
  return { definition: `client:${name}`, path: ['clients', name, ...rest] };
}

/** Where one of the scopes that a client may hold stands. */
export function partOfHeld(client: Client, scope: string): ReturnType<typeof partOfClient> {
  return partOfClient(client, client.standing.includes(scope) ? 'standing' : 'eligible', scope);
}

/** Every scope that a client may hold, standing or while elevated. */
export function heldBy({ standing, eligible }: Client): readonly string[] {
  return [...standing, ...eligible];
}

/** What a policy says of a scope, by its name, by that of a pattern or of one of a pattern's. */
export const definitionNamed = remembered((policy, scope: string): Scope | undefined =>
  scopeLookup(policy).definitionNamed(scope),
);

/** Many rules ask the same of the same scopes, and thousands of clients hold them. A compiled policy doesn't change. */
export function remembered<K, T>(ask: (policy: Policy, of: K) => T): (policy: Policy, of: K) => T {
  const known = new WeakMap<Policy, Map<K, T>>();
  return (policy, of) => {
    const answers = known.get(policy) ?? new Map<K, T>();
    known.set(policy, answers);
    const answer = answers.get(of) ?? ask(policy, of);
    answers.set(of, answer);
    return answer;
  };
}

/**
 * The risk of a scope by its name, by that of a pattern or of one of a pattern's. What a scope includes is never riskier than itself,
 * so that nothing more has to be asked of what is held by a wider one.
 */
export function riskOf(policy: Policy, scope: string): Risk {
  return definitionNamed(policy, scope)?.risk ?? 'low';
}

/** Those of a client's scopes that are high or critical. */
export function riskyOf(policy: Policy, scopes: readonly string[]): string[] {
  return scopes.filter((scope) => riskOf(policy, scope) !== 'low');
}

/** OpenID Connect Core §11: a refresh token that works while nobody is there. */
const OFFLINE = 'offline_access';

/** Whether who holds a scope may ask for `offline_access`: it is that, stands for it as a pattern, or includes it. */
export function givesOffline(policy: Policy, scope: string): boolean {
  const definition = definitionNamed(policy, OFFLINE)?.name;
  return withIncluded(policy, scope).some((name) => name === OFFLINE || name === definition);
}

/** A scope and all that it includes: who holds it may ask for any of them alone. */
export function withIncluded(policy: Policy, scope: string): readonly string[] {
  return [scope, ...scopeLookup(policy).includedIn(scope)];
}

/** The scope that bounds the life of a token that carries one: itself, or what it includes, whichever may live the shortest. */
export const shortestLived = remembered((policy, scope: string): Scope | undefined => {
  const bounds = withIncluded(policy, scope).flatMap((name) => definitionNamed(policy, name) ?? []);
  return bounds.sort((left, right) => left.maxTtlSeconds - right.maxTtlSeconds)[0];
});

/** Grant types by which somebody other than the client says yes, as a user there or by a password. */
const OF_A_PERSON: readonly GrantType[] = [
  'authorization_code',
  'implicit',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
];

/** The grant types of a client that a person has a part in. */
export function grantsOfPeople({ grantTypes }: Pick<Client, 'grantTypes'>): GrantType[] {
  return grantTypes.filter((grantType) => OF_A_PERSON.includes(grantType));
}

/**
 * Why a client has no secret that it could be known by (RFC 6749 §2.1): it says so, or asks only in a way that shows none (§4.2), or it is
 * received on a person's own machine and doesn't say that it keeps one all the same. Null where it can have one.
 */
export function publicBecause(client: Client): string | null {
  if (client.kind === 'public') return 'is public';
  if (client.grantTypes.every((grantType) => grantType === 'implicit')) return 'asks by the implicit grant alone';
  if (client.kind === 'confidential') return null;
  const redirect = client.redirectUris.find(isNativeRedirect);
  return redirect === undefined ? null : `redirects to a person's own machine (${redirect})`;
}

export function isAgent(client: Client): boolean {
  return kindOf(client) === 'agent';
}

/** A word that says that something is changed, as the last one of a scope's name: `orders:write`, `Mail.ReadWrite`, `files/delete`. */
const CHANGING =
  /(^|[:./_-])(write|readwrite|rw|create|insert|update|upsert|edit|modify|delete|remove|send|pay|manage)(\.all)?$/i;

/** Whether a scope, by its own name, lets its holder change something. */
export function changesByName(scope: string): boolean {
  return CHANGING.test(scope);
}

/**
 * Asks of each definition whether a scope that it stands for is called so: by its own name or, of a pattern whose last part may be
 * anything, by what clients hold of it. The answer is the name that tells; of a pattern that says it itself, the pattern's.
 */
export function calledSo(policy: Policy, isSo: (name: string) => boolean): (scope: Scope) => string | undefined {
  const held = new Map<string, string>();
  for (const name of policy.clients.flatMap(heldBy)) {
    const definition = definitionNamed(policy, name);
    if (definition?.parameters !== undefined && isSo(name)) held.set(definition.name, name);
  }
  return (scope) => (namesOf(scope).some(isSo) ? scope.name : held.get(scope.name));
}

/** As a finding calls a scope that a definition stands for. */
export function asOneOf({ name }: Scope, one: string): string {
  return one === name ? name : `${one}, which is one of ${name},`;
}

/** The first of a scope and what it includes that, by its own name, lets its holder change something. */
export function changingIn(policy: Policy, scope: string): string | undefined {
  return withIncluded(policy, scope).find(changesByName);
}

/** Whether a scope is one that nobody should be given unasked, as `default-scope-broad` has it. */
export function isBroadDefault(policy: Policy, scope: string): boolean {
  return riskOf(policy, scope) === 'critical' || changingIn(policy, scope) !== undefined;
}

/** The names that a scope's definition stands for, as far as their last word tells: a pattern whose last part is one of a list has several. */
function namesOf({ name, parameters }: Scope): readonly string[] {
  if (parameters === undefined) return [name];
  const [whole = '', part = ''] = [...name.matchAll(/\{([^{}]*)\}/g)].at(-1) ?? [];
  const parameter = parameters[part];
  if (parameter === undefined || !('values' in parameter)) return [name];
  const at = name.lastIndexOf(whole);
  return parameter.values.map((value) => `${name.slice(0, at)}${value}${name.slice(at + whole.length)}`);
}

const SECONDS_PER_DAY = 86_400;

/** Days from `time` (seconds since 1970) to an RFC 3339 moment, rounded down; negative once it is past. */
export function daysUntil(moment: string, time: number): number {
  return Math.floor((Date.parse(moment) / 1000 - time) / SECONDS_PER_DAY);
}

/** Days since a moment, rounded down; negative before it. */
export function daysSince(moment: string, time: number): number {
  return Math.floor((time - Date.parse(moment) / 1000) / SECONDS_PER_DAY);
}

/** Whether a moment is there or past. */
export function isOver(moment: string, time: number): boolean {
  return Date.parse(moment) / 1000 <= time;
}
