import { isSshSignature, parseNote, parseSshSignature, type Signer, signNote } from '../proof/index.ts';
import { type AttestedReview, REVIEW_FIELDS, readReview, reviewLines } from './attested-review.ts';
import { type AttestedSession, readSession, SESSION_FIELDS, sessionLines } from './attested-session.ts';
import { type DefinitionKind, isDefinitionKind } from './definitions.ts';
import type { PersonId } from './types.ts';
import { isUtcSeconds } from './utc-seconds.ts';

/** The namespace that SSH signatures of approvals are made for (`ssh-keygen -Y sign -n`): what was signed for Git or a file is none. */
export const APPROVAL_NAMESPACE = 'approval@ambit';

const TITLE = 'ambit approval v1';
/** Of one that an attestor vouches for: no approver's key signs such a text by mistake, and no attestor's an approver's. */
const ATTESTED_TITLE = 'ambit attested approval v1';
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
  /** Where it was given, of one that an attestor vouches for: one of the two. */
  readonly review?: AttestedReview;
  readonly session?: AttestedSession;
}

/** The text of an approval, which is what is signed: lines, the last one ended, too. */
export function approvalText(statement: ApprovalStatement): string {
  const { review, session } = statement;
  const attested = [
    ...(review === undefined ? [] : reviewLines(review)),
    ...(session === undefined ? [] : sessionLines(session)),
  ];
  const lines = FIELDS.map((field) => `${field} ${statement[field]}`);
  return [attested.length === 0 ? TITLE : ATTESTED_TITLE, ...lines, ...attested, ''].join('\n');
}

/** Signs an approval: a C2SP signed note. */
export function signApproval(statement: ApprovalStatement, signer: Signer): string {
  return signNote(approvalText(statement), signer);
}

/** The approval of a text and the signature that `ssh-keygen -Y sign` made of it: both, with an empty line between. */
export function sshApproval(text: string, armored: string): string {
  return `${text}\n${armored}`;
}

/** An approval's two halves; the signature is an armored SSH one, or the lines of a C2SP note. Null for any other text. */
export function splitApproval(approval: string): { readonly text: string; readonly ssh: string | null } | null {
  const split = approval.lastIndexOf('\n\n');
  if (split === -1) return null;
  const signature = approval.slice(split + 2);
  try {
    if (!isSshSignature(signature)) return { text: parseNote(approval).text, ssh: null };
    parseSshSignature(signature);
    return { text: approval.slice(0, split + 1), ssh: signature };
  } catch {
    return null;
  }
}

/** What an approval says, without proving it; null for any other text. */
export function readApproval(approval: string): ApprovalStatement | null {
  const halves = splitApproval(approval);
  return halves === null ? null : readApprovalText(halves.text);
}

/** What the text of an approval says; null for any other text. */
export function readApprovalText(text: string): ApprovalStatement | null {
  const [title, ...lines] = text.split('\n');
  const isAttested = title === ATTESTED_TITLE;
  const isSession = isAttested && lines[FIELDS.length + 1] === 'proof session';
  const fields = [...FIELDS, ...(isSession ? SESSION_FIELDS : isAttested ? REVIEW_FIELDS : [])];
  if ((!isAttested && title !== TITLE) || lines.length !== fields.length + 1 || lines.at(-1) !== '') return null;
  const values: Record<string, string> = {};
  for (const [index, field] of fields.entries()) {
    const line = lines[index] ?? '';
    if (!line.startsWith(`${field} `)) return null;
    values[field] = line.slice(field.length + 1);
  }
  const { environment, kind, name, definition, author, approver, time } = values;
  if (!isDefinitionKind(kind)) return null;
  if (!environment || !name || !definition || !author || !approver || !isUtcSeconds(time)) return null;
  const said = { environment, kind, name, definition, author, approver, time };
  if (!isAttested) return said;
  if (isSession) {
    const session = readSession(values);
    return session === null || !isUtcSeconds(session.signedIn) ? null : { ...said, session };
  }
  const review = readReview(values);
  return review === null || !isUtcSeconds(review.seen) ? null : { ...said, review };
}
