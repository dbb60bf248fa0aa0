import { itemsOf, readJson, valueAt } from '../documents/index.ts';
import { firstName, joined, scopesIn } from '../scope-values.ts';
import type { Extractor } from '../types.ts';

/**
 * Solutions of the SharePoint Framework: `webApiPermissionRequests` of `package-solution.json`, which an administrator approves for every
 * script of the tenant (learn.microsoft.com/sharepoint/dev/spfx/use-aadhttpclient.
 */
export const sharepointSolution: Extractor = {
  id: 'sharepoint-solution',
  title: 'SharePoint Framework solutions',
  paths: /\.jsonc?$/i,
  mentions: ['webApiPermissionRequests'],
  recognises: () => true,
  extract({ text }) {
    const { root, problem } = readJson(text);
    const solution = valueAt(root, 'solution');
    const asking = { client: firstName(valueAt(solution, 'name')), provider: 'microsoft' };
    return joined([
      ...itemsOf(valueAt(solution, 'webApiPermissionRequests')).map((request) =>
        scopesIn(valueAt(request, 'scope'), text, asking),
      ),
      { found: [], warning: problem },
    ]);
  },
};
