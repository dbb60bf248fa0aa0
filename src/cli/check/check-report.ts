import { isAbsolute, join, relative, sep } from 'node:path';
import { type Diagnostic, rules } from '../../policy/index.ts';
import { GATE_RULES, type GateFinding } from '../../scan/gate/index.ts';
import type { Annotation, Report, Rule } from '../../scan/index.ts';
import { counted } from '../counted.ts';
import { CHANGE_RULES, type ChangeVerdict } from './policy-change.ts';
import type { ExpectationsVerdict, PolicyVerdict } from './policy-verdict.ts';
import type { RepositoryVerdict } from './repository-verdict.ts';

/** Said where nobody would know otherwise. */
export const NO_BASE =
  "No base is named: no change is judged, and approvals are proven by the policy's own keys (--base REVISION).";

/** All that a check found. */
export interface CheckVerdict {
  readonly policies: readonly PolicyVerdict[];
  readonly expectations: ExpectationsVerdict | null;
  /** Null where nothing was scanned. */
  readonly repository: RepositoryVerdict | null;
  /** Null where there is no base, or no policy in it. */
  readonly change: ChangeVerdict | null;
  /** Whether a policy before the change was named, or that there was none. */
  readonly judgesChange: boolean;
  readonly holds: boolean;
}

/**
 * A check as annotations, for the formats of reports.
 *
 * @param top absolute; what paths of annotations are from
 * @param cwd absolute; what paths of findings are from
 */
export function checkReport(
  verdict: CheckVerdict,
  paths: { readonly top: string; readonly cwd: string },
  version: string,
): Report {
  const { policies, expectations, repository, change, judgesChange, holds } = verdict;
  const annotations = new Map<string, Annotation>();
  const add = (one: Annotation): void => {
    const annotation = { ...one, file: fromTop(paths, one.file) };
    annotations.set(JSON.stringify(annotation), annotation);
  };
  for (const { diagnostics } of policies) for (const one of diagnostics) add(ofDiagnostic(one));
  for (const one of expectations?.diagnostics ?? []) add(ofDiagnostic(one));
  for (const { passed, file, line, column, name, client, differences } of expectations?.results ?? [])
    if (!passed)
      add({
        ...{ level: 'error', ruleId: 'policy-test', file, line, column },
        message: `${name} (${client}): ${differences.join(' ').replace(/\.$/, '')}`,
        help: 'ambit policy test says what came instead.',
      });
  for (const one of change?.findings ?? []) add(ofDiagnostic(one));
  for (const one of repository?.diagnostics ?? []) add(ofDiagnostic(one));
  for (const one of repository?.findings ?? []) add(ofFinding(one));
  const all = [...annotations.values()];
  return { title: 'Ambit', summary: summaryOf(verdict, holds), annotations: all, rules: rulesOf(all), version };

  function summaryOf({ policies: [policy] }: CheckVerdict, passed: boolean): string[] {
    const errors = all.filter(({ level }) => level === 'error').length;
    const widenings = [change?.diff, ...(change?.others ?? []).map(({ diff }) => diff)].flatMap(
      (diff) => diff?.changes.filter(({ widening }) => widening) ?? [],
    );
    const gained = [...new Set(widenings.map(({ words }) => words))];
    return [
      passed
        ? 'The policy holds, and nothing is asked for that it does not allow.'
        : `This can't be merged as it is: ${counted(errors, 'error')}.`,
      ...(policy?.compilation.identified === undefined || policy.compilation.identified === null
        ? []
        : [`Policy ${policy.compilation.identified.digest}.`]),
      ...(repository === null
        ? ['Nothing was scanned.']
        : [
            `${counted(repository.scan.requests.length, 'request')} for scopes in ${counted(repository.scan.files, 'file')}${repository.held === 0 ? '' : `; ${repository.held} let pass by the baseline, the first until ${repository.heldUntil}`}.`,
          ]),
      ...(judgesChange ? [] : [NO_BASE]),
      ...(change === null
        ? []
        : [
            gained.length === 0
              ? `Against ${change.base}, nobody gains anything by the policy.`
              : `Against ${change.base}, the policy gives more: ${gained.join(' ')}`,
          ]),
    ];
  }
}

function ofDiagnostic({ severity, rule, code, file, line, column, message, help }: Diagnostic): Annotation {
  return { level: severity, ruleId: rule ?? code.replaceAll('_', '-'), file, line, column, message, help };
}

function ofFinding({ severity, rule, file, line, column, message, help }: GateFinding): Annotation {
  return { level: severity, ruleId: rule, file, line, column, message, help };
}

function rulesOf(annotations: readonly Annotation[]): Rule[] {
  const known = new Map<string, Rule>([
    ...[...GATE_RULES, ...CHANGE_RULES].map((rule) => [rule.id, rule] as const),
    ...rules.map(({ id, title, why }) => [id, { id, title, help: why }] as const),
    [
      'policy-test',
      {
        id: 'policy-test',
        title: 'The policy does something else than its team expects',
        help: 'ambit policy test says what came instead.',
      },
    ],
  ]);
  return [...new Set(annotations.map(({ ruleId }) => ruleId))].sort().map(
    (id) =>
      known.get(id) ?? {
        id,
        title: `The policy is not valid: ${id.replaceAll('-', ' ')}`,
        help: 'docs/policy-reference.md has every field.',
      },
  );
}

function fromTop({ top, cwd }: { readonly top: string; readonly cwd: string }, file: string): string {
  const absolute = isAbsolute(file) ? file : join(cwd, file);
  const way = relative(top, absolute);
  return way.startsWith('..') || isAbsolute(way) ? absolute : way.split(sep).join('/');
}
