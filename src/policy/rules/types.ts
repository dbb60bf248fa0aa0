import type { Path } from '../placed-node.ts';
import type { Policy } from '../types.ts';

/** The controls that rules serve, with their titles. */
export const CONTROLS = {
  'AC-01': 'Scope registry',
  'AC-02': 'Approval of scopes',
  'AC-03': 'Least privilege by default',
  'AC-04': 'Enforcement',
  'AC-05': 'Provisioning',
  'AC-06': 'Modification and removal',
  'AC-07': 'Elevated access',
  'AC-09': 'Access review',
  'AC-10': 'Token life',
  'AC-11': 'Credential rotation',
  'AC-17': 'Separation of duties',
  'AC-19': 'Data protection',
  'AC-20': 'Unused access',
  'AC-21': 'Agents and delegated use',
} as const;

export type ControlId = keyof typeof CONTROLS;

/** What a finding is about, as `ambit approve` names it where it can be approved. */
export type FindingDefinition =
  | `${'scope' | 'client' | 'person' | 'team' | 'waiver' | 'issuer' | 'resourceServer'}:${string}`
  | 'limits';

/** One place at which a policy breaks a rule. */
export interface Finding {
  readonly definition: FindingDefinition;
  /** Where it was written, a definition at its name; where it wasn't, because a default makes it so, the nearest that was. */
  readonly path: Path;
  /** What is so, in words of this policy. */
  readonly message: string;
  readonly help: string;
}

/** What a rule that can be waived may depend on beside the policy. */
export interface RuleFacts {
  /** Now, in seconds since 1970. */
  readonly time: number;
}

interface RuleText {
  /** Its file is named for it. The code of its diagnostics is the same with `_` for `-`. */
  readonly id: string;
  /** What must not be, in a few words. */
  readonly title: string;
  /** What happens where it is so, in sentences, with the standard or the kind of incident that shows it. */
  readonly why: string;
  /** The controls that it serves. */
  readonly control: readonly ControlId[];
  /**
   * A policy file that breaks it, beside the one of `example-policy.ts`. Each line at which a finding stands ends in a comment
   * `# found: TEXT`, where TEXT is what the finding points to.
   */
  readonly bad: string;
  /** One that breaks the rule because a field is left out and its default is judged; where a default can break it. */
  readonly badByDefault?: string;
  /** A policy file that says nearly the same and breaks no rule. */
  readonly good: string;
}

/** What is never right: such a policy doesn't compile, whatever the time. It is asked of policies whose references lead nowhere, too. */
export interface RefusingRule extends RuleText {
  readonly severity: 'error';
  readonly waivable?: never;
  find(policy: Policy): readonly Finding[];
}

/**
 * What a definition needs beside what it says: the policy compiles, and `ambit check` and activation refuse it. Whether an approval
 * holds depends on the policy that is trusted, so this isn't found here, but by `proveApprovals`.
 */
export interface ProofRule extends RuleText {
  readonly severity: 'error';
  readonly waivable?: never;
  readonly provenBy: 'approvals';
}

/**
 * What nobody allows in passing: the policy compiles, and `ambit check` and activation refuse it until a waiver, which has an owner, a
 * reason, an end and an approval, allows it to one definition. `rules:` can't turn it down for all of them.
 */
export interface WaivableRule extends RuleText {
  readonly severity: 'error';
  readonly waivable: true;
  find(policy: Policy, facts: RuleFacts): readonly Finding[];
}

/** What somebody can knowingly allow: `ambit check` says it, and the policy compiles and becomes active. */
export interface WarningRule extends RuleText {
  readonly severity: 'warning';
  readonly waivable?: never;
  find(policy: Policy, facts: RuleFacts): readonly Finding[];
}

/**
 * One rule, one file each in this folder, listed in `index.ts`. It judges the compiled policy, after defaults, never a field as it
 * was written: what is left out is judged by what it comes to.
 */
export type Rule = RefusingRule | ProofRule | WaivableRule | WarningRule;
