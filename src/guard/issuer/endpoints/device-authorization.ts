import {
  DEVICE_CODE,
  deviceAuthorizationParameters,
  formatDeviceAuthorizationResponse,
  parseDeviceAuthorizationRequest,
  parseDeviceAuthorizationResponse,
} from '../../../oauth/index.ts';
import { askForCode, type CodeEndpoint } from '../ask-for-code.ts';
import type { Endpoint } from '../exchange.ts';

const DEVICE: CodeEndpoint = {
  endpoint: 'deviceAuthorization',
  name: 'device_authorization',
  grantType: DEVICE_CODE,
  errors: new Set(),
  read(form) {
    return { ...parseDeviceAuthorizationRequest(form), parameters: deviceAuthorizationParameters };
  },
  async readAnswer(text, { issuer, upstream, authorizationServer }) {
    const { endpoints } = await authorizationServer.metadata();
    const response = parseDeviceAuthorizationResponse(text);
    return {
      code: response.deviceCode,
      expiresInSeconds: response.expiresInSeconds,
      text: formatDeviceAuthorizationResponse(response, issuer, [
        ...[new URL(issuer).origin, upstream.origin],
        new URL(endpoints.token).origin,
      ]),
    };
  },
};

/** The device authorization endpoint (RFC 8628 §3.1), where the scopes of the device grant are decided. */
export const deviceAuthorizationEndpoint: Endpoint = (guard, exchange) => askForCode(guard, exchange, DEVICE);
