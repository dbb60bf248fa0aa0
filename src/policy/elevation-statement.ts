import { openNote, type ProofError, parseNote, type Signer, signNote } from '../proof/index.ts';
import { parseApprovalKey } from './approval-key.ts';
import type { Person, PersonId } from './types.ts';
import { isUtcSeconds } from './utc-seconds.ts';

const TITLE = 'ambit elevation v1';
const FIELDS = ['act', 'environment', 'issuer', 'elevation', 'person', 'time'] as const;
const ACTS = ['request', 'approve', 'deny', 'withdraw', 'end', 'review'] as const;

/** What somebody signs who asks for an elevation, or answers one. */
export interface ElevationStatement {
  readonly act: (typeof ACTS)[number];
  readonly environment: string;
  readonly issuer: string;
  /** Id of its `elevation.requested`, which binds all that was asked for; of a request the digest of what is asked for. */
  readonly elevation: string;
  readonly person: PersonId;
  /** RFC 3339, UTC, in whole seconds. */
  readonly time: string;
}

/** The text that is signed: lines, the last one ended, too. No value may have a line break. */
export function elevationText(statement: ElevationStatement): string {
  return [TITLE, ...FIELDS.map((field) => `${field} ${statement[field]}`), ''].join('\n');
}

/** Signs a statement: a C2SP signed note. */
export function signElevation(statement: ElevationStatement, signer: Signer): string {
  return signNote(elevationText(statement), signer);
}

/** What the text of a statement says; null for any other text. */
export function readElevation(text: string): ElevationStatement | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE || lines.length !== FIELDS.length + 1 || lines.at(-1) !== '') return null;
  const values: Record<string, string> = {};
  for (const [index, field] of FIELDS.entries()) {
    const line = lines[index] ?? '';
    if (!line.startsWith(`${field} `) || line.length === field.length + 1) return null;
    values[field] = line.slice(field.length + 1);
  }
  const { environment = '', issuer = '', elevation = '', person = '', time = '' } = values;
  const act = ACTS.find((one) => one === values['act']);
  return act === undefined || !isUtcSeconds(time) ? null : { act, environment, issuer, elevation, person, time };
}

/**
 * Proves who signed: that the note says exactly what is expected, with a key of the person that it names. What they may do is asked
 * elsewhere.
 *
 * @returns whose statement it is, with its time, or why it proves nothing
 */
export function proveElevation(
  note: string,
  expected: Omit<ElevationStatement, 'person' | 'time'>,
  people: readonly Person[],
): Pick<ElevationStatement, 'person' | 'time'> | string {
  let claimed: ElevationStatement | null;
  try {
    claimed = readElevation(parseNote(note).text);
  } catch {
    claimed = null;
  }
  if (claimed === null) return 'it is no signed statement of an elevation';
  const differing = (['act', 'environment', 'issuer', 'elevation'] as const).find(
    (field) => claimed[field] !== expected[field],
  );
  if (differing !== undefined) return `it is for another ${differing}: ${claimed[differing]}`;
  const person = people.find(({ id }) => id === claimed.person);
  if (person === undefined) return `${claimed.person} is nobody that the active policy knows`;
  const keys = person.approvalKeys.map(parseApprovalKey).flatMap((one) => (one.kind === 'note' ? one.key : []));
  try {
    if (openNote(note, keys).signedBy.length === 0) return `it is not signed by ${claimed.person}`;
  } catch (error) {
    return `it is not signed with a key of ${claimed.person} (${(error as ProofError).message})`;
  }
  return { person: claimed.person, time: claimed.time };
}
