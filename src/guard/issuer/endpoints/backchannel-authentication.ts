import {
  backchannelParameters,
  CIBA,
  formatBackchannelResponse,
  OAuthError,
  type OAuthErrorCode,
  parseBackchannelRequest,
  parseBackchannelResponse,
} from '../../../oauth/index.ts';
import { askForCode, type CodeEndpoint } from '../ask-for-code.ts';
import type { Endpoint } from '../exchange.ts';

const BACKCHANNEL: CodeEndpoint = {
  endpoint: 'backchannelAuthentication',
  name: 'backchannel_authentication',
  grantType: CIBA,
  errors: new Set<OAuthErrorCode>([
    'access_denied',
    'expired_login_hint_token',
    'invalid_binding_message',
    'invalid_user_code',
    'missing_user_code',
    'unknown_user_id',
  ]),
  async read(form, claimed, { authorizationServer }) {
    if (claimed.method === 'none')
      throw new OAuthError('unauthorized_client', 'a public client may not ask people who are elsewhere');
    const { backchannelDelivery } = await authorizationServer.metadata();
    // A server that doesn't say what it can do, as it has to (CIBA Core §4), may be able to push.
    const request = parseBackchannelRequest(form, backchannelDelivery?.includes('push') ?? true);
    const { scopes, resources } = request;
    return { scopes, resources, parameters: (decided) => backchannelParameters(request, decided) };
  },
  readAnswer(text) {
    const response = parseBackchannelResponse(text);
    const { authReqId: code, expiresInSeconds } = response;
    return { code, expiresInSeconds, text: formatBackchannelResponse(response) };
  },
};

/** The backchannel authentication endpoint (CIBA Core §7), where the scopes of what is polled for, or pinged, are decided. */
export const backchannelAuthenticationEndpoint: Endpoint = (guard, exchange) =>
  askForCode(guard, exchange, BACKCHANNEL);
