import { entriesOf, itemsOf, readYaml, textOf, type Value, valueAt } from '../documents/index.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { isScopeToken, PLACEHOLDER } from '../scope-tokens.ts';
import { firstName, joined, scopesIn } from '../scope-values.ts';
import type { Extraction, Extractor } from '../types.ts';

/**
 * Atlassian Forge: `permissions.scopes` of `manifest.yml`, as a list and as a map with `allowImpersonation`
 * (developer.atlassian.com/platform/forge/manifest-reference/permissions, and what an app asks of other services,
 * `providers.auth[].scopes` (developer.atlassian.com/platform/forge/manifest-reference/providers. `permissions.external`
 * and `permissions.content` are hosts and content policies.
 */
export const atlassianForge: Extractor = {
  id: 'atlassian-forge',
  title: 'Atlassian Forge app manifests',
  paths: /\.ya?ml$/i,
  mentions: ['scopes'],
  recognises: ({ path, text }) =>
    /manifest[^/]*\.ya?ml$/i.test(path) || (/^["']?permissions\b/m.test(text) && /^["']?(?:app|modules)\b/m.test(text)),
  extract({ text }) {
    return joined(
      readYaml(text).flatMap(({ root, problem }) =>
        isForge(root) ? [fromManifest(root, text), { found: [], warning: problem }] : [],
      ),
    );
  },
};

function isForge(root: Value | null): boolean {
  const app = valueAt(root, 'app');
  if (textOf(valueAt(app, 'id'))?.startsWith('ari:cloud:ecosystem::') === true) return true;
  // Without an id of Atlassian's, as in a template, an app is known by what only Forge has beside it.
  const runs = valueAt(app, 'runtime', 'name') !== undefined || valueAt(app, 'id') !== undefined;
  return valueAt(root, 'modules') !== undefined && (runs || valueAt(root, 'permissions', 'scopes') !== undefined);
}

function fromManifest(root: Value | null, text: string): Extraction {
  const client = firstName(valueAt(root, 'app', 'name'), valueAt(root, 'app', 'id'));
  const remotes = itemsOf(valueAt(root, 'remotes'));
  return joined([
    scopesOfPermissions(valueAt(root, 'permissions', 'scopes'), text, client),
    ...itemsOf(valueAt(root, 'providers', 'auth')).map((provider) =>
      scopesIn(valueAt(provider, 'scopes'), text, {
        client,
        provider: providerOf(provider, remotes),
        separator: 'blank',
      }),
    ),
  ]);
}

/** Names of a map are scopes: `read:jira-work: {allowImpersonation: true}`, also within a list. */
function scopesOfPermissions(scopes: Value | undefined, text: string, client: string | null): Extraction {
  const asking = { client, provider: 'atlassian' };
  if (scopes?.kind === 'list') return joined(scopes.items.map((item) => scopesOfPermissions(item, text, client)));
  if (scopes?.kind !== 'mapping') return scopesIn(scopes, text, asking);
  return {
    found: scopes.entries.flatMap(({ name, nameOffset }) => {
      if (!isScopeToken(name) || PLACEHOLDER.test(name)) return [];
      const offset = text.startsWith(name, nameOffset) ? nameOffset : nameOffset + 1;
      return [{ kind: 'request' as const, scope: name, offset, ...asking, confidence: 'high' as const }];
    }),
  };
}

/** Whom a provider's authorization goes to: the remote that it names, else any of the provider's own. */
function providerOf(provider: Value, remotes: readonly Value[]): string | null {
  const names = [
    textOf(valueAt(provider, 'actions', 'authorization', 'remote')),
    ...itemsOf(valueAt(provider, 'remotes')).map(textOf),
  ];
  for (const name of names) {
    const remote = name === null ? undefined : remotes.find((one) => textOf(valueAt(one, 'key')) === name);
    const known = providerOfUrl(baseUrlOf(remote));
    if (known !== null) return known;
  }
  return null;
}

/** A remote has one address, or one for each region. */
function baseUrlOf(remote: Value | undefined): string | null {
  const address = valueAt(remote, 'baseUrl');
  return textOf(address) ?? textOf(entriesOf(address)[0]?.value);
}
