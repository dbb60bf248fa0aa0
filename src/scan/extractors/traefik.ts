import { type Context, OUTERMOST } from '../deployment/context.ts';
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
 * (doc.traefik.io/traefik-hub. Labels of containers are read where Compose is. A plugin's own manifest, `.traefik.yml`, has settings with
 * which the catalog runs it (`testData`; plugins.traefik.io, «Plugin development», read 2026-11-25).
 */
export const traefik: Extractor = {
  id: 'traefik',
  title: 'Traefik gateway configuration',
  paths: /\.(?:ya?ml|toml|json|tpl|tmpl|j2)(?:\.\w+)?$/i,
  mentions: ['scope', 'Scope'],
  recognises: ({ text }) =>
    !isDescription(text) &&
    (isPlugin(text) ||
      /middlewares|Middleware/.test(text) ||
      /providers\.(?:oidc|google|generic-oauth)|traefik-forward-auth/.test(text)),
  extract(file) {
    const { roots, warning } = documentsOf(file);
    const findings = new Findings();
    for (const root of roots) {
      if (isPlugin(file.text)) readPlugin(nameOfPlugin(root), valueAt(root, 'testData'), file.text, findings);
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

/** A plugin's manifest names what is imported, and the settings to try it with. */
function isPlugin(text: string): boolean {
  return /^import:/m.test(text) && /^testData:/m.test(text);
}

function nameOfPlugin(root: Value): string {
  return (
    textOf(valueAt(root, 'import'))
      ?.split('/')
      .findLast((part) => !/^(?:v\d+|src)$/.test(part)) ?? ''
  );
}

function readPlugin(
  plugin: string,
  settings: Value | undefined,
  source: string,
  findings: Findings,
  name?: string | null,
): void {
  if (!CHECKING.test(plugin))
    readerOf(name ?? null, source, findings).read(settings, within(['plugin', plugin], [plugin]));
}

function readerOf(name: string | null, source: string, findings: Findings): SettingsReader {
  return new SettingsReader(source, findings, {
    clientOf: () => (name === null || name.includes('\ue000') ? null : name),
    says: (setting, { path }) =>
      /^(?:overrideScopes|scopesSupported)$/i.test(setting) || path.some((part) => /assert|require/i.test(part))
        ? 'no'
        : null,
  });
}

function within(path: readonly string[], hints: readonly string[]): Context {
  return { ...OUTERMOST, oauth: true, signIn: true, path, hints };
}

function readMiddleware(name: string | null, middleware: Value, source: string, findings: Findings): void {
  for (const { name: kind, value } of entriesOf(middleware)) {
    if (kind === 'plugin')
      for (const plugin of entriesOf(value)) readPlugin(plugin.name, plugin.value, source, findings, name);
    else if (HUB.test(kind)) readerOf(name, source, findings).read(value, within([kind], []));
  }
}
