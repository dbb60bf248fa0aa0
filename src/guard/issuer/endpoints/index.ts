import { endpointPath, membersOf, type ServerMetadata } from '../../../oauth/index.ts';
import { wellKnownPath } from '../authorization-server.ts';
import type { Endpoint } from '../exchange.ts';
import { IssuerGuardError } from '../guard-error.ts';
import { authorizationEndpoint } from './authorization.ts';
import { backchannelAuthenticationEndpoint } from './backchannel-authentication.ts';
import { deviceAuthorizationEndpoint } from './device-authorization.ts';
import { discoveryEndpoint } from './discovery.ts';
import { introspectionEndpoint } from './introspection.ts';
import { jwksEndpoint } from './jwks.ts';
import { pagesEndpoint } from './pages.ts';
import { pushedAuthorizationEndpoint } from './pushed-authorization.ts';
import { revocationEndpoint } from './revocation.ts';
import { tokenEndpoint } from './token.ts';
import { userinfoEndpoint } from './userinfo.ts';

/** Who reads the answer: a program (JSON errors) or a person (pages). */
export interface Route {
  readonly endpoint: Endpoint;
  readonly audience: 'program' | 'person';
  /** Whether applications in a browser call it, from origins of their own. */
  readonly crossOrigin?: boolean;
}

/**
 * The endpoint at a path; null for every path that isn't listed, which is refused. Paths are compared byte for byte: they are
 * those of the server's own metadata, and the prefixes of its pages that the operator names.
 *
 * @throws IssuerGuardError `pages_too_wide`
 */
export function routeOf(
  path: string,
  issuer: string,
  metadata: ServerMetadata,
  pagePrefixes: readonly string[],
): Route | null {
  const { endpoints } = metadata;
  const at = (endpoint: string | null): boolean => endpoint !== null && endpointPath(endpoint) === path;
  if (at(endpoints.token)) return { endpoint: tokenEndpoint, audience: 'program', crossOrigin: true };
  if (at(endpoints.authorization)) return { endpoint: authorizationEndpoint, audience: 'person' };
  if (at(endpoints.pushedAuthorizationRequest))
    return { endpoint: pushedAuthorizationEndpoint, audience: 'program', crossOrigin: true };
  if (at(endpoints.revocation)) return { endpoint: revocationEndpoint, audience: 'program', crossOrigin: true };
  if (at(endpoints.introspection)) return { endpoint: introspectionEndpoint, audience: 'program' };
  if (at(endpoints.userinfo)) return { endpoint: userinfoEndpoint, audience: 'program', crossOrigin: true };
  if (at(endpoints.deviceAuthorization)) return { endpoint: deviceAuthorizationEndpoint, audience: 'program' };
  if (at(endpoints.backchannelAuthentication))
    return { endpoint: backchannelAuthenticationEndpoint, audience: 'program' };
  if (at(endpoints.jwks)) return { endpoint: jwksEndpoint, audience: 'program' };
  if (path === wellKnownPath(issuer) || path === serverMetadataPath(issuer))
    return { endpoint: discoveryEndpoint, audience: 'program' };
  const prefix = pagePrefixes.find((one) =>
    one.endsWith('/') ? path.startsWith(one) && path.length > one.length : path === one,
  );
  if (prefix === undefined || spells(path, endpoints.deviceAuthorization)) return null;
  const held = endpointUnder(prefix, metadata);
  if (held !== null)
    throw new IssuerGuardError(
      'pages_too_wide',
      `nothing passes under ${prefix}, for the server's ${held} is there too: name its pages more closely`,
    );
  return { endpoint: pagesEndpoint, audience: 'person' };
}

/** Whether a server that is lenient about case, and about a slash at the end, could take the path for the endpoint's. */
function spells(path: string, endpoint: string | null): boolean {
  return endpoint !== null && path.toLowerCase().replace(/\/+$/, '') === endpointPath(endpoint).toLowerCase();
}

/**
 * An endpoint of the server whose path begins with the prefix, whatever its case; null where none does. What the guard itself
 * answers there is answered for one spelling alone, and many servers take another, with a slash at its end, for the same. The one for
 * devices may stand under the page where their codes are typed in (`/device`, `/device/auth`): there each spelling is looked at.
 */
function endpointUnder(prefix: string, { members }: ServerMetadata): string | null {
  // The same endpoints once more, at addresses that ask for a certificate (RFC 8705 §5).
  const aliases = membersOf(members['mtls_endpoint_aliases'] ?? null) ?? {};
  const { device_authorization_endpoint: _devices, ...others } = members;
  for (const [name, address] of [...Object.entries(others), ...Object.entries(aliases)])
    if (
      name.endsWith('_endpoint') &&
      typeof address === 'string' &&
      URL.canParse(address) &&
      endpointPath(address).toLowerCase().startsWith(prefix.toLowerCase())
    )
      return name;
  return null;
}

/** RFC 8414 §3.1: the well-known part stands before the path of the issuer. */
function serverMetadataPath(issuer: string): string {
  return `/.well-known/oauth-authorization-server${new URL(issuer).pathname.replace(/\/$/, '')}`;
}
