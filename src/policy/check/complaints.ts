import { nameOfClient } from '../client-reading.ts';
import type { DefinitionSites } from '../definition-sites.ts';
import { nearestName } from '../nearest.ts';
import { type ScopeLookup, scopeLookup } from '../scope-lookup.ts';
import type { Diagnostic, Policy } from '../types.ts';
import type { Path } from '../yaml-source.ts';

type Names = Readonly<
  Record<'issuer' | 'person' | 'team' | 'resource server' | 'scope' | 'client', ReadonlySet<string>>
>;

/** What is wrong with one compiled policy, as it is found, and the names that there are in it. */
export class Complaints {
  readonly policy: Policy;
  readonly lookup: ScopeLookup;
  readonly found: Diagnostic[] = [];
  readonly #sites: DefinitionSites;
  readonly #names: Names;

  constructor(policy: Policy, sites: DefinitionSites) {
    this.policy = policy;
    this.lookup = scopeLookup(policy);
    this.#sites = sites;
    this.#names = {
      issuer: new Set(policy.issuers.map(({ issuer }) => issuer)),
      person: new Set(policy.people.map(({ id }) => id)),
      team: new Set((policy.teams ?? []).map(({ id }) => id)),
      'resource server': new Set(policy.resourceServers.map(({ id }) => id)),
      scope: new Set(policy.scopes.map(({ name }) => name)),
      client: new Set(policy.clients.map(nameOfClient)),
    };
  }

  complain(path: Path, code: string, message: string, help: string, part: 'key' | 'value' = 'value'): void {
    const site = this.#sites.at(path, part) ?? { file: '.', line: 1, column: 1 };
    this.found.push({ code, severity: 'error', ...site, message, help });
  }

  /** Complains where a name leads nowhere, with the nearest that there is. */
  reference(path: Path, what: keyof Names, name: string): boolean {
    const names = this.#names[what];
    if (names.has(name)) return true;
    const nearest = nearestName(name, [...names]);
    const help =
      nearest === null
        ? `Define it, or use one of: ${[...names].slice(0, 10).join(', ') || 'none yet'}.`
        : `Did you mean ${nearest}?`;
    this.complain(path, `${what.replace(' ', '_')}_unknown`, `there is no ${what} ${name}`, help);
    return false;
  }

  /** A person or a team. */
  owner(path: Path, id: string): void {
    this.reference(path, id.startsWith('t-') ? 'team' : 'person', id);
  }

  /** A scope by its name, by that of a pattern, or one of a pattern's. */
  scope(path: Path, name: string): boolean {
    return this.lookup.definitionNamed(name) !== undefined || this.reference(path, 'scope', name);
  }

  twice(path: Path, names: readonly string[], code: string, what: string): void {
    if (new Set(names).size < names.length)
      this.complain(path, code, `a ${what} stands here twice`, 'Remove one of the two.');
  }
}
