import { readJson, valueAt } from '../documents/index.ts';
import { firstName, scopesIn } from '../scope-values.ts';
import type { Extractor } from '../types.ts';

/**
 * Google Apps Script, and Workspace add-ons on other runtimes: `oauthScopes` of `appsscript.json`
 * (developers.google.com/apps-script/manifest, and of a deployment
 * (developers.google.com/workspace/add-ons/guides/alternate-runtimes. `webapp`, `executionApi` and the hosts of
 * `urlFetchWhitelist` ask for nothing, and which scopes Google works out for a manifest without a list isn't known from it.
 */
export const appsScript: Extractor = {
  id: 'apps-script',
  title: 'Google Apps Script and Workspace add-on manifests',
  paths: /\.json[^/.]*$|appsscript[^/]*$/i,
  mentions: ['oauthScopes'],
  recognises: ({ path, text }) => /appsscript[^/]*$/i.test(path) || text.includes('addOns'),
  extract({ path, text }) {
    const { root, problem } = readJson(text);
    const found = scopesIn(valueAt(root, 'oauthScopes'), text, {
      client: firstName(valueAt(root, 'addOns', 'common', 'name')),
      provider: 'google',
    });
    return { ...found, warning: found.found.length > 0 || /appsscript/i.test(path) ? problem : null };
  },
};
