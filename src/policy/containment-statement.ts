import { openNote, type ProofError, parseNote, type Signer, signNote } from '../proof/index.ts';
import { parseApprovalKey } from './approval-key.ts';
import type { Person, PersonId } from './types.ts';
import { isUtcSeconds } from './utc-seconds.ts';

const TITLE = 'ambit containment v1';
const FIELDS = ['act', 'environment', 'issuer', 'client', 'containment', 'person', 'time'] as const;

/** What somebody signs who contains a client, or says that one may be released. */
export interface ContainmentStatement {
  readonly act: 'contain' | 'release';
  readonly environment: string;
  readonly issuer: string;
  readonly client: string;
  /** Id of the `client.contained` that ends; `new` for one that begins. */
  readonly containment: string;
  readonly person: PersonId;
  /** RFC 3339, UTC, in whole seconds. */
  readonly time: string;
}

/** The text that is signed: lines, the last one ended, too. No value may have a line break. */
export function containmentText(statement: ContainmentStatement): string {
  return [TITLE, ...FIELDS.map((field) => `${field} ${statement[field]}`), ''].join('\n');
}

/** Signs a statement: a C2SP signed note. */
export function signContainment(statement: ContainmentStatement, signer: Signer): string {
  return signNote(containmentText(statement), signer);
}

/** What the text of a statement says; null for any other text. */
export function readContainment(text: string): ContainmentStatement | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE || lines.length !== FIELDS.length + 1 || lines.at(-1) !== '') return null;
  const values: Record<string, string> = {};
  for (const [index, field] of FIELDS.entries()) {
    const line = lines[index] ?? '';
    if (!line.startsWith(`${field} `) || line.length === field.length + 1) return null;
    values[field] = line.slice(field.length + 1);
  }
  const { act, environment = '', issuer = '', client = '', containment = '', person = '', time = '' } = values;
  if ((act !== 'contain' && act !== 'release') || !isUtcSeconds(time)) return null;
  return { act, environment, issuer, client, containment, person, time };
}

/**
 * Proves who signed: that the note says exactly what is expected, with a key of the person that it names, who may approve something by
 * this policy. A key that approves nothing is no administrator's.
 *
 * @returns whose statement it is, with its time, or why it proves nothing
 */
export function proveContainment(
  note: string,
  expected: Omit<ContainmentStatement, 'person' | 'time'>,
  people: readonly Person[],
): Pick<ContainmentStatement, 'person' | 'time'> | string {
  let claimed: ContainmentStatement | null;
  try {
    claimed = readContainment(parseNote(note).text);
  } catch {
    claimed = null;
  }
  if (claimed === null) return 'it is no signed statement of a containment';
  const differing = (['act', 'environment', 'issuer', 'client', 'containment'] as const).find(
    (field) => claimed[field] !== expected[field],
  );
  if (differing !== undefined) return `it is for another ${differing}: ${claimed[differing]}`;
  const fault = signatureFault(note, claimed.person, people);
  return fault ?? { person: claimed.person, time: claimed.time };
}

/**
 * Why a note isn't signed with a key of somebody who may approve something by this policy; null where it is. A key that approves nothing is no
 * administrator's.
 */
export function signatureFault(note: string, signer: PersonId, people: readonly Person[]): string | null {
  const person = people.find(({ id }) => id === signer);
  if (person === undefined) return `${signer} is nobody that the active policy knows`;
  if (person.approves === null) return `${signer} may approve nothing by the active policy`;
  const keys = person.approvalKeys.map(parseApprovalKey).flatMap((one) => (one.kind === 'note' ? one.key : []));
  try {
    return openNote(note, keys).signedBy.length === 0 ? `it is not signed by ${signer}` : null;
  } catch (error) {
    return `it is not signed with a key of ${signer} (${(error as ProofError).message})`;
  }
}
