import {
  digestOf,
  type Json,
  openNote,
  type ProofError,
  parseNote,
  parseVerifierKey,
  type Signer,
  signNote,
  type VerifierKey,
} from '../proof/index.ts';
import type {
  Approval,
  Client,
  Person,
  PersonId,
  Policy,
  ProvenApproval,
  Risk,
  RoleDefinition,
  RoleMapping,
  Scope,
} from './types.ts';

const TITLE = 'ambit approval v1';
const FIELDS = ['environment', 'kind', 'name', 'definition', 'author', 'approver', 'time'] as const;
const RISKS: readonly Risk[] = ['low', 'high', 'critical'];

export type DefinitionKind = 'scope' | 'client' | 'person' | 'role';

/** What an approval's text says. */
export interface ApprovalStatement {
  readonly environment: string;
  readonly kind: DefinitionKind;
  /** Name of the scope, id of the client or person, or the console's role. */
  readonly name: string;
  /** `sha256:<hex>` of the compiled definition without its approvals. */
  readonly definition: string;
  /** Who wrote the definition; of a person's, the person. */
  readonly author: PersonId;
  readonly approver: PersonId;
  /** RFC 3339, UTC. */
  readonly time: string;
}

/** A definition as an approval covers it. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  readonly digest: string;
  readonly author: PersonId;
  /**
   * The risk that its approver has to be trusted with: a client's is the highest of the scopes that it may hold, or critical where
   * it is only observed; a person's the highest that the person may approve; a role's is critical where it is an approver's or an
   * administrator's, or says who a person is.
   */
  readonly risk: Risk;
  readonly approvals: readonly Approval[];
}

/** Why an approval proves nothing, or why a definition lacks one. */
export interface Lack {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** True where the definition needs an approval and has none that holds; false where one of several doesn't hold. */
  readonly needed: boolean;
  readonly why: string;
}

export interface ApprovalProofs {
  /** By `scope:<name>`, `client:<id>`, `person:<id>` or `role:<role>`. */
  readonly proven: ReadonlyMap<string, readonly ProvenApproval[]>;
  readonly lacking: readonly Lack[];
}

/**
 * All definitions of a policy that can be approved.
 *
 * @param former the risk that each scope had before: until somebody who may has approved a lower one, it counts.
 */
export function definitionsOf(policy: Policy, former: ReadonlyMap<string, Risk> = new Map()): Definition[] {
  const risks = new Map(
    policy.scopes.map(({ name, risk }) => [name, higherOf([risk, former.get(name) ?? risk])] as const),
  );
  return [
    ...policy.scopes.map((scope) => define('scope', scope.name, scope, scope.author, risks.get(scope.name) ?? 'low')),
    ...policy.clients.map((client) => define('client', client.clientId, client, client.author, riskOf(client, risks))),
    ...policy.people.map((person) => define('person', person.id, person, person.id, person.approves ?? 'low')),
    ...rolesOf(policy).map((role) => define('role', role.role, role, role.author, riskOfRole(role))),
  ];
}

function define(
  kind: DefinitionKind,
  name: string,
  definition: Scope | Client | Person | RoleDefinition,
  author: PersonId,
  risk: Risk,
): Definition {
  const { approvals, ...content } = definition;
  const digest = digestOf({ kind, definition: content as unknown as Json });
  return { kind, name, digest, author, risk, approvals };
}

/** A client that is only observed gets whatever it asks for, whatever it may hold. */
function riskOf({ standing, eligible, mode }: Client, risks: ReadonlyMap<string, Risk>): Risk {
  if (mode === 'observe') return 'critical';
  return higherOf([...standing, ...eligible].map((name) => risks.get(name) ?? 'low'));
}

function rolesOf(policy: Policy): readonly RoleDefinition[] {
  return policy.console?.roles ?? [];
}

/** Who is said to be a person can later approve as that person, whatever the role is that says so. */
function riskOfRole({ role, mappings }: RoleDefinition): Risk {
  return role === 'approver' || role === 'admin' || mappings.some(({ person }) => person !== null) ? 'critical' : 'low';
}

function higherOf(risks: readonly Risk[]): Risk {
  return RISKS[Math.max(0, ...risks.map((risk) => RISKS.indexOf(risk)))] ?? 'low';
}

/** Signs an approval: a C2SP signed note. */
export function signApproval(statement: ApprovalStatement, signer: Signer): string {
  return signNote([TITLE, ...FIELDS.map((field) => `${field} ${statement[field]}`), ''].join('\n'), signer);
}

/** What an approval says, without proving it; null for any other text. */
export function readApproval(note: string): ApprovalStatement | null {
  try {
    return statementOf(parseNote(note).text);
  } catch {
    return null;
  }
}

function statementOf(text: string): ApprovalStatement | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE || lines.length !== FIELDS.length + 1 || lines.at(-1) !== '') return null;
  const values = FIELDS.map((field, index) =>
    lines[index]?.startsWith(`${field} `) ? lines[index].slice(field.length + 1) : null,
  );
  const [environment, kind, name, definition, author, approver, time] = values;
  if (kind !== 'scope' && kind !== 'client' && kind !== 'person' && kind !== 'role') return null;
  if (!environment || !name || !definition || !author || !approver || !isUtcSeconds(time)) return null;
  return { environment, kind, name, definition, author, approver, time };
}

/** RFC 3339 in whole seconds, UTC. `Date.parse` alone takes the 30th of February for a day in March. */
function isUtcSeconds(time: string | null | undefined): time is string {
  if (typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time)) return false;
  const milliseconds = Date.parse(time);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().replace('.000Z', 'Z') === time;
}

/**
 * Proves the approvals of a policy. Keys and powers of approvers are those of `trusted`, the policy that was active before, so that
 * nobody appoints himself in the change that he approves; the first policy of all is its own (`bootstrap`).
 *
 * A scope or client needs an approval when its risk is, or was before, high or critical: who calls a critical scope low says so to
 * be rid of the approval. So does a person who may approve high or critical risks
 * and gains a key or a power over `trusted`: otherwise one change could add a key under somebody's name, and the next be approved
 * with it. So does a role of the console with a power, once it maps what it didn't in `trusted`. Taking keys, powers and mappings
 * away needs nobody's yes.
 */
export function proveApprovals(
  policy: Policy,
  trusted: Policy | 'bootstrap',
  former: ReadonlyMap<string, Risk> = risksIn(trusted),
): ApprovalProofs {
  const people = new Map((trusted === 'bootstrap' ? policy : trusted).people.map((person) => [person.id, person]));
  const isDemanded = demandOf(policy, trusted);
  const proven = new Map<string, readonly ProvenApproval[]>();
  const lacking: Lack[] = [];
  for (const definition of definitionsOf(policy, former)) {
    const { kind, name } = definition;
    const held: ProvenApproval[] = [];
    for (const { note } of definition.approvals) {
      const proof = prove(note, definition, policy.environment, people);
      if (typeof proof === 'string') lacking.push({ kind, name, needed: false, why: proof });
      else held.push(proof);
    }
    if (held.length > 0) proven.set(`${kind}:${name}`, held);
    else if (isDemanded(definition)) lacking.push({ kind, name, needed: true, why: lackOf(definition, policy) });
  }
  return { proven, lacking };
}

/** The definitions that need somebody's approval, whether or not they have it: `proveApprovals` says for which kinds when. */
export function demandedApprovals(
  policy: Policy,
  trusted: Policy | 'bootstrap',
  former: ReadonlyMap<string, Risk> = risksIn(trusted),
): Definition[] {
  return definitionsOf(policy, former).filter(demandOf(policy, trusted));
}

function demandOf(policy: Policy, trusted: Policy | 'bootstrap'): (definition: Definition) => boolean {
  const people = new Map((trusted === 'bootstrap' ? policy : trusted).people.map((person) => [person.id, person]));
  const appointed = new Set(policy.people.filter((person) => gains(person, people.get(person.id))).map(({ id }) => id));
  const formerRoles = trusted === 'bootstrap' ? [] : rolesOf(trusted);
  const widened = new Set(
    rolesOf(policy)
      .filter((role) => widens(role, formerRoles))
      .map(({ role }) => role as string),
  );
  return ({ kind, name, risk }) => {
    if (risk === 'low') return false;
    if (kind === 'person') return appointed.has(name);
    return kind !== 'role' || widened.has(name);
  };
}

function risksIn(trusted: Policy | 'bootstrap'): ReadonlyMap<string, Risk> {
  return new Map(trusted === 'bootstrap' ? [] : trusted.scopes.map(({ name, risk }) => [name, risk]));
}

/** Whether a person has a key or a power that the trusted policy doesn't know. */
function gains({ approvalKeys, approves }: Person, known: Person | undefined): boolean {
  const more = (approves === null ? -1 : RISKS.indexOf(approves)) > RISKS.indexOf(known?.approves ?? 'low');
  return more || approvalKeys.some((key) => known?.approvalKeys.includes(key) !== true);
}

/** Whether a role maps what the trusted policy doesn't. */
function widens({ role, mappings }: RoleDefinition, former: readonly RoleDefinition[]): boolean {
  const textOf = (mapping: RoleMapping): string => digestOf(mapping as unknown as Json);
  const known = new Set(former.find((one) => one.role === role)?.mappings.map(textOf));
  return mappings.some((mapping) => !known.has(textOf(mapping)));
}

function lackOf({ kind, name, risk }: Definition, policy: Policy): string {
  const lowered = policy.scopes.some((scope) => scope.name === name && scope.risk !== risk);
  const observed = policy.clients.some((client) => client.clientId === name && client.mode === 'observe');
  const nobody = "nobody's approval of this definition holds";
  if (kind === 'scope') return `its risk ${lowered ? `was ${risk} until now` : `is ${risk}`}, and ${nobody}`;
  if (kind === 'client')
    return `it may ${observed ? 'get any scope, being only observed' : `hold a scope of ${risk} risk`}, and ${nobody}`;
  if (kind === 'role') return `it maps somebody new to a power, and ${nobody}`;
  return `a key or a power is new, risks up to ${risk} could be approved with it, and ${nobody}`;
}

function prove(
  note: string,
  definition: Definition,
  environment: string,
  people: ReadonlyMap<PersonId, Person>,
): ProvenApproval | string {
  const claimed = readApproval(note);
  if (claimed === null) return 'its approval is not in the form of one';
  const approver = people.get(claimed.approver);
  if (approver === undefined) return `${claimed.approver} is nobody that the active policy knows`;
  const by = `the approval by ${claimed.approver}`;
  if (claimed.environment !== environment) return `${by} is for the environment ${claimed.environment}`;
  if (claimed.kind !== definition.kind || claimed.name !== definition.name) return `${by} is for another definition`;
  if (claimed.definition !== definition.digest)
    return `${by} is for another version of it: the definition was changed since`;
  if (claimed.author !== definition.author) return `${by} names another author`;
  // A person vouches for a new key with an old one: no power comes of it that the approver doesn't have.
  if (claimed.approver === definition.author && definition.kind !== 'person')
    return `${claimed.approver} wrote it and can't approve it`;
  if (approver.approves === null || RISKS.indexOf(approver.approves) < RISKS.indexOf(definition.risk))
    return `${claimed.approver} may approve ${approver.approves === null ? 'nothing' : `risks up to ${approver.approves}`}, and this is ${definition.risk}`;
  let keys: VerifierKey[];
  try {
    keys = approver.approvalKeys.map(parseVerifierKey);
    const [signer] = openNote(note, keys).signedBy;
    return { person: claimed.approver, time: claimed.time, keyName: signer?.name ?? '', definition: definition.digest };
  } catch (error) {
    return `${by} is not signed with a key of theirs (${(error as ProofError).message})`;
  }
}
