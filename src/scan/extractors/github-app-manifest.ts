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
    const kept = new Set(found.map(({ offset }) => offset));
    const rest =
      broken === null || !/\.ya?ml$/i.test(file.path)
        ? []
        : fromLines(file.text, firstName(valueAt(documents[0]?.root, 'name')));
    return { found: [...found, ...rest.filter(({ offset }) => !kept.has(offset))], warning: broken };
  },
};

/**
 * Probot's template has every permission as a comment, and whoever takes one out of it easily leaves a blank too many or too few. Such a
 * file is no YAML, and its lines still say what they ask for.
 */
function fromLines(text: string, client: string | null): Found[] {
  const found: Found[] = [];
  let inside = false;
  let at = 0;
  for (const line of text.split('\n')) {
    const setting = /^(?<before>[ \t]*)(?<name>\w{1,60}):[ \t]*(?<level>\w{0,10})[ \t]*(?:#.*)?\r?$/.exec(line)?.groups;
    if (setting?.['before'] === '') inside = setting['name'] === 'default_permissions';
    else if (inside && setting !== undefined && LEVELS.has(setting['level'] ?? ''))
      found.push({
        kind: 'request',
        scope: `${setting['name']}:${setting['level']}`,
        offset: at + (setting['before']?.length ?? 0),
        client,
        provider: 'github',
        confidence: 'medium',
      });
    at += line.length + 1;
  }
  return found;
}
