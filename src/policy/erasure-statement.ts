import { parseNote, type Signer, signNote } from '../proof/index.ts';
import { signatureFault } from './containment-statement.ts';
import type { Person, PersonId } from './types.ts';
import { isUtcSeconds } from './utc-seconds.ts';

const TITLE = 'ambit erasure v1';
const FIELDS = ['environment', 'issuer', 'erasure', 'person', 'time'] as const;

/** What somebody signs who agrees that what is kept of a person is destroyed. It names that person by a keyed mark alone. */
export interface ErasureStatement {
  readonly environment: string;
  readonly issuer: string;
  /** The mark (`erased:…`) that Ambit gives for whoever is to be erased. */
  readonly erasure: string;
  /** Who agrees. */
  readonly person: PersonId;
  /** RFC 3339, UTC, in whole seconds. */
  readonly time: string;
}

/** The text that is signed: lines, the last one ended, too. No value may have a line break. */
export function erasureText(statement: ErasureStatement): string {
  return [TITLE, ...FIELDS.map((field) => `${field} ${statement[field]}`), ''].join('\n');
}

/** Signs a statement: a C2SP signed note. */
export function signErasure(statement: ErasureStatement, signer: Signer): string {
  return signNote(erasureText(statement), signer);
}

/** What the text of a statement says; null for any other text. */
export function readErasureStatement(text: string): ErasureStatement | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE || lines.length !== FIELDS.length + 1 || lines.at(-1) !== '') return null;
  const values: Record<string, string> = {};
  for (const [index, field] of FIELDS.entries()) {
    const line = lines[index] ?? '';
    if (!line.startsWith(`${field} `) || line.length === field.length + 1) return null;
    values[field] = line.slice(field.length + 1);
  }
  const { environment = '', issuer = '', erasure = '', person = '', time = '' } = values;
  return isUtcSeconds(time) ? { environment, issuer, erasure, person, time } : null;
}

/**
 * Proves who agreed: that the note says exactly what is expected, with a key of the person that it names, who may approve something by this
 * policy.
 *
 * @returns whose statement it is, with its time, or why it proves nothing
 */
export function proveErasure(
  note: string,
  expected: Omit<ErasureStatement, 'person' | 'time'>,
  people: readonly Person[],
): Pick<ErasureStatement, 'person' | 'time'> | string {
  let claimed: ErasureStatement | null;
  try {
    claimed = readErasureStatement(parseNote(note).text);
  } catch {
    claimed = null;
  }
  if (claimed === null) return 'it is no signed statement about an erasure';
  const differing = (['environment', 'issuer', 'erasure'] as const).find((field) => claimed[field] !== expected[field]);
  if (differing !== undefined) return `it is for another ${differing}: ${claimed[differing]}`;
  const fault = signatureFault(note, claimed.person, people);
  return fault ?? { person: claimed.person, time: claimed.time };
}
