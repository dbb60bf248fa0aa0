export { ableToApprove } from './able-to-approve.ts';
export { type ApprovalKey, approvalKeyIdentity, parseApprovalKey } from './approval-key.ts';
export { APPROVAL_PROOFS, proofWords } from './approval-proofs.ts';
export {
  APPROVAL_NAMESPACE,
  type ApprovalStatement,
  approvalText,
  readApproval,
  signApproval,
  sshApproval,
} from './approval-statement.ts';
export type { AttestedReview } from './attested-review.ts';
export { type AttestedSession, MAX_SIGN_IN_AGE_SECONDS } from './attested-session.ts';
export {
  type CheckedPolicy,
  type CheckedScan,
  type CheckRun,
  checkedIn,
  proveCheckRun,
  readCheckRun,
  signCheckRun,
} from './check-run.ts';
export { MAX_CHECKED_POLICIES } from './check-run-text.ts';
export { kindOf, nameOfClient } from './client-reading.ts';
export { type Compilation, type CompileOptions, compilePolicy, isPolicyTestFile, PolicyCompiler } from './compile.ts';
export { type ContainmentStatement, containmentStatement } from './containment-statement.ts';
export { DEFINITION_KINDS, type Definition, type DefinitionKind, definitionsOf } from './definitions.ts';
export { demandedApprovals, demandsOn, membersOf } from './demanded-approvals.ts';
export { editorSchema, type JsonSchema, policySchema } from './editor-schema.ts';
export { type ElevationStatement, elevationStatement } from './elevation-statement.ts';
export { type ErasureStatement, erasureStatement } from './erasure-statement.ts';
export { type FormerScopes, formerScopesIn, withPolicy } from './former-scopes.ts';
export { frozen } from './frozen.ts';
export { visible } from './hidden-characters.ts';
export { identifyPolicy, policyBytes } from './identify.ts';
export { type DirectoryPerson, readPeopleDirectory } from './people-directory.ts';
export type { Path } from './placed-node.ts';
export { printPolicy } from './print-policy.ts';
export { proveApproval, trustIn } from './prove-approval.ts';
export { type ApprovalProofs, type Lack, proveApprovals } from './prove-approvals.ts';
export { quorumProblem } from './quorum.ts';
export { RISKS, SENSITIVITIES } from './ranks.ts';
export { redirectUriProblem, registeredRedirectUri } from './redirect-uri.ts';
export { type ConsoleClaims, hasAdministrator, rolesFor } from './roles.ts';
export {
  CONTROLS,
  type ControlId,
  EXAMPLE_POLICY,
  type Finding,
  isBroadDefault,
  type Rule,
  type RuleFacts,
  rules,
} from './rules/index.ts';
export type { Waived } from './rules/judge.ts';
export { GRANT_TYPES, REQUIREMENTS } from './schema/client.ts';
export { overlayFile } from './schema/overlay-file.ts';
export { policyFile } from './schema/policy-file.ts';
export { type ScopeLookup, scopeLookup, scopeOf } from './scope-lookup.ts';
export { isParameterWithin } from './scope-pattern.ts';
export type { Signed } from './signed-statement.ts';
export { isTodo, todosIn } from './todo.ts';
export type * from './types.ts';
export { type FileKind, validateAs } from './validate-file.ts';
export { withApprovals } from './with-approvals.ts';
export { MAX_FILE_CHARACTERS, readYaml, type YamlSource } from './yaml-source.ts';
