import { guardAbilities } from '../guard-abilities.ts';
import { about } from '../subject.ts';
import type { PreflightCheck } from '../types.ts';

/** What a member of metadata stands for, for a person. Which of them the guard has, it is asked. */
const WORDS: Readonly<Record<string, string>> = {
  pushed_authorization_request_endpoint: 'pushed authorization requests (RFC 9126)',
  request_parameter_supported: 'signed request objects (RFC 9101)',
  request_uri_parameter_supported: 'request objects by reference (RFC 9101)',
  dpop_signing_alg_values_supported: 'tokens that are bound to a key by DPoP (RFC 9449)',
  tls_client_certificate_bound_access_tokens: 'tokens that are bound to a certificate (RFC 8705)',
  authorization_details_types_supported: 'rich authorization requests (RFC 9396)',
  authorization_signing_alg_values_supported: 'signed authorization responses (JARM)',
  backchannel_authentication_endpoint: 'backchannel authentication (CIBA)',
  device_authorization_endpoint: 'the device flow (RFC 8628)',
  end_session_endpoint: 'signing out at the server (OpenID Connect RP-Initiated Logout)',
  userinfo_endpoint: 'the userinfo endpoint',
};

/** What clients need of their server that the guard doesn't have. */
export const featuresCheck: PreflightCheck = {
  id: 'features',
  *check({ clients }) {
    for (const pair of clients)
      for (const needed of pair.found.protocol?.needs ?? []) {
        if (guardAbilities.publishes(needed)) continue;
        yield about(
          pair,
          'breaks',
          'feature_refused',
          `${pair.clientId} needs ${WORDS[needed] ?? needed}, which the guard refuses: its metadata are without ${needed}.`,
          'Turn it off for this client where it can do without, or keep its traffic off the guard.',
        );
      }
  },
};
