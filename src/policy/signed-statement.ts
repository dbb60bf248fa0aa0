import { openNote, type ProofError, parseNote, type Signer, signNote } from '../proof/index.ts';
import { parseApprovalKey } from './approval-key.ts';
import type { Person, PersonId } from './types.ts';
import { isUtcSeconds } from './utc-seconds.ts';

/** What every statement says of whoever signs it. */
export interface Signed {
  readonly person: PersonId;
  /** RFC 3339, UTC, in whole seconds. */
  readonly time: string;
}

/** One kind of statement that a person signs with their approval key. */
export interface StatementKind<Said extends Signed> {
  /** The text that is signed: lines, the last one ended, too. No value may have a line break. */
  text(said: Said): string;
  /** A C2SP signed note. */
  sign(said: Said, signer: Signer): string;
  /** What the text of a statement says; null for any other text. */
  read(text: string): Said | null;
  /**
   * Proves who signed: that the note says exactly what is expected, with a key of the person that it names.
   *
   * @returns whose statement it is, with its time, or why it proves nothing
   */
  prove(note: string, expected: Omit<Said, keyof Signed>, people: readonly Person[]): Signed | string;
}

interface StatementForm<Said extends Signed> {
  /** First line of the text: no statement of one kind is one of another. */
  readonly title: string;
  /** `of a containment`, as in: it is no signed statement of a containment. */
  readonly about: string;
  /** What it says in its lines, in their order, before `person` and `time`. */
  readonly fields: readonly (Exclude<keyof Said, keyof Signed> & string)[];
  /** What may be done, where the statement says which of several: the values of `act`. */
  readonly acts?: readonly string[];
  /** Whether the signer has to be somebody who may approve something: a key that approves nothing is no administrator's. */
  readonly byApprovers: boolean;
}

export function statementKind<Said extends Signed>(form: StatementForm<Said>): StatementKind<Said> {
  const { title, about, fields, acts, byApprovers } = form;
  const names: readonly string[] = [...fields, 'person', 'time'];
  const text = (said: Said): string => {
    const values = said as unknown as Readonly<Record<string, string>>;
    return [title, ...names.map((name) => `${name} ${values[name]}`), ''].join('\n');
  };
  const read = (written: string): Said | null => {
    const [first, ...lines] = written.split('\n');
    if (first !== title || lines.length !== names.length + 1 || lines.at(-1) !== '') return null;
    const values: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      const line = lines[index] ?? '';
      if (!line.startsWith(`${name} `) || line.length === name.length + 1) return null;
      values[name] = line.slice(name.length + 1);
    }
    if (acts?.includes(values['act'] ?? '') === false || !isUtcSeconds(values['time'] ?? '')) return null;
    return values as unknown as Said;
  };
  return {
    text,
    read,
    sign: (said, signer) => signNote(text(said), signer),
    prove(note, expected, people) {
      const claimed = claimOf(note, read);
      if (claimed === null) return `it is no signed statement ${about}`;
      const wanted = expected as Readonly<Record<string, unknown>>;
      const differing = fields.find((field) => claimed[field] !== wanted[field]);
      if (differing !== undefined) return `it is for another ${differing}: ${claimed[differing]}`;
      const { person, time } = claimed;
      return signatureFault(note, person, people, byApprovers) ?? { person, time };
    },
  };
}

function claimOf<Said>(note: string, read: (text: string) => Said | null): Said | null {
  try {
    return read(parseNote(note).text);
  } catch {
    return null;
  }
}

/** Why a note isn't signed with a key of a person of this policy; null where it is. */
function signatureFault(
  note: string,
  signer: PersonId,
  people: readonly Person[],
  byApprovers: boolean,
): string | null {
  const person = people.find(({ id }) => id === signer);
  if (person === undefined) return `${signer} is nobody that the active policy knows`;
  if (byApprovers && person.approves === null) return `${signer} may approve nothing by the active policy`;
  const keys = person.approvalKeys.map(parseApprovalKey).flatMap((one) => (one.kind === 'note' ? one.key : []));
  try {
    return openNote(note, keys).signedBy.length === 0 ? `it is not signed by ${signer}` : null;
  } catch (error) {
    return `it is not signed with a key of ${signer} (${(error as ProofError).message})`;
  }
}
