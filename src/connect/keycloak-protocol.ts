import { normalResponseType } from './client-metadata.ts';
import { itemsOf, member, type Part, sortedOnce, textOf, truthOf } from './tree.ts';
import type { FoundProtocol } from './types.ts';

/** Keycloak's names of how a client proves who it is (`clientAuthenticatorType`). */
const AUTHENTICATORS: Readonly<Record<string, readonly string[]>> = {
  'client-secret': ['client_secret_basic', 'client_secret_post'],
  'client-jwt': ['private_key_jwt'],
  'client-secret-jwt': ['client_secret_jwt'],
  'client-x509': ['tls_client_auth'],
};

/** Attributes of a client that make it need something of its server, by the server's metadata that say that it has it. */
const NEEDS: readonly (readonly [attribute: string, metadata: string])[] = [
  ['require.pushed.authorization.requests', 'pushed_authorization_request_endpoint'],
  ['dpop.bound.access.tokens', 'dpop_signing_alg_values_supported'],
  ['tls.client.certificate.bound.access.tokens', 'tls_client_certificate_bound_access_tokens'],
  ['oauth2.device.authorization.grant.enabled', 'device_authorization_endpoint'],
  ['oidc.ciba.grant.enabled', 'backchannel_authentication_endpoint'],
];

/** Values of `request.object.required` that make a client send signed requests. */
const REQUEST_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  'request or request_uri': ['request_parameter_supported', 'request_uri_parameter_supported'],
  'request only': ['request_parameter_supported'],
  'request_uri only': ['request_uri_parameter_supported'],
};

/**
 * How a client of Keycloak speaks with it.
 *
 * @param defaults its default client scopes
 * @param written whether a client scope is written into tokens (`include.in.token.scope`)
 */
export function keycloakProtocol(
  part: Part,
  defaults: readonly string[],
  written: (scope: string) => boolean,
): FoundProtocol {
  const attribute = (name: string): Part | undefined => member(part, 'attributes', name);
  const authenticator = textOf(member(part, 'clientAuthenticatorType'));
  const implicit = truthOf(member(part, 'implicitFlowEnabled')) === true;
  const standard = truthOf(member(part, 'standardFlowEnabled')) !== false;
  const logout = textOf(attribute('post.logout.redirect.uris'));
  return {
    enabled: truthOf(member(part, 'enabled')) !== false,
    responseTypes: sortedOnce(
      [
        ...(standard ? ['code'] : []),
        ...(implicit ? ['id_token', 'id_token token', 'token'] : []),
        ...(standard && implicit ? ['code id_token', 'code token', 'code id_token token'] : []),
      ].map(normalResponseType),
    ),
    authenticationMethods:
      truthOf(member(part, 'publicClient')) === true
        ? ['none']
        : authenticator === null
          ? (AUTHENTICATORS['client-secret'] ?? null)
          : (AUTHENTICATORS[authenticator] ?? [authenticator]),
    needs: sortedOnce([
      ...NEEDS.filter(([name]) => truthOf(attribute(name)) === true).map(([, needed]) => needed),
      ...(REQUEST_OBJECTS[textOf(attribute('request.object.required')) ?? ''] ?? []),
      ...(logout === null || logout === '-' ? [] : ['end_session_endpoint']),
    ]),
    always: defaults.filter(written),
    silent: defaults.filter((scope) => !written(scope)),
    tokenType: truthOf(attribute('access.token.header.type.rfc9068')) === true ? 'at+jwt' : 'JWT',
  };
}

/** Client scopes that Keycloak leaves out of the tokens that they come with. */
export function unwrittenScopes(realm: Part): ReadonlySet<string> {
  return new Set(
    itemsOf(member(realm, 'clientScopes'))
      .filter((scope) => truthOf(member(scope, 'attributes', 'include.in.token.scope')) === false)
      .flatMap((scope) => textOf(member(scope, 'name')) ?? []),
  );
}
