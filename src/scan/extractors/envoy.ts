import { clientIdOf, hasClientSettings, hintsOf, plainName } from '../deployment/context.ts';
import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { embeddedIn } from '../deployment/embedded.ts';
import { Findings } from '../deployment/findings.ts';
import { writtenScopes } from '../deployment/scope-value.ts';
import { whoseScopes } from '../deployment/whose-scopes.ts';
import { type Mapping, textOf, type Value, valueAt, walk } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/**
 * Envoy: `auth_scopes` of the OAuth2 filter and `scopes` of the OAuth2 credential injector, in static configuration, xDS resources,
 * Istio's EnvoyFilter and files of ConfigMaps, and `scopes` of a client among the settings of a plugin (envoyproxy.io, API v3, «OAuth» and «OAuth2 credential». JSON Web
 * Token and RBAC filters check scopes and ask for none.
 */
export const envoy: Extractor = {
  id: 'envoy',
  title: 'Envoy proxy configuration',
  paths: /\.(?:ya?ml|json|tpl|tmpl|j2|template)(?:\.\w+)?$/i,
  mentions: ['auth_scopes', 'authScopes', 'injected_credentials', 'plugin_config'],
  recognises: ({ text }) =>
    !isDescription(text) &&
    /oauth2|injected_credentials|plugin_config/i.test(text) &&
    !/\$ref|CustomResourceDefinition|openAPIV3Schema/.test(text),
  extract(file) {
    const { roots, warning } = documentsOf(file);
    const findings = new Findings();
    for (const root of roots) readDocument(root, file.text, findings, 0);
    return findings.extraction(warning);
  },
};

function readDocument(root: Value | null, source: string, findings: Findings, depth: number): void {
  for (const { path, value } of walk(root)) {
    if (value.kind === 'scalar') {
      if (depth > 2 || !/auth_?scopes|injected_credentials/i.test(textOf(value) ?? '')) continue;
      const inner = embeddedIn(value, source, path.at(-1) ?? '');
      for (const one of inner?.roots ?? [])
        readDocument(one, inner?.source ?? '', findings.within(inner?.at ?? ((at) => at)), depth + 1);
    }
    if (value.kind !== 'mapping') continue;
    if (path.includes('plugin_config') && hasClientSettings(value)) readPlugin(value, source, findings);
    const type = textOf(valueAt(value, '@type')) ?? textOf(valueAt(value, 'type_url'));
    for (const setting of value.entries) {
      const asks =
        plainName(setting.name) === 'authscopes' ||
        (setting.name === 'scopes' && type?.includes('injected_credentials') === true);
      if (!asks) continue;
      const endpoint =
        textOf(valueAt(value, 'authorization_endpoint')) ?? textOf(valueAt(value, 'token_endpoint', 'uri'));
      const client =
        textOf(valueAt(value, 'credentials', 'client_id')) ?? textOf(valueAt(value, 'client_credentials', 'client_id'));
      findings.add(
        'request',
        writtenScopes(setting.value, source),
        { client: client === null || /[${}<>\s\ue000]/.test(client) ? null : client, provider: whoseScopes(endpoint) },
        setting.nameOffset,
      );
    }
  }
}

/** A filter of somebody's own, in Go or WebAssembly, has settings of its own; those of a client go by the same names everywhere. */
function readPlugin(settings: Mapping, source: string, findings: Findings): void {
  for (const { name, nameOffset, value } of settings.entries)
    if (/^scopes?$/.test(plainName(name)) && value.kind !== 'mapping')
      findings.add(
        'request',
        writtenScopes(value, source),
        { client: clientIdOf(settings), provider: whoseScopes(...hintsOf(settings)) },
        nameOffset,
      );
}
