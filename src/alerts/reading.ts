import type { Entry } from '../entries/index.ts';
import { scopeOf } from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import type { AlertContext, Severity } from './types.ts';

/** RFC 6749 §3.3; a text that is no scope is no business of an alert's, for nobody knows what somebody put there. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;
/** As the policy takes client ids. */
const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;

type Members = { readonly [name: string]: Json };

/** The members of a JSON object; none of anything else. */
export function membersOf(value: Json | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** The items of a JSON array; none of anything else. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The scopes in a JSON array, sorted, each once. */
export function scopesOf(value: Json | undefined): readonly string[] {
  const scopes = itemsOf(value).filter(
    (scope): scope is string => typeof scope === 'string' && SCOPE_TOKEN.test(scope),
  );
  return [...new Set(scopes)].sort();
}

export function clientIdOf(value: Json | undefined): string | null {
  return typeof value === 'string' && CLIENT_ID.test(value) ? value : null;
}

/** Scopes that the policy of an entry calls high or critical. */
export interface ElevatedScopes {
  /** Sorted. */
  readonly scopes: readonly string[];
  readonly severity: Severity;
}

/**
 * Those of the scopes that the policy which the entry names calls high or critical; null where none is. `unknown` where that policy
 * can't be read: then nobody can say that they are low. Scopes that the policy doesn't know are no more than in a decision's `risk`.
 */
export function elevatedAmong(
  scopes: readonly string[],
  entry: Entry,
  { policyOf }: AlertContext,
): ElevatedScopes | 'unknown' | null {
  const identified = policyOf(entry.digests['policy'] ?? '');
  if (identified === null) return 'unknown';
  const riskOf = (name: string) => scopeOf(identified.policy, name)?.risk ?? 'low';
  const elevated = scopes.filter((name) => riskOf(name) !== 'low');
  if (elevated.length === 0) return null;
  const critical = elevated.some((name) => riskOf(name) === 'critical');
  return { scopes: elevated, severity: critical ? 'critical' : 'high' };
}
