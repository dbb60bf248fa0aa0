import type { Operation, OperationMap } from '../../operations/index.ts';
import { nameOfClient, type Policy, RISKS, type Risk, SENSITIVITIES, type Sensitivity } from '../../policy/index.ts';
import { highestRisk, type PolicyIndex } from '../policy-index.ts';
import type { DiffOperation, PolicyChange } from './types.ts';

/** What the parts of a comparison need. */
export interface DiffContext {
  readonly before: PolicyIndex;
  readonly after: PolicyIndex;
  readonly operations: readonly OperationMap[];
}

/** A change, before it is known which approval it needs. */
export type BareChange = Omit<PolicyChange, 'approval'>;

/** What a change concerns: scopes with their risk, data and operations. */
export type Reach = Pick<PolicyChange, 'scopes' | 'risk' | 'sensitivity' | 'operations'>;

export const NO_REACH: Reach = { scopes: [], risk: null, sensitivity: null, operations: [] };

export const rankOfSensitivity = (sensitivity: Sensitivity): number => SENSITIVITIES.indexOf(sensitivity);
export const rankOfRisk = (risk: Risk): number => RISKS.indexOf(risk);

/** What scopes reach by themselves: every operation with an alternative that names one of them. */
export function reachOf(index: PolicyIndex, operations: readonly OperationMap[], scopes: readonly string[]): Reach {
  const reaching = withIncluded(index, scopes);
  return reachWhere(index, operations, scopes, (all) => all.some((scope) => reaching.has(scope)));
}

/**
 * What scopes reach in the hands of who holds others, too: an operation that needs two scopes is empowered by neither alone.
 *
 * @param held everything that is held, `scopes` among it
 */
export function reachHolding(
  index: PolicyIndex,
  operations: readonly OperationMap[],
  scopes: readonly string[],
  held: ReadonlySet<string>,
): Reach {
  const reaching = withIncluded(index, scopes);
  const having = withIncluded(index, held);
  return reachWhere(
    index,
    operations,
    scopes,
    (all) => all.some((scope) => reaching.has(scope)) && all.every((scope) => having.has(scope)),
  );
}

function withIncluded({ lookup }: PolicyIndex, scopes: Iterable<string>): Set<string> {
  const all = new Set(scopes);
  for (const scope of [...all]) for (const included of lookup.includedIn(scope)) all.add(included);
  return all;
}

/** Operations that any valid token passes, whatever is in it. */
export function operationsOfAnyToken(operations: readonly OperationMap[]): DiffOperation[] {
  return operationsWhere(operations, (all) => all.length === 0);
}

function reachWhere(
  index: PolicyIndex,
  operations: readonly OperationMap[],
  scopes: readonly string[],
  isReached: (all: readonly string[]) => boolean,
): Reach {
  if (scopes.length === 0) return NO_REACH;
  const sensitivities = scopes.map((scope) => index.lookup.definitionNamed(scope)?.sensitivity ?? 'public');
  return {
    scopes,
    risk: highestRisk(index, scopes),
    sensitivity: SENSITIVITIES[Math.max(...sensitivities.map(rankOfSensitivity))] ?? null,
    operations: operationsWhere(operations, isReached),
  };
}

function operationsWhere(
  maps: readonly OperationMap[],
  isReached: (all: readonly string[]) => boolean,
): DiffOperation[] {
  return maps.flatMap(({ title, operations }) =>
    operations
      .filter(({ required }) => required.some(isReached))
      .map(({ method, path, name }: Operation) => ({ api: title, method, path, operation: name })),
  );
}

/** The two of each name, in the order of names; null where one policy doesn't have it. */
export function pairsOf<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
): { readonly name: string; readonly was: T | null; readonly is: T | null }[] {
  const were = new Map(before.map((one) => [nameOf(one), one]));
  const are = new Map(after.map((one) => [nameOf(one), one]));
  return [...new Set([...were.keys(), ...are.keys()])]
    .sort()
    .map((name) => ({ name, was: were.get(name) ?? null, is: are.get(name) ?? null }));
}

/** What a list has that another has not. */
export function without(list: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other);
  return list.filter((one) => !known.has(one));
}

/** Ids of the clients that may hold a scope, standing or eligible. */
export function holdersOf(policy: Policy, scope: string): string[] {
  return policy.clients
    .filter(({ standing, eligible }) => standing.includes(scope) || eligible.includes(scope))
    .map(nameOfClient);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
