import { documentsOf, entriesOf, textOf, type Value, valueAt } from '../documents/index.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { firstName, joined, scopesIn } from '../scope-values.ts';
import type { Extraction, Extractor } from '../types.ts';

const TOKENS = ['bot', 'bot_optional', 'user', 'user_optional'];

/**
 * Slack app manifests in JSON and YAML: `oauth_config.scopes` (docs.slack.dev/reference/app-manifest, and the scopes that
 * an app asks of others, `external_auth_providers`. A scope that is optional is asked for like any other: who installs the app may refuse it.
 */
export const slackManifest: Extractor = {
  id: 'slack-manifest',
  title: 'Slack app manifests',
  paths: /\.(jsonc?|json5|ya?ml)$/i,
  mentions: ['oauth_config', 'external_auth_providers'],
  recognises: ({ path, text }) => /slack|manifest/i.test(path) || text.includes('display_information'),
  extract(file) {
    const documents = documentsOf(file);
    return joined(
      documents.flatMap(({ root, problem }) => [
        ...manifestsIn(root).map((manifest) => fromManifest(manifest, file.text)),
        { found: [], warning: problem },
      ]),
    );
  },
};

/** A file is a manifest, or has some under names of its own (`manifest`, `development`), beside what else a tool keeps there. */
function manifestsIn(root: Value | null, depth = 0): readonly Value[] {
  if (root === null) return [];
  if (valueAt(root, 'oauth_config', 'scopes') !== undefined || valueAt(root, 'external_auth_providers') !== undefined)
    // Within something else, a manifest is known by its face.
    return depth === 0 || valueAt(root, 'display_information') !== undefined ? [root] : [];
  return depth === 2 ? [] : entriesOf(root).flatMap(({ value }) => manifestsIn(value, depth + 1));
}

function fromManifest(manifest: Value, text: string): Extraction {
  const client = firstName(valueAt(manifest, 'display_information', 'name'));
  const scopes = valueAt(manifest, 'oauth_config', 'scopes');
  return joined([
    ...TOKENS.map((token) =>
      scopesIn(valueAt(scopes, token), text, { client, provider: 'slack', separator: 'blank-or-comma' }),
    ),
    ...entriesOf(valueAt(manifest, 'external_auth_providers', 'oauth2')).map(({ value }) =>
      scopesIn(valueAt(value, 'options', 'scope'), text, {
        client,
        provider: providerOfUrl(textOf(valueAt(value, 'options', 'authorization_url'))),
      }),
    ),
  ]);
}
