import { adoption } from './families/adoption.ts';
import { canary } from './families/canary.ts';
import { clientAuthentication } from './families/client-authentication.ts';
import { codes } from './families/codes.ts';
import { doors } from './families/doors.ts';
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
  },
});

const api = ordersApi(scene);

scopeSmuggling(scene);
doors(scene);
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
