import { clientIdOf } from '../deployment/context.ts';
import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { writtenScopes } from '../deployment/scope-value.ts';
import { whoseScopes } from '../deployment/whose-scopes.ts';
import { entriesOf, itemsOf, type Mapping, textOf, type Value, valueAt, walk } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/** Plugins that send somebody to sign in, or fetch a token: what they ask for. */
const ASKING =
  /^(?:openid-connect|oidc|oidcify|upstream-oauth|kong-oidc|openid-connect-\w+|\w*-?oidc(?:-\w+)*|azure-ad|oauth2-client|ai-mcp-oauth2-client)$/;
/** Plugins that issue tokens, or say what there is. */
const DEFINING = /^(?:oauth2|ai-mcp-oauth2|mcp-oauth2)$/;

/**
 * Kong Gateway: declarative files of decK and Kong, and KongPlugin resources (developer.konghq.com/plugins, openid-connect, oauth2 and
 * upstream-oauth. `scopes` of openid-connect is asked for, `scopes_required` is checked, and the oauth2 plugin's
 * `scopes` are the ones that Kong itself issues: definitions.
 */
export const kong: Extractor = {
  id: 'kong',
  title: 'Kong gateway configuration',
  paths: /\.(?:ya?ml|json|tpl|tmpl|template|j2)(?:\.\w+)?$/i,
  mentions: ['scope'],
  recognises: ({ text }) =>
    !isDescription(text) &&
    !/^kind:[ \t]*CustomResourceDefinition/m.test(text) &&
    /plugin|"client_id"|"discovery"/i.test(text) &&
    (/_format_version["']?\s*:|kind["']?:\s*["']?Kong(?:Cluster)?Plugin/.test(text) ||
      (/config["']?\s*:/.test(text) &&
        /(?:name|plugin)["']?\s*:\s*["']?(?:openid-connect|oidc|oauth2|upstream-oauth)["']?\s*(?:[,\n\r}]|$)/.test(
          text,
        ))),
  extract(file) {
    const { roots, warning } = documentsOf(file);
    const findings = new Findings();
    for (const root of roots) {
      // What decK's plugins have in common, under names of one's own.
      for (const { value } of entriesOf(valueAt(root, '_plugin_configs')))
        if (valueAt(value, 'issuer') !== undefined) readPlugin('openid-connect', value, file.text, findings);
      for (const { value } of walk(root)) {
        const plugin = pluginOf(value);
        if (plugin !== null) readPlugin(plugin.name, plugin.config, file.text, findings);
      }
    }
    return findings.extraction(warning);
  },
};

function pluginOf(value: Value): { readonly name: string; readonly config: Value } | null {
  if (value.kind !== 'mapping') return null;
  const config = valueAt(value, 'config') ?? valueAt(value, 'configPatches');
  const name = textOf(valueAt(value, 'plugin')) ?? textOf(valueAt(value, 'name'));
  return config === undefined || name === null ? null : { name, config };
}

function readPlugin(name: string, config: Value, source: string, findings: Findings): void {
  if (config.kind === 'list') {
    // `configPatches` of KongPlugin: a path and a value.
    return;
  }
  const asks = ASKING.test(name);
  if (!asks && !DEFINING.test(name)) return;
  const asker = {
    client: firstClient(config),
    provider: whoseScopes(
      textOf(valueAt(config, 'issuer')),
      textOf(valueAt(config, 'discovery')),
      textOf(valueAt(config, 'oauth', 'token_endpoint')),
      name,
    ),
  };
  for (const at of [config, valueAt(config, 'oauth'), valueAt(config, 'token_exchange', 'request')])
    for (const setting of entriesOf(at))
      if (setting.name === 'scopes' || setting.name === 'scope' || setting.name === 'scopes_supported')
        findings.add(
          (asks || at !== config) && setting.name !== 'scopes_supported' ? 'request' : 'definition',
          writtenScopes(setting.value, source),
          asker,
          setting.nameOffset,
        );
  if (asks) readArguments(config, source, findings, asker);
}

/** Arguments that go along by name and value: `token_post_args_names: [scope]`, `token_post_args_values: [api.read]`. */
function readArguments(
  config: Value,
  source: string,
  findings: Findings,
  asker: { client: string | null; provider: string | null },
): void {
  for (const what of ['authorization_query_args', 'token_post_args', 'login_redirect_args']) {
    const names = itemsOf(valueAt(config, `${what}_names`));
    const values = itemsOf(valueAt(config, `${what}_values`));
    for (const [index, name] of names.entries()) {
      const value = values[index];
      if (textOf(name) === 'scope' && value !== undefined)
        findings.add('request', writtenScopes(value, source), asker, value.offset);
    }
  }
}

function firstClient(config: Value): string | null {
  const of = valueAt(config, 'client_id') ?? valueAt(config, 'oauth', 'client_id');
  const id = of?.kind === 'list' ? textOf(of.items[0]) : textOf(of);
  if (id !== null && id !== undefined && !/[${}<>\s\ue000]/.test(id)) return id;
  return config.kind === 'mapping' ? clientIdOf(config as Mapping) : null;
}
