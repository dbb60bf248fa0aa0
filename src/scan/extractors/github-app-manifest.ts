import { documentsOf, entriesOf, textOf, valueAt } from '../documents/index.ts';
import { firstName } from '../scope-values.ts';
import type { Extractor, Found } from '../types.ts';

const LEVELS: ReadonlySet<string> = new Set(['read', 'write', 'admin']);

/**
 * Manifests of GitHub Apps, in JSON and as Probot's `app.yml`: `default_permissions`
 * (docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest. A permission and its level are one
 * scope, `contents:write`: GitHub's own metadata of tokens keeps the two apart, and each level is a right of its own. `permissions` of a
 * workflow belong to the token that GitHub gives to a job, which no app asks for.
 */
export const githubAppManifest: Extractor = {
  id: 'github-app-manifest',
  title: 'GitHub App manifests',
  paths: /\.(jsonc?|ya?ml)$/i,
  mentions: ['default_permissions'],
  recognises: () => true,
  extract(file) {
    const documents = documentsOf(file);
    const found = documents.flatMap(({ root }) => {
      const client = firstName(valueAt(root, 'name'));
      return entriesOf(valueAt(root, 'default_permissions')).flatMap(({ name, nameOffset, value }): Found[] => {
        const level = textOf(value);
        if (level === null || !LEVELS.has(level) || !/^\w+$/.test(name)) return [];
        const offset = file.text[nameOffset] === '"' || file.text[nameOffset] === "'" ? nameOffset + 1 : nameOffset;
        return [{ kind: 'request', scope: `${name}:${level}`, offset, client, provider: 'github', confidence: 'high' }];
      });
    });
    const broken = documents.find(({ problem }) => problem !== null)?.problem ?? null;
    return { found, warning: broken };
  },
};
