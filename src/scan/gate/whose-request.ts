import ignore, { type Ignore } from 'ignore';
import { type Client, nameOfClient, type Policy } from '../../policy/index.ts';

/** Whose a request is. */
export interface Whose {
  readonly clients: readonly Client[];
  /** In whose sources the file is. */
  readonly owners: readonly Client[];
  readonly by: 'name' | 'sources' | 'otherwise';
}

/** For which clients of a policy a place in a repository asks for scopes. */
export class Askers {
  readonly #named = new Map<string, Client[]>();
  readonly #bySource: { readonly client: Client; readonly matches: Ignore }[] = [];
  readonly #otherwise: readonly Client[];

  /** @param otherwise the client of what neither names one nor is in the sources of one; null where there is none */
  constructor(policy: Policy, otherwise: string | null) {
    for (const client of policy.clients) {
      for (const name of new Set([nameOfClient(client), client.clientId]))
        this.#named.set(name, [...(this.#named.get(name) ?? []), client]);
      if (client.sources !== undefined)
        this.#bySource.push({ client, matches: ignore({ ignoreCase: false }).add([...client.sources]) });
    }
    this.#otherwise = otherwise === null ? [] : this.knownAs(otherwise);
  }

  /** The clients of this name or client id: several where issuers have the same one. */
  knownAs(name: string): readonly Client[] {
    return this.#named.get(name) ?? [];
  }

  /**
   * The client that the place names, else every one in whose sources the file is, else the one that is meant otherwise. None where
   * nothing says.
   *
   * @param file relative to the root of the repository
   */
  of(file: string, named: string | null): Whose {
    const said = named === null ? [] : this.knownAs(named);
    const plain = ignore.isPathValid(file) && !file.split('/').includes('..');
    const owners = plain
      ? this.#bySource.filter(({ matches }) => matches.ignores(file)).map(({ client }) => client)
      : [];
    if (said.length > 0) return { clients: said, owners, by: 'name' };
    return owners.length > 0
      ? { clients: owners, owners, by: 'sources' }
      : { clients: this.#otherwise, owners, by: 'otherwise' };
  }
}
