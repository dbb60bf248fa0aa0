import { parseNote, type Signer, signNote } from '../proof/index.ts';
import { type DefinitionKind, isDefinitionKind } from './definitions.ts';
import type { PersonId } from './types.ts';

const TITLE = 'ambit approval v1';
const FIELDS = ['environment', 'kind', 'name', 'definition', 'author', 'approver', 'time'] as const;

/** What an approval's text says. */
export interface ApprovalStatement {
  readonly environment: string;
  readonly kind: DefinitionKind;
  /** Name of the scope, client or waiver, id of the person or team, the console's role, or `policy` for the approvals that are needed. */
  readonly name: string;
  /** `sha256:<hex>` of the compiled definition without its approvals. */
  readonly definition: string;
  /** Who wrote the definition; of a person's, the person. */
  readonly author: PersonId;
  readonly approver: PersonId;
  /** RFC 3339, UTC. */
  readonly time: string;
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
  if (!isDefinitionKind(kind)) return null;
  if (!environment || !name || !definition || !author || !approver || !isUtcSeconds(time)) return null;
  return { environment, kind, name, definition, author, approver, time };
}

/** RFC 3339 in whole seconds, UTC. `Date.parse` alone takes the 30th of February for a day in March. */
function isUtcSeconds(time: string | null | undefined): time is string {
  if (typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time)) return false;
  const milliseconds = Date.parse(time);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().replace('.000Z', 'Z') === time;
}
