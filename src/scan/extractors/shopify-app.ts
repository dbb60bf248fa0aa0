import { readToml, textOf, valueAt } from '../documents/index.ts';
import { firstName, joined, scopesIn } from '../scope-values.ts';
import type { Extractor } from '../types.ts';

/** Nobody else's scopes look like this, so that a file by another name is known by them. */
const ONLY_SHOPIFY =
  /^scopes\s{0,9}=\s{0,9}"(?:unauthenticated_)?(?:read|write)_[a-z_]{1,60}(?:[,\s]{1,9}(?:unauthenticated_)?(?:read|write)_[a-z_]{1,60}){0,99}"\s*$/m;

/**
 * Shopify app configurations: `[access_scopes]` of `shopify.app.toml` and of its named versions, and the `scopes` at the top of the older
 * ones (shopify.dev/docs/apps/build/cli-for-apps/app-configuration. Optional scopes are asked for while the app runs. With
 * `use_legacy_install_flow` the app names its scopes itself when it is installed, so that these are what is meant, not what is sent.
 */
export const shopifyApp: Extractor = {
  id: 'shopify-app',
  title: 'Shopify app configurations',
  paths: /\.toml$/i,
  mentions: ['scopes'],
  recognises: ({ path, text }) =>
    /shopify\.app[^/]*\.toml$/i.test(path) || text.includes('access_scopes') || ONLY_SHOPIFY.test(text),
  extract({ path, text }) {
    const { root, problem } = readToml(text);
    const access = valueAt(root, 'access_scopes');
    const legacy = valueAt(access, 'use_legacy_install_flow');
    const asking = {
      client: firstName(valueAt(root, 'name'), valueAt(root, 'client_id')),
      provider: 'shopify',
      separator: 'blank-or-comma' as const,
      confidence: legacy?.kind === 'scalar' && legacy.value === true ? ('medium' as const) : ('high' as const),
    };
    const named = /shopify\.app[^/]*\.toml$/i.test(path);
    const scopes = valueAt(root, 'scopes');
    const top = named || ONLY_SHOPIFY.test(`scopes = "${textOf(scopes) ?? ''}"`) ? scopes : undefined;
    return joined([
      scopesIn(valueAt(access, 'scopes'), text, asking),
      scopesIn(valueAt(access, 'optional_scopes'), text, asking),
      scopesIn(top, text, named ? asking : { ...asking, confidence: 'medium' }),
      { found: [], warning: problem },
    ]);
  },
};
