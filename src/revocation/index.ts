export {
  type RevocationFeed,
  type RevocationFeedOptions,
  type RevokedToken,
  startRevocationFeed,
  type TokenToCheck,
} from './revocation-feed.ts';
export { type RevocationTarget, type RevokeOptions, revoke } from './revoke.ts';
export type { RevokedBody, UpstreamRevocation } from './revoked-body.ts';
