import type { Client, Person, Policy, Risk, Scope } from '../types.ts';

const RISKS: readonly Risk[] = ['low', 'high', 'critical'];

export function scopesByName({ scopes }: Policy): ReadonlyMap<string, Scope> {
  return new Map(scopes.map((scope) => [scope.name, scope]));
}

/** Every scope that a client may hold, standing or while elevated. */
export function heldBy({ standing, eligible }: Client): readonly string[] {
  return [...standing, ...eligible];
}

/** Who may approve a definition of this risk, and has a key to do it with. */
export function approversOf({ people }: Policy, risk: Risk): Person[] {
  return people.filter(
    ({ approves, approvalKeys }) =>
      approves !== null && RISKS.indexOf(approves) >= RISKS.indexOf(risk) && approvalKeys.length > 0,
  );
}

/** A word that says that something is changed, as the last one of a scope's name: `orders:write`, `Mail.ReadWrite`, `files/delete`. */
const CHANGING =
  /(^|[:./_-])(write|readwrite|rw|create|insert|update|upsert|edit|modify|delete|remove|send|pay|manage)(\.all)?$/i;

/** Whether a scope, by its own name, lets its holder change something. */
export function changesByName(scope: string): boolean {
  return CHANGING.test(scope);
}

const SECONDS_PER_DAY = 86_400;

/** Days from `time` (seconds since 1970) to an RFC 3339 moment, rounded down; negative once it is past. */
export function daysUntil(moment: string, time: number): number {
  return Math.floor((Date.parse(moment) / 1000 - time) / SECONDS_PER_DAY);
}
