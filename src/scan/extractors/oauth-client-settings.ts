import { hasClientSettings, plainName } from '../deployment/context.ts';
import {
  definesResources,
  documentsOf,
  isRecording,
  JSON_OR_YAML,
  type Mapping,
  mappingsOf,
  textOf,
  type Value,
} from '../documents/index.ts';
import { Findings } from '../findings.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { isScopeToken } from '../scope-tokens.ts';
import type { Extractor } from '../types.ts';

/** What only files have whose scopes others read, or which describe rather than configure. */
const OTHERS =
  /["']?(?:openapi|swagger|asyncapi|apiVersion|_format_version|AWSTemplateFormatVersion|_postman_id|@type)["']?\s*:|AWS::|json-schema\.org|getpostman\.com|^services:/m;
/** Frameworks' own files, which say themselves what of them counts. */
const OTHER_NAMES = /(?:^|[/_.-])(?:application|bootstrap|appsettings|local\.settings|package|composer)[\w.-]*$/i;
const CLIENT_ID = /\bclient[_-]?id\b/i;

const SCOPES = new Set(['scope', 'scopes', 'oidcscopes', 'oauthscopes', 'requestedscopes', 'defaultscopes']);
const IDS = new Set(['clientid', 'oidcclientid', 'oauthclientid']);
/** Where a client sends people, or asks for tokens, or is sent back to: what only who asks has. */
const WHERE = new Set(
  `issuer issueruri issuerurl authority authorizationurl authorizationuri authorizationendpoint authorizeurl authurl authuri authendpoint
  tokenurl tokenuri tokenendpoint accesstokenurl redirecturi redirecturl redirectpath callbackurl callbackpath discoveryurl
  discoveryendpoint wellknownurl clientsecret`.split(/\s+/),
);
/** Under these stands what something looks like, was answered or is said of it. */
const DESCRIBED =
  /^(?:properties|definitions|components|securityschemes|examples?|responses?|schema|description|claims|incomingauth|requiredscopes|introspection)$/;

/**
 * Settings of an OAuth client in a program's own file, of whatever program: a list of scopes, or a text of them, beside the client's id
 * and an address that it goes to; or, without an id, beside `type: oauth2` and the addresses of both endpoints (RFC 6749 §3).
 * The names are the ones that RFC 7591 §2 and OpenID Connect Discovery 1.0 §3 have, however they are written.
 */
export const oauthClientSettings: Extractor = {
  id: 'oauth-client-settings',
  title: 'OAuth client settings of other programs',
  paths: JSON_OR_YAML,
  mentions: [
    'client_id',
    'clientId',
    'clientID',
    'client-id',
    'ClientId',
    'ClientID',
    'authorization_url',
    'authorizationUrl',
  ],
  recognises: ({ path, text }) =>
    /scopes?["']?\s*:/i.test(text) &&
    (CLIENT_ID.test(text) || /\boauth2\b/.test(text)) &&
    !OTHERS.test(text) &&
    !OTHER_NAMES.test(path) &&
    !definesResources(text),
  extract(file) {
    if (documentsOf(file).some(({ root }) => isRecording(root))) return { found: [] };
    const findings = new Findings(file.text);
    for (const { mapping, path } of mappingsOf(file))
      if (!path.some((name) => DESCRIBED.test(plainName(name)))) readClient(mapping, findings);
    return findings.extraction(null);
  },
};

function readClient(mapping: Mapping, findings: Findings): void {
  const scopes = mapping.entries.filter(({ name }) => SCOPES.has(plainName(name)));
  if (scopes.length === 0 || !hasClientSettings(mapping)) return;
  let [client, hasId, places, type]: [string | null, boolean, string[], string | null] = [null, false, [], null];
  for (const { name, value } of mapping.entries) {
    const plain = plainName(name);
    if (IDS.has(plain)) [client, hasId] = [textOf(value), true];
    else if (WHERE.has(plain) && value.kind === 'scalar') places.push(textOf(value) ?? '');
    else if (plain === 'type') type = textOf(value);
  }
  const asks = hasId ? places.length > 0 : /^oauth2?$/i.test(type ?? '') && places.length > 1;
  if (!asks) return;
  const provider = places.map(providerOfUrl).find((one) => one !== null) ?? null;
  const named = client !== null && /^[\w.:/@-]+$/.test(client) ? client : null;
  for (const { value } of scopes)
    if (isScopes(value))
      findings.scopes(value, { client: named, provider, separator: 'blank-or-comma', confidence: 'medium' });
}

/** A text, or a list of texts, in which each word may be a scope. */
function isScopes(value: Value): boolean {
  const texts = value.kind === 'list' ? value.items.map(textOf) : [textOf(value)];
  return texts.every(
    (text) =>
      text !== null && (text.includes('$') || text.split(/[\s,]+/).every((one) => one === '' || isScopeToken(one))),
  );
}
