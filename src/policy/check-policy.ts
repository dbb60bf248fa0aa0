import { type ProofError, parseVerifierKey } from '../proof/index.ts';
import type { DefinitionSites } from './definition-sites.ts';
import { nearestName } from './nearest.ts';
import { LOOPBACK_HOST } from './redirect-uri.ts';
import type { Client, Diagnostic, Policy } from './types.ts';
import type { Path } from './yaml-source.ts';

/** RFC 6749 §3.3: no space, no quotation mark, no backslash, ASCII alone. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;
/** RFC 6749 Appendix A.1, without white space, which is only ever a mistake. */
const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;

/** What is wrong with a compiled policy: references that lead nowhere and values that contradict each other. */
export function checkPolicy(policy: Policy, sites: DefinitionSites): Diagnostic[] {
  return new PolicyCheck(policy, sites).run();
}

class PolicyCheck {
  readonly #policy: Policy;
  readonly #sites: DefinitionSites;
  readonly #found: Diagnostic[] = [];

  constructor(policy: Policy, sites: DefinitionSites) {
    this.#policy = policy;
    this.#sites = sites;
  }

  run(): Diagnostic[] {
    this.#issuers();
    this.#people();
    this.#resourceServers();
    this.#scopes();
    for (const client of this.#policy.clients) this.#client(client);
    this.#roles();
    return this.#found;
  }

  #complain(path: Path, code: string, message: string, help: string, part: 'key' | 'value' = 'value'): void {
    const site = this.#sites.at(path, part) ?? { file: '.', line: 1, column: 1 };
    this.#found.push({ code, severity: 'error', ...site, message, help });
  }

  #reference(path: Path, what: string, name: string, names: readonly string[]): void {
    if (names.includes(name)) return;
    const nearest = nearestName(name, names);
    const help =
      nearest === null
        ? `Define it, or use one of: ${names.slice(0, 10).join(', ') || 'none yet'}.`
        : `Did you mean ${nearest}?`;
    this.#complain(path, `${what}_unknown`, `there is no ${what} ${name}`, help);
  }

  #person(path: Path, id: string): void {
    this.#reference(
      path,
      'person',
      id,
      this.#policy.people.map((person) => person.id),
    );
  }

  #issuers(): void {
    if (this.#policy.issuers.length === 0)
      this.#complain(
        ['environment'],
        'issuer_missing',
        'the policy names no issuer',
        'Add issuers: with the issuer of your authorization server.',
      );
    for (const { issuer } of this.#policy.issuers) {
      const problem = issuerProblem(issuer);
      if (problem !== null)
        this.#complain(
          ['issuers', issuer],
          'issuer_invalid',
          `${issuer} is no issuer: ${problem}`,
          'An issuer is an https URL without query and fragment (RFC 8414 §2).',
          'key',
        );
    }
  }

  #people(): void {
    for (const { id, approvalKeys } of this.#policy.people)
      for (const key of approvalKeys) {
        const path = ['people', id, 'approvalKeys', key];
        try {
          parseVerifierKey(key);
        } catch (error) {
          this.#complain(
            path,
            'approval_key_invalid',
            (error as ProofError).message,
            'Paste what ambit approve --generate-key printed.',
          );
        }
      }
  }

  #resourceServers(): void {
    for (const { id, owner, audience } of this.#policy.resourceServers) {
      this.#person(['resourceServers', id, 'owner'], owner);
      if (audience.includes('#'))
        this.#complain(
          ['resourceServers', id, 'audience'],
          'audience_invalid',
          'a resource indicator has no fragment (RFC 8707 §2)',
          'Remove the part from # on.',
        );
    }
  }

  #scopes(): void {
    const servers = this.#policy.resourceServers.map(({ id }) => id);
    for (const { name, resourceServer, owner, author } of this.#policy.scopes) {
      if (!SCOPE_TOKEN.test(name))
        this.#complain(
          ['scopes', name],
          'scope_name_invalid',
          `${JSON.stringify(name)} is no scope`,
          'A scope is ASCII without spaces, quotation marks and backslashes (RFC 6749 §3.3).',
          'key',
        );
      if (resourceServer !== null)
        this.#reference(['scopes', name, 'resourceServer'], 'resource server', resourceServer, servers);
      this.#person(['scopes', name, 'owner'], owner);
      this.#person(['scopes', name, 'author'], author);
    }
  }

  #roles(): void {
    const persons = new Map<string, string>();
    for (const { role, author, mappings } of this.#policy.console?.roles ?? []) {
      const path: Path = ['console', 'roles', role];
      this.#person(['console', 'author'], author);
      for (const { issuer, claim, value, person } of mappings) {
        this.#reference(
          path,
          'issuer',
          issuer,
          this.#policy.issuers.map((one) => one.issuer),
        );
        if (person === null) continue;
        this.#person(path, person);
        if (claim !== 'sub')
          this.#complain(
            path,
            'role_person_of_group',
            `everybody whose ${claim} is ${value} would be ${person}`,
            'A person is known by the claim sub; map the group in a line of its own, without a person.',
          );
        const other = persons.get(`${issuer} ${value}`);
        if (other !== undefined && other !== person)
          this.#complain(path, 'role_person_twice', `${value} is ${other} already`, 'One subject is one person.');
        persons.set(`${issuer} ${value}`, person);
      }
    }
  }

  #client(client: Client): void {
    const at = (...rest: Path): Path => ['clients', client.clientId, ...rest];
    if (!CLIENT_ID.test(client.clientId))
      this.#complain(
        at(),
        'client_id_invalid',
        `${JSON.stringify(client.clientId)} is no client id`,
        'A client id is printable ASCII without spaces.',
        'key',
      );
    if (client.issuer === '')
      this.#complain(
        at(),
        'issuer_missing',
        'the policy has several issuers and this client names none',
        'Add issuer: to it.',
        'key',
      );
    else
      this.#reference(
        at('issuer'),
        'issuer',
        client.issuer,
        this.#policy.issuers.map(({ issuer }) => issuer),
      );
    this.#person(at('owner'), client.owner);
    this.#person(at('author'), client.author);
    this.#clientScopes(client, at);
    this.#clientGrants(client, at);
  }

  #clientScopes(client: Client, at: (...rest: Path) => Path): void {
    const scopes = this.#policy.scopes.map(({ name }) => name);
    for (const field of ['standing', 'eligible', 'defaultScopes'] as const) {
      const names = client[field] ?? [];
      for (const name of new Set(names)) this.#reference(at(field, name), 'scope', name, scopes);
      if (new Set(names).size < names.length)
        this.#complain(at(field), 'scope_twice', 'a scope stands here twice', 'Remove one of the two.');
    }
    for (const name of client.eligible)
      if (client.standing.includes(name))
        this.#complain(
          at('eligible', name),
          'scope_standing_and_eligible',
          `${name} is standing too`,
          'What is always held needs no elevation: keep one of the two.',
        );
    const defaults = client.defaultScopes ?? [];
    for (const name of defaults)
      if (!client.standing.includes(name))
        this.#complain(
          at('defaultScopes', name),
          'default_not_standing',
          `${name} is a default but not standing`,
          'A default is given without being asked for, so it has to be standing.',
        );
  }

  #clientGrants({ grantTypes, redirectUris }: Client, at: (...rest: Path) => Path): void {
    if (new Set(grantTypes).size < grantTypes.length)
      this.#complain(at('grantTypes'), 'grant_type_twice', 'a grant type stands here twice', 'Remove one of the two.');
    const hasCode = grantTypes.includes('authorization_code');
    if (hasCode && redirectUris.length === 0)
      this.#complain(
        at(),
        'redirect_uri_missing',
        'a client with authorization_code has redirect URIs',
        'Add redirectUris: with the exact URI.',
        'key',
      );
    if (!hasCode && redirectUris.length > 0)
      this.#complain(
        at('redirectUris'),
        'redirect_uri_unused',
        'only authorization_code has redirect URIs',
        'Remove them.',
      );
    if (new Set(redirectUris).size < redirectUris.length)
      this.#complain(at('redirectUris'), 'redirect_uri_twice', 'a redirect URI stands here twice', 'Remove one.');
  }
}

function issuerProblem(issuer: string): string | null {
  const url = URL.parse(issuer);
  if (url === null) return 'it is no URL';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname)))
    return 'it is not https';
  if (issuer.includes('?') || issuer.includes('#')) return 'it has a query or a fragment';
  if (url.username !== '' || url.password !== '') return 'it has a user';
  return url.href === issuer || url.href === `${issuer}/` ? null : `it is not in its plain spelling, ${url.href}`;
}
