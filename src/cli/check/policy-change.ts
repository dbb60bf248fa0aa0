import { diffPolicies, type PolicyDiff } from '../../decision/index.ts';
import type { OperationMap } from '../../operations/index.ts';
import type { Diagnostic, IdentifiedPolicy } from '../../policy/index.ts';
import type { PolicySource } from '../policy-source.ts';
import { lostEnvironments } from './lost-environments.ts';
import { lostExpectations } from './lost-expectations.ts';
import type { PolicyBefore } from './policy-before.ts';

/** A policy before and after a change, in one environment. */
export interface PolicyPair {
  readonly former: IdentifiedPolicy;
  readonly identified: IdentifiedPolicy;
}

/** What a change does to the policy. */
export interface ChangeVerdict {
  /** What a person calls the policy before it. */
  readonly base: string;
  /** In the environment that requests are judged in. */
  readonly diff: PolicyDiff;
  /** In the others that are judged. */
  readonly others: readonly { readonly environment: string; readonly diff: PolicyDiff }[];
  /** What is said of the change itself, beside what it gives to whom. */
  readonly findings: readonly Diagnostic[];
  readonly holds: boolean;
}

export interface ChangeQuestion {
  readonly before: PolicyBefore;
  readonly source: PolicySource;
  /** In the environment that requests are judged in. */
  readonly judged: PolicyPair;
  /** In every environment that is judged. */
  readonly pairs: readonly PolicyPair[];
  /** The one environment that was asked for; null: all that there are. */
  readonly environment: string | null;
  /** Whether whoever runs the check says that the change takes environments away, or is written for another one. */
  readonly changesEnvironments: boolean;
  readonly operations: readonly OperationMap[];
  readonly strict: boolean;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What the rules of a change are about, for reports. */
export const CHANGE_RULES: readonly { readonly id: string; readonly title: string; readonly help: string }[] = [
  {
    id: 'policy-moved',
    title: 'A change moves the policy to another folder',
    help: 'Read the whole of it: what stands there may never have been checked.',
  },
  {
    id: 'environment-lost',
    title: 'A change takes an environment away, or is written for another one',
    help: 'Whoever runs the check says that it may: --change-environments.',
  },
  {
    id: 'scope-understated',
    title: 'A change calls a scope low that its provider’s catalog calls broad',
    help: 'Call it high or critical, or have somebody else approve that it is low.',
  },
  {
    id: 'expectation-lost',
    title: 'A change takes out, or weakens, what the team expects of its policy',
    help: 'Put the expectation back, or have somebody else approve what it is about.',
  },
];

/** Holds a change to the policy before it. */
export function judgeChange(question: ChangeQuestion): ChangeVerdict {
  const { before, source, judged, pairs, operations, strict, time } = question;
  const diffOf = ({ former, identified }: PolicyPair): PolicyDiff => diffPolicies(former, identified, { operations });
  const diff = diffOf(judged);
  const others = pairs
    .filter(({ identified }) => identified !== judged.identified)
    .map((pair) => ({ environment: pair.identified.policy.environment, diff: diffOf(pair) }));
  const { writtenFor } = before.source.compilation;
  const tested = pairs.find(
    ({ former, identified }) =>
      former.policy.environment === writtenFor && identified.policy.environment === writtenFor,
  );
  const findings = [
    ...(before.moved === null ? [] : [before.moved]),
    ...lostEnvironments(question),
    ...(tested === undefined ? [] : lostExpectations({ before, source, ...tested, time })),
  ];
  return {
    ...{ base: before.named, diff, others, findings },
    holds:
      diff.holds &&
      others.every((one) => one.diff.holds) &&
      findings.every(({ severity }) => severity === 'warning' && !strict),
  };
}
