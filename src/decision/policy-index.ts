import {
  type Client,
  type IdentifiedPolicy,
  type Issuer,
  type Policy,
  type ResourceServer,
  type Risk,
  type Scope,
  type ScopeLookup,
  scopeLookup,
} from '../policy/index.ts';

/** A client with its scopes as sets, so that a decision costs look-ups and no scans. */
export interface IndexedClient {
  readonly client: Client;
  readonly standing: ReadonlySet<string>;
  readonly eligible: ReadonlySet<string>;
  /** Those of them that include others, or stand for all scopes of a pattern: for nearly all clients there are none. */
  readonly wide: ReadonlySet<string>;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** A scope with all that a decision asks of it. */
export interface IndexedScope {
  readonly definition: Scope;
  /** Audience at which it empowers; null for the authorization server's own. */
  readonly audience: string | null;
  /** Of it and what it includes, in seconds. */
  readonly maxTtlSeconds: number;
  /** Seconds since 1970; infinite unless it is being replaced. */
  readonly endsAt: number;
}

/** A policy prepared for look-ups. Maps throughout: ids from outside such as `__proto__` are keys like any other. */
export interface PolicyIndex {
  readonly policy: Policy;
  readonly issuers: ReadonlyMap<string, Issuer>;
  readonly clients: ReadonlyMap<string, ReadonlyMap<string, IndexedClient>>;
  /** By name; of patterns, by the pattern's. `scopeIn` finds a scope as requests name it. */
  readonly scopes: ReadonlyMap<string, IndexedScope>;
  readonly lookup: ScopeLookup;
  /** Whether any scope includes another. */
  readonly implies: boolean;
  readonly resourceServers: ReadonlyMap<string, ResourceServer>;
  readonly audiences: ReadonlySet<string>;
}

const indexes = new WeakMap<Policy, PolicyIndex>();

/** The index of a policy, built once for each policy object and dropped with it. */
export function indexOf({ policy }: IdentifiedPolicy): PolicyIndex {
  const known = indexes.get(policy);
  if (known !== undefined) return known;
  const clients = new Map<string, Map<string, IndexedClient>>();
  const lookup = scopeLookup(policy);
  const resourceServers = new Map(policy.resourceServers.map((server) => [server.id, server]));
  const isWide = (name: string): boolean =>
    lookup.includedIn(name).size > 0 || lookup.definitionNamed(name)?.parameters !== undefined;
  for (const client of policy.clients) {
    let ofIssuer = clients.get(client.issuer);
    if (ofIssuer === undefined) {
      ofIssuer = new Map();
      clients.set(client.issuer, ofIssuer);
    }
    ofIssuer.set(client.clientId, {
      client,
      standing: new Set(client.standing),
      eligible: new Set(client.eligible),
      wide: new Set([...client.standing, ...client.eligible].filter(isWide)),
      expiresAt: Date.parse(client.expires) / 1000,
    });
  }
  const index: PolicyIndex = {
    policy,
    issuers: new Map(policy.issuers.map((issuer) => [issuer.issuer, issuer])),
    clients,
    scopes: new Map(policy.scopes.map((scope) => [scope.name, indexedScope(scope, lookup, resourceServers)])),
    lookup,
    implies: policy.scopes.some(({ implies }) => implies !== undefined),
    resourceServers,
    audiences: new Set(policy.resourceServers.map((server) => server.audience)),
  };
  indexes.set(policy, index);
  return index;
}

function indexedScope(
  definition: Scope,
  lookup: ScopeLookup,
  resourceServers: ReadonlyMap<string, ResourceServer>,
): IndexedScope {
  const { name, resourceServer, replacedBy } = definition;
  return {
    definition,
    audience: resourceServer === null ? null : (resourceServers.get(resourceServer)?.audience ?? null),
    maxTtlSeconds: lookup.maxTtlSecondsOf(name),
    endsAt: replacedBy === undefined ? Number.POSITIVE_INFINITY : Date.parse(replacedBy.deadline) / 1000,
  };
}

/** A scope as requests and tokens name it; undefined for one that the policy doesn't know, and for a pattern by its own name. */
export function scopeIn(index: PolicyIndex, name: string): IndexedScope | undefined {
  const found = index.scopes.get(name);
  if (found !== undefined) return found.definition.parameters === undefined ? found : undefined;
  const pattern = index.lookup.definitionOf(name);
  return pattern === undefined ? undefined : index.scopes.get(pattern.name);
}

/** Audience at which a scope empowers; null for unknown scopes and the authorization server's own. */
export function audienceOf(index: PolicyIndex, scope: string): string | null {
  return scopeIn(index, scope)?.audience ?? null;
}

/** Highest risk among scopes, or patterns by their names; unknown ones count as nothing. */
export function highestRisk(index: PolicyIndex, scopes: Iterable<string>): Risk {
  let highest: Risk = 'low';
  for (const name of scopes) {
    const risk = (index.scopes.get(name) ?? scopeIn(index, name))?.definition.risk;
    if (risk === 'critical') return 'critical';
    if (risk === 'high') highest = 'high';
  }
  return highest;
}
