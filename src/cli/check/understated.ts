import type { Diagnostic, Policy } from '../../policy/index.ts';
import { understatedScopes } from '../../scan/gate/index.ts';
import type { ReportedScope } from '../../scan/index.ts';
import type { PolicyVerdict } from './policy-verdict.ts';

/** More names are a list that nobody reads. */
const MAX_NARROWER = 3;

/** What is said of a policy, with scopes that a change calls low and their provider doesn't. */
export async function withUnderstated(
  verdict: PolicyVerdict,
  before: Policy | null,
  requests: readonly ReportedScope[],
): Promise<PolicyVerdict> {
  const { compilation, diagnostics } = verdict;
  if (compilation.identified === null) return verdict;
  const found = await understatedScopes(compilation.identified.policy, before, requests);
  const told = found.map(({ scope, name, provider, why, narrower }): Diagnostic => {
    const use = narrower.length === 0 ? '' : ` Narrower: ${narrower.slice(0, MAX_NARROWER).join(', ')}.`;
    const known =
      name === scope ? `${provider} says that it` : `by ${provider}’s catalog ${name}, which it stands for,`;
    return {
      ...{ code: 'scope_understated', rule: 'scope-understated', severity: 'error', definition: `scope:${scope}` },
      ...(compilation.siteOf('scope', scope) ?? { file: '.', line: 1, column: 1 }),
      message: `scope ${scope} is called low, and ${known} ${why}`,
      help: `Call it high or critical, or have somebody else than its author say that it is low here: ambit approve scope:${scope}.${use}`,
    };
  });
  return told.length === 0 ? verdict : { ...verdict, diagnostics: [...diagnostics, ...told], holds: false };
}
