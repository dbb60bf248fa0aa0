import {
  definesResources,
  documentsOf,
  hasNames,
  isRecording,
  itemsOf,
  JSON_OR_YAML,
  type Mapping,
  mappingsOf,
  problemOf,
  textOf,
  textsOf,
  type Value,
  valueAt,
} from '../documents/index.ts';
import { Findings } from '../findings.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { providerOfName } from '../provider-names.ts';
import type { Extractor } from '../types.ts';

/**
 * Okta: what its API answers, and files that are sent to it (developer.okta.com/docs/api: Application Grants, Authorization Server
 * Policies, Authorization Server Scopes, Identity Providers), and the SDKs' `okta.yaml`: `okta.client` for Okta's own API, `okta.idx` for
 * the Identity Engine's (github.com/okta/okta-idx-java, «Configuration reference», read 2026-11-25).
 *
 * Grants of an app, the scopes that a policy's rule gives, and those of an identity provider are requests; `*` in a rule, all scopes of
 * the authorization server, is reported as it is written. A claim's `conditions.scopes` only asks whether a scope is there.
 */
export const okta: Extractor = {
  id: 'okta',
  title: 'Okta exports',
  paths: JSON_OR_YAML,
  mentions: ['scope', 'Scopes', 'metadataPublish'],
  recognises: ({ path, text }) =>
    (hasNames(text, 'scopeId') ||
      hasNames(text, 'metadataPublish') ||
      hasNames(text, 'conditions', 'scopes', 'include') ||
      hasNames(text, 'protocol', 'scopes') ||
      hasNames(text, 'signOnMode') ||
      hasNames(text, 'grantedScopes') ||
      hasNames(text, 'audiences', 'scopes') ||
      hasNames(text, 'oauthClient') ||
      hasNames(text, 'okta', 'client', 'scopes') ||
      hasNames(text, 'okta', 'idx', 'scopes')) &&
    !definesResources(text) &&
    !/\.tf\.json$/i.test(path),
  extract(file) {
    if (documentsOf(file).some(({ root }) => isRecording(root))) return { found: [] };
    const findings = new Findings(file.text);
    const ofApps = new Set<Value>();
    for (const { mapping, path } of mappingsOf(file)) {
      if (!ofApps.has(mapping)) readGrant(mapping, findings, null);
      readRule(mapping, findings);
      readIdentityProvider(mapping, findings);
      readScope(mapping, findings);
      readApp(mapping, findings, ofApps);
      readServiceIntegration(mapping, findings);
      readServer(mapping, findings);
      if (path.at(-2) === 'okta' && ['client', 'idx'].includes(path.at(-1) ?? ''))
        findings.scopes(valueAt(mapping, 'scopes'), {
          ...{ client: textOf(valueAt(mapping, 'clientId')), provider: 'okta' },
          separator: 'blank-or-comma',
        });
    }
    return findings.extraction(findings.isEmpty ? null : problemOf(file));
  },
};

/** A scope that an app, or an app for a person, was granted. */
function readGrant(mapping: Mapping, findings: Findings, app: string | null): void {
  const scope = valueAt(mapping, 'scopeId');
  if (scope === undefined || textOf(valueAt(mapping, 'status')) === 'REVOKED') return;
  const beside = ['issuer', 'clientId', 'status', 'source', 'userId', '_links'];
  if (app === null && !beside.some((name) => valueAt(mapping, name) !== undefined)) return;
  // The answer about a person's grants has the server's own id of a scope, with the scope's name beside it.
  const name = valueAt(mapping, '_embedded', 'scope', 'id') ?? valueAt(mapping, '_links', 'scope', 'title');
  const isInternal = /^scp\w{17,}$/.test(textOf(scope) ?? '');
  findings.scopes(isInternal ? name : scope, {
    client: app ?? textOf(valueAt(mapping, '_links', 'app', 'title')) ?? textOf(valueAt(mapping, 'clientId')),
    provider: 'okta',
  });
}

function readRule(mapping: Mapping, findings: Findings): void {
  const include = valueAt(mapping, 'conditions', 'scopes', 'include');
  if (include === undefined) return;
  findings.scopes(include, { client: textOf(valueAt(mapping, 'name')), provider: 'okta' });
}

function readIdentityProvider(mapping: Mapping, findings: Findings): void {
  const protocol = valueAt(mapping, 'protocol');
  const scopes = valueAt(protocol, 'scopes');
  if (scopes === undefined || !['OIDC', 'OAUTH2'].includes(textOf(valueAt(protocol, 'type')) ?? '')) return;
  const url =
    textOf(valueAt(protocol, 'endpoints', 'authorization', 'url')) ?? textOf(valueAt(protocol, 'issuer', 'url'));
  findings.scopes(scopes, {
    client: textOf(valueAt(mapping, 'name')),
    provider: providerOfName(textOf(valueAt(mapping, 'type'))) ?? providerOfUrl(url),
  });
}

/** A scope of an authorization server; people's apps have no `consent` and `metadataPublish`. */
function readScope(mapping: Mapping, findings: Findings): void {
  const name = valueAt(mapping, 'name');
  const isScope =
    valueAt(mapping, 'metadataPublish') !== undefined ||
    (valueAt(mapping, 'consent') !== undefined && valueAt(mapping, 'default') !== undefined);
  if (isScope && textOf(name) !== null) findings.scopes(name, { kind: 'definition', client: null, provider: 'okta' });
}

/** Exports of apps that keep the app's grants with it. */
function readApp(mapping: Mapping, findings: Findings, ofApps: Set<Value>): void {
  const settings = valueAt(mapping, 'settings', 'oauthClient') ?? valueAt(mapping, 'credentials', 'oauthClient');
  const isApp = settings !== undefined || textOf(valueAt(mapping, 'signOnMode')) === 'OPENID_CONNECT';
  if (!isApp) return;
  const naming = { client: textOf(valueAt(mapping, 'label')) ?? textOf(valueAt(mapping, 'name')), provider: 'okta' };
  for (const list of ['scopes', 'scopeIds', 'grantedScopes', 'grants']) {
    const value: Value | undefined = valueAt(mapping, list) ?? valueAt(settings, list);
    for (const scope of textsOf(value)) findings.scopes(scope, naming);
    for (const item of itemsOf(value))
      if (item.kind === 'mapping') {
        ofApps.add(item);
        readGrant(item, findings, naming.client);
      }
  }
}

/** An integration out of Okta's catalog, which was granted scopes of Okta's own API. */
function readServiceIntegration(mapping: Mapping, findings: Findings): void {
  const granted = textsOf(valueAt(mapping, 'grantedScopes'));
  const isApp = valueAt(mapping, 'signOnMode') !== undefined || valueAt(mapping, 'settings') !== undefined;
  if (isApp || !granted.some((scope) => textOf(scope)?.startsWith('okta.'))) return;
  const naming = { client: textOf(valueAt(mapping, 'name')) ?? textOf(valueAt(mapping, 'type')), provider: 'okta' };
  for (const scope of granted) findings.scopes(scope, naming);
}

/** An authorization server that is exported with the names of its scopes. */
function readServer(mapping: Mapping, findings: Findings): void {
  const isServer =
    valueAt(mapping, 'audiences')?.kind === 'list' &&
    ['issuer', 'issuerMode', 'credentials'].some((name) => valueAt(mapping, name) !== undefined);
  if (!isServer) return;
  for (const scope of textsOf(valueAt(mapping, 'scopes')))
    findings.scopes(scope, { kind: 'definition', client: null, provider: 'okta' });
}
