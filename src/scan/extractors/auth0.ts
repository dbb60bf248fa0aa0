import {
  definesResources,
  entriesOf,
  hasNames,
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
import type { Extractor } from '../types.ts';

/** Connections that keep people themselves, and so ask nobody for anything. */
const OWN_STRATEGIES = new Set(['auth0', 'ad', 'samlp', 'adfs']);
/** Switches of social connections that are named like the scope that they turn on. */
const SWITCHES: Readonly<Record<string, readonly string[]>> = {
  'google-oauth2': ['email', 'profile'],
  facebook: ['email', 'public_profile'],
};

/**
 * Auth0: `tenant.yaml` of the Deploy CLI, the JSON files of its directory form, and the answers of the Management API, which have the
 * same members (auth0.com/docs/api/management/v2: Client Grants, Connections, Resource Servers.
 *
 * A client grant's scopes are requests, and those of a connection are requests at its provider. What an API defines, what a role gives
 * to people and what a privileged client's token vault shows isn't asked for.
 */
export const auth0: Extractor = {
  id: 'auth0',
  title: 'Auth0 tenants',
  paths: JSON_OR_YAML,
  mentions: ['audience', 'strategy', 'identifier'],
  recognises: ({ path, text }) =>
    (hasNames(text, 'client_id', 'audience') ||
      hasNames(text, 'strategy', 'options') ||
      hasNames(text, 'identifier', 'scopes')) &&
    !definesResources(text) &&
    !/\.tf\.json$/i.test(path),
  extract(file) {
    const findings = new Findings(file.text);
    for (const { mapping } of mappingsOf(file)) {
      readGrant(mapping, findings);
      readConnection(mapping, findings);
      readResourceServer(mapping, findings);
    }
    return findings.extraction(findings.isEmpty ? null : problemOf(file));
  },
};

function readGrant(mapping: Mapping, findings: Findings): void {
  // An unquoted `##API##`, which a deployment fills in, is a comment in YAML, and leaves nothing where it stands.
  const [id, audience] = [valueAt(mapping, 'client_id'), valueAt(mapping, 'audience')];
  const client = textOf(id);
  if (client === null && textOf(audience) === null) return;
  if (![id, audience].every((value) => textOf(value) !== null || isFilledIn(value))) return;
  const all = valueAt(mapping, 'allow_all_scopes');
  if (all?.kind === 'scalar' && all.value === true)
    findings.dynamic.push({
      ...{ offset: all.offset, client, provider: 'auth0' },
      reason: 'every scope that the API defines',
    });
  const scope = valueAt(mapping, 'scope');
  // With a text it is what a client sends to the token endpoint, and no export; but for a placeholder.
  if (scope?.kind === 'list' || /^(@@?|##)\w+(@@?|##)$/.test(textOf(scope) ?? ''))
    findings.scopes(scope, { client, provider: 'auth0' });
}

function isFilledIn(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value === null;
}

function readConnection(mapping: Mapping, findings: Findings): void {
  const strategy = textOf(valueAt(mapping, 'strategy'));
  const options = valueAt(mapping, 'options');
  if (strategy === null || options === undefined || OWN_STRATEGIES.has(strategy)) return;
  const url = ['authorizationURL', 'authorization_endpoint', 'discovery_url', 'issuer'].flatMap(
    (name) => textOf(valueAt(options, name)) ?? [],
  )[0];
  const naming = {
    client: textOf(valueAt(mapping, 'name')) ?? strategy,
    provider: providerOfName(strategy) ?? providerOfUrl(url ?? null),
    separator: 'blank-or-comma' as const,
  };
  const written = [
    valueAt(options, 'scope'),
    valueAt(options, 'scopes'),
    valueAt(options, 'upstream_params', 'scope', 'value'),
    // What the link asks for that a passwordless connection sends.
    valueAt(options, 'authParams', 'scope'),
  ].filter((value) => value !== undefined);
  for (const value of written) findings.scopes(value, naming);
  if (written.length > 0) return;
  for (const { name, nameOffset, value } of entriesOf(options))
    if (SWITCHES[strategy]?.includes(name) && value.kind === 'scalar' && value.value === true)
      findings.found.push({
        ...{ kind: 'request', scope: name, offset: findings.within(nameOffset) },
        ...{ client: naming.client, provider: naming.provider, confidence: 'medium' },
      });
}

function readResourceServer(mapping: Mapping, findings: Findings): void {
  if (textOf(valueAt(mapping, 'identifier')) === null) return;
  for (const scope of itemsOf(valueAt(mapping, 'scopes')))
    findings.scopes(valueAt(scope, 'value'), { kind: 'definition', client: null, provider: 'auth0' });
}
