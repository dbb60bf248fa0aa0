import { approversOf, demandByRisk } from './approvers.ts';
import type { WarningRule } from './types.ts';

export const approverAlone: WarningRule = {
  id: 'approver-alone',
  severity: 'warning',
  title: 'Nobody can stand in for those who approve what is critical',
  why:
    'When the only person who may is ill, leaves or loses the key, nothing critical can be changed any more, and a new key for anybody needs an approval that nobody can give. ' +
    'What that person wrote nobody can approve at all, for an author’s own yes proves nothing. ' +
    'It is the same with two where two approvals are needed.',
  control: ['AC-02', 'AC-17'],
  bad: `people:
  p-2:  # found: p-2
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: critical
`,
  good: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: critical
  p-3:
    approvalKeys: ['carol.acme.example+9252ebfc+AbWfjVwSe+ERcwVBKaXZ9LVSfnzQ5Ziy06wQIuXLz02f']
    approves: critical
`,
  find(policy) {
    const { count, team } = demandByRisk(policy, 'critical');
    const able = approversOf(policy, 'critical');
    const [first] = able;
    // Of a team that has to approve, team-too-small says it.
    if (team !== null || first === undefined || able.length > count) return [];
    return [
      {
        definition: `person:${first}`,
        path: ['people', first],
        message:
          count === 1
            ? `only ${first} may approve what is critical`
            : `${count} people have to approve what is critical, and only ${able.join(' and ')} may`,
        help: 'Give one more person the power to approve critical risks, and a key or an account whose reviews an attestor vouches for.',
      },
    ];
  },
};
