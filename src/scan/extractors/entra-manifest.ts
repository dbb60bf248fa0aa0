import {
  entriesOf,
  isRecording,
  itemsOf,
  readJson,
  type Scalar,
  textOf,
  type Value,
  valueAt,
  walk,
} from '../documents/index.ts';
import { nameOfPermission } from '../microsoft/permission-names.ts';
import { isScopeToken, PLACEHOLDER } from '../scope-tokens.ts';
import { firstName, joined, scopesIn } from '../scope-values.ts';
import type { Dynamic, Extraction, Extractor, Found } from '../types.ts';

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** Where an application says what others may ask of it: the formats of Azure AD Graph, of Microsoft Graph, and roles in both. */
const DEFINED = ['oauth2Permissions', 'oauth2PermissionScopes', 'appRoles'];

/**
 * Application manifests of Microsoft Entra ID (learn.microsoft.com/entra/identity-platform/reference-microsoft-graph-app-manifest, read
 * 2026-11-25), also as the lists that `az ad app create --required-resource-accesses` takes, as Microsoft 365 Agents Toolkit's with names in
 * place of ids, as exports of consent (`oauth2PermissionGrants`), and as descriptions from which Microsoft's samples make their scripts
 * (`AADApps`, whose permissions have names).
 *
 * `requiredResourceAccess` is the request. An id that neither Microsoft publishes nor the file defines is dynamic: only the tenant of the API
 * knows its name. `preAuthorizedApplications` spares others the question whether they may, when they ask; it makes nobody ask.
 */
export const entraManifest: Extractor = {
  id: 'entra-manifest',
  title: 'Microsoft Entra application manifests',
  paths: /\.(jsonc?|template|tmpl)$/i,
  mentions: ['resourceAccess', 'oauth2Permission', 'appRoles', 'consentType', 'RequiredResourcesAccess'],
  recognises: ({ text }) =>
    text.includes('resourceAppId') ||
    text.includes('RequiredResourcesAccess') ||
    /"(signInAudience|appId|isEnabled|adminConsentDescription|consentType)"/.test(text),
  extract({ text }) {
    const { root, problem } = readJson(text);
    if (isRecording(root)) return { found: [] };
    const found = [...walk(root)].flatMap(({ value }) => {
      const client = clientOf(value) ?? clientOf(root);
      return [
        ...DEFINED.map((name) => definitionsOf(valueAt(value, name), client)),
        ...itemsOf(valueAt(value, 'requiredResourceAccess')).map((resource) =>
          requestsOf(resource, client, namesDefinedBy(value), text),
        ),
        grantOf(value, text),
        ...registrationsOf(value, text),
      ];
    });
    const bare = itemsOf(root).map((resource) => requestsOf(resource, null, new Map(), text));
    const all = joined([...found, ...bare]);
    return { ...all, warning: all.found.length > 0 || text.includes('requiredResourceAccess') ? problem : null };
  },
};

function clientOf(application: Value | null): string | null {
  return firstName(valueAt(application, 'displayName'), valueAt(application, 'name'), valueAt(application, 'appId'));
}

/** Names of what an application itself offers, by id: it may ask for its own. */
function namesDefinedBy(application: Value): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const list of [
    valueAt(application, 'api', 'oauth2PermissionScopes'),
    ...DEFINED.map((name) => valueAt(application, name)),
  ])
    for (const item of itemsOf(list)) {
      const [id, name] = [textOf(valueAt(item, 'id')), textOf(valueAt(item, 'value'))];
      if (id !== null && name !== null) names.set(id, name);
    }
  return names;
}

function definitionsOf(list: Value | undefined, client: string | null): Extraction {
  const found = itemsOf(list).flatMap((item): Found[] => {
    const name = valueAt(item, 'value');
    const scope = textOf(name);
    if (name === undefined || scope === null || !isScopeToken(scope) || PLACEHOLDER.test(scope)) return [];
    // Only what a manifest defines has an id beside its value; other lists of roles have none.
    if (valueAt(item, 'id') === undefined) return [];
    return [{ kind: 'definition', scope, offset: name.offset + 1, client, provider: 'microsoft', confidence: 'high' }];
  });
  return { found };
}

function requestsOf(
  resource: Value,
  client: string | null,
  defined: ReadonlyMap<string, string>,
  text: string,
): Extraction {
  if (valueAt(resource, 'resourceAppId') === undefined) return { found: [] };
  const asking = { client, provider: 'microsoft' };
  const extractions = itemsOf(valueAt(resource, 'resourceAccess')).map((access): Extraction => {
    const id = valueAt(access, 'id');
    const written = textOf(id);
    if (id?.kind !== 'scalar' || written === null) return { found: [] };
    const name = defined.get(written) ?? (ID.test(written) ? nameOfPermission(written) : null);
    if (name !== null) return { found: [request(name, id, asking)] };
    // Toolkits take the name of a permission in place of its id, and look it up when they create the application.
    if (!ID.test(written)) return scopesIn(id, text, asking);
    return { found: [], dynamic: [unknown(id, written, resource, asking)] };
  });
  return joined(extractions);
}

function request(scope: string, { offset }: Scalar, asking: { client: string | null; provider: string }): Found {
  return { kind: 'request', scope, offset: offset + 1, ...asking, confidence: 'high' };
}

function unknown(
  { offset }: Scalar,
  id: string,
  resource: Value,
  asking: { client: string | null; provider: string },
): Dynamic {
  const api = textOf(valueAt(resource, 'resourceAppId'));
  return {
    offset: offset + 1,
    ...asking,
    reason: `the name of the permission ${id}, which only the API ${api === null || PLACEHOLDER.test(api) ? 'that it is of' : api} knows`,
  };
}

/** `RequiredResourcesAccess: [{Resource, DelegatedPermissions, ApplicationPermissions}]`, and the `Scopes` that an application has itself. */
function registrationsOf(application: Value, text: string): readonly Extraction[] {
  const needs = itemsOf(valueAt(application, 'RequiredResourcesAccess'));
  const defines = valueAt(application, 'Kind') === undefined ? undefined : valueAt(application, 'Scopes');
  const asking = { client: firstName(valueAt(application, 'Name')), provider: 'microsoft' };
  return [
    ...needs.flatMap((need) =>
      ['DelegatedPermissions', 'ApplicationPermissions'].map((list) => scopesIn(valueAt(need, list), text, asking)),
    ),
    scopesIn(defines, text, { kind: 'definition', ...asking }),
  ];
}

/** A consent as Microsoft Graph gives it: a client is given these scopes. */
function grantOf(value: Value, text: string): Extraction {
  const names = new Set(entriesOf(value).map(({ name }) => name));
  if (!names.has('scope') || !names.has('consentType') || !names.has('resourceId')) return { found: [] };
  return scopesIn(valueAt(value, 'scope'), text, { client: textOf(valueAt(value, 'clientId')), provider: 'microsoft' });
}
