import type { AlertRoute, ApprovalDemand, Attestor, Policy, Team, Waiver } from '../../policy/index.ts';
import { type BareChange, type DiffContext, NO_REACH, pairsOf, without } from './context.ts';
import type { ChangeKind, ChangeSubject, PolicyChange } from './types.ts';

/** What changes for how the policy itself is kept: teams, which approvals are needed, waivers, severities of rules, routes of alerts. */
export function governanceChanges({ before, after }: DiffContext): BareChange[] {
  const [was, is] = [before.policy, after.policy];
  return [
    ...teamChanges(was, is),
    ...attestorChanges(was, is),
    ...approvalsChanges(was, is),
    ...waiverChanges(was, is),
    ...ruleChanges(was, is),
    ...routeChanges(was, is),
  ];
}

function changeOf(
  kind: ChangeKind,
  subject: ChangeSubject,
  widening: boolean,
  words: string,
  [before, after]: readonly [PolicyChange['before'], PolicyChange['after']],
): BareChange {
  return { kind, subject, widening, words, before, after, ...NO_REACH };
}

function teamChanges(before: Policy, after: Policy): BareChange[] {
  const pairs = pairsOf<Team>(before.teams ?? [], after.teams ?? [], ({ id }) => id);
  return pairs.flatMap(({ name, was, is }) => {
    const subject = { kind: 'team', name } as const;
    const found: BareChange[] = [];
    if (was === null) found.push(changeOf('team_added', subject, false, `The team ${name} is new.`, [null, name]));
    if (is === null) found.push(changeOf('team_removed', subject, false, `The team ${name} is gone.`, [name, null]));
    for (const member of without(is?.members ?? [], was?.members ?? []))
      found.push(
        changeOf('team_member_gained', subject, true, `${member} belongs to ${name}, which did not.`, [null, member]),
      );
    for (const member of without(was?.members ?? [], is?.members ?? []))
      found.push(
        changeOf('team_member_lost', subject, false, `${member} no longer belongs to ${name}.`, [member, null]),
      );
    for (const field of ['description', 'author'] as const)
      if (was !== null && is !== null && was[field] !== is[field])
        found.push(
          changeOf('team_reworded', subject, false, `The ${field} of ${name} is now: ${is[field]}`, [
            was[field],
            is[field],
          ]),
        );
    return found;
  });
}

function attestorChanges(before: Policy, after: Policy): BareChange[] {
  const pairs = pairsOf<Attestor>(before.attestors ?? [], after.attestors ?? [], ({ id }) => id);
  return pairs.flatMap(({ name, was, is }) => {
    const subject = { kind: 'attestor', name } as const;
    if (is === null)
      return [
        changeOf('attestor_removed', subject, false, `Nothing that ${name} vouches for counts any more.`, [name, null]),
      ];
    if (was === null) {
      const words =
        is.approves === undefined
          ? `${name} vouches for check runs: whoever has its key can say that a change passed.`
          : `${name} vouches for approvals up to ${is.approves} risk: whoever has its key can give anybody's.`;
      return [changeOf('attestor_added', subject, true, words, [null, name])];
    }
    return (['attests', 'api', 'repository', 'key', 'approves', 'description', 'author'] as const).flatMap((field) => {
      if (was[field] === is[field]) return [];
      const widening = field !== 'description' && field !== 'author';
      const [before, after] = [was[field] ?? null, is[field] ?? null];
      const words = `The ${field} of the attestor ${name} is now ${after}, where it was ${before}.`;
      return [changeOf('attestor_changed', subject, widening, words, [before, after])];
    });
  });
}

function approvalsChanges(before: Policy, after: Policy): BareChange[] {
  const subject = { kind: 'approvals', name: 'policy' } as const;
  const found: BareChange[] = [];
  const demands = pairsOf(demandsOf(before), demandsOf(after), ({ on }) => on);
  for (const { name, was, is } of demands) {
    const [texts, demand, demandBefore] = [[textOf(was?.demand), textOf(is?.demand)] as const, is?.demand, was?.demand];
    if (texts[0] === texts[1]) continue;
    const less =
      (demand?.count ?? 0) < (demandBefore?.count ?? 0) ||
      (demandBefore?.team !== undefined && demandBefore.team !== null && demand?.team !== demandBefore.team);
    const words = `What is ${name} needs ${texts[1] ?? 'what it needs anyway'}, where it was ${texts[0] ?? 'that'}.`;
    found.push(changeOf('approvals_changed', subject, less, words, texts));
  }
  const [author, authorBefore] = [after.approvals?.author ?? null, before.approvals?.author ?? null];
  if (author !== authorBefore)
    found.push(
      changeOf(
        'approvals_reworded',
        subject,
        false,
        author === null
          ? 'The policy says nothing any more of which approvals are needed.'
          : `Which approvals are needed is written by ${author}${authorBefore === null ? '' : `, where it was ${authorBefore}`}.`,
        [authorBefore, author],
      ),
    );
  return found;
}

function demandsOf({ approvals }: Policy): { readonly on: string; readonly demand: ApprovalDemand }[] {
  return [...Object.entries(approvals?.risk ?? {}), ...Object.entries(approvals?.sensitivity ?? {})].map(
    ([on, demand]) => ({ on, demand }),
  );
}

function textOf(demand: ApprovalDemand | undefined): string | null {
  if (demand === undefined) return null;
  const from = demand.team === null ? '' : ` of ${demand.team}`;
  return `${demand.count} ${demand.count === 1 ? 'approval' : 'approvals'}${from}`;
}

function waiverChanges(before: Policy, after: Policy): BareChange[] {
  const pairs = pairsOf<Waiver>(before.waivers ?? [], after.waivers ?? [], ({ id }) => id);
  return pairs.flatMap(({ name, was, is }) => {
    const subject = { kind: 'waiver', name } as const;
    if (is === null)
      return [
        changeOf('waiver_removed', subject, false, `The waiver ${name} is gone, and ${was?.rule} holds again.`, [
          name,
          null,
        ]),
      ];
    if (was === null) {
      const words = `${is.definition} may break ${is.rule} until ${is.expires}: ${is.reason}`;
      return [changeOf('waiver_added', subject, true, words, [null, name])];
    }
    return (['rule', 'definition', 'expires', 'owner', 'author', 'reason'] as const).flatMap((field) => {
      if (was[field] === is[field]) return [];
      const wider = field === 'rule' || field === 'definition' || (field === 'expires' && is.expires > was.expires);
      const words = `The ${field} of the waiver ${name} is now ${is[field]}, where it was ${was[field]}.`;
      return [changeOf('waiver_changed', subject, wider, words, [was[field], is[field]])];
    });
  });
}

function ruleChanges(before: Policy, after: Policy): BareChange[] {
  const [were, are] = [before.rules ?? {}, after.rules ?? {}];
  return [...new Set([...Object.keys(were), ...Object.keys(are)])].sort().flatMap((id) => {
    const [was, is] = [were[id] ?? null, are[id] ?? null];
    if (was === is) return [];
    const words = `The rule ${id} ${is === 'error' ? 'refuses a policy that breaks it' : 'warns'}, where it ${was === 'error' ? 'refused' : 'warned'}.`;
    return [changeOf('rule_severity_changed', { kind: 'rule', name: id }, was === 'error', words, [was, is])];
  });
}

/** Either can let somebody know less: what no route took went to every receiver, and goes to those of a new one alone. */
function routeChanges(before: Policy, after: Policy): BareChange[] {
  const subject = { kind: 'alert_routes', name: 'policy' } as const;
  const [were, are] = [(before.alertRoutes ?? []).map(routeText), (after.alertRoutes ?? []).map(routeText)];
  return [
    ...without(are, were).map((text) =>
      changeOf('alert_route_gained', subject, true, `Alerts go another way: ${text}.`, [null, text]),
    ),
    ...without(were, are).map((text) =>
      changeOf('alert_route_lost', subject, true, `Alerts no longer go this way: ${text}.`, [text, null]),
    ),
  ];
}

function routeText({ alerts, severities, owners, webhooks }: AlertRoute): string {
  const what = [severities?.join(' and ') ?? 'all', alerts?.join(', ') ?? 'alerts'];
  const whose = owners === undefined ? '' : ` about what ${owners.join(', ')} own`;
  return `${what.join(' ')}${whose} to ${webhooks.join(', ')}`;
}
