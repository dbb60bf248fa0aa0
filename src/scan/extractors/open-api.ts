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
import { isScopeToken } from '../scope-tokens.ts';
import type { Extractor } from '../types.ts';

/**
 * Scopes that descriptions of APIs define: the flows of OpenAPI 3 and Swagger 2 (OpenAPI Specification 3.1 §4.8.29, 2.0 "Scopes
 * Object"), of AsyncAPI 2 and 3, of A2A agent cards, and of Google's discovery documents.
 *
 * All of them are definitions. What an operation needs is neither a definition nor a request, and is left to the policy.
 */
export const openApi: Extractor = {
  id: 'open-api',
  title: 'OpenAPI, Swagger and AsyncAPI descriptions',
  paths: JSON_OR_YAML,
  mentions: ['oauth2'],
  recognises: ({ text }) =>
    /type["']?\s*:\s*["']?oauth2\b|discoveryVersion/.test(text) && /["']?(scopes|availableScopes)["']?\s*:/.test(text),
  extract(file) {
    const findings = new Findings(file.text);
    for (const { mapping, path } of mappingsOf(file))
      if (textOf(valueAt(mapping, 'type')) === 'oauth2' && !isExample(path)) readScheme(mapping, findings);
    for (const { root } of documentsOf(file))
      if (textOf(valueAt(root, 'discoveryVersion')) !== null)
        define(valueAt(root, 'auth', 'oauth2', 'scopes'), 'google', findings);
    const isDescription = /["']?(openapi|swagger|asyncapi|securitySchemes)["']?\s*:/.test(file.text);
    return findings.extraction(isDescription ? problemOf(file) : null);
  },
};

function isExample(path: readonly string[]): boolean {
  return path.some((name) => name === 'example' || name === 'examples' || name === 'x-examples');
}

function readScheme(scheme: Mapping, findings: Findings): void {
  for (const { value: flow } of entriesOf(valueAt(scheme, 'flows'))) {
    const provider = providerOfFlow(flow);
    define(valueAt(flow, 'scopes') ?? valueAt(flow, 'availableScopes'), provider, findings);
    if (valueAt(flow, 'scopes') !== undefined) define(valueAt(flow, 'availableScopes'), provider, findings);
  }
  // Swagger 2 has one flow, beside its scopes. Without its name a list may be what a client asks for.
  const scopes = valueAt(scheme, 'scopes');
  const hasFlow = textOf(valueAt(scheme, 'flow')) !== null;
  const hasServer = ['authorizationUrl', 'tokenUrl'].some((name) => textOf(valueAt(scheme, name)) !== null);
  if (hasFlow || (hasServer && scopes?.kind === 'mapping')) define(scopes, providerOfFlow(scheme), findings);
}

function providerOfFlow(flow: Value): string | null {
  return providerOfUrl(textOf(valueAt(flow, 'authorizationUrl'))) ?? providerOfUrl(textOf(valueAt(flow, 'tokenUrl')));
}

function define(scopes: Value | undefined, provider: string | null, findings: Findings): void {
  // Some write a list where the specification has an object.
  for (const item of itemsOf(scopes)) {
    if (textOf(item) !== null)
      findings.scopes(item, { kind: 'definition', client: null, provider, confidence: 'medium' });
    else define(item, provider, findings);
  }
  for (const { name, nameOffset } of entriesOf(scopes)) {
    // Vendors' extensions and references stand among them.
    if (name.startsWith('x-') || name === '$ref' || !isScopeToken(name)) continue;
    const offset = findings.within(nameOffset);
    findings.found.push({ kind: 'definition', scope: name, offset, client: null, provider, confidence: 'high' });
  }
}
