import { approversOf } from './approvers.ts';
import type { WarningRule } from './types.ts';

export const approverWithoutKey: WarningRule = {
  id: 'approver-without-key',
  severity: 'warning',
  title: 'A person may approve and has nothing to do it with',
  why:
    'An approval is proven by a signature, or by a review or a sign-in that an attestor vouches for: without either the power does nothing but look like a second approver to whoever reads the policy. ' +
    'It is also a place that waits for a key: the name is there already and only a line is added.',
  control: ['AC-02'],
  bad: `people:
  p-2:
    approvalKeys: []
    approves: critical  # found: critical
`,
  badByDefault: `people:
  p-2:
    approves: critical  # found: critical
`,
  good: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: high
`,
  find(policy) {
    const able = new Set(approversOf(policy, 'low'));
    return policy.people
      .filter(({ id, approves }) => approves !== null && !able.has(id))
      .map(({ id, approves, identities }) => ({
        definition: `person:${id}`,
        path: ['people', id, 'approves'],
        message: `${id} may approve risks up to ${approves} and has ${identities === undefined ? 'neither key nor account' : 'an account whose reviews no attestor vouches for'}`,
        help: 'Add the key that ambit approve --generate-key prints, or take the power away.',
      }));
  },
};
