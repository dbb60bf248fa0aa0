import { nearestName } from '../oauth/index.ts';
import {
  APPROVAL_NAMESPACE,
  type ApprovalStatement,
  readApproval,
  readApprovalText,
  sshApproval,
} from './approval-statement.ts';
import { definitionNames } from './definitions.ts';
import { shown } from './shown.ts';
import type { Diagnostic, Policy, PolicyFileText } from './types.ts';
import { mapApprovals } from './with-approvals.ts';

/** Puts each approval beside the definition that its text names. Whether it proves anything is asked when it matters. */
export function attachApprovals(
  policy: Policy,
  files: readonly PolicyFileText[],
  environments: readonly string[],
  diagnostics: Diagnostic[],
): Policy {
  const names = new Set(definitionNames(policy));
  const notes = new Map<string, Set<string>>();
  for (const { file, text } of approvalsIn(files, diagnostics)) {
    const statement = readApproval(text);
    // Of another environment of the same files: that has definitions of its own. Of one that there isn't, it is somebody's mistake.
    const elsewhere = statement !== null && statement.environment !== policy.environment;
    if (elsewhere && environments.includes(statement.environment)) continue;
    const name = `${statement?.kind}:${statement?.name}`;
    const known = notes.get(name);
    if (known !== undefined) known.add(text);
    else if (names.has(name)) notes.set(name, new Set([text]));
    else diagnostics.push(statement === null ? malformed(file) : ofNothing(file, statement, names));
  }
  // Sorted by what they say, so that the digest doesn't depend on what their files are called. What has none stays the same object.
  return notes.size === 0
    ? policy
    : mapApprovals(policy, (kind, name, before) => {
        const held = notes.get(`${kind}:${name}`);
        return held === undefined ? before : [...held].sort().map((note) => ({ note }));
      });
}

/** Each approval whole: a note as it is, and a text with the signature that `ssh-keygen -Y sign` wrote beside it. */
function approvalsIn(
  files: readonly PolicyFileText[],
  diagnostics: Diagnostic[],
): { readonly file: string; readonly text: string }[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files.flatMap(({ path: file, text }) => {
    if (file.endsWith('.note')) return [{ file, text }];
    if (file.endsWith('.approval.sig') && !texts.has(file.slice(0, -'.sig'.length))) {
      diagnostics.push({
        code: 'approval_malformed',
        severity: 'error',
        ...{ file, line: 1, column: 1 },
        message: 'this signature has no text beside it',
        help: 'Keep the .approval file that it was made of, or remove this one.',
      });
      return [];
    }
    if (!file.endsWith('.approval')) return [];
    const signature = texts.get(`${file}.sig`);
    // Nobody's yes until it is signed; what isn't even the text of one is refused as other files are.
    if (signature !== undefined || readApprovalText(text) === null)
      return [{ file, text: sshApproval(text, signature ?? '') }];
    diagnostics.push({
      code: 'approval_unsigned',
      severity: 'warning',
      ...{ file, line: 1, column: 1 },
      message: 'nobody has signed this approval yet',
      help: `Sign it, ssh-keygen -Y sign -f KEYFILE -n ${APPROVAL_NAMESPACE} ${file}, or remove it.`,
    });
    return [];
  });
}

function malformed(file: string): Diagnostic {
  return {
    code: 'approval_malformed',
    severity: 'error',
    ...{ file, line: 1, column: 1 },
    message: 'this is no approval: a signed note that begins with “ambit approval v1” was expected',
    help: 'Approvals are written by ambit approve; remove this file.',
  };
}

function ofNothing(file: string, { kind, name }: ApprovalStatement, definitions: Iterable<string>): Diagnostic {
  const nearest = nearestName(`${kind}:${name}`, definitions);
  return {
    code: 'approval_of_nothing',
    severity: 'warning',
    ...{ file, line: 1, column: 1 },
    message: `this approves the ${kind} ${shown(name)}, which the policy does not have`,
    help:
      nearest === null
        ? 'Remove this file.'
        : `Did you mean ${nearest}? Remove this file, and run: ambit approve ${nearest}`,
  };
}
