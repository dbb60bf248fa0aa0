import { endpointPath, type ServerMetadata } from '../../oauth/index.ts';
import { wellKnownPath } from './authorization-server.ts';

/** Most endpoints that a server's metadata is believed to have: names go into metrics, where each costs memory. */
const MAX_ENDPOINTS = 40;

/**
 * What the endpoint at a path is called in metrics and traces: its name in the server's metadata without `_endpoint` (RFC 8414 §2),
 * `jwks`, `discovery`, `pages`, or `none`. Nothing of the path itself.
 */
export function endpointNameOf(
  path: string,
  issuer: string,
  metadata: ServerMetadata,
  pagePrefixes: readonly string[],
): string {
  const named = namesOf(metadata).get(path);
  if (named !== undefined) return named;
  if (path === wellKnownPath(issuer) || path.startsWith('/.well-known/oauth-authorization-server')) return 'discovery';
  return pagePrefixes.some((prefix) => path.startsWith(prefix)) ? 'pages' : 'none';
}

const known = new WeakMap<ServerMetadata, ReadonlyMap<string, string>>();

function namesOf(metadata: ServerMetadata): ReadonlyMap<string, string> {
  const before = known.get(metadata);
  if (before !== undefined) return before;
  const names = new Map([[endpointPath(metadata.endpoints.jwks), 'jwks']]);
  for (const [name, address] of Object.entries(metadata.members)) {
    if (names.size >= MAX_ENDPOINTS) break;
    if (!/^[a-z_]{1,60}_endpoint$/.test(name) || typeof address !== 'string' || !URL.canParse(address)) continue;
    names.set(endpointPath(address), name.slice(0, -'_endpoint'.length));
  }
  known.set(metadata, names);
  return names;
}
