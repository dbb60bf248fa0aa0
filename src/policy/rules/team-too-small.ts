import { approversOf, writtenDemands } from './approvers.ts';
import type { Finding, WarningRule } from './types.ts';

export const teamTooSmall: WarningRule = {
  id: 'team-too-small',
  severity: 'warning',
  title: 'A team has no more people than have to approve',
  why:
    'Who wrote a definition can’t approve it: where a team has just as many who could as have to, whatever one of them writes can never come into effect, nor anything while one is away. ' +
    'Then somebody writes under another’s name or asks for a weaker demand, and it is the demand that goes.',
  control: ['AC-02', 'AC-17'],
  bad: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: critical
  p-3:
    approvalKeys: ['carol.acme.example+9252ebfc+AbWfjVwSe+ERcwVBKaXZ9LVSfnzQ5Ziy06wQIuXLz02f']
    approves: critical
teams:
  t-security:
    description: Looks at what is risky before it is there.
    author: p-1
    members: [p-1, p-2]  # found: members
approvals:
  author: p-1
  risk:
    critical: { count: 1, team: t-security }
`,
  good: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: critical
  p-3:
    approvalKeys: ['carol.acme.example+9252ebfc+AbWfjVwSe+ERcwVBKaXZ9LVSfnzQ5Ziy06wQIuXLz02f']
    approves: critical
teams:
  t-security:
    description: Looks at what is risky before it is there.
    author: p-1
    members: [p-2, p-3]
approvals:
  author: p-1
  risk:
    critical: { count: 1, team: t-security }
`,
  find(policy) {
    const tooSmall = new Map<string, Finding>();
    for (const { by, value, risk, count, team } of writtenDemands(policy)) {
      if (team === null || tooSmall.has(team)) continue;
      const able = approversOf(policy, risk, team);
      if (able.length > count) continue;
      const what = by === 'risk' ? `is ${value}` : `reaches ${value} data`;
      tooSmall.set(team, {
        definition: `team:${team}`,
        path: ['teams', team, 'members'],
        message: `${count} of ${team} ${count === 1 ? 'has' : 'have'} to approve what ${what}, and ${able.length === 0 ? 'nobody' : `only ${able.join(' and ')}`} of it may`,
        help: 'Let one more person belong to it who has the power to approve that, and a key or another way to do it.',
      });
    }
    return [...tooSmall.values()];
  },
};
