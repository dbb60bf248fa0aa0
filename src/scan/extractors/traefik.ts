import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { SettingsReader } from '../deployment/settings-reader.ts';
import { type Entry, entriesOf, textOf, type Value, valueAt, walk } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/** Middlewares of Traefik Hub that ask for a token or sign somebody in; `jwt` and `oAuthIntrospection` check. */
const HUB = /^(?:oidc|oauthClientCredentials)$/i;
/** Plugins that check tokens. */
const CHECKING = /jwt(?!-oidc)|opa|introspect|api-?key/i;

/**
 * Traefik's dynamic configuration, in files and Middleware resources: plugins that sign people in (traefik-oidc-auth, traefikoidc,
 * keycloakopenid and others of the plugin catalog, plugins.traefik.io) and Traefik Hub's OIDC and client credentials middlewares
 * (doc.traefik.io/traefik-hub. Labels of containers are read where Compose is.
 */
export const traefik: Extractor = {
  id: 'traefik',
  title: 'Traefik gateway configuration',
  paths: /\.(?:ya?ml|toml|json|tpl|tmpl|j2)(?:\.\w+)?$/i,
  mentions: ['scope', 'Scope'],
  recognises: ({ text }) =>
    !isDescription(text) &&
    (/middlewares|Middleware/.test(text) || /providers\.(?:oidc|google|generic-oauth)|traefik-forward-auth/.test(text)),
  extract(file) {
    const { roots, warning } = documentsOf(file);
    const findings = new Findings();
    for (const root of roots) {
      for (const { value } of walk(root)) {
        for (const [name, middleware] of middlewaresOf(value)) readMiddleware(name, middleware, file.text, findings);
      }
    }
    return findings.extraction(warning);
  },
};

function middlewaresOf(value: Value): readonly (readonly [string | null, Value])[] {
  if (value.kind !== 'mapping') return [];
  if (textOf(valueAt(value, 'kind')) === 'Middleware') {
    const spec = valueAt(value, 'spec');
    return spec === undefined ? [] : [[textOf(valueAt(value, 'metadata', 'name')), spec]];
  }
  const named = valueAt(value, 'middlewares');
  return entriesOf(named).map((entry: Entry) => [entry.name, entry.value] as const);
}

function readMiddleware(name: string | null, middleware: Value, source: string, findings: Findings): void {
  const reader = new SettingsReader(source, findings, {
    clientOf: () => (name === null || name.includes('\ue000') ? null : name),
    says: (setting, { path }) =>
      /^(?:overrideScopes|scopesSupported)$/i.test(setting) || path.some((part) => /assert|require/i.test(part))
        ? 'no'
        : null,
  });
  for (const { name: kind, value } of entriesOf(middleware)) {
    if (kind === 'plugin') {
      for (const plugin of entriesOf(value))
        if (!CHECKING.test(plugin.name))
          reader.read(plugin.value, {
            oauth: true,
            signIn: true,
            path: ['plugin', plugin.name],
            client: null,
            hints: [plugin.name],
            depth: 0,
            beside: [],
          });
    } else if (HUB.test(kind))
      reader.read(value, { oauth: true, signIn: true, path: [kind], client: null, hints: [], depth: 0, beside: [] });
  }
}
