import { definitionsOf, type Policy, proveApprovals, type Scope, scopeLookup } from '../../policy/index.ts';
import { type Catalog, catalogOf, judgeScope, providerOfScope, providers } from '../../providers/index.ts';
import { providerOfUrl, type ReportedScope } from '../index.ts';

/** A scope that a policy calls low and that reaches far by what its provider says. */
export interface UnderstatedScope {
  /** As the policy has it. */
  readonly scope: string;
  /** As the provider has it: another name where the policy's is a pattern. */
  readonly name: string;
  readonly provider: string;
  /** What it does, to follow its name in a sentence. */
  readonly why: string;
  readonly narrower: readonly string[];
}

/**
 * Whose customers have APIs and scopes of their own there: a name that is in the provider's catalog is the provider's only where the API
 * is, or the name is nobody else's.
 */
const HOSTS_OTHERS: ReadonlySet<string> = new Set(['auth0', 'microsoft', 'okta', 'salesforce']);
/** Microsoft's names are written with the address of Graph, too. */
const SPELLINGS: readonly string[] = ['', 'https://graph.microsoft.com/'];
const ADMIN = 'is for administrators to consent to, or reaches a whole organisation';

/**
 * Scopes that a change brings, or defines otherwise, and calls low, though their provider's catalog calls them broad: who calls them so is rid of
 * every approval. An approval of just that definition says that somebody else agrees.
 *
 * @param before the policy before the change, by whose people approvals are proven; null where it brings the first
 * @param requests what is asked for in the repository: some of it says whose scopes it asks for
 */
export async function understatedScopes(
  policy: Policy,
  before: Policy | null,
  requests: readonly Pick<ReportedScope, 'scope' | 'provider'>[],
): Promise<UnderstatedScope[]> {
  const known = new Map(definitionsIn(before).map(({ name, digest }) => [name, digest]));
  const changed = new Set(
    definitionsIn(policy)
      .filter(({ name, digest }) => known.get(name) !== digest)
      .map(({ name }) => name),
  );
  const { proven } = proveApprovals(policy, before ?? 'bootstrap');
  const asked = policy.scopes.filter(
    ({ name, risk }) => risk === 'low' && changed.has(name) && !proven.has(`scope:${name}`),
  );
  const catalogs = new Catalogs();
  const found: UnderstatedScope[] = [];
  for (const scope of asked) {
    const one = await understated(policy, scope, requests, catalogs);
    if (one !== null) found.push(one);
  }
  return found;
}

async function understated(
  policy: Policy,
  scope: Scope,
  requests: readonly Pick<ReportedScope, 'scope' | 'provider'>[],
  catalogs: Catalogs,
): Promise<UnderstatedScope | null> {
  const hinted = providersOf(policy, scope, requests);
  if (scope.parameters !== undefined) return ofPattern(policy, scope, hinted, catalogs);
  const own = providerOfScope(scope.name);
  for (const id of new Set([...(own === null ? [] : [own]), ...hinted])) {
    const one = await catalogs.broad(id, scope.name);
    if (one !== null) return { scope: scope.name, ...one };
  }
  return null;
}

/** A pattern is as broad as the broadest name that it stands for. */
async function ofPattern(
  policy: Policy,
  scope: Scope,
  hinted: ReadonlySet<string>,
  catalogs: Catalogs,
): Promise<UnderstatedScope | null> {
  const lookup = scopeLookup(policy);
  for (const { id } of providers)
    for (const name of (await catalogs.of(id))?.scopes.keys() ?? [])
      for (const spelling of SPELLINGS) {
        const written = `${spelling}${name}`;
        if (lookup.definitionOf(written)?.name !== scope.name) continue;
        if (!hinted.has(id) && providerOfScope(written) !== id) continue;
        const one = await catalogs.broad(id, written);
        if (one !== null) return { scope: scope.name, ...one };
      }
  return null;
}

/** Providers whose the scope is by where it is asked for: by its issuers, its API and the code that asks. */
function providersOf(
  policy: Policy,
  { name, resourceServer, issuers }: Scope,
  requests: readonly Pick<ReportedScope, 'scope' | 'provider'>[],
): ReadonlySet<string> {
  const audience = policy.resourceServers.find(({ id }) => id === resourceServer)?.audience;
  const api = providerOfUrl(audience);
  const others = [
    ...(issuers ?? policy.issuers.map(({ issuer }) => issuer)).map((issuer) => providerOfUrl(issuer)),
    ...requests.filter(({ scope }) => scope === name).map(({ provider }) => provider),
  ].filter((id) => id !== null && !HOSTS_OTHERS.has(id));
  return new Set([...(api === null ? [] : [api]), ...others].filter((id) => id !== null));
}

function definitionsIn(policy: Policy | null) {
  return policy === null ? [] : definitionsOf(policy).filter(({ kind }) => kind === 'scope');
}

/** Catalogs, each loaded once, when it is asked for. */
class Catalogs {
  readonly #loaded = new Map<string, Promise<Catalog | null>>();

  of(id: string): Promise<Catalog | null> {
    const known = this.#loaded.get(id) ?? catalogOf(id);
    this.#loaded.set(id, known);
    return known;
  }

  /** What makes a name broad at a provider; null where nothing does, or the provider doesn't know it. */
  async broad(id: string, name: string): Promise<Omit<UnderstatedScope, 'scope'> | null> {
    const catalog = await this.of(id);
    const said = catalog === null ? null : judgeScope(catalog, name);
    if (said === null || (said.breadth !== 'broad' && !said.admin)) return null;
    const provider = providers.find((one) => one.id === id)?.title ?? id;
    return { name: said.name, provider, why: said.why ?? ADMIN, narrower: said.narrower };
  }
}
