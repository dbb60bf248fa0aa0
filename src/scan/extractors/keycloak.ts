import {
  documentsOf,
  entriesOf,
  itemsOf,
  JSON_OR_YAML,
  type Mapping,
  mappingsOf,
  problemOf,
  textOf,
  type Value,
  valueAt,
} from '../documents/index.ts';
import { Findings } from '../findings.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { providerOfName } from '../provider-names.ts';
import { withDefaults } from '../scope-values.ts';
import type { Confidence, Extractor } from '../types.ts';

const CLIENT_LISTS = ['defaultClientScopes', 'optionalClientScopes'];
const REALM_LISTS = ['defaultDefaultClientScopes', 'defaultOptionalClientScopes'];
/** Crossplane's provider gives a client its scopes in resources of their own, under these names. */
const CROSSPLANE_LISTS: Readonly<Record<string, string>> = {
  ClientDefaultScopes: 'defaultScopes',
  ClientOptionalScopes: 'optionalScopes',
};

/**
 * Keycloak: realm exports, partial imports and exports of one client (RealmRepresentation and ClientRepresentation of
 * keycloak.org/docs-api, files of keycloak-config-cli, and the same members in Kubernetes resources.
 *
 * A client's default and optional client scopes are requests, an identity provider's `defaultScope` is one at that provider. The
 * realm's own lists, which clients get that are made later, say nothing about a client: like `clientScopes` they define.
 */
export const keycloak: Extractor = {
  id: 'keycloak',
  title: 'Keycloak realms and clients',
  paths: JSON_OR_YAML,
  mentions: [
    'lientScopes',
    'defaultScope',
    'ClientScope',
    'ClientDefaultScopes',
    'ClientOptionalScopes',
    'in.token.scope',
  ],
  recognises: ({ path }) => !/\.tf\.json$/i.test(path),
  extract(file) {
    const findings = new Findings(file.text);
    const defined = new Set(documentsOf(file).flatMap(({ root }) => definedIn(root)));
    for (const { mapping } of mappingsOf(file)) readMapping(mapping, findings, defined);
    return findings.extraction(/"?(realm|clientId)"?\s*:/.test(file.text) ? problemOf(file) : null);
  },
};

function definedIn(root: Value | null): readonly string[] {
  return itemsOf(valueAt(root, 'clientScopes')).flatMap((scope) => textOf(valueAt(scope, 'name')) ?? []);
}

function readMapping(mapping: Mapping, findings: Findings, defined: ReadonlySet<string>): void {
  const clientId = textOf(valueAt(mapping, 'clientId'));
  if (clientId !== null) {
    const naming = { client: withDefaults(clientId), provider: 'keycloak', confidence: confidenceOf(mapping) };
    for (const name of CLIENT_LISTS) findings.scopes(valueAt(mapping, name), naming);
  }
  readIdentityProvider(mapping, findings);
  readResource(mapping, findings);
  for (const scope of itemsOf(valueAt(mapping, 'clientScopes'))) define(scope, findings);
  for (const name of REALM_LISTS)
    for (const item of itemsOf(valueAt(mapping, name)))
      if (!defined.has(textOf(item) ?? '')) findings.scopes(item, { ...DEFINED, confidence: 'medium' });
}

const DEFINED = { kind: 'definition', client: null, provider: 'keycloak' } as const;

/** A client scope by itself has no list around it, but attributes that nothing else has. */
function isLoneScope(value: Value): boolean {
  return valueAt(value, 'attributes', 'include.in.token.scope') !== undefined;
}

function define(scope: Value, findings: Findings): void {
  findings.scopes(valueAt(scope, 'name'), { ...DEFINED, confidence: confidenceOf(scope) });
}

/** Client scopes of SAML stand in the same lists, and no client can ask for them by OAuth. */
function confidenceOf(value: Value): Confidence {
  return textOf(valueAt(value, 'protocol')) === 'saml' ? 'low' : 'high';
}

function readIdentityProvider(mapping: Mapping, findings: Findings): void {
  const alias = textOf(valueAt(mapping, 'alias'));
  const config = valueAt(mapping, 'config');
  const scopes = valueAt(config, 'defaultScope');
  if (scopes === undefined || (alias === null && valueAt(mapping, 'providerId') === undefined)) return;
  const url = textOf(valueAt(config, 'authorizationUrl')) ?? textOf(valueAt(config, 'tokenUrl'));
  const product = providerOfName(textOf(valueAt(mapping, 'providerId'))) ?? providerOfUrl(url) ?? providerOfName(alias);
  findings.scopes(scopes, { client: alias, provider: product, separator: 'blank-or-comma' });
}

/** Kubernetes resources whose members are named otherwise, and a client scope's export. */
function readResource(mapping: Mapping, findings: Findings): void {
  const kind = textOf(valueAt(mapping, 'kind'));
  if (kind === null) {
    if (isLoneScope(mapping) && textOf(valueAt(mapping, 'name')) !== null) define(mapping, findings);
    return;
  }
  const name = textOf(valueAt(mapping, 'metadata', 'name'));
  const spec = valueAt(mapping, 'spec');
  if (kind === 'KeycloakClientScope' && spec !== undefined && !isLoneScope(spec)) define(spec, findings);
  const list = CROSSPLANE_LISTS[kind];
  if (list === undefined) return;
  const provider = valueAt(spec, 'forProvider');
  const client = entriesOf(provider).find((entry) => entry.name === 'clientId')?.value;
  findings.scopes(valueAt(provider, list), { client: textOf(client) ?? name, provider: 'keycloak' });
}
