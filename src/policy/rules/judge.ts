import type { DefinitionSites, Site } from '../definition-sites.ts';
import type { Diagnostic, Policy, Waiver } from '../types.ts';
import { rules } from './index.ts';
import type { Finding, Rule, RuleFacts } from './types.ts';

/** What refusing rules find. They ask for no time: whether a policy compiles never depends on when. */
export function refusalsOf(policy: Policy, sites: DefinitionSites): Diagnostic[] {
  return rules.flatMap((rule) =>
    rule.severity === 'error' && 'find' in rule && !rule.waivable
      ? rule.find(policy).map((finding) => diagnosticOf(rule, finding, sites))
      : [],
  );
}

/** What a rule would warn of, and a waiver allows for now. */
export interface Waived {
  readonly diagnostic: Diagnostic;
  readonly waiver: Waiver;
}

/**
 * What rules find that can be waived: what stands, as an error where the rule or the policy makes it one, and what is waived at the time. A waiver
 * that is over allows nothing, and one that allows nothing although it isn't over is a warning itself.
 */
export function judged(
  policy: Policy,
  sites: DefinitionSites,
  facts: RuleFacts,
): { readonly warnings: Diagnostic[]; readonly waived: Waived[] } {
  const warnings: Diagnostic[] = [];
  const waived: Waived[] = [];
  const waivers = new Map((policy.waivers ?? []).map((waiver) => [`${waiver.rule} ${waiver.definition}`, waiver]));
  const needed = new Set<Waiver>();
  for (const rule of rules)
    for (const finding of rule.waivable || rule.severity === 'warning' ? rule.find(policy, facts) : []) {
      const severity = rule.waivable ? 'error' : (policy.rules?.[rule.id] ?? 'warning');
      const diagnostic = diagnosticOf({ id: rule.id, severity }, finding, sites);
      const waiver = waivers.get(`${rule.id} ${finding.definition}`);
      if (waiver === undefined) {
        warnings.push(diagnostic);
        continue;
      }
      needed.add(waiver);
      if (Date.parse(waiver.expires) / 1000 > facts.time) waived.push({ diagnostic, waiver });
      else
        warnings.push({
          ...diagnostic,
          help: `${diagnostic.help} The waiver ${waiver.id} ended at ${waiver.expires}.`,
        });
    }
  for (const waiver of waivers.values())
    if (!needed.has(waiver)) warnings.push(unneeded(waiver, sites.nearest(['waivers', waiver.id])));
  return { warnings, waived };
}

function unneeded({ id, rule, definition }: Waiver, site: Site): Diagnostic {
  return {
    code: 'waiver_unneeded',
    severity: 'warning',
    ...site,
    message: `the waiver ${id} allows nothing: ${definition} does not break ${rule}`,
    help: 'Remove it, so that the rule holds again if that changes.',
  };
}

function diagnosticOf(
  { id, severity }: Pick<Rule, 'id' | 'severity'>,
  finding: Finding,
  sites: DefinitionSites,
): Diagnostic {
  const { definition, path, message, help } = finding;
  const site = sites.nearest(path);
  return { code: id.replaceAll('-', '_'), severity, ...site, message, help, rule: id, definition };
}
