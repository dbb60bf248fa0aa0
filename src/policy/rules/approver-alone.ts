import { approversOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const approverAlone: WarningRule = {
  id: 'approver-alone',
  severity: 'warning',
  title: 'Only one person may approve what is critical',
  why:
    'When that person is ill, leaves or loses the key, nothing critical can be changed any more, and a new key for anybody needs an approval that nobody can give. ' +
    'What that person wrote nobody can approve at all, for an author’s own yes proves nothing.',
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
    const [only, second] = approversOf(policy, 'critical');
    if (only === undefined || second !== undefined) return [];
    return [
      {
        definition: `person:${only.id}`,
        path: ['people', only.id],
        part: 'key',
        message: `only ${only.id} may approve what is critical`,
        help: 'Give a second person a key and the power to approve critical risks.',
      },
    ];
  },
};
