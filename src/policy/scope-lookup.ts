import { compilePattern, type ScopePattern, withParts } from './scope-pattern.ts';
import type { Policy, Scope } from './types.ts';

/** The scopes of a policy, for look-ups. */
export interface ScopeLookup {
  /** The definition of a scope as requests and tokens name it: its own, else that of the one pattern that it is of. */
  definitionOf(name: string): Scope | undefined;
  /** The same where the name of a pattern stands for all its scopes, as it does in what a client may hold. */
  definitionNamed(name: string): Scope | undefined;
  /** The scopes that one includes by `implies`, all the way down, without itself. Empty for nearly all. */
  includedIn(name: string): ReadonlySet<string>;
  /** Longest life of a token that carries it, in seconds: as long as the least of it and what it includes may. 0 for an unknown one. */
  maxTtlSecondsOf(name: string): number;
}

const lookups = new WeakMap<readonly Scope[], ScopeLookup>();
const NONE: ReadonlySet<string> = new Set();
/** Scopes of patterns come from outside, and what they include is remembered for so many of them. */
const MAX_REMEMBERED = 10_000;

/** The look-up of a policy's scopes, made once for each policy. */
export function scopeLookup({ scopes }: Pick<Policy, 'scopes'>): ScopeLookup {
  const known = lookups.get(scopes);
  if (known !== undefined) return known;
  const made = new Lookup(scopes);
  lookups.set(scopes, made);
  return made;
}

/** The definition of a scope as requests and tokens name it; undefined for one that the policy doesn't know. */
export function scopeOf(policy: Pick<Policy, 'scopes'>, name: string): Scope | undefined {
  return scopeLookup(policy).definitionOf(name);
}

class Lookup implements ScopeLookup {
  readonly #plain = new Map<string, Scope>();
  readonly #patterns = new Map<string, { readonly scope: Scope; readonly pattern: ScopePattern }>();
  readonly #included = new Map<string, ReadonlySet<string>>();
  readonly #implies: boolean;

  constructor(scopes: readonly Scope[]) {
    for (const scope of scopes)
      if (scope.parameters === undefined) this.#plain.set(scope.name, scope);
      else this.#patterns.set(scope.name, { scope, pattern: compilePattern(scope.name, scope.parameters) });
    this.#implies = scopes.some(({ implies }) => implies !== undefined);
  }

  definitionOf(name: string): Scope | undefined {
    return this.#plain.get(name) ?? this.#ofPattern(name)?.scope;
  }

  definitionNamed(name: string): Scope | undefined {
    return this.#plain.get(name) ?? this.#patterns.get(name)?.scope ?? this.definitionOf(name);
  }

  includedIn(name: string): ReadonlySet<string> {
    if (!this.#implies) return NONE;
    const known = this.#included.get(name);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const implied of this.#impliedBy(next))
        if (implied !== name && !found.has(implied)) {
          found.add(implied);
          open.push(implied);
        }
    if (this.#included.size >= MAX_REMEMBERED) this.#included.clear();
    this.#included.set(name, found);
    return found;
  }

  maxTtlSecondsOf(name: string): number {
    let most = this.definitionNamed(name)?.maxTtlSeconds ?? 0;
    for (const included of this.includedIn(name))
      most = Math.min(most, this.definitionNamed(included)?.maxTtlSeconds ?? most);
    return most;
  }

  /** A scope that two patterns could be is neither's: which rules it, nobody could say. */
  #ofPattern(name: string): { readonly scope: Scope; readonly parts: ReadonlyMap<string, string> } | undefined {
    let found: { readonly scope: Scope; readonly parts: ReadonlyMap<string, string> } | undefined;
    for (const { scope, pattern } of this.#patterns.values()) {
      const parts = pattern.match(name);
      if (parts === null) continue;
      if (found !== undefined) return undefined;
      found = { scope, parts };
    }
    return found;
  }

  #impliedBy(name: string): readonly string[] {
    const written = this.#plain.get(name) ?? this.#patterns.get(name)?.scope;
    if (written !== undefined) return written.implies ?? [];
    const of = this.#ofPattern(name);
    return of?.scope.implies?.flatMap((implied) => this.#withParts(implied, of.parts) ?? []) ?? [];
  }

  /** Who includes a pattern includes what is of it, and not what happens to be spelled so: that may be riskier, and nobody compared the two. */
  #withParts(implied: string, parts: ReadonlyMap<string, string>): string | undefined {
    const scope = withParts(implied, parts);
    return scope === implied || this.definitionOf(scope)?.name === implied ? scope : undefined;
  }
}
