import { readApproval } from './approval-statement.ts';
import { nameOfClient } from './client-reading.ts';
import { APPROVALS_NAME, type DefinitionKind, definitionsOf } from './definitions.ts';
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
  for (const { path: file, text } of files) {
    if (!file.endsWith('.note')) continue;
    const statement = readApproval(text);
    // Of another environment of the same files: that has definitions of its own. Of one that there isn't, it is somebody's mistake.
    const elsewhere = statement !== null && statement.environment !== policy.environment;
    if (elsewhere && environments.includes(statement.environment)) continue;
    const known = notes.get(`${statement?.kind}:${statement?.name}`);
    if (known !== undefined) known.add(text);
    else
      diagnostics.push({
        code: statement === null ? 'approval_malformed' : 'approval_of_nothing',
        severity: statement === null ? 'error' : 'warning',
        ...{ file, line: 1, column: 1 },
        message:
          statement === null
            ? 'this is no approval'
            : `this approves the ${statement.kind} ${statement.name}, which the policy does not have`,
        help: 'Approvals are written by ambit approve; remove this file.',
      });
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
