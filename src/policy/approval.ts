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
import type { Approval, Client, PersonId, Policy, ProvenApproval, Risk, Scope } from './types.ts';

const TITLE = 'ambit approval v1';
const FIELDS = ['environment', 'kind', 'name', 'definition', 'author', 'approver', 'time'] as const;
const RISKS: readonly Risk[] = ['low', 'high', 'critical'];

export type DefinitionKind = 'scope' | 'client';

/** What an approval's text says. */
export interface ApprovalStatement {
  readonly environment: string;
  readonly kind: DefinitionKind;
  /** Name of the scope, or id of the client. */
  readonly name: string;
  /** `sha256:<hex>` of the compiled definition without its approvals. */
  readonly definition: string;
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
  /** The risk that its approver has to be trusted with: a client's is the highest of the scopes that it may hold. */
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
  /** By `scope:<name>` or `client:<id>`. */
  readonly proven: ReadonlyMap<string, readonly ProvenApproval[]>;
  readonly lacking: readonly Lack[];
}

/** All definitions of a policy that can be approved. */
export function definitionsOf(policy: Policy): Definition[] {
  const risks = new Map(policy.scopes.map(({ name, risk }) => [name, risk]));
  return [
    ...policy.scopes.map((scope) => define('scope', scope.name, scope, scope.risk)),
    ...policy.clients.map((client) => define('client', client.clientId, client, highest(client, risks))),
  ];
}

function define(kind: DefinitionKind, name: string, definition: Scope | Client, risk: Risk): Definition {
  const { approvals, ...content } = definition;
  const digest = digestOf({ kind, definition: content as unknown as Json });
  return { kind, name, digest, author: definition.author, risk, approvals };
}

function highest({ standing, eligible }: Client, risks: ReadonlyMap<string, Risk>): Risk {
  const held = [...standing, ...eligible].map((name) => RISKS.indexOf(risks.get(name) ?? 'low'));
  return RISKS[Math.max(0, ...held)] ?? 'low';
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
  if (kind !== 'scope' && kind !== 'client') return null;
  if (!environment || !name || !definition || !author || !approver || !time) return null;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time) || Number.isNaN(Date.parse(time))) return null;
  return { environment, kind, name, definition, author, approver, time };
}

/**
 * Proves the approvals of a policy. Keys and powers of approvers are those of `trusted`, the policy that was active before, so that
 * nobody appoints himself in the change that he approves; the first policy of all is its own (`bootstrap`).
 *
 * A definition needs an approval when its risk is high or critical.
 */
export function proveApprovals(policy: Policy, trusted: Policy | 'bootstrap'): ApprovalProofs {
  const people = new Map((trusted === 'bootstrap' ? policy : trusted).people.map((person) => [person.id, person]));
  const proven = new Map<string, ProvenApproval[]>();
  const lacking: Lack[] = [];
  for (const definition of definitionsOf(policy)) {
    const held: ProvenApproval[] = [];
    for (const { note } of definition.approvals) {
      const proof = prove(note, definition, policy.environment, people);
      if (typeof proof === 'string')
        lacking.push({ kind: definition.kind, name: definition.name, needed: false, why: proof });
      else held.push(proof);
    }
    if (held.length > 0) proven.set(`${definition.kind}:${definition.name}`, held);
    else if (definition.risk !== 'low') {
      const why =
        definition.kind === 'scope'
          ? `its risk is ${definition.risk}, and nobody's approval of this definition holds`
          : `it may hold a scope of ${definition.risk} risk, and nobody's approval of this definition holds`;
      lacking.push({ kind: definition.kind, name: definition.name, needed: true, why });
    }
  }
  return { proven, lacking };
}

function prove(
  note: string,
  definition: Definition,
  environment: string,
  people: ReadonlyMap<PersonId, Policy['people'][number]>,
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
  if (claimed.approver === definition.author) return `${claimed.approver} wrote it and can't approve it`;
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
