import { entriesOf, readJson, textsOf, valueAt } from '../documents/index.ts';
import { scopesOf } from '../scope-tokens.ts';
import type { Extractor } from '../types.ts';

/** Google Apps Script: `oauthScopes` of the manifest (developers.google.com/apps-script/manifest, read 2026-11-25). */
export const appsScript: Extractor = {
  id: 'apps-script',
  title: 'Google Apps Script manifests',
  paths: /appsscript[^/]*\.json$/i,
  mentions: ['oauthScopes'],
  recognises: () => true,
  extract({ text }) {
    const { root, problem } = readJson(text);
    const found = textsOf(valueAt(root, 'oauthScopes')).flatMap((scalar) =>
      scopesOf(scalar, text).map((token) => ({
        kind: 'request' as const,
        ...token,
        client: null,
        provider: 'google',
        confidence: 'high' as const,
      })),
    );
    return { found, warning: entriesOf(root).length === 0 ? problem : null };
  },
};
