/**
 * - `policy_invalid`: what is in the folder doesn't compile
 * - `environment_differs`: it is for another environment than the configuration, or than the active one, whose people would approve it
 * - `active_differs`: the ledger's newest activation is of another policy than the one whose people would approve it
 * - `administrator_missing`: nobody would be an administrator of the console any more, and somebody is now
 * - `approver_missing`: too few people could approve what is high or critical, and there are enough now
 * - `rule_broken`: it breaks a rule that it makes refuse itself
 * - `approval_missing`: a definition lacks an approval that it needs
 */
export type ActivationErrorCode =
  | 'policy_invalid'
  | 'environment_differs'
  | 'active_differs'
  | 'administrator_missing'
  | 'approver_missing'
  | 'rule_broken'
  | 'approval_missing';

/** A policy can't become active. The last good one stays. */
export class ActivationError extends Error {
  readonly code: ActivationErrorCode;

  constructor(code: ActivationErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ActivationError';
    this.code = code;
  }
}
