import type { Json } from '../proof/index.ts';
import { DPOP_ALGORITHMS } from './dpop-proof.ts';
import { CIBA, DEVICE_CODE, JWT_BEARER_GRANT, TOKEN_EXCHANGE } from './grant-types.ts';
import { OAuthError } from './oauth-error.ts';
import { REQUEST_OBJECT_ALGORITHMS } from './request-object.ts';
import { membersOf } from './strict-json.ts';

/** Endpoints of an authorization server that a guard stands in for (RFC 8414 §2, RFC 7009, RFC 7662). */
export interface ServerEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly jwks: string;
  readonly revocation: string | null;
  readonly introspection: string | null;
  /** RFC 9126 §5. */
  readonly pushedAuthorizationRequest: string | null;
  /** OpenID Connect Core §5.3. */
  readonly userinfo: string | null;
  /** RFC 8628 §4. */
  readonly deviceAuthorization: string | null;
  /** CIBA Core §4. */
  readonly backchannelAuthentication: string | null;
}

export interface ServerMetadata {
  readonly endpoints: ServerEndpoints;
  /** How tokens of backchannel requests get to clients (CIBA Core §4); null where the server doesn't say. */
  readonly backchannelDelivery: readonly Json[] | null;
  /** All members as the server gave them. */
  readonly members: { readonly [name: string]: Json };
}

/** What of the metadata describes the server's own abilities and stays true behind a guard. */
const KEPT: ReadonlySet<string> = new Set([
  'acr_values_supported',
  'authorization_signing_alg_values_supported',
  'backchannel_user_code_parameter_supported',
  'claim_types_supported',
  'claims_supported',
  'display_values_supported',
  'dpop_signing_alg_values_supported',
  'id_token_signing_alg_values_supported',
  'introspection_endpoint_auth_methods_supported',
  'introspection_endpoint_auth_signing_alg_values_supported',
  'revocation_endpoint_auth_methods_supported',
  'revocation_endpoint_auth_signing_alg_values_supported',
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'service_documentation',
  'subject_types_supported',
  'token_endpoint_auth_methods_supported',
  'token_endpoint_auth_signing_alg_values_supported',
  'ui_locales_supported',
  'userinfo_signing_alg_values_supported',
]);

/** Ways to authenticate whose proof the guard sends on. Certificates, attestations and proofs of a key stay behind. */
const AUTHENTICATION_METHODS: ReadonlySet<Json> = new Set([
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
]);

const GRANT_TYPES: ReadonlySet<Json> = new Set([
  'authorization_code',
  'client_credentials',
  'refresh_token',
  DEVICE_CODE,
  TOKEN_EXCHANGE,
  JWT_BEARER_GRANT,
  'password',
  CIBA,
]);

/**
 * Reads the metadata of the authorization server behind the guard.
 *
 * @throws OAuthError `server_error`: another issuer than the one expected (RFC 8414 §3.3), or an endpoint is missing.
 */
export function parseServerMetadata(json: Json, issuer: string): ServerMetadata {
  const members = membersOf(json);
  if (members?.['issuer'] !== issuer)
    throw new OAuthError('server_error', `the authorization server's metadata names another issuer than ${issuer}`);
  const optional = (name: string): string | null => {
    const value = members[name];
    return typeof value === 'string' && URL.canParse(value) ? value : null;
  };
  const required = (name: string): string => {
    const value = optional(name);
    if (value === null) throw new OAuthError('server_error', `the authorization server's metadata has no ${name}`);
    return value;
  };
  const delivery = members['backchannel_token_delivery_modes_supported'];
  return {
    members,
    backchannelDelivery: Array.isArray(delivery) ? delivery : null,
    endpoints: {
      authorization: required('authorization_endpoint'),
      token: required('token_endpoint'),
      jwks: required('jwks_uri'),
      revocation: optional('revocation_endpoint'),
      introspection: optional('introspection_endpoint'),
      pushedAuthorizationRequest: optional('pushed_authorization_request_endpoint'),
      userinfo: optional('userinfo_endpoint'),
      deviceAuthorization: optional('device_authorization_endpoint'),
      backchannelAuthentication: optional('backchannel_authentication_endpoint'),
    },
  };
}

/** Path of an endpoint as it stands in the metadata, whatever host the server wrote there. */
export function endpointPath(endpoint: string): string {
  return new URL(endpoint).pathname;
}

/**
 * Metadata as the guard publishes them: endpoints under the issuer's own address, only what the guard passes, only scopes of
 * the policy. `signed_metadata` would override all this and goes, as does every endpoint that the guard doesn't serve.
 */
export function guardMetadata(
  upstream: ServerMetadata,
  issuer: string,
  scopes: readonly string[],
): Record<string, Json> {
  const { endpoints, members } = upstream;
  const published: Record<string, Json> = { issuer };
  const publish = (name: string, endpoint: string | null): void => {
    if (endpoint !== null) published[name] = new URL(endpointPath(endpoint), issuer).href;
  };
  publish('authorization_endpoint', endpoints.authorization);
  publish('token_endpoint', endpoints.token);
  publish('jwks_uri', endpoints.jwks);
  publish('revocation_endpoint', endpoints.revocation);
  publish('introspection_endpoint', endpoints.introspection);
  publish('userinfo_endpoint', endpoints.userinfo);
  publish('pushed_authorization_request_endpoint', endpoints.pushedAuthorizationRequest);
  publish('device_authorization_endpoint', endpoints.deviceAuthorization);
  publish('backchannel_authentication_endpoint', endpoints.backchannelAuthentication);
  if (endpoints.backchannelAuthentication !== null)
    // A client that is pinged sends what one that is pushed to sends, so where the server can push there is polling alone.
    published['backchannel_token_delivery_modes_supported'] =
      upstream.backchannelDelivery?.includes('ping') === true && !upstream.backchannelDelivery.includes('push')
        ? ['poll', 'ping']
        : ['poll'];
  for (const [name, value] of Object.entries(members)) if (KEPT.has(name)) published[name] = value;
  for (const [name, value] of Object.entries(published))
    if (name.endsWith('_auth_methods_supported') && Array.isArray(value))
      published[name] = value.filter((method: Json) => AUTHENTICATION_METHODS.has(method));
  const dpop = members['dpop_signing_alg_values_supported'];
  if (Array.isArray(dpop))
    published['dpop_signing_alg_values_supported'] = dpop.filter(
      (algorithm: Json) => typeof algorithm === 'string' && DPOP_ALGORITHMS.includes(algorithm),
    );
  const grantTypes = members['grant_types_supported'];
  published['grant_types_supported'] = Array.isArray(grantTypes)
    ? grantTypes.filter((grantType: Json) => GRANT_TYPES.has(grantType))
    : ['authorization_code'];
  published['response_types_supported'] = ['code'];
  // The guard writes the form itself, whatever the server does.
  const modes = members['response_modes_supported'];
  published['response_modes_supported'] = [
    ...['query', 'form_post'],
    ...['jwt', 'query.jwt'].filter((mode) => Array.isArray(modes) && modes.includes(mode)),
  ];
  published['code_challenge_methods_supported'] = ['S256'];
  published['scopes_supported'] = [...scopes];
  // The guard writes `iss` into every authorization response (RFC 9207), whatever the server does.
  published['authorization_response_iss_parameter_supported'] = true;
  published['claims_parameter_supported'] = members['claims_parameter_supported'] === true;
  published['request_parameter_supported'] = members['request_parameter_supported'] === true;
  const signed = members['request_object_signing_alg_values_supported'];
  if (published['request_parameter_supported'] && Array.isArray(signed))
    published['request_object_signing_alg_values_supported'] = signed.filter(
      (algorithm: Json) => typeof algorithm === 'string' && REQUEST_OBJECT_ALGORITHMS.includes(algorithm),
    );
  published['request_uri_parameter_supported'] = false;
  return published;
}
