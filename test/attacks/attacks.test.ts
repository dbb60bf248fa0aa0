import { clientAuthentication } from './families/client-authentication.ts';
import { codes } from './families/codes.ts';
import { doors } from './families/doors.ts';
import { refresh } from './families/refresh.ts';
import { requests } from './families/requests.ts';
import { responses } from './families/responses.ts';
import { scopeSmuggling } from './families/scope-smuggling.ts';
import { attackScene } from './scene/attack-scene.ts';

const scene = attackScene({
  // What the server behind could do for whoever reaches it.
  serverFeatures: {
    requestObjects: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    deviceFlow: { enabled: true },
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    claimsParameter: { enabled: true },
  },
});

scopeSmuggling(scene);
doors(scene);
refresh(scene);
codes(scene);
requests(scene);
clientAuthentication(scene);
responses(scene);
