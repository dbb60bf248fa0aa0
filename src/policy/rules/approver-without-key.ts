import type { WarningRule } from './types.ts';

export const approverWithoutKey: WarningRule = {
  id: 'approver-without-key',
  severity: 'warning',
  title: 'A person may approve and has no key to do it with',
  why:
    'An approval is proven by its signature, or by the review of an account, so the power does nothing but look like a second approver to whoever reads the policy. ' +
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
  find({ people }) {
    return people
      .filter(
        ({ approves, approvalKeys, identities }) =>
          approves !== null && approvalKeys.length === 0 && identities === undefined,
      )
      .map(({ id, approves }) => ({
        definition: `person:${id}`,
        path: ['people', id, 'approves'],
        message: `${id} may approve risks up to ${approves} and has neither key nor account`,
        help: 'Add the key that ambit approve --generate-key prints, or take the power away.',
      }));
  },
};
