import {
  definesResources,
  documentsOf,
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

/** Members of a client beside its scope, as RFC 7591 §2 names them. A token request or an answer to one has fewer of them. */
const OF_A_CLIENT = [
  'client_id',
  'client_name',
  'redirect_uris',
  'grant_types',
  'response_types',
  'token_endpoint_auth_method',
  'subject_type',
];
const ENOUGH = 2;
/** Members that Ory's server alone has. */
const OF_HYDRA = [
  'skip_consent',
  'skip_logout_consent',
  'allowed_cors_origins',
  'userinfo_signed_response_alg',
  'owner',
];

/**
 * Ory: clients of Hydra as its API and `hydra get client --format json` give them (RFC 7591 client metadata), the OAuth2Client resources
 * of hydra-maester, and the providers of Kratos's `oidc` method, in files of their own, Helm values and projects of the Ory Network
 * (ory.com/docs: OAuth2 client, social sign-in, dynamic client registration;.
 */
export const hydraClient: Extractor = {
  id: 'hydra-client',
  title: 'Ory Hydra clients, and providers of Ory Kratos',
  paths: JSON_OR_YAML,
  mentions: ['scope'],
  recognises: ({ path, text }) =>
    /["']?(scope(Array)?|default_scope|supported_scope)["']?\s*:/.test(text) &&
    /["']?(redirect_?uris|grant_?types|response_?types|token_endpoint_auth_method|client_name|providers|dynamic_client_registration|oidc_discovery|pre_authorization)["']?\s*:|OAuth2Client/i.test(
      text,
    ) &&
    !definesResources(text) &&
    !/\.tf\.json$/i.test(path),
  extract(file) {
    const findings = new Findings(file.text);
    if (documentsOf(file).some(({ root }) => describesAnApi(root))) return { found: [] };
    for (const { mapping, path } of mappingsOf(file)) readMapping(mapping, path, findings);
    return findings.extraction(findings.isEmpty ? null : problemOf(file));
  },
};

/** Its examples are no clients. */
function describesAnApi(root: Value | null): boolean {
  return ['openapi', 'swagger', '$schema'].some((name) => valueAt(root, name) !== undefined);
}

function readMapping(mapping: Mapping, path: readonly string[], findings: Findings): void {
  readClient(mapping, findings);
  if (textOf(valueAt(mapping, 'kind')) === 'OAuth2Client') readResource(mapping, findings);
  if (path.at(-1) === '[]' && path.at(-2) === 'providers' && path.at(-3) === 'config' && path.at(-4) === 'oidc') {
    const url = textOf(valueAt(mapping, 'issuer_url')) ?? textOf(valueAt(mapping, 'auth_url'));
    findings.scopes(valueAt(mapping, 'scope'), {
      client: textOf(valueAt(mapping, 'id')),
      provider: providerOfName(textOf(valueAt(mapping, 'provider'))) ?? providerOfUrl(url),
    });
  }
  if (path.at(-1) === 'dynamic_client_registration') define(valueAt(mapping, 'default_scope'), findings);
  if (path.at(-1) === 'oidc_discovery') define(valueAt(mapping, 'supported_scope'), findings);
  // Oathkeeper gets itself a token for its questions to the server.
  if (path.at(-1) === 'pre_authorization' && valueAt(mapping, 'token_url') !== undefined)
    findings.scopes(valueAt(mapping, 'scope'), { client: textOf(valueAt(mapping, 'client_id')), provider: 'hydra' });
}

/** What clients get that register without a scope, and what the server says it has: neither is a client's. */
function define(value: Value | undefined, findings: Findings): void {
  findings.scopes(value, { kind: 'definition', client: null, provider: 'hydra' });
}

function readClient(mapping: Mapping, findings: Findings): void {
  const scope = valueAt(mapping, 'scope');
  if (scope === undefined || OF_A_CLIENT.filter((name) => valueAt(mapping, name) !== undefined).length < ENOUGH) return;
  const isHydras = OF_HYDRA.some((name) => valueAt(mapping, name) !== undefined);
  findings.scopes(scope, {
    client: named(valueAt(mapping, 'client_id')) ?? named(valueAt(mapping, 'client_name')),
    provider: isHydras ? 'hydra' : null,
  });
}

function named(value: Value | undefined): string | null {
  const text = textOf(value);
  return text === '' ? null : text;
}

/** `spec.scope`, a text, was joined by `spec.scopeArray`. */
function readResource(mapping: Mapping, findings: Findings): void {
  const spec = valueAt(mapping, 'spec');
  const naming = {
    client: textOf(valueAt(mapping, 'metadata', 'name')) ?? textOf(valueAt(spec, 'clientName')),
    provider: 'hydra',
  };
  findings.scopes(valueAt(spec, 'scope'), naming);
  for (const item of itemsOf(valueAt(spec, 'scopeArray'))) findings.scopes(item, naming);
}
