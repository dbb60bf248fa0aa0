import type { Context } from '../deployment/context.ts';
import { documentsOf, isDescription } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { scopesOfText, writtenScopes } from '../deployment/scope-value.ts';
import { SettingsReader } from '../deployment/settings-reader.ts';
import { asksByVariable } from '../deployment/variables.ts';
import { whoseScopes } from '../deployment/whose-scopes.ts';
import { entriesOf, itemsOf, type Mapping, textOf, type Value, valueAt } from '../documents/index.ts';
import type { Extraction, Extractor } from '../types.ts';

/** Kinds whose scopes are other things, or whose gateway has an extractor of its own. */
const OTHER_KINDS =
  /^(?:CustomResourceDefinition|ResourceQuota|Role|ClusterRole|ValidatingWebhookConfiguration|MutatingWebhookConfiguration|AuthorizationPolicy|RequestAuthentication|KongPlugin|KongClusterPlugin|Pomerium|Middleware|MiddlewareTCP|IngressClass|GatewayClass|NetworkPolicy|SealedSecret|PrometheusRule|ApiEndpoints|SessionCache|OAuth2Client|KeycloakClient)$/;

/** What products of Kubernetes have in files without `apiVersion`: Argo CD, Grafana, Dex, oauth2-proxy, Authelia. */
const MARKS =
  /^[ \t]*["']?(?:grafana\.ini|oidc\.config|dex\.config|requestedScopes|extraArgs|alphaConfig|configFile|upstreamConfig|loginURL|identity_providers|oidc_scope|omniauth)["']?:|^[ \t]*- (?:op: (?:add|replace)|clientID:)|^connectors:/m;
/** Roots that Helm values have. */
const VALUES =
  /^(?:nameOverride|fullnameOverride|serviceAccount|podAnnotations|imagePullSecrets|replicaCount|image|ingress|resources|extraEnv(?:Vars)?|service|persistence|affinity|tolerations|nodeSelector|securityContext|podSecurityContext|global|oidc|sso):/m;
const NAMED =
  /(?:values|helm|chart|k8s|kube|manifest|argo|istio|oauth2?-?proxy|grafana|\bdex\b|kustomiz|authelia|flux|harbor|headlamp|vault|pinniped|configmap|deployment|overlay|cluster|apps__)/i;
/** Roots of documents that others read, or nobody. */
const OTHERS =
  /^(?:["']?(?:openapi|swagger|asyncapi|_format_version|static_resources|idp_provider|jobs|steps|stages|workflows|\$schema|AWSTemplateFormatVersion|settings|oauth_config|display_information|clientGrants|resourceServers|databases|emailTemplates|guardianFactors|rulesConfigs)["']?)[ \t]*:/m;

/**
 * Kubernetes manifests, Helm charts and values, Kustomize, and configuration of what is usually deployed with them: oauth2-proxy
 * (oauth2-proxy.github.io/oauth2-proxy/configuration), Argo CD (argo-cd.readthedocs.io, «User management»), Argo Workflows, Grafana
 * (grafana.com/docs, «Configure generic OAuth»), Dex (dexidp.io/docs/connectors), Envoy Gateway (gateway.envoyproxy.io, «SecurityPolicy»),
 * Pinniped, Prometheus' `oauth2`, the annotations of load balancers;. Istio's RequestAuthentication and
 * AuthorizationPolicy check scopes and ask for none. What is switched off (`enabled: false`) is still said: the scopes stand there to
 * be asked for as soon as somebody switches it on.
 */
export const kubernetes: Extractor = {
  id: 'kubernetes',
  title: 'Kubernetes manifests, Helm charts and their values',
  paths: /\.(?:ya?ml|json|tpl|tmpl|gotmpl|j2|template)(?:\.(?:example|sample|dist|template|tmpl|tpl|j2|gotmpl|in))?$/i,
  mentions: ['scope', 'Scope', 'SCOPE'],
  recognises({ path, text }) {
    if (isDescription(text)) return false;
    if (/\.json$/i.test(path) || /^\s*\{\s*["}]/.test(text))
      return /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
    if (/^(?:- )?["']?(?:apiVersion|kind)["']?:/m.test(text)) return !/^_format_version/m.test(text);
    if (/\.tpl$/i.test(path) && text.includes('{{')) return true;
    if (
      OTHERS.test(text) ||
      text.includes('ari:cloud:ecosystem') ||
      /^runtime:[ \t]*(?:yaml|nodejs|python|go|dotnet|java)\b/m.test(text) ||
      /^services:[ \t]*(?:#.*)?$/m.test(text) ||
      /(?:^|[/_])(?:application|bootstrap)(?:[-.][\w.-]+)?\.ya?ml$/i.test(path)
    )
      return false;
    return NAMED.test(path) || MARKS.test(text) || VALUES.test(text);
  },
  extract(file) {
    const findings = new Findings();
    let warning: Extraction['warning'] = null;
    for (const { text, offset } of documentsWorthReading(file.text)) {
      const documents = documentsOf({ path: file.path, text });
      if (documents.warning)
        warning ??= { ...documents.warning, offset: Math.min(documents.warning.offset + offset, file.text.length) };
      for (const root of documents.roots)
        readManifest(
          root,
          text,
          findings.within((at) => at + offset),
        );
    }
    return findings.extraction(warning);
  },
};

function readManifest(root: Value, text: string, findings: Findings): void {
  let kind = '';
  let name: string | null = null;
  const reader = new SettingsReader(text, findings, {
    passesOver(value, { path }) {
      if (value.kind !== 'mapping') return false;
      if (kind === 'Secret' && path.length === 1 && path[0] === 'data') return true;
      const own = textOf(valueAt(value, 'kind'));
      if (own !== null && valueAt(value, 'apiVersion') !== undefined) {
        kind = own;
        name = textOf(valueAt(value, 'metadata', 'name'));
        if (own === 'Secret') readSecret(value, findings, name);
      }
      if (path.at(-1) === 'scopes') readNais(value, text, findings, name);
      return (own !== null && OTHER_KINDS.test(own)) || isArgoRbac(value);
    },
    says: (setting, context, mapping) => saysOf(setting, context, mapping, kind),
    clientOf: () => (name === null || /[{}\ue000]/.test(name) ? null : name),
  });
  reader.read(root);
}

/**
 * The documents of a file that may have something to say, one by one. Bundles of definitions of resources are the largest files there
 * are, and reading all of one takes as long as reading a repository.
 */
function documentsWorthReading(text: string): readonly { readonly text: string; readonly offset: number }[] {
  const worth: { readonly text: string; readonly offset: number }[] = [];
  let offset = 0;
  for (const document of text.split(/^(?=---)/m)) {
    if (/scope/i.test(document) && !/^kind:[ \t]*["']?CustomResourceDefinition/m.test(document))
      worth.push({ text: document, offset });
    offset += document.length;
  }
  return worth;
}

function saysOf(setting: string, context: Context, mapping: Mapping, kind: string): 'asks' | 'no' | null {
  // Claims by which Argo CD finds a person's roles.
  if (setting === 'scopes' && mapping.entries.some(({ name }) => /^policy\.(?:csv|default|matchMode)$/.test(name)))
    return 'no';
  // What a realm gives to clients that are made later.
  if (/^default(?:Default|Optional)ClientScopes$/.test(setting)) return 'no';
  if (setting === 'allowedScopes' && /^(?:OIDC|OAuth2?|IAMOAuth)Client$/i.test(kind)) return 'asks';
  if (setting === 'scopes' && kind === 'SecurityPolicy' && context.path.includes('oidc')) return 'asks';
  return null;
}

function isArgoRbac(value: Value): boolean {
  return textOf(valueAt(value, 'metadata', 'name'))?.includes('rbac-cm') === true;
}

/** Scopes of Maskinporten in NAIS' resources (doc.nais.io, «Maskinporten»): `consumes` asks for them, `exposes` defines them. */
function readNais(scopes: Value, source: string, findings: Findings, client: string | null): void {
  for (const [setting, kind] of [
    ['consumes', 'request'],
    ['exposes', 'definition'],
  ] as const)
    for (const item of itemsOf(valueAt(scopes, setting))) {
      const name = valueAt(item, 'name');
      if (name !== undefined) findings.add(kind, writtenScopes(name, source), { client, provider: null }, name.offset);
    }
}

/** The `data` of a secret is in base64. */
function readSecret(secret: Value, findings: Findings, client: string | null): void {
  const names = entriesOf(valueAt(secret, 'data')).map(({ name }) => name);
  for (const { name, nameOffset, value } of entriesOf(valueAt(secret, 'data'))) {
    const text = textOf(value);
    if (text === null || !/scope/i.test(name) || text.length > 4000 || !/^[A-Za-z\d+/\s]+=*$/.test(text)) continue;
    const decoded = Buffer.from(text, 'base64').toString('utf8');
    if (!/^[\x20-\x7e\n]+$/.test(decoded)) continue;
    const { scopes } = scopesOfText(decoded, '', 0, 0);
    const placed = { scopes: scopes.map((scope) => ({ ...scope, offset: value.offset })), dynamic: null };
    const asks = asksByVariable(name.toUpperCase().replaceAll('-', '_'), placed, true, names);
    if (asks !== null) findings.add('request', asks.scopes, { client, provider: whoseScopes(name) }, nameOffset);
  }
}
