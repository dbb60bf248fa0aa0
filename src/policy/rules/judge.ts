import type { DefinitionSites } from '../definition-sites.ts';
import type { Diagnostic, Policy } from '../types.ts';
import { rules } from './index.ts';
import type { Finding, Rule, RuleFacts } from './types.ts';

/** What refusing rules find. They ask for no time: whether a policy compiles never depends on when. */
export function refusalsOf(policy: Policy, sites: DefinitionSites): Diagnostic[] {
  return rules.flatMap((rule) =>
    rule.severity === 'error' ? rule.find(policy).map((finding) => diagnosticOf(rule, finding, sites)) : [],
  );
}

/** What warning rules find. */
export function warningsOf(policy: Policy, sites: DefinitionSites, facts: RuleFacts): Diagnostic[] {
  return rules.flatMap((rule) =>
    rule.severity === 'warning' ? rule.find(policy, facts).map((finding) => diagnosticOf(rule, finding, sites)) : [],
  );
}

function diagnosticOf({ id, severity }: Rule, finding: Finding, sites: DefinitionSites): Diagnostic {
  const { definition, path, part = 'value', message, help } = finding;
  const site = sites.at(path, part) ?? { file: '.', line: 1, column: 1 };
  return { code: id.replaceAll('-', '_'), severity, ...site, message, help, rule: id, definition };
}
