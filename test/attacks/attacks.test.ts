import { adoption } from './families/adoption.ts';
import { ASSERTION, assertions } from './families/assertions.ts';
import { backchannel, CIBA } from './families/backchannel.ts';
import { canary } from './families/canary.ts';
import { clientAuthentication } from './families/client-authentication.ts';
import { codes } from './families/codes.ts';
import { deviceCodes } from './families/device-codes.ts';
import { doors } from './families/doors.ts';
import { EXCHANGE, exchanges } from './families/exchanges.ts';
import { incidents, MANAGEMENT } from './families/incidents.ts';
import { invariants } from './families/invariants.ts';
import { KILLED_GUARD, killedGuard } from './families/killed-guard.ts';
import { proofs } from './families/proofs.ts';
import { refresh } from './families/refresh.ts';
import { requests } from './families/requests.ts';
import { responses } from './families/responses.ts';
import { scopeSmuggling } from './families/scope-smuggling.ts';
import { userinfo } from './families/userinfo.ts';
import { uses } from './families/uses.ts';
import { virtualExpiry } from './families/virtual-expiry.ts';
import { API_GUARD, ordersApi } from './scene/api-guard.ts';
import { attackScene } from './scene/attack-scene.ts';

const PEOPLE = ['authorization_code', 'refresh_token'];
const scene = attackScene({
  besideWriters: [API_GUARD, MANAGEMENT, KILLED_GUARD],
  // What the server behind could do for whoever reaches it.
  serverFeatures: {
    requestObjects: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    deviceFlow: { enabled: true },
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    claimsParameter: { enabled: true },
    userinfo: { enabled: true },
    ciba: {
      enabled: true,
      processLoginHint: async (_ctx, hint) => hint,
      validateRequestContext: async () => {},
      verifyUserCode: async () => {},
      triggerAuthenticationDevice: async () => {},
    },
  },
  serverGrants: ['token-exchange', 'jwt-bearer'],
  serverClients: {
    'mobile-app': { grant_types: [...PEOPLE, 'urn:ietf:params:oauth:grant-type:device_code'] },
    'support-desk': {
      grant_types: [...PEOPLE, 'urn:ietf:params:oauth:grant-type:device_code', CIBA],
      backchannel_token_delivery_mode: 'poll',
    },
    'nightly-report': { grant_types: ['client_credentials', EXCHANGE, ASSERTION] },
    'order-fulfilment': { grant_types: ['client_credentials', EXCHANGE] },
  },
});

const api = ordersApi(scene);

scopeSmuggling(scene);
doors(scene);
deviceCodes(scene);
backchannel(scene);
exchanges(scene);
assertions(scene);
refresh(scene);
codes(scene);
requests(scene);
clientAuthentication(scene);
proofs(scene);
responses(scene);
uses(scene, api);
virtualExpiry(scene, api);
canary(scene, api);
userinfo(scene);
invariants(scene);
killedGuard(scene, api);
incidents(scene, api);
adoption(scene, api);
