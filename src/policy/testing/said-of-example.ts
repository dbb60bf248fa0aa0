import { compilePolicy } from '../compile.ts';
import { proveApprovals } from '../prove-approvals.ts';
import { EXAMPLE_POLICY, EXAMPLE_TIME, rules } from '../rules/index.ts';
import type { Diagnostic } from '../types.ts';

/** All that compiler and rules say of an example beside the policy that it stands in. */
export function said(example: string): Diagnostic[] {
  const compilation = compilePolicy([
    { path: 'policy.yaml', text: EXAMPLE_POLICY },
    { path: 'example.yaml', text: example },
  ]);
  return [...compilation.diagnostics, ...compilation.warnings({ time: EXAMPLE_TIME })];
}

/** What lacks an approval in an example, each at its definition, as who checks a policy with nothing to trust is told. */
export function lackingIn(example: string): Diagnostic[] {
  const { identified, siteOf } = compilePolicy([
    { path: 'policy.yaml', text: EXAMPLE_POLICY },
    { path: 'example.yaml', text: example },
  ]);
  return (identified === null ? [] : proveApprovals(identified.policy, 'bootstrap').lacking).map(
    ({ kind, name, why }) => ({
      code: 'approval_missing',
      severity: 'error',
      ...(siteOf(kind, name) ?? { file: '.', line: 1, column: 1 }),
      message: `${kind} ${name}: ${why}`,
      help: 'Have somebody else approve it.',
      rule: 'approval-missing',
      definition: `scope:${name}`,
    }),
  );
}

/** The same, as `rule: message`. */
export function found(example: string): string[] {
  return said(example).map(({ rule, code, message }) => `${rule ?? code}: ${message}`);
}

/** The rules that find something in an example, each once and sorted. */
export function rulesThatFind(example: string): string[] {
  return [...new Set(said(example).map(({ rule, code }) => rule ?? code))].sort();
}

export function badOf(id: string): string {
  return rules.find((rule) => rule.id === id)?.bad ?? '';
}
