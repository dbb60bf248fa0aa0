import { readJson, textOf, valueAt } from '../documents/index.ts';
import { firstName, scopesIn } from '../scope-values.ts';
import type { Extractor } from '../types.ts';

/**
 * Descriptors of Atlassian Connect apps: `scopes`
 * (developer.atlassian.com/cloud/jira/platform/connect-app-descriptor.
 */
export const atlassianConnect: Extractor = {
  id: 'atlassian-connect',
  title: 'Atlassian Connect app descriptors',
  paths: /\.json[^/.]*$/i,
  mentions: ['scopes'],
  recognises: ({ path, text }) =>
    /atlassian-connect[^/]*$/i.test(path) || (text.includes('"baseUrl"') && text.includes('"lifecycle"')),
  extract({ path, text }) {
    const { root, problem } = readJson(text);
    const named = /atlassian-connect[^/]*$/i.test(path);
    const descriptor =
      textOf(valueAt(root, 'key')) !== null &&
      ['baseUrl', 'authentication', 'apiVersion', 'modules'].some((name) => valueAt(root, name) !== undefined);
    if (!descriptor) return { found: [], warning: named ? problem : null };
    const client = firstName(valueAt(root, 'name'), valueAt(root, 'key'));
    return { ...scopesIn(valueAt(root, 'scopes'), text, { client, provider: 'atlassian' }), warning: problem };
  },
};
