import { createUpstream, headerOf } from '../../gateway/index.ts';
import type { RoleContext } from './role.ts';

const MAX_METADATA_BYTES = 256 * 1024;

/**
 * How far the authorization server's clock is ahead of this one, in seconds, by the header `Date` of its metadata (RFC 9110 §6.6.1), which
 * has whole seconds: what it says is at most a second too little. Null where it says nothing.
 */
export function serverClock({ configuration, fault }: RoleContext): {
  aheadSeconds(): Promise<number | null>;
  close(): Promise<void>;
} {
  const { issuer, upstream: origin } = configuration.authorizationServer;
  const upstream = createUpstream({ origin, publicOrigin: new URL(issuer).origin });
  return {
    async aheadSeconds() {
      try {
        const answer = await upstream.request({
          method: 'GET',
          target: `${new URL(issuer).pathname.replace(/\/$/, '')}/.well-known/openid-configuration`,
          headers: ['accept', 'application/json'],
          maxBytes: MAX_METADATA_BYTES,
        });
        const date = Date.parse(headerOf(answer, 'date') ?? '');
        return Number.isNaN(date) ? null : (date - Date.now()) / 1000;
      } catch (error) {
        fault(error);
        return null;
      }
    },
    close: () => upstream.close(),
  };
}
