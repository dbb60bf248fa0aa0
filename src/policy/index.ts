export { type ApprovalStatement, readApproval, signApproval } from './approval-statement.ts';
export { type Compilation, compilePolicy, identifyPolicy, isPolicyTestFile, policyBytes } from './compile.ts';
export { type Definition, type DefinitionKind, definitionsOf } from './definitions.ts';
export { demandedApprovals } from './demanded-approvals.ts';
export { frozen } from './frozen.ts';
export { nearestName } from './nearest.ts';
export { type DirectoryPerson, readPeopleDirectory } from './people-directory.ts';
export { type ApprovalProofs, type Lack, proveApprovals } from './prove-approvals.ts';
export { type ConsoleClaims, hasAdministrator, rolesFor } from './roles.ts';
export {
  CONTROLS,
  type ControlId,
  EXAMPLE_POLICY,
  type Finding,
  type Rule,
  type RuleFacts,
  rules,
} from './rules/index.ts';
export { policyFile } from './schema.ts';
export type * from './types.ts';
export { type FileKind, validateAs } from './validate-file.ts';
export { type Path, readYaml, type YamlSource } from './yaml-source.ts';
