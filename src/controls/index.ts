import { scopeRegistry } from './ac-01-scope-registry.ts';
import { approvalOfScopes } from './ac-02-approval-of-scopes.ts';
import { leastPrivilege } from './ac-03-least-privilege.ts';
import { enforcement } from './ac-04-enforcement.ts';
import { provisioning } from './ac-05-provisioning.ts';
import { removal } from './ac-06-removal.ts';
import { tokenLife } from './ac-10-token-life.ts';
import { alerting } from './ac-14-alerting.ts';
import { changeManagement } from './ac-15-change-management.ts';
import { loggingIntegrity } from './ac-16-logging-integrity.ts';
import { availability } from './ac-22-availability.ts';
import type { Control } from './types.ts';

/** Every control that this version tests, in the order of their numbers. */
export const controls: readonly Control[] = [
  scopeRegistry,
  approvalOfScopes,
  leastPrivilege,
  enforcement,
  provisioning,
  removal,
  tokenLife,
  alerting,
  changeManagement,
  loggingIntegrity,
  availability,
];

export {
  type BornToken,
  DECIDED_KINDS,
  type DecidedBody,
  decidedOf,
  type IssuedBody,
  issuedOf,
  processOf,
  revokedOf,
  strangersOf,
} from './entry-bodies.ts';
export { MAX_EXCEPTIONS } from './exceptions.ts';
export {
  type Effect,
  OBSERVED_KINDS,
  type ObservedClient,
  type ObservedExample,
  type ObservedFinding,
  type ObserveReport,
  startObserveReport,
} from './observe-report.ts';
export {
  type Activation,
  type DecisionFact,
  PeriodFacts,
  type Revocation,
  secondsOf,
  type TokenLife,
  tokenRefOf,
} from './period-facts.ts';
export { type ControlRun, startControls } from './run-controls.ts';
export type * from './types.ts';
