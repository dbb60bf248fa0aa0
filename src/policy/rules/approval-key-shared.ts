import { parseVerifierKey } from '../../proof/index.ts';
import type { RefusingRule } from './types.ts';

/** Keys that are none are refused as such. */
function isVerifierKey(key: string): boolean {
  try {
    return parseVerifierKey(key) !== null;
  } catch {
    return false;
  }
}

/** The key itself is compared: the same one under another name is the same. */
export const approvalKeyShared: RefusingRule = {
  id: 'approval-key-shared',
  severity: 'error',
  title: 'Two people have the same approval key',
  why: 'An approval is somebody’s because of its key: where two have one, nobody can say whose yes it was, and one person gives two.',
  control: ['AC-17', 'AC-02'],
  bad: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: high
  p-3:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']  # found: 'bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx'
    approves: high
`,
  good: `people:
  p-2:
    approvalKeys: ['bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx']
    approves: high
  p-3:
    approvalKeys: ['carol.acme.example+9252ebfc+AbWfjVwSe+ERcwVBKaXZ9LVSfnzQ5Ziy06wQIuXLz02f']
    approves: high
`,
  find({ people }) {
    const owners = new Map<string, string>();
    return people.flatMap(({ id, approvalKeys }) =>
      approvalKeys.filter(isVerifierKey).flatMap((key) => {
        const material = key.split('+').at(-1) ?? '';
        const owner = owners.get(material);
        owners.set(material, id);
        if (owner === undefined) return [];
        return {
          definition: `person:${id}`,
          path: ['people', id, 'approvalKeys', key],
          message: `this key is ${owner}'s too`,
          help: 'Each person signs with a key of their own.',
        };
      }),
    );
  },
};
