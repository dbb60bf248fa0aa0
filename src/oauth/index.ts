export { resourcesOf, scopesOf } from './asked-scopes.ts';
export {
  type AssertionClaims,
  type AssertionTokenRequest,
  clientOfAssertion,
  readAssertion,
} from './assertion-grant.ts';
export {
  type AuthorizationRequest,
  authorizationRequestParameters,
  parseAuthorizationRequest,
  parseRedirectTarget,
  type RedirectTarget,
  type ResponseMode,
} from './authorization-request.ts';
export {
  backchannelParameters,
  formatBackchannelResponse,
  parseBackchannelRequest,
  parseBackchannelResponse,
} from './backchannel-authentication.ts';
export { type BearerChallenge, formatBearerChallenge, parseBearerAuthorization, soleHeader } from './bearer.ts';
export { parseClaims, type RequestedClaims } from './claims-request.ts';
export {
  type ClaimedClient,
  type ClientAuthenticationMethod,
  formatBasicCredentials,
  identifyClient,
  parseBasicCredentials,
  unknownClient,
} from './client-identification.ts';
export {
  type DeviceAuthorizationResponse,
  deviceAuthorizationParameters,
  formatDeviceAuthorizationResponse,
  parseDeviceAuthorizationRequest,
  parseDeviceAuthorizationResponse,
} from './device-authorization.ts';
export { DPOP_ALGORITHMS, type DpopProof, isThumbprint, parseDpopProof, parseThumbprint } from './dpop-proof.ts';
export { decodeFormComponent, encodeFormComponent } from './form-encoding.ts';
export { isPolled, type PolledTokenRequest } from './further-token-request.ts';
export { ACCESS_TOKEN_TYPE, CIBA, DEVICE_CODE, JWT_BEARER_GRANT, TOKEN_EXCHANGE } from './grant-types.ts';
export {
  endpointPath,
  guardMetadata,
  parseServerMetadata,
  type ServerEndpoints,
  type ServerMetadata,
} from './metadata.ts';
export { nearestName, nearestNames } from './nearest.ts';
export {
  errorBody,
  errorText,
  OAuthError,
  type OAuthErrorBody,
  type OAuthErrorCode,
  type OAuthErrorOptions,
} from './oauth-error.ts';
export {
  formatParameters,
  formText,
  MAX_FORM_BYTES,
  MAX_PARAMETERS,
  type Parameters,
  parameter,
  parseParameters,
  requiredParameter,
} from './parameters.ts';
export { provesCodeChallenge } from './pkce.ts';
export { parseRequestObject, REQUEST_OBJECT_ALGORITHMS, type RequestObject } from './request-object.ts';
export {
  excessScopes,
  formatScope,
  intersectScopes,
  isScope,
  MAX_SCOPE_LENGTH,
  MAX_SCOPES,
  parseScope,
} from './scope.ts';
export { parseSignedResponse, type SignedResponse } from './signed-response.ts';
export { membersOf, parseStrictJson, type StrictJsonLimits } from './strict-json.ts';
export type { ExchangeTokenRequest } from './token-exchange.ts';
export {
  type ClientCredentialsTokenRequest,
  type CodeTokenRequest,
  type DecidedScopes,
  parseTokenRequest,
  type RefreshTokenRequest,
  type TokenRequest,
  tokenRequestParameters,
} from './token-request.ts';
export { formatTokenResponse, isDpop, parseTokenResponse, type TokenResponse } from './token-response.ts';
export { type FoundTokens, tokensInAnswer } from './tokens-in-answer.ts';
export { claimsBeyond } from './userinfo.ts';
