import { nearestName } from '../../oauth/index.ts';
import { nameOfClient } from '../client-reading.ts';
import type { DefinitionSites } from '../definition-sites.ts';
import type { Path } from '../placed-node.ts';
import { type ScopeLookup, scopeLookup } from '../scope-lookup.ts';
import { shown } from '../shown.ts';
import type { Diagnostic, Policy } from '../types.ts';

/** To look for the name that was meant compares with every one that there is: enough for a person to read. */
const MAX_SUGGESTIONS = 100;
/** Whoever has more mistakes than that has one. */
const MAX_FOUND = 10_000;

/** What definitions are called that others refer to, and their section. */
const REFERRED = {
  issuer: 'issuers',
  person: 'people',
  team: 'teams',
  'resource server': 'resourceServers',
  scope: 'scopes',
  client: 'clients',
} as const;
type Referred = keyof typeof REFERRED;

/** What is wrong with one compiled policy, as it is found, and the names that there are in it. */
export class Complaints {
  readonly policy: Policy;
  readonly lookup: ScopeLookup;
  readonly found: Diagnostic[] = [];
  readonly #sites: DefinitionSites;
  readonly #names: Readonly<Record<Referred, ReadonlySet<string>>>;
  #suggestions = 0;

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
    if (this.found.length >= MAX_FOUND) return;
    this.found.push({ code, severity: 'error', ...this.#sites.nearest(path, part), message, help });
  }

  /** Whether a name leads somewhere: asked before `reference`, it saves making a path for each that does. */
  knows(what: Referred, name: string): boolean {
    return this.#names[what].has(name);
  }

  /** Complains where a name leads nowhere, with the nearest that there is. Whether there is one that can be looked into. */
  reference(path: Path, what: Referred, name: string): boolean {
    const names = this.#names[what];
    if (names.has(name)) return true;
    if (this.#sites.mayHold([REFERRED[what], name])) return false;
    const nearest = this.#suggestions++ < MAX_SUGGESTIONS ? nearestName(name, names) : null;
    const help =
      nearest === null
        ? `Define it, or use one of: ${[...names].slice(0, 10).map(shown).join(', ') || 'none yet'}.`
        : `Did you mean ${nearest}?`;
    this.complain(path, `${what.replace(' ', '_')}_unknown`, `there is no ${what} ${shown(name)}`, help);
    return false;
  }

  /** An issuer by its name; where none is said, the only one is meant, and where there is none, that is what is said. */
  issuer(path: Path, name: string, what: string): void {
    if (name !== '') this.reference(path, 'issuer', name);
    else if (this.#names.issuer.size > 1)
      this.complain(
        path.slice(0, -1),
        'issuer_missing',
        `the policy has several issuers and ${what} names none`,
        `Add issuer: ${[...this.#names.issuer].slice(0, 10).map(shown).join(' or ')}.`,
        'key',
      );
  }

  /** Whether a file says something at the path: lists of the compiled policy are sorted, and a path has the index as written. */
  says(path: Path): boolean {
    return this.#sites.says(path);
  }

  /** A person or a team; that there is one at all, a rule demands. */
  owner(path: Path, id: string): void {
    if (id !== '') this.reference(path, id.startsWith('t-') ? 'team' : 'person', id);
  }

  /** A scope by its name, by that of a pattern, or one of a pattern's. */
  scope(path: Path, name: string): boolean {
    return this.lookup.definitionNamed(name) !== undefined || this.reference(path, 'scope', name);
  }

  /**
   * Complains where a name stands in a list twice.
   *
   * @param path of the list, asked for only then: there is a list for nearly each field, and hardly one is wrong
   * @param names sorted, as the lists of a compiled policy are
   */
  twice(path: () => Path, names: readonly string[], code: string, what: string): void {
    if (names.some((name, index) => name === names[index - 1]))
      this.complain(
        path(),
        code,
        `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} stands here twice`,
        'Remove one of the two.',
      );
  }
}
