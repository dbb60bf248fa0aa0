import { createUpstream, type Upstream } from '../../gateway/index.ts';
import type { ManagementContext } from '../../http/index.ts';
import { endpointPath, parseServerMetadata, parseStrictJson } from '../../oauth/index.ts';
import { revokeAtServer } from '../../revocation/index.ts';
import { readSecret } from '../secret.ts';
import type { RoleContext } from './role.ts';

const MAX_METADATA_BYTES = 256 * 1024;

/** Revokes at the authorization server with Ambit's own client there, the one that introspects; null where there is none. */
export function serverRevocation({ configuration, env, fault }: RoleContext): {
  readonly revoke: ManagementContext['revokeAtServer'];
  close(): Promise<void>;
} {
  const { issuer, upstream: origin, introspection } = configuration.authorizationServer;
  if (introspection === null) return { revoke: null, close: async () => undefined };
  const upstream = createUpstream({ origin, publicOrigin: new URL(issuer).origin });
  return {
    async revoke(token, hint) {
      try {
        const clientSecret = readSecret(
          introspection.clientSecret,
          'authorizationServer.introspection.clientSecret',
          env,
        );
        const { revocation, introspection: introspectionEndpoint } = await endpointsOf(upstream, issuer);
        if (introspectionEndpoint === null) return 'unproven';
        const paths = {
          revocationPath: revocation === null ? null : endpointPath(revocation),
          introspectionPath: endpointPath(introspectionEndpoint),
        };
        return await revokeAtServer(
          { upstream, ...paths, clientId: introspection.clientId, clientSecret },
          token,
          hint,
        );
      } catch (error) {
        // The guards deny it whatever the server says.
        fault(error);
        return 'unreachable';
      }
    },
    close: () => upstream.close(),
  };
}

async function endpointsOf(upstream: Upstream, issuer: string) {
  const { body } = await upstream.request({
    method: 'GET',
    target: `${new URL(issuer).pathname.replace(/\/$/, '')}/.well-known/openid-configuration`,
    headers: ['accept', 'application/json'],
    maxBytes: MAX_METADATA_BYTES,
  });
  return parseServerMetadata(parseStrictJson(Buffer.from(body).toString(), { maxLength: MAX_METADATA_BYTES }), issuer)
    .endpoints;
}
