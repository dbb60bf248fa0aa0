import type { CheckVerdict } from './check-report.ts';
import { policyJson } from './policy-text.ts';

/** What a check came to, for a program. */
export function checkJson(
  folder: string,
  { policies, expectations, repository, change, holds }: CheckVerdict,
): Record<string, unknown> {
  const [only] = policies;
  return {
    holds,
    folder,
    ...(only !== undefined && policies.length === 1
      ? { ...policyJson(only), holds }
      : { environments: policies.map(policyJson) }),
    expectations: expectations === null ? null : { holds: expectations.holds, results: expectations.results },
    change:
      change === null
        ? null
        : {
            base: change.base,
            ...change.diff,
            environments: change.others.map(({ environment, diff }) => ({ environment, ...diff })),
            findings: change.findings,
            holds: change.holds,
          },
    repository:
      repository === null
        ? null
        : {
            files: repository.scan.files,
            requests: repository.scan.requests.length,
            findings: repository.findings,
            held: repository.held,
            heldUntil: repository.heldUntil,
            diagnostics: repository.diagnostics,
            skipped: repository.scan.skipped,
          },
  };
}
