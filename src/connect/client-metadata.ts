import { isMachine, remarkUnknownGrantTypes } from './grant-types.ts';
import type { SourceFile } from './source-file.ts';
import { member, type Part, sortedOnce, textOf, textsOf, truthOf } from './tree.ts';
import type { FoundClient, FoundProtocol, Remark } from './types.ts';

/** What an authorization server takes a client for that doesn't say otherwise (RFC 7591 §2). */
const DEFAULT_METHOD = 'client_secret_basic';

/** Client metadata that say what a client needs of its server, by the server's metadata that say that it has it. */
const NEEDS: readonly (readonly [client: string, server: string])[] = [
  ['require_pushed_authorization_requests', 'pushed_authorization_request_endpoint'],
  ['require_signed_request_object', 'request_parameter_supported'],
  ['request_object_signing_alg', 'request_parameter_supported'],
  ['request_uris', 'request_uri_parameter_supported'],
  ['dpop_bound_access_tokens', 'dpop_signing_alg_values_supported'],
  ['tls_client_certificate_bound_access_tokens', 'tls_client_certificate_bound_access_tokens'],
  ['authorization_details_types', 'authorization_details_types_supported'],
  ['authorization_signed_response_alg', 'authorization_signing_alg_values_supported'],
  ['backchannel_token_delivery_mode', 'backchannel_authentication_endpoint'],
  ['post_logout_redirect_uris', 'end_session_endpoint'],
  ['userinfo_signed_response_alg', 'userinfo_endpoint'],
];

/** How a client speaks with its server, by its registered metadata (RFC 7591 §2 and the registry). */
export function protocolOf(part: Part): FoundProtocol {
  const method = textOf(member(part, 'token_endpoint_auth_method')) ?? DEFAULT_METHOD;
  const responseTypes = member(part, 'response_types');
  return {
    enabled: true,
    responseTypes:
      responseTypes?.kind === 'list'
        ? sortedOnce(textsOf(responseTypes).map(({ value }) => normalResponseType(value)))
        : null,
    authenticationMethods: [method],
    needs: sortedOnce(NEEDS.filter(([name]) => isAskedFor(member(part, name))).map(([, needed]) => needed)),
    always: [],
    silent: [],
    tokenType: null,
  };
}

/** Values are a set (RFC 6749 §3.1.1), so their order says nothing. */
export function normalResponseType(responseType: string): string {
  return responseType.split(/\s+/).filter(Boolean).sort().join(' ');
}

/** A client as RFC 7591 §2 registers it, without what a server adds of its own. */
export function clientOfMetadata(file: SourceFile, part: Part, remarks: Remark[], server: string): FoundClient {
  const at = file.at(part);
  const clientId = textOf(member(part, 'client_id'));
  const name = clientId ?? textOf(member(part, 'client_name')) ?? baseName(file.path);
  const found = textsOf(member(part, 'grant_types'));
  remarks.push(...remarkUnknownGrantTypes(file, name, found));
  const said = member(part, 'grant_types')?.kind === 'list';
  if (!said)
    remarks.push({
      at,
      message: `${name} names no grant type, and ${server} takes that for authorization_code (RFC 7591 §2)`,
    });
  const grantTypes = said ? sortedOnce(found.map(({ value }) => value)) : ['authorization_code'];
  const scope = member(part, 'scope');
  const protocol = protocolOf(part);
  return {
    clientId,
    name,
    kind:
      protocol.authenticationMethods?.includes('none') === true
        ? 'public'
        : isMachine(grantTypes)
          ? 'machine'
          : 'confidential',
    grantTypes,
    redirectUris: textsOf(member(part, 'redirect_uris')).map(({ value }) => value),
    standing: scope === undefined ? null : sortedOnce(textOf(scope)?.split(/\s+/).filter(Boolean) ?? []),
    defaultScopes: null,
    maxTtlSeconds: null,
    description: null,
    hints: [],
    protocol,
    at,
  };
}

function isAskedFor(value: Part | undefined): boolean {
  if (value === undefined) return false;
  if (value.kind === 'list') return value.items.length > 0;
  return truthOf(value) ?? textOf(value) !== null;
}

function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/\.\w+$/, '');
}
