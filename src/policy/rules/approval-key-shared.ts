import { approvalKeyIdentity, parseApprovalKey } from '../approval-key.ts';
import type { RefusingRule } from './types.ts';

/** Null for keys that are none: those are refused as such. */
function identityOf(key: string): string | null {
  try {
    return approvalKeyIdentity(parseApprovalKey(key));
  } catch {
    return null;
  }
}

/** The key itself is compared: the same one under another name, or as a line of OpenSSH, is the same. */
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
      approvalKeys.flatMap((key) => {
        const identity = identityOf(key);
        if (identity === null) return [];
        const owner = owners.get(identity);
        owners.set(identity, id);
        if (owner === undefined || owner === id) return [];
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
