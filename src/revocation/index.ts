export {
  CONTAINMENT_KINDS,
  type ContainedBody,
  type Containment,
  type Containments,
  createContainments,
  readContainments,
} from './containment.ts';
export { type ClientEnd, clientEnd, revokeEndedClients } from './ended-clients.ts';
export { countLiveTokens, type LiveToken, liveTokens } from './live-tokens.ts';
export { readAdoptions } from './read-adoptions.ts';
export {
  type RevocationFeed,
  type RevocationFeedOptions,
  type RevokedToken,
  startRevocationFeed,
  type TokenToCheck,
} from './revocation-feed.ts';
export {
  finishRevocation,
  type OrderRequest,
  orderRevocation,
  type RevocationContext,
  type RevocationOrder,
  readOrder,
  recordRevokedUpstream,
  revokeSome,
  stepRevocation,
} from './revocation-orders.ts';
export {
  type RevocationOutcome,
  type RevocationReport,
  type RevokedTokenReport,
  reportOf,
} from './revocation-report.ts';
export { type RevocationTarget, type RevokeOptions, revoke } from './revoke.ts';
export type { RevokedBody, UpstreamRevocation } from './revoked-body.ts';
export { MAX_ORDERED_TOKENS, type RevocationSelection, refsOfSelection } from './selection.ts';
export {
  revokeAtServer,
  type ServerRevocationOptions,
  type ServerRevocationOutcome,
} from './server-revocation.ts';
