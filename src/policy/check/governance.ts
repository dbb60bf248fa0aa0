import { nearestName } from '../../oauth/index.ts';
import type { Path } from '../placed-node.ts';
import { type Rule, rules } from '../rules/index.ts';
import type { Complaints } from './complaints.ts';

/** Which approvals are needed, what is waived, which rules refuse, and where alerts go. */
export function checkGovernance(complaints: Complaints): void {
  checkApprovals(complaints);
  checkWaivers(complaints);
  for (const [id, severity] of Object.entries(complaints.policy.rules ?? {})) {
    const rule = ruleOf(complaints, ['rules', id], id, 'key');
    if (rule?.severity === 'error' && severity === 'warning')
      complaints.complain(
        ['rules', id],
        'rule_refuses',
        `${id} always refuses`,
        rule.waivable
          ? 'Remove this line: a waiver allows what it finds to one definition, until a date.'
          : 'Remove this line: what such a rule finds is never right.',
      );
  }
  checkRoutes(complaints);
}

function checkRoutes(complaints: Complaints): void {
  const routes = complaints.policy.alertRoutes ?? [];
  const last = new Map<string, number>();
  for (const owner of routes.flatMap(({ owners = [] }) => owners)) {
    if (complaints.knows('person', owner) || complaints.knows('team', owner)) continue;
    const at = (index: number): Path => ['alertRoutes', index, 'owners', owner];
    const index = routes.findIndex((_, one) => one > (last.get(owner) ?? -1) && complaints.says(at(one)));
    last.set(owner, index);
    complaints.owner(at(index), owner);
  }
}

function checkApprovals(complaints: Complaints): void {
  const { approvals } = complaints.policy;
  if (approvals === undefined) return;
  complaints.reference(['approvals', 'author'], 'person', approvals.author);
  for (const by of ['risk', 'sensitivity'] as const)
    for (const [value, demand] of Object.entries(approvals[by])) {
      if (demand.team === null) continue;
      const path = ['approvals', by, value];
      if (!complaints.reference([...path, 'team'], 'team', demand.team)) continue;
      const members = complaints.policy.teams?.find(({ id }) => id === demand.team)?.members ?? [];
      if (members.length < demand.count)
        complaints.complain(
          [...path, 'count'],
          'approvals_impossible',
          `${demand.count} people of ${demand.team} have to approve, and it has ${members.length}`,
          'Ask for fewer, or let more people belong to the team.',
        );
    }
  const [high, critical] = [approvals.risk.high?.count ?? 1, approvals.risk.critical?.count ?? 1];
  if (critical < high)
    complaints.complain(
      ['approvals', 'risk', 'critical'],
      'approvals_inverted',
      `what is critical needs ${critical}, fewer than the ${high} of what is high`,
      `Ask for ${high} at least.`,
    );
}

function checkWaivers(complaints: Complaints): void {
  const known = new Map<string, string>();
  for (const { id, rule, definition, owner, author } of complaints.policy.waivers ?? []) {
    const at = (...rest: Path): Path => ['waivers', id, ...rest];
    complaints.owner(at('owner'), owner);
    complaints.reference(at('author'), 'person', author);
    const waived = ruleOf(complaints, at('rule'), rule, 'value');
    if (waived?.severity === 'error' && !waived.waivable)
      complaints.complain(
        at('rule'),
        'rule_refuses',
        `${rule} always refuses, and can't be waived`,
        'Mend what it finds, and remove the waiver.',
      );
    const [, kind = '', name = ''] = /^([A-Za-z]+):(.+)$/.exec(definition) ?? [];
    if (kind === 'client' || kind === 'scope' || kind === 'person' || kind === 'team' || kind === 'issuer')
      complaints.reference(at('definition'), kind, name);
    else if (kind === 'resourceServer') complaints.reference(at('definition'), 'resource server', name);
    const other = known.get(`${rule} ${definition}`);
    if (other !== undefined)
      complaints.complain(at(), 'waiver_twice', `${other} waives the same`, 'Keep one of the two.', 'key');
    known.set(`${rule} ${definition}`, id);
  }
}

/** Complains where there is none. */
function ruleOf(complaints: Complaints, path: Path, id: string, part: 'key' | 'value'): Rule | undefined {
  const rule = rules.find((one) => one.id === id);
  if (rule !== undefined) return rule;
  const nearest = nearestName(
    id,
    rules.map((one) => one.id),
  );
  complaints.complain(
    path,
    'rule_unknown',
    `there is no rule ${id}`,
    nearest === null ? 'ambit rules lists them.' : `Did you mean ${nearest}?`,
    part,
  );
  return undefined;
}
