import {
  APPROVAL_NAMESPACE,
  type ApprovalStatement,
  readApproval,
  readApprovalText,
  sshApproval,
} from './approval-statement.ts';
import { nameOfClient } from './client-reading.ts';
import { APPROVALS_NAME, type DefinitionKind, definitionsOf } from './definitions.ts';
import { nearestName } from './nearest.ts';
import { shown } from './shown.ts';
import type { Approval, Diagnostic, Policy, PolicyFileText } from './types.ts';

/** Puts each approval beside the definition that its text names. Whether it proves anything is asked when it matters. */
export function attachApprovals(
  policy: Policy,
  files: readonly PolicyFileText[],
  environments: readonly string[],
  diagnostics: Diagnostic[],
): Policy {
  const notes = new Map<string, Set<string>>(
    definitionsOf(policy).map(({ kind, name }) => [`${kind}:${name}`, new Set()]),
  );
  for (const { file, text } of approvalsIn(files, diagnostics)) {
    const statement = readApproval(text);
    // Of another environment of the same files: that has definitions of its own. Of one that there isn't, it is somebody's mistake.
    const elsewhere = statement !== null && statement.environment !== policy.environment;
    if (elsewhere && environments.includes(statement.environment)) continue;
    const known = notes.get(`${statement?.kind}:${statement?.name}`);
    if (known !== undefined) known.add(text);
    else diagnostics.push(statement === null ? malformed(file) : ofNothing(file, statement, notes.keys()));
  }
  // Sorted by what they say, so that the digest doesn't depend on what their files are called.
  const approvalsOf = (kind: DefinitionKind, name: string): Approval[] =>
    [...(notes.get(`${kind}:${name}`) ?? [])].sort().map((note) => ({ note }));
  return {
    ...policy,
    people: policy.people.map((person) => ({ ...person, approvals: approvalsOf('person', person.id) })),
    scopes: policy.scopes.map((scope) => ({ ...scope, approvals: approvalsOf('scope', scope.name) })),
    clients: policy.clients.map((client) => ({ ...client, approvals: approvalsOf('client', nameOfClient(client)) })),
    ...(policy.teams === undefined
      ? {}
      : { teams: policy.teams.map((team) => ({ ...team, approvals: approvalsOf('team', team.id) })) }),
    ...(policy.attestors === undefined
      ? {}
      : { attestors: policy.attestors.map((one) => ({ ...one, approvals: approvalsOf('attestor', one.id) })) }),
    ...(policy.waivers === undefined
      ? {}
      : { waivers: policy.waivers.map((waiver) => ({ ...waiver, approvals: approvalsOf('waiver', waiver.id) })) }),
    ...(policy.approvals === undefined
      ? {}
      : { approvals: { ...policy.approvals, approvals: approvalsOf('approvals', APPROVALS_NAME) } }),
    ...(policy.console === undefined
      ? {}
      : {
          console: {
            roles: policy.console.roles.map((one) => ({ ...one, approvals: approvalsOf('role', one.role) })),
          },
        }),
  };
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
