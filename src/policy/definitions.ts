import { digestOf, type Json } from '../proof/index.ts';
import { nameOfClient } from './client-reading.ts';
import { type FormerScopes, formerlyOf } from './former-scopes.ts';
import { RISKS } from './ranks.ts';
import { scopeLookup } from './scope-lookup.ts';
import type {
  Approval,
  Client,
  Person,
  PersonId,
  Policy,
  Risk,
  RoleDefinition,
  Scope,
  Sensitivity,
  Team,
  Waiver,
} from './types.ts';

export const DEFINITION_KINDS = [
  'scope',
  'client',
  'person',
  'team',
  'attestor',
  'role',
  'waiver',
  'approvals',
] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

export function isDefinitionKind(text: string | null | undefined): text is DefinitionKind {
  return DEFINITION_KINDS.some((kind) => kind === text);
}

/** What the definition of which approvals are needed is called: a policy has one. */
export const APPROVALS_NAME = 'policy';

const SECTION_OF = {
  scope: 'scopes',
  client: 'clients',
  person: 'people',
  team: 'teams',
  attestor: 'attestors',
  waiver: 'waivers',
} as const;

/** Where a definition stands in the files of a policy. */
export function pathOfDefinition(kind: DefinitionKind, name: string): string[] {
  if (kind === 'role') return ['console', 'roles', name];
  return kind === 'approvals' ? ['approvals'] : [SECTION_OF[kind], name];
}

/** A definition as an approval covers it. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  readonly digest: string;
  readonly author: PersonId;
  /**
   * The risk that its approver has to be trusted with: a client's is the highest of the scopes that it may hold, or critical where
   * it is only observed; a person's the highest that the person may approve, and high for low ones where approvals of such are asked for; a role's is critical where it is an approver's or an
   * administrator's, or says who a person is; a team's the highest that its members have to approve; an attestor's is critical; a waiver's that of what it lets
   * off, and high at least; that of which approvals are needed is critical.
   */
  readonly risk: Risk;
  /** Of the data that a scope reaches, or all the scopes that a client may hold, and of what they reached before; sorted. None of other definitions. */
  readonly sensitivities: readonly Sensitivity[];
  readonly approvals: readonly Approval[];
}

/**
 * All definitions of a policy that can be approved.
 *
 * @param former what scopes were before: until somebody who may has approved a lower risk, or less sensitive data, that counts.
 */
export function definitionsOf(policy: Policy, former: FormerScopes = new Map()): Definition[] {
  const reach = new Reach(policy, former);
  const { scopes, clients, people, teams = [], attestors = [], waivers = [], approvals } = policy;
  return [
    ...scopes.map((one) => define('scope', one.name, one, one.author, reach.ofScope(one))),
    ...clients.map((one) => define('client', nameOfClient(one), one, one.author, reach.ofClient(one))),
    ...people.map((one) => define('person', one.id, one, one.id, atRisk(riskOfPerson(policy, one)))),
    ...teams.map((one) => define('team', one.id, one, one.author, atRisk(riskOfTeam(policy, one)))),
    ...attestors.map((one) => define('attestor', one.id, one, one.author, atRisk('critical'))),
    ...rolesOf(policy).map((one) => define('role', one.role, one, one.author, atRisk(riskOfRole(one)))),
    ...waivers.map((one) => define('waiver', one.id, one, one.author, reach.ofWaiver(one))),
    ...(approvals === undefined
      ? []
      : [define('approvals', APPROVALS_NAME, approvals, approvals.author, atRisk('critical'))]),
  ];
}

/** What all definitions of a policy that can be approved are called: `client:batch`. Their digests, which cost the most, aren't asked for. */
export function definitionNames(policy: Policy): string[] {
  const { scopes, clients, people, teams = [], attestors = [], waivers = [], ...rest } = policy;
  return [
    ...scopes.map(({ name }) => `scope:${name}`),
    ...clients.map((client) => `client:${nameOfClient(client)}`),
    ...people.map(({ id }) => `person:${id}`),
    ...teams.map(({ id }) => `team:${id}`),
    ...attestors.map(({ id }) => `attestor:${id}`),
    ...(rest.console?.roles ?? []).map(({ role }) => `role:${role}`),
    ...waivers.map(({ id }) => `waiver:${id}`),
    ...(rest.approvals === undefined ? [] : [`approvals:${APPROVALS_NAME}`]),
  ];
}

type Reached = Pick<Definition, 'risk' | 'sensitivities'>;

function atRisk(risk: Risk): Reached {
  return { risk, sensitivities: [] };
}

function define(
  kind: DefinitionKind,
  name: string,
  definition: { readonly approvals: readonly Approval[] },
  author: PersonId,
  reached: Reached,
): Definition {
  const { approvals, ...content } = definition;
  const digest = digestOf({ kind, definition: content as unknown as Json });
  return { kind, name, digest, author, ...reached, approvals };
}

/** What definitions reach by the scopes of a policy. */
class Reach {
  readonly #policy: Policy;
  readonly #reached: ReadonlyMap<string, Reached>;

  constructor(policy: Policy, former: FormerScopes) {
    this.#policy = policy;
    const formerly = formerlyOf(former, policy);
    const lookup = scopeLookup(policy);
    this.#reached = new Map(
      policy.scopes.map((scope) => {
        const all = [scope, ...formerly(scope)];
        // Whoever holds it reaches all that it includes, and each kind of data may have people of its own to ask.
        const included = [...lookup.includedIn(scope.name)].flatMap((name) => lookup.definitionNamed(name) ?? []);
        const sensitivities = [...new Set([...all, ...included].map(({ sensitivity }) => sensitivity))].sort();
        return [scope.name, { risk: higherOf(all.map(({ risk }) => risk)), sensitivities }] as const;
      }),
    );
  }

  ofScope({ name }: Scope): Reached {
    return this.#reached.get(name) ?? atRisk('low');
  }

  /** A client that is only observed gets whatever it asks for, whatever it may hold. */
  ofClient({ standing, eligible, mode }: Client): Reached {
    const lookup = scopeLookup(this.#policy);
    const held = [...standing, ...eligible].flatMap((name) => lookup.definitionNamed(name) ?? []);
    const reached = (mode === 'observe' ? this.#policy.scopes : held).map((scope) => this.ofScope(scope));
    return {
      risk: mode === 'observe' ? 'critical' : higherOf(reached.map(({ risk }) => risk)),
      sensitivities: [...new Set(reached.flatMap(({ sensitivities }) => sensitivities))].sort(),
    };
  }

  ofWaiver({ definition }: Waiver): Reached {
    const { scopes, clients, people, teams = [] } = this.#policy;
    const risks = [
      ...scopes.flatMap((one) => (definition === `scope:${one.name}` ? this.ofScope(one).risk : [])),
      ...clients.flatMap((one) => (definition === `client:${nameOfClient(one)}` ? this.ofClient(one).risk : [])),
      ...people.flatMap((one) => (definition === `person:${one.id}` ? riskOfPerson(this.#policy, one) : [])),
      ...teams.flatMap((one) => (definition === `team:${one.id}` ? riskOfTeam(this.#policy, one) : [])),
    ];
    return atRisk(higherOf(['high', ...risks]));
  }
}

/** Somebody who may approve low risks alone has a power where the policy asks for approvals of what is low: of data, or by that risk. */
function riskOfPerson({ approvals }: Policy, { approves }: Person): Risk {
  if (approves !== 'low' || approvals === undefined) return approves ?? 'low';
  return approvals.risk.low !== undefined || Object.keys(approvals.sensitivity).length > 0 ? 'high' : 'low';
}

/** What its members' approvals are needed for; low for a team that only answers for something. */
function riskOfTeam({ approvals }: Policy, { id }: Team): Risk {
  if (approvals === undefined) return 'low';
  const asked = RISKS.filter((risk) => approvals.risk[risk]?.team === id);
  const ofData = Object.values(approvals.sensitivity).some((demand) => demand?.team === id);
  return higherOf([...asked, ofData ? 'critical' : 'low']);
}

export function rolesOf(policy: Policy): readonly RoleDefinition[] {
  return policy.console?.roles ?? [];
}

/** Who is said to be a person can later approve as that person, whatever the role is that says so. */
function riskOfRole({ role, mappings }: RoleDefinition): Risk {
  return role === 'approver' || role === 'admin' || mappings.some(({ person }) => person !== null) ? 'critical' : 'low';
}

function higherOf(risks: readonly Risk[]): Risk {
  return RISKS[Math.max(0, ...risks.map((risk) => RISKS.indexOf(risk)))] ?? 'low';
}
