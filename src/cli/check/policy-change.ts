import { diffPolicies, type PolicyDiff } from '../../decision/index.ts';
import type { OperationMap } from '../../operations/index.ts';
import type { Diagnostic, IdentifiedPolicy } from '../../policy/index.ts';
import type { PolicyBefore } from './policy-before.ts';

/** What a change does to the policy. */
export interface ChangeVerdict {
  /** What a person calls the policy before it. */
  readonly base: string;
  /** In the environment that requests are judged in. */
  readonly diff: PolicyDiff;
  /** What is said of the change itself, beside what it gives to whom. */
  readonly findings: readonly Diagnostic[];
  readonly holds: boolean;
}

export interface ChangeQuestion {
  readonly before: PolicyBefore;
  /** The policies in the environment that requests are judged in. */
  readonly former: IdentifiedPolicy;
  readonly identified: IdentifiedPolicy;
  readonly operations: readonly OperationMap[];
  readonly strict: boolean;
}

/** What the rules of a change are about, for reports. */
export const CHANGE_RULES: readonly { readonly id: string; readonly title: string; readonly help: string }[] = [
  {
    id: 'policy-moved',
    title: 'A change moves the policy to another folder',
    help: 'Read the whole of it: what stands there may never have been checked.',
  },
];

/** Holds a change to the policy before it. */
export function judgeChange(question: ChangeQuestion): ChangeVerdict {
  const { before, former, identified, operations, strict } = question;
  const diff = diffPolicies(former, identified, { operations });
  const findings = before.moved === null ? [] : [before.moved];
  return {
    ...{ base: before.named, diff, findings },
    holds: diff.holds && findings.every(({ severity }) => severity === 'warning' && !strict),
  };
}
