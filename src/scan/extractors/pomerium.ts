import { plainName } from '../deployment/context.ts';
import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { embeddedIn } from '../deployment/embedded.ts';
import { Findings } from '../deployment/findings.ts';
import { writtenScopes } from '../deployment/scope-value.ts';
import { whoseScopes } from '../deployment/whose-scopes.ts';
import { entriesOf, textOf, type Value, valueAt, walk } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/** Mappings whose `scopes` Pomerium asks for: of its identity provider, and of what a route's MCP server signs in to. */
const OWN = new Set(['idp', 'identityprovider', 'upstreamoauth2', 'upstreamoauth', 'oauth2']);

/**
 * Pomerium: `idp_scopes` of its configuration, the identity provider of its resource and Helm values, and `upstream_oauth2` of a route
 * to an MCP server (pomerium.com/docs/reference, «Identity provider scopes». Policies check claims and ask for none.
 */
export const pomerium: Extractor = {
  id: 'pomerium',
  title: 'Pomerium configuration',
  paths: /\.(?:ya?ml|json|toml|tpl|tmpl|env)(?:\.\w+)?$|\.env[\w.]*$/i,
  mentions: ['scopes', 'SCOPES'],
  recognises: ({ path, text }) =>
    !isDescription(text) &&
    (/pomerium/i.test(text) || /pomerium/i.test(path) || /^\s*["']?idp_(?:scopes|provider)/im.test(text)),
  extract(file) {
    const findings = new Findings();
    const { roots, warning } = documentsOf(file);
    for (const root of roots) readDocument(root, file.text, findings, 0);
    return findings.extraction(/env[\w.]*$/i.test(file.path) ? null : warning);
  },
};

function readDocument(root: Value | null, source: string, findings: Findings, depth: number): void {
  if (textOf(valueAt(root, 'kind')) === 'CustomResourceDefinition') return;
  for (const { path, value } of walk(root)) {
    if (value.kind === 'scalar') {
      if (depth > 2 || !/idp_scopes|upstream_oauth2/.test(textOf(value) ?? '')) continue;
      const inner = embeddedIn(value, source, path.at(-1) ?? '');
      for (const one of inner?.roots ?? [])
        readDocument(one, inner?.source ?? '', findings.within(inner?.at ?? ((at) => at)), depth + 1);
    }
    const own = OWN.has(plainName(path.at(-1) ?? ''));
    for (const setting of entriesOf(value)) {
      const asks = setting.name === 'idp_scopes' || setting.name === 'idpScopes' || (own && setting.name === 'scopes');
      if (!asks) continue;
      const client =
        textOf(valueAt(value, 'idp_client_id')) ??
        textOf(valueAt(value, 'client_id')) ??
        textOf(valueAt(value, 'clientID'));
      findings.add(
        'request',
        writtenScopes(setting.value, source),
        {
          client: client === null || /[${}<>\s\ue000]/.test(client) ? null : client,
          provider: whoseScopes(
            textOf(valueAt(value, 'idp_provider')),
            textOf(valueAt(value, 'provider')),
            textOf(valueAt(value, 'idp_provider_url')),
            textOf(valueAt(value, 'url')),
            textOf(valueAt(value, 'endpoint', 'auth_url')),
          ),
        },
        setting.nameOffset,
      );
    }
  }
}
