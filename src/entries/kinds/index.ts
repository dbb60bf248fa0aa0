import type { z } from 'zod';
import type { EntryKind } from '../types.ts';
import * as adoptions from './adoptions.ts';
import * as console from './console.ts';
import * as decided from './decided.ts';
import * as elevations from './elevations.ts';
import * as erasures from './erasures.ts';
import type { Kind } from './kind.ts';
import * as log from './log.ts';
import * as operation from './operation.ts';
import * as policy from './policy.ts';
import * as recoveries from './recoveries.ts';
import * as revocations from './revocations.ts';
import * as tokens from './tokens.ts';
import * as uses from './uses.ts';

export type { Kind, KindVersion } from './kind.ts';

/** Parts that bodies of several kinds have, by what the documentation calls them. */
export const SHARED_PARTS: Readonly<Record<string, z.ZodType>> = {
  'A request for a token': decided.grantRequest,
  'A use of a token': decided.useRequest,
  'The facts': decided.facts,
  'The decision': decided.decision,
};

/** Every kind of entry, in the order of the documentation. */
export const KINDS: Readonly<Record<EntryKind, Kind>> = {
  'ledger.opened': log.ledgerOpened,
  'writer.registered': log.writerRegistered,
  'ledger.keys_changed': log.ledgerKeysChanged,
  'ledger.keys_retired': log.ledgerKeysRetired,
  'policy.activated': policy.policyActivated,
  'policy.refused': policy.policyRefused,
  'approval.given': policy.approvalGiven,
  'check.recorded': policy.checkRecorded,
  'decision.made': tokens.decisionMade,
  'token.issued': tokens.tokenIssued,
  'token.withheld': tokens.tokenWithheld,
  'token.not_issued': tokens.tokenNotIssued,
  'token.used': uses.tokenUsed,
  'token.usage': uses.tokenUsage,
  'token.use_refused': uses.tokenUseRefused,
  'refusals.summarised': uses.refusalsSummarised,
  'token.revoked': tokens.tokenRevoked,
  'token.revoked_upstream': tokens.tokenRevokedUpstream,
  'revocation.ordered': revocations.revocationOrdered,
  'revocation.finished': revocations.revocationFinished,
  'client.contained': revocations.clientContained,
  'client.released': revocations.clientReleased,
  'issuer.adopted': adoptions.issuerAdopted,
  'issuer.handed_back': adoptions.issuerHandedBack,
  'adoption.closed': adoptions.adoptionClosed,
  'token.recognised': adoptions.tokenRecognised,
  'finding.opened': revocations.findingOpened,
  'elevation.requested': elevations.elevationRequested,
  'elevation.approved': elevations.elevationApproved,
  'elevation.denied': elevations.elevationDenied,
  'elevation.withdrawn': elevations.elevationWithdrawn,
  'elevation.started': elevations.elevationStarted,
  'elevation.taken': elevations.elevationTaken,
  'elevation.ended': elevations.elevationEnded,
  'elevation.reviewed': elevations.elevationReviewed,
  'erasure.ordered': erasures.erasureOrdered,
  'erasure.finished': erasures.erasureFinished,
  'erasure.repeated': erasures.erasureRepeated,
  'session.opened': console.sessionOpened,
  'session.ended': console.sessionEnded,
  'session.refused': console.sessionRefused,
  'recovery.opened': console.recoveryOpened,
  'evidence.exported': console.evidenceExported,
  'alert.delivered': operation.alertDelivered,
  'alert.undelivered': operation.alertUndelivered,
  'checkpoint.cosigned': log.checkpointCosigned,
  'checkpoint.uncosigned': log.checkpointUncosigned,
  'ledger.restored': recoveries.ledgerRestored,
  'backup.drilled': recoveries.backupDrilled,
  'gap.recorded': operation.gapRecorded,
  'process.started': operation.processStarted,
  'process.heartbeat': operation.processHeartbeat,
  'process.stopped': operation.processStopped,
};
