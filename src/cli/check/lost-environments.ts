import type { Diagnostic } from '../../policy/index.ts';
import type { ChangeQuestion } from './policy-change.ts';

/**
 * Environments that the policy before the change had and that it has no more, and another one that its files are written for: requests and
 * expectations are judged in that one. A change that renames it would be held to a policy of its own making.
 */
export function lostEnvironments({
  before,
  source,
  environment,
  changesEnvironments,
}: Pick<ChangeQuestion, 'before' | 'source' | 'environment' | 'changesEnvironments'>): Diagnostic[] {
  // Whoever names one environment has it judged, and no other.
  if (environment !== null) return [];
  const [then, now] = [before.source.compilation, source.compilation];
  const lost = then.environments.filter((one) => !now.environments.includes(one));
  const tell = (message: string): Diagnostic => ({
    ...{ code: 'environment_lost', rule: 'environment-lost', severity: changesEnvironments ? 'warning' : 'error' },
    ...{ file: source.files[0]?.path ?? '.', line: 1, column: 1 },
    message,
    help: changesEnvironments
      ? 'See that nothing runs in it any more, and that what runs elsewhere follows its own environment.'
      : 'Put it back, or bring the branch up to date where it came there since; or, where it is meant, whoever runs the check says so: --change-environments.',
  });
  return [
    ...lost.map((one) => tell(`the policy had the environment ${one} at ${before.named}, and has it no more`)),
    ...(then.writtenFor === null || then.writtenFor === now.writtenFor || lost.includes(then.writtenFor)
      ? []
      : [
          tell(
            `the policy was written for ${then.writtenFor} at ${before.named}, where requests are judged, and is now for ${now.writtenFor ?? 'none'}`,
          ),
        ]),
  ];
}
